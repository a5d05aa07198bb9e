# What `install` and `account` share; read by them with `.`, after installing.sh, never run.

UNITS=/etc/systemd/system

# The accounts with preps, with a blank between them.
members() { getent group gesprekken | cut -d : -f 4 | tr , ' '; }

# limit NAME FILE: what all logins of this account may take of the machine, together.
limit() {
    if ! command -v systemctl >/dev/null; then
        say "  (no systemd here: nothing limits what $1 takes of this machine)"
        return
    fi
    # Only shown, of an account that is still to be made.
    number=$(id -u "$1" 2>/dev/null) || number=NUMBER
    put "$here/$2" "$UNITS/user-$number.slice.d/gespreksklaar.conf" 644
    # Services of its own cost each login time and memory, and could outlive it.
    if [ "$(readlink "$UNITS/user@$number.service")" != /dev/null ]; then
        do_it systemctl mask "user@$number.service"
        note "mask user@$number.service"
    fi
}

# Take that back, for the account with this number.
unlimit() {
    limits=$UNITS/user-$1.slice.d
    if ours "$limits/gespreksklaar.conf"; then
        do_it rm -- "$limits/gespreksklaar.conf"
        [ -z "$yes" ] || forget "$limits/gespreksklaar.conf"
    fi
    [ ! -d "$limits" ] || do_it rmdir --ignore-fail-on-non-empty "$limits"
    if noted "mask user@$1.service"; then
        do_it systemctl unmask "user@$1.service"
        [ -z "$yes" ] || strike "mask user@$1.service"
    fi
}

# Also for who is logged in now.
limits_take_effect() { [ ! -d /run/systemd/system ] || do_it systemctl daemon-reload; }

# End every login of this account, and wait for it: a prep is saved and a visit wiped, as when a line drops.
end_logins() {
    if [ -d /run/systemd/system ]; then
        do_it systemctl stop "user-$(id -u "$1").slice"
    else
        do_it end_processes "$1"
    fi
}
end_processes() {
    pkill -TERM -u "$1" || return 0
    timeout 20 pidwait -u "$1" || pkill -KILL -u "$1" || :
}
