#!/bin/sh
# Records the stories anew on made-up hosts: real networks, real disks, real processes. Needs root, dnsmasq and openssl.
# usage: test/recordings/record-stories.sh [STORY…]; then npm run golden
set -eu
cd "$(dirname "$0")/../.."
LAB_NETWORK=own
STATE_DIRECTORY=$(mktemp -d)
export LAB_NETWORK STATE_DIRECTORY
trap 'rm -rf "$STATE_DIRECTORY"' EXIT

record() { # STORY SETUPS
  story=$1
  [ -z "$wanted" ] || case " $wanted " in *" $story "*) ;; *) return 0 ;; esac
  test/lab/host/enter-host.sh "agent.sh,networks.sh$2" node dist/main.cjs gather --paths /home/shop -o "$PWD/test/recordings/$story/facts.json"
  chmod 644 "test/recordings/$story/facts.json"
}

wanted=$*
record healthy ''
record clone ,clone.sh
record full-cache ,full-cache.sh
record unregistered ,unregistered.sh
record isolated-network ,isolated.sh
record unreadable-files ,closed-files.sh
record outdated-agent ,outdated.sh
record no-agent ,no-agent.sh
