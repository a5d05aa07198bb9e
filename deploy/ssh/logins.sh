# Functions for `install` and `account`, which source this file after installing.sh.

UNITS=/etc/systemd/system

# members: the accounts with preps, separated by blanks.
members() { getent group gesprekken | cut -d : -f 4 | tr , ' '; }

# limit NAME FILE: limit what all logins of this account together may use of the machine.
limit() {
    if ! command -v systemctl >/dev/null; then
        say "  (no systemd here: nothing limits what $1 takes of this machine)"
        return
    fi
    # An account that is still to be made has no number yet: then this only shows what it would do.
    number=$(id -u "$1" 2>/dev/null) || number=NUMBER
    put "$here/$2" "$UNITS/user-$number.slice.d/gespreksklaar.conf" 644
    # A service manager of the account's own would cost each login time and memory, and could outlive it.
    if [ "$(readlink "$UNITS/user@$number.service")" != /dev/null ]; then
        do_it systemctl mask "user@$number.service"
        note "mask user@$number.service"
    fi
}

# unlimit NUMBER: remove the limits of the account with this number.
unlimit() {
    limits=$UNITS/user-$1.slice.d
    if ours "$limits/gespreksklaar.conf"; then
        do_it rm -- "$limits/gespreksklaar.conf"
        [ -z "$yes" ] || forget "$limits/gespreksklaar.conf"
    fi
    unmask_manager "$1"
}

# unmask_manager NUMBER: take back what else `limit` did, where the file is removed with all others.
unmask_manager() {
    limits=$UNITS/user-$1.slice.d
    [ ! -d "$limits" ] || do_it rmdir --ignore-fail-on-non-empty "$limits"
    if noted "mask user@$1.service"; then
        do_it systemctl unmask "user@$1.service"
        [ -z "$yes" ] || strike "mask user@$1.service"
    fi
}

# warm NUMBER [HOME]: sessions of the account with this number begin in a warm host; with preps of its own, in HOME.
warm() {
    command -v systemctl >/dev/null || stop "A warm host needs systemd, which is not here."
    put "$here/../../tui/warm/enter.py" "$LIB/enter.py" 644
    put "$here/../systemd/gespreksklaar-warm@.service" "$UNITS/gespreksklaar-warm@.service" 644
    if [ -n "${2:-}" ]; then
        printf '[Service]\nProtectHome=no\nReadWritePaths=%s\n' "$2" >"$stage/home.conf"
        put "$stage/home.conf" "$UNITS/gespreksklaar-warm@$1.service.d/home.conf" 644
    fi
    do_it systemctl enable "gespreksklaar-warm@$1.service"
    note "warm $1"
    limits_take_effect
    # Who is in stays in: only the host itself starts anew.
    [ ! -d /run/systemd/system ] || do_it systemctl restart "gespreksklaar-warm@$1.service"
}

# cold NUMBER: take that back. Who is in stays in.
cold() {
    noted "warm $1" || return 0
    [ ! -d /run/systemd/system ] || do_it systemctl stop "gespreksklaar-warm@$1.service"
    do_it systemctl disable "gespreksklaar-warm@$1.service"
    beside=$UNITS/gespreksklaar-warm@$1.service.d
    if ours "$beside/home.conf"; then
        do_it rm -- "$beside/home.conf"
        [ -z "$yes" ] || forget "$beside/home.conf"
    fi
    [ ! -d "$beside" ] || do_it rmdir --ignore-fail-on-non-empty "$beside"
    [ -z "$yes" ] || strike "warm $1"
}

# warm_ones: the numbers of the accounts with a warm host.
warm_ones() { sed -n 's/^warm //p' "$record" 2>/dev/null; }

SEATS=$LIB/seats

# seat NAME NUMBER: how many logins of this account there may be at once, as files that each login holds one of.
# They are root's, and never written: a login needs only to open one.
seat() {
    there=$(find "$SEATS/$1" -type f -group "$1" 2>/dev/null | wc -l)
    [ "$there" != "$2" ] || return 0
    say "  $2 logins at once for $1, as files in $SEATS/$1"
    [ -n "$yes" ] || return 0
    install -d -o root -g root -m 755 "$LIB" "$SEATS"
    install -d -o root -g "$1" -m 750 "$SEATS/$1"
    for number in $(seq "$2"); do
        # Who is in holds the file that is there: it must not become another.
        [ -e "$SEATS/$1/$number" ] || install -o root -g "$1" -m 640 /dev/null "$SEATS/$1/$number"
        chgrp -- "$1" "$SEATS/$1/$number"
    done
    for file in "$SEATS/$1"/*; do
        [ "${file##*/}" -le "$2" ] || rm -f -- "$file"
    done
}

# unseat NAME...: take that back.
unseat() {
    for seated; do
        [ ! -d "$SEATS/$seated" ] || do_it rm -r -- "$SEATS/$seated"
    done
    [ ! -d "$SEATS" ] || do_it rmdir --ignore-fail-on-non-empty "$SEATS"
}

# Four, for somebody who left one open elsewhere.
OWN_LOGINS=4

# Also for who is logged in now.
limits_take_effect() { [ ! -d /run/systemd/system ] || do_it systemctl daemon-reload; }

# end_logins NAME: end every login of this account and wait; preps are saved and visits wiped, as on a hang-up.
end_logins() {
    if [ -d /run/systemd/system ]; then
        do_it systemctl stop "user-$(id -u "$1").slice"
    else
        say "  end every process of $1, and wait until it is gone"
        [ -z "$yes" ] || end_processes "$1"
    fi
}
end_processes() {
    pkill -TERM -u "$1" || return 0
    timeout 20 pidwait -u "$1" || pkill -KILL -u "$1" || :
}
