#!/bin/sh
# Records the stories anew on made-up hosts: real networks, real disks, real processes. Needs root, dnsmasq and openssl.
# usage: test/recordings/record-stories.sh [STORY…]; then npm run golden
set -eu
cd "$(dirname "$0")/../.."
LAB_NETWORK=own
LAB_SERVER=yes
STATE_DIRECTORY=$(mktemp -d)
export LAB_NETWORK LAB_SERVER STATE_DIRECTORY
trap 'rm -rf "$STATE_DIRECTORY"' EXIT

# SETUPS that begin with services.sh are told with credentials, and the services know what scenarios.ts says of the story.
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
  STATE_DIRECTORY=$(mktemp -d "$STATE_DIRECTORY/XXXXXX") \
    test/lab/host/enter-host.sh "agent.sh,networks.sh$setups" node dist/main.cjs gather "$@" -o "$PWD/test/recordings/$story/facts.json"
  chmod 644 "test/recordings/$story/facts.json"
}

wanted=$*
record healthy ,services.sh
record clone ,clone.sh
record full-cache ,full-cache.sh
record unregistered ,unregistered.sh
record isolated-network ,isolated.sh
record unreadable-files ,closed-files.sh
record closed-by-list ,closed-by-list.sh
record foreign-mount ,foreign-mount.sh
record odd-names ,odd-names.sh
record missing-path ,services.sh
record outdated-agent ,outdated.sh
record no-agent ,no-agent.sh
record copy ,services.sh,clone.sh
record original ,services.sh,silent-night.sh
record ghost-heartbeat ,services.sh,stopped.sh
record reregistered-twin ,services.sh,clone.sh,reregistered.sh
record renamed ,renamed.sh
record rebuilt ,rebuilt.sh
record lost-night ,lost-night.sh --offline
record skipped-backup ,services.sh,stale-lock.sh
record wrong-key-prefix ,services.sh,wrong-key-prefix.sh
# The last one, so that the original was seen before this one began.
record failover ,failover.sh
