#!/bin/sh
# Three runs a day for twelve days, by a clock of those days, while the cache fills; now and then its disk drops out and cannot be
# written to. Then the command, today. Needs faketime; runs inside a host of enter-host.sh with small-cache.sh.
# usage: past-runs.sh COMMAND [ARG…]
set -eu
cache=/var/cache/driveclient
run=0
while [ "$run" -lt 36 ]; do
  run=$((run + 1))
  case "$run" in
    18 | 23 | 24 | 30) mount -o remount,ro "$cache" ;;
    *)
      mount -o remount,rw "$cache"
      head -c "$((9 + run * 3 % 5))000000" /dev/zero > "$cache/part-$run.db"
      ;;
  esac
  # What is wrong with the host ends a run with another code than 0; 3 would mean that it saw nothing.
  DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 faketime -m -f "-$(((37 - run) * 8))h" node dist/main.cjs check --offline --quiet > /dev/null || [ $? -lt 3 ]
done
mount -o remount,rw "$cache"
exec "$@"
