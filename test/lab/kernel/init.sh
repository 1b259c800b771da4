#!/bin/bash
# The first process of the kernel that boot.sh starts. What it was asked to run, and what came of it, pass through the folder `$exchange`.
set -euo pipefail
exec > /dev/tty0 2>&1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
own=/mnt
mount -t tmpfs lab-own "$own"
mkdir -p "$own/upper" "$own/work" "$own/root" "$own/first/lib"
ln -s /usr/lib/uml/modules "$own/first/lib/modules"
mount -t proc proc /proc
modprobe --dirname "$own/first" overlay
mount -t overlay -o "lowerdir=/,upperdir=$own/upper,workdir=$own/work" lab-files "$own/root"
cd "$own/root"
mount -t hostfs -o "$exchange" lab-exchange mnt
# The copy takes the place of what it was made from, for security modules judge by whole paths. It is a server, whatever this machine is.
rm -f .dockerenv
mkdir before
pivot_root . before
mount -t proc proc /proc
umount --lazy /before
mkdir -p /lib/modules
ln -sfn "/usr/lib/uml/modules/$(uname -r)" /lib/modules/
modprobe --all loop veth nfsd nfsv4
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs run /run
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
ip link set lo up
run() {
  bash -ec '
    . /mnt/environment
    cd "$(cat /mnt/folder)"
    mapfile -d "" command < /mnt/command
    exec "${command[@]}" < /dev/null
  '
}
status=0
# By pipes, which have no path that a security module could refuse.
{ run 2>&1 >&3 | cat > /mnt/stderr; } 3>&1 | cat > /mnt/stdout || status=$?
echo "$status" > /mnt/status
echo o > /proc/sysrq-trigger
sleep 10
