# Functions for the installers, which source this file. Without --yes a run only shows what it would do.
# Each installed file is recorded with its checksum: only a file that nobody changed since is replaced or removed.

LIB=/usr/local/lib/gespreksklaar
OPT=/opt/gespreksklaar
ETC=/etc/gespreksklaar

say() { printf '%s\n' "$*"; }
stop() {
    say "$*" >&2
    exit 1
}
do_it() {
    say "  $*"
    [ -z "$yes" ] || "$@"
}
checksum() { sha256sum "$1" | cut -d ' ' -f 1; }

# ours FILE: whether this file exists, unchanged since we installed it.
ours() { [ -f "$record" ] && [ -f "$1" ] && grep -qxF "$(checksum "$1")  $1" "$record"; }

forget() {
    grep -vF "  $1" "$record" >"$record.new" || :
    mv "$record.new" "$record"
}

# put SOURCE TARGET MODE [GROUP]: install a file and record it; stop if somebody else's file is in the way.
put() {
    if [ -L "$2" ] || { [ -e "$2" ] && ! ours "$2" && ! cmp -s "$1" "$2"; }; then
        stop "$2 is there and not as we wrote it. Move it away first; nothing of it was changed."
    fi
    if ours "$2" && cmp -s "$1" "$2"; then
        return
    fi
    say "  write $2"
    [ -n "$yes" ] || return 0
    install -D -o root -g "${4:-root}" -m "$3" "$1" "$2"
    forget "$2"
    printf '%s  %s\n' "$(checksum "$2")" "$2" >>"$record"
}

# put_once: as put, for a file that the administrator may change: installed once, then never touched.
put_once() {
    if [ ! -e "$2" ]; then
        put "$@"
    elif cmp -s "$1" "$2"; then
        note "$(checksum "$2")  $2"
    fi
}

# note LINE: record something else that we made, such as an account, and so may remove.
note() { [ -z "$yes" ] || grep -qxF "$1" "$record" || printf '%s\n' "$1" >>"$record"; }
noted() { [ -f "$record" ] && grep -qxF "$1" "$record"; }
strike() {
    grep -vxF "$1" "$record" >"$record.new" || :
    mv "$record.new" "$record"
}

# shared LINE: whether another installer has recorded it too.
shared() {
    for other in "$LIB"/*.installed; do
        [ "$other" = "$record" ] || ! grep -qsxF "$1" "$other" || return 0
    done
    return 1
}

# Remove every recorded file that is unchanged and that no other installer needs.
take_back_files() {
    [ -f "$record" ] || stop "Nothing is installed here."
    while IFS= read -r line; do
        file=${line#*  }
        case $line in
            *'  /'*) ;;
            *) continue ;;
        esac
        if shared "$line"; then
            continue
        elif ours "$file"; then
            do_it rm -- "$file"
        elif [ -e "$file" ]; then
            say "  $file was changed since: left"
        fi
    done <"$record"
}

# make_account SHELL: the account gesprek and its config. Root owns its home: the account owns no file anywhere.
make_account() {
    if ! getent passwd gesprek >/dev/null; then
        do_it useradd --system --user-group --no-create-home --home-dir /var/lib/gespreksklaar \
            --shell "$1" --password '*' gesprek
    elif ! noted 'account gesprek' && ! shared 'account gesprek'; then
        stop "There is an account gesprek already, and it is not ours."
    fi
    note 'account gesprek'
    do_it install -d -o root -g root -m 755 /var/lib/gespreksklaar "$ETC" "$ETC/keys"
    # The config may hold the hash of the staff's PIN.
    put_once "$(dirname "$here")/kiosk.toml" "$ETC/kiosk.toml" 640 gesprek
    # One that stayed of an earlier installation.
    if [ -e "$ETC/kiosk.toml" ] && [ "$(stat -c %G "$ETC/kiosk.toml")" != gesprek ]; then
        do_it chgrp gesprek "$ETC/kiosk.toml"
    fi
}

settings_stay() { [ -e "$ETC/kiosk.toml" ] && ! ours "$ETC/kiosk.toml"; }

remove_account() {
    # The logins of another installer still start in these folders and read them.
    ! shared 'account gesprek' || return 0
    # The next group to be made gets this one's number, and would read the hash of the PIN.
    ! settings_stay || do_it chgrp root "$ETC/kiosk.toml"
    if noted 'account gesprek' && getent passwd gesprek >/dev/null; then
        do_it userdel --force gesprek
    fi
    for folder in "$ETC/keys" "$ETC" /var/lib/gespreksklaar; do
        [ ! -d "$folder" ] || do_it rmdir --ignore-fail-on-non-empty "$folder"
    done
}

# name_keys FOLDER: name the keys that stay; this folder is to be removed with them.
name_keys() {
    keys=$(find "$ETC/keys" -type f 2>/dev/null | sort | tr '\n' ' ')
    # Their owners can log in again after another install.
    [ -z "$keys" ] || say "  these keys stay: $keys(to remove them: rm -r $1)"
}

# Name what stays when no installer needs it any more, with the command that removes it.
name_what_stays() {
    ! settings_stay || say "  these settings stay: $ETC/kiosk.toml (to remove them: rm -r $ETC)"
    name_keys "$ETC"
    [ ! -d "$OPT" ] || say "  the program stays (to remove it: rm -r $OPT)"
}

begin() {
    [ "$(id -u)" = 0 ] || [ -z "$yes" ] || stop "Only root can do this: use sudo."
    if [ -n "$yes" ]; then say "Doing:"; else say "This is what --yes will do:"; fi
}

# record_as NAME: record everything from here on under this name.
record_as() {
    record=$LIB/$1.installed
    if [ -n "$yes" ] && [ -z "$undo" ]; then
        mkdir -p "$LIB"
        touch "$record"
    fi
}

end_record() {
    if [ -n "$yes" ]; then
        rm -f "$record"
        rmdir --ignore-fail-on-non-empty "$LIB"
    fi
}

end() {
    if [ -n "$yes" ]; then say "Done."; else say "Nothing was changed."; fi
}
