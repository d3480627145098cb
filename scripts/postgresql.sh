# Sourced by the scripts that need a throw-away PostgreSQL in the directory $work.
# shellcheck shell=bash

# PostgreSQL refuses to run as root, so root hands it to the user its package made.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- env PATH="$PATH" "$@"
    else
        "$@"
    fi
}

# Nothing of a test need survive a crash; who measures sets `unsafe` to nothing.
unsafe="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"

start_postgresql() {
    say "Starting a throw-away PostgreSQL"
    mkdir "$work/postgresql"
    [ "$(id -u)" -ne 0 ] || chown postgres "$work/postgresql"
    cd "$work/postgresql"
    as_postgres initdb -D data -U portal --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        --no-sync >initdb.log
    # Only a socket in our own directory: no port to collide with.
    as_postgres pg_ctl -D data -w -l server.log -o "-c listen_addresses='' \
        -c unix_socket_directories='$work/postgresql' $unsafe" start >/dev/null
    cd "$ROOT"
    # shellcheck disable=SC2034
    postgresql_url="postgresql://portal@${work//\//%2F}%2Fpostgresql/postgres"
}

# For a trap: stop the process group `beside`, where one is running, and the server; remove $work,
# and leave with the status it was called with.
clean_up() {
    status=$?
    trap '' INT TERM
    if [ -n "${beside:-}" ]; then
        kill -INT -- "-$beside" || true
        wait "$beside" || true
    fi
    if [ -f "$work/postgresql/data/postmaster.pid" ]; then
        cd "$work/postgresql"
        as_postgres pg_ctl -D data -m immediate -w stop >/dev/null || status=1
    fi
    cd /
    rm -rf "$work"
    exit "$status"
}
