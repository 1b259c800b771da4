#!/bin/sh
# Records the stories anew on made-up hosts: real networks, real disks, real processes. Needs root, dnsmasq, openssl, mariadbd,
# bindfs, sshfs, openssh-server, ntfs-3g and faketime; for the slow ones control groups of version 1, nbdkit and libnbd-bin, for those on a
# kernel of their own user-mode-linux, kmod, nfs-kernel-server, apparmor and secilc, too.
# usage: test/recordings/record-stories.sh [STORY…]; then npm run golden
set -eu
cd "$(dirname "$0")/../.."
LAB_NETWORK=own
LAB_SERVER=yes
STATE_DIRECTORY=$(mktemp -d)
export LAB_NETWORK LAB_SERVER STATE_DIRECTORY
trap 'rm -rf "$STATE_DIRECTORY"' EXIT

# SETUPS that begin with services.sh are told with credentials, and the services know what scenarios.ts says of the story. What the host
# went through before is a script in $past, the kernel below it is started by $kernel, and the program by $starter.
past=
kernel=
starter=
record() { # STORY SETUPS [OPTION…]
  story=$1
  setups=$2
  shift 2
  [ -z "$wanted" ] || case " $wanted " in *" $story "*) ;; *) return 0 ;; esac
  LAB_SCENARIO=
  case "$setups" in
    ,services.sh*)
      LAB_SCENARIO=$STATE_DIRECTORY/scenario.json
      node build/test/recordings/scenarios.js "$story" > "$LAB_SCENARIO"
      ;;
  esac
  export LAB_SCENARIO
  # Where the service tells the backup set nobody names it.
  case "$story" in
    missing-path) ;;
    *) set -- --paths /home/shop "$@" ;;
  esac
  mkdir -p "test/recordings/$story"
  # Each host is looked at for the first time: none knows the ledger of another.
  state=$(mktemp -d "$STATE_DIRECTORY/XXXXXX")
  STATE_DIRECTORY=$state \
    $kernel test/lab/host/enter-host.sh "agent.sh,networks.sh$setups" ${past:+"$past"} $starter node dist/main.cjs gather "$@" > "$state/facts.json"
  install -m 644 "$state/facts.json" "test/recordings/$story/facts.json"
  [ -z "$past" ] || install -m 644 "$state/history-000001.ndjson" "test/recordings/$story/history.ndjson"
}

# Backup sets as images of disks: few large files, many small ones. Random, so that nothing shrinks.
make_images() {
  LAB_IMAGES=$STATE_DIRECTORY/images
  export LAB_IMAGES
  mkdir -p "$LAB_IMAGES/large" "$LAB_IMAGES/small"
  for index in 1 2 3 4; do head -c 8388608 /dev/urandom > "$LAB_IMAGES/large/archive-$index"; done
  head -c 8192000 /dev/urandom | split -b 4096 -a 3 - "$LAB_IMAGES/small/mail-"
  for name in large small; do mkfs.ext4 -q -F -N 4096 -d "$LAB_IMAGES/$name" "$LAB_IMAGES/$name.img" 48M; done
}

# What is slow on the host is said in the words of lab/throughput/host.sh; all is measured, and uploaded over ServiceNet.
record_slow() { # STORY WORDS
  [ -z "$wanted" ] || case " $wanted " in *" $1 "*) ;; *) return 0 ;; esac
  [ -n "${LAB_IMAGES:-}" ] || make_images
  LAB_ON_HOST=$2
  LAB_GROUP=backup-doctor-story-$$
  export LAB_ON_HOST LAB_GROUP
  record "$1" ,services.sh,../throughput/host.sh --deep --upload-test --paths /home/shop/set
  for controller in blkio cpu; do
    folder=/sys/fs/cgroup/$controller/$LAB_GROUP
    # Empty once the namespace of the host has ended.
    for _ in 1 2 3 4 5 6 7 8 9 10; do [ ! -d "$folder" ] || rmdir "$folder" 2> /dev/null || sleep 0.2; done
  done
}

wanted=$*
record healthy ,services.sh
record clone ,clone.sh
record full-cache ,full-cache.sh
record unregistered ,unregistered.sh
record isolated-network ,isolated.sh
record unreadable-files ,closed-files.sh
record closed-by-list ,closed-by-list.sh
record closed-by-owner ,closed-by-owner.sh
record closed-by-mount ,closed-by-mount.sh
record immutable-files ,immutable.sh
record foreign-mount ,foreign-mount.sh
record refused-by-server ,refused-by-server.sh
kernel="env LAB_NETWORK= test/lab/kernel/boot.sh"
record refused-by-nfs ,refused-by-nfs.sh --offline
export LAB_SECURITY=apparmor
record confined-agent ,confined-by-apparmor.sh --offline
LAB_SECURITY=selinux
# Nobody but who is held as the agent is can see what SELinux refuses it.
starter='runcon system_u:system_r:driveclient_t:s0'
record refused-by-selinux ,confined-by-selinux.sh --offline
kernel=
starter=
record odd-names ,odd-names.sh
record missing-path ,services.sh
record live-database ,live-database.sh
record outdated-agent ,outdated.sh
record no-agent ,no-agent.sh
record copy ,services.sh,clone.sh
record original ,services.sh,silent-night.sh
record ghost-heartbeat ,services.sh,stopped.sh
record reregistered-twin ,services.sh,clone.sh,reregistered.sh
record renamed ,renamed.sh
record rebuilt ,rebuilt.sh
record lost-night ,lost-night.sh --offline
past=test/lab/host/past-runs.sh
record filling-cache ,small-cache.sh
past=
record skipped-backup ,services.sh,stale-lock.sh
record wrong-key-prefix ,services.sh,wrong-key-prefix.sh
record_slow not-slow 'set_on large'
record_slow agent-ceiling 'set_on large'
record_slow slow-volume 'set_behind large rate rate=4M burstiness=0.5'
record_slow slow-block-storage 'behind_xen large rate rate=4M burstiness=0.5'
record_slow small-files 'set_behind small delay rdelay=20ms'
record_slow slow-encryption 'set_on large; agent_cpu 1000 200000; without_aes'
# The last one, so that the original was seen before this one began.
record failover ,failover.sh
