# What `install` and `account` share; read by them with `.`, after installing.sh, never run.

# The accounts with preps, with a blank between them.
members() { getent group gesprekken | cut -d : -f 4 | tr , ' '; }

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
