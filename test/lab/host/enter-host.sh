#!/bin/sh
# Runs a command on a made-up backup server: own mounts, processes and host name. The agent's files are laid over
# those of this machine and vanish with the namespace. Needs root.
# usage: [LAB_NETWORK=own] enter-host.sh SETUP.sh[,SETUP.sh…] COMMAND [ARG…]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export LAB_HERE="$here"
if [ "${LAB_INSIDE:-}" != yes ]; then
  network=
  [ "${LAB_NETWORK:-}" != own ] || network=--net
  LAB_INSIDE=yes exec unshare --mount --uts --pid --fork --kill-child --mount-proc --propagation private $network "$0" "$@"
fi

# /sys shows the interfaces of the network namespace that it was mounted in.
[ "${LAB_NETWORK:-}" != own ] || mount -t sysfs lab-sys /sys

scratch=/tmp/backup-doctor-lab
mkdir -p "$scratch"
# As much room as the agent's logs may want, however little memory there is.
mount -t tmpfs -o mode=755,size=16g lab "$scratch"
for folder in etc var usr/local home; do
  mkdir -p "$scratch/$folder/upper" "$scratch/$folder/work"
  mount -t overlay -o "lowerdir=/$folder,upperdir=$scratch/$folder/upper,workdir=$scratch/$folder/work" "lab-$(basename "$folder")" "/$folder"
done
# What changes the kernel itself is for a kernel of its own.
on_own_kernel() {
  grep -q 'User Mode Linux' /proc/cpuinfo || { echo 'lab: start this with test/lab/kernel/boot.sh' >&2; exit 1; }
}
# wait_for FILE WORD: until a helper has said that it is there; a helper that died must not hold the test.
wait_for() {
  tries=0
  until grep -q "$2" "$1" 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 500 ] || { echo "lab: no \"$2\" in $1" >&2; exit 1; }
    sleep 0.02
  done
}

setups=$1
shift
for setup in $(printf '%s' "$setups" | tr ',' ' '); do
  . "$here/$setup"
done
# A server and no container, whatever this machine is: the same files below another root, without the mark of a container.
if [ "${LAB_SERVER:-}" = yes ] && [ -e /.dockerenv ]; then
  root=$scratch/root
  mkdir -p "$scratch/all/upper" "$scratch/all/work" "$root"
  mount -t overlay -o "lowerdir=/,upperdir=$scratch/all/upper,workdir=$scratch/all/work" lab-root "$root"
  rm "$root/.dockerenv"
  for folder in proc sys dev run etc var usr/local home "${here#/}/../../.."; do mount --rbind "/$folder" "$root/$folder"; done
  mkdir -p "$root$scratch"
  mount --rbind /tmp "$root/tmp"
  exec chroot "$root" sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
fi
# The agent's processes of the setups end with the namespace.
exec "$@"
