# Sourced by the scripts that drive other programs.
# shellcheck shell=bash

# ensure_packages PACKAGE...: Debian's packages are there; root installs those that are missing.
# `$work` holds the log.
ensure_packages() {
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        die "$* missing here; as root on Debian: apt install $*"
    fi
    say "Installing $*"
    # Run level 1 keeps the freshly installed servers from starting.
    export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >"$work/apt.log" 2>&1 </dev/null ||
        { cat "$work/apt.log" >&2; die "apt-get could not install $*"; }
    for bindir in /usr/lib/postgresql/*/bin; do PATH=$bindir:$PATH; done
}
