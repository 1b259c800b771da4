# Sourced by host/enter-host.sh: a backup set on a volume of its own, and words to slow a stage of its backup down.
# $LAB_IMAGES holds the sets as images, $LAB_GROUP names a control group that is this host's alone, $LAB_ON_HOST says what is so here.
set_folder=/home/shop/set
mkdir -p "$set_folder" "$scratch/nbd"

# /sys shows what belongs to this network; the control groups of this machine are mounted into it anew.
mount -t tmpfs -o mode=755 lab-groups /sys/fs/cgroup
groups=/sys/fs/cgroup
for controller in blkio cpu; do
  mkdir "$groups/$controller"
  mount -t cgroup -o "$controller" "lab-$controller" "$groups/$controller"
  mkdir -p "$groups/$controller/$LAB_GROUP"
done
agent_pid() { pidof -x driveclient | tr ' ' '\n' | tail -1; }

# set_on IMAGE: the backup set lies on a local disk.
set_on() { attach "$LAB_IMAGES/$1.img" --direct-io=on; }

# set_behind IMAGE FILTER [OPTION…]: on a disk that a server of block devices makes slow, as storage behind a network is.
set_behind() {
  image=$LAB_IMAGES/$1.img
  filter=$2
  shift 2
  nice -n -20 nbdkit --readonly --foreground --unix "$scratch/nbd.socket" "--filter=$filter" file "$image" "$@" > "$scratch/nbdkit.log" 2>&1 &
  until_there "$scratch/nbd.socket"
  nice -n -20 nbdfuse --readonly "$scratch/nbd/disk" --unix "$scratch/nbd.socket" > "$scratch/nbdfuse.log" 2>&1 &
  until_there "$scratch/nbd/disk"
  attach "$scratch/nbd/disk" --direct-io=on
}

# behind_xen IMAGE FILTER [OPTION…]: as set_behind, on a disk as a guest of Xen sees it: xvdb, which hangs on nothing that tells more.
behind_xen() {
  set_behind "$@"
  umount "$set_folder"
  mkdir "$scratch/xen"
  loop=$(losetup --find --show --read-only "$scratch/nbd/disk" --direct-io=on)
  device_id=$(cat "/sys/class/block/${loop#/dev/}/dev")
  cp -a /sys/dev/block "$scratch/xen/by-number"
  ln -sfn ../../devices/vbd-51728/block/xvdb "$scratch/xen/by-number/$device_id"
  mount --bind "$scratch/xen/by-number" /sys/dev/block
  mkdir "$scratch/xen/upper" "$scratch/xen/work"
  mount -t overlay -o "lowerdir=/dev,upperdir=$scratch/xen/upper,workdir=$scratch/xen/work" lab-dev /dev
  mknod /dev/xvdb b "${device_id%:*}" "${device_id#*:}"
  mount -o ro,noatime /dev/xvdb "$set_folder"
  losetup --detach "$loop"
}

# A loop device that is told to go while it is in use goes with its mount.
attach() {
  loop=$(losetup --find --show --read-only "$@")
  mount -o ro,noatime "$loop" "$set_folder"
  losetup --detach "$loop"
  device_id=$(cat "/sys/class/block/${loop#/dev/}/dev")
}

until_there() {
  tries=0
  until [ -e "$1" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 250 ] || { echo "lab: no $1" >&2; cat "$scratch"/nbd*.log >&2; exit 1; }
    sleep 0.02
  done
}

# yardstick: so many bytes a second does another program read of the set, file after file, once it knows their sizes: of a whole set
# those come a hundred at a time. What it read is forgotten again.
yardstick() {
  find "$set_folder" -type f -size +0 | shuf -n 60 > "$scratch/chosen"
  from=$(date +%s%N)
  bytes=$(nice -n -20 xargs cat < "$scratch/chosen" | wc -c)
  echo "yardstick $((bytes * 1000000000 / ($(date +%s%N) - from)))" >&2
  umount "$set_folder"
  attach "$scratch/nbd/disk" --direct-io=on
}

# reads_limited bps|iops N: for everything that runs here.
reads_limited() {
  reads_allowed "$1" "$2"
  echo 0 > "$groups/blkio/$LAB_GROUP/cgroup.procs"
}

# agent_reads_limited bps|iops N: for the agent alone, as a limit of its service does.
agent_reads_limited() {
  reads_allowed "$1" "$2"
  agent_pid > "$groups/blkio/$LAB_GROUP/cgroup.procs"
}

reads_allowed() { echo "$device_id $2" > "$groups/blkio/$LAB_GROUP/blkio.throttle.read_$1_device"; }

# agent_cpu MICROSECONDS [PERIOD]: of each tenth of a second, or of so many microseconds, for the agent alone.
agent_cpu() {
  echo "${2:-100000}" > "$groups/cpu/$LAB_GROUP/cpu.cfs_period_us"
  echo "$1" > "$groups/cpu/$LAB_GROUP/cpu.cfs_quota_us"
  agent_pid > "$groups/cpu/$LAB_GROUP/cgroup.procs"
}

# A CPU without AES instructions: OpenSSL is told so, and so is whoever asks the kernel.
without_aes() {
  export OPENSSL_ia32cap='~0x200000200000000'
  sed -E 's/ (aes|pclmulqdq)\b//g' /proc/cpuinfo > "$scratch/cpuinfo"
  mount --bind "$scratch/cpuinfo" /proc/cpuinfo
}

# upload_limited BITS: a second, over ServiceNet, where the vault is.
upload_limited() { tc qdisc add dev eth1 root tbf rate "$1bit" burst 16kb latency 300ms; }

# noisy CPUS: other work wants them while this host is looked at.
noisy() { stress-ng --quiet --cpu "$1" --timeout 60 > /dev/null 2>&1 & }

# What stands for other machines does not compete with this one for its processors.
renice -n -20 -p $(pgrep -f cloud-backup-api/serve.js) $(pidof dnsmasq) > /dev/null

eval "$LAB_ON_HOST"
