#!/bin/sh
# Boots systemd as process 1 of namespaces of its own, over a copy-on-write view of this machine, and runs a script there as a
# service. All but the files in FOLDER vanishes with it, and it ends within 45 seconds. Needs root.
# usage: boot.sh FOLDER STEPS.sh [WORD…]   the script is given the folder and the words
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
scratch=$folder/scratch

main() {
  case ${LAB_STAGE:-} in
    '') LAB_STAGE=group exec unshare --mount --propagation private "$0" "$@" ;;
    group) in_own_group "$@" ;;
    boot) boot "$@" ;;
  esac
}

# Each hierarchy of control groups that systemd needs, with the group that this process is in.
mount_groups() { # BELOW
  if [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ]; then
    mount -t cgroup2 lab "$1"
    return
  fi
  [ "$(stat -f -c %T "$1")" = tmpfs ] || mount -t tmpfs lab "$1"
  mkdir "$1/unified" "$1/systemd"
  mount -t cgroup2 lab "$1/unified"
  mount -t cgroup -o none,name=systemd lab "$1/systemd"
}

own_groups() {
  own=$(sed -n 's/^0:://p' /proc/self/cgroup)
  if [ ! -d "$scratch/groups/systemd" ]; then
    echo "$scratch/groups$own"
    return
  fi
  echo "$scratch/groups/unified$own"
  echo "$scratch/groups/systemd$(sed -n 's/^[0-9]*:name=systemd://p' /proc/self/cgroup)"
}

in_own_group() {
  mkdir "$scratch"
  mount -t tmpfs -o mode=755 lab "$scratch"
  mkdir "$scratch/groups"
  mount_groups "$scratch/groups"
  own=$(own_groups)
  trap leave EXIT
  for group in $own; do
    mkdir "$group/backup-doctor-lab-$$"
    echo $$ > "$group/backup-doctor-lab-$$/cgroup.procs"
  done
  LAB_STAGE=boot timeout -s KILL 45 unshare --mount --pid --fork --kill-child --net --uts --ipc --cgroup "$here/boot.sh" "$@"
}

# What was in the group ended with the namespace of its processes; the kernel may need a moment to see it.
leave() {
  for group in $own; do
    echo $$ > "$group/cgroup.procs"
    tries=0
    until find "$group/backup-doctor-lab-$$" -depth -type d -exec rmdir {} + 2> /dev/null; do
      tries=$((tries + 1))
      [ "$tries" -lt 50 ] || { echo "boot.sh: $group/backup-doctor-lab-$$ stays" >&2; exit 1; }
      sleep 0.1
    done
  done
}

boot() {
  root=$scratch/root
  mkdir "$scratch/upper" "$scratch/work" "$root"
  mount -t overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" lab "$root"
  empty_host
  mount_root
  write_units "$@"
  cd "$root"
  mkdir -p old
  pivot_root . old
  umount -l old
  exec env -i container=lab PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=lab.target --log-target=null
}

# Neither this machine's services and mounts nor what an earlier run of the program left.
empty_host() {
  rm -rf "$root/etc/systemd/system" "$root/etc/fstab" "$root/usr/lib/systemd/system/timers.target.wants"
  rm -rf "$root/var/lib/backup-doctor" "$root/var/lib/systemd/timers" "$root/etc/backup-doctor" "$root/etc/cron.d"
  mkdir -p "$root/etc/systemd/system" "$root/etc/cron.d"
}

mount_root() {
  mount -t proc lab "$root/proc"
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount -o remount,ro,bind "$root/proc/sys"
  mount -t sysfs lab "$root/sys"
  mount_groups "$root/sys/fs/cgroup"
  mount -o remount,ro,bind "$root/sys"
  for place in run tmp dev; do mount -t tmpfs -o mode=755 lab "$root/$place"; done
  chmod 1777 "$root/tmp"
  mkdir "$root/dev/pts" "$root/dev/shm"
  for device in null zero full random urandom tty; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mount -t devpts -o newinstance,ptmxmode=0666 lab "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  # The project and the folder of the results may lie on a disk of their own.
  for place in "$(cd "$here/../../.." && pwd)" "$folder"; do
    mkdir -p "$root$place"
    mount --bind "$place" "$root$place"
  done
}

write_units() {
  printf '[Unit]\nRequires=basic.target\nAfter=basic.target\nWants=steps.service timers.target\nAllowIsolate=yes\n' \
    > "$root/etc/systemd/system/lab.target"
  cat > "$root/etc/systemd/system/steps.service" <<UNIT
[Unit]
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
StandardOutput=file:$folder/said
StandardError=inherit
ExecStart=/bin/sh $2 $folder $(shift 2; echo "$@")
UNIT
}

main "$@"
