#!/bin/sh
# Runs a command as root on a kernel of its own, for what that of this machine may lack: NFS, security modules, disks. It is user-mode
# Linux: an ordinary process that sees the files of this machine, and writes to copies of its own. Needs root, user-mode-linux and kmod.
# usage: [LAB_SECURITY=apparmor|selinux] boot.sh COMMAND [ARG…]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exchange=$(mktemp -d)
trap 'rm -rf "$exchange"' EXIT
trap 'kill "$!"; wait "$!"; exit 1' HUP INT TERM
export -p > "$exchange/environment"
pwd > "$exchange/folder"
for word in "$@"; do printf '%s\0' "$word"; done > "$exchange/command"
# A kernel that hangs must not hold the test. Its memory is a file, for which /dev/shm may be too small.
TMPDIR=$exchange timeout -k 5 "${LAB_KERNEL_SECONDS:-120}" linux.uml mem=1024M root=/dev/root rootfstype=hostfs rootflags=/ ro "security=${LAB_SECURITY:-none}" \
  init="$here/init.sh" "exchange=$exchange" con=null con0=null,fd:1 ssl=null < /dev/null > "$exchange/console" 2>&1 &
wait "$!" || true
for output in stdout stderr; do [ -e "$exchange/$output" ] || : > "$exchange/$output"; done
cat "$exchange/stdout"
cat "$exchange/stderr" >&2
[ ! -s "$exchange/status" ] || exit "$(cat "$exchange/status")"
echo 'lab: the kernel ended before the command did:' >&2
tail -n 20 "$exchange/console" >&2
exit 1
