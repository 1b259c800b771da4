#!/bin/sh
# The baseline of the benchmark "check": 25 Monitoring Plugins and system tools, one after another, each for a question
# that a check answers or a figure that the report tells in `backup-doctor check --offline`. What the program keeps or
# compares for itself is not in it, nor is a second tool where one has told.
P=${PLUGINS:-/usr/lib/nagios/plugins}
# low-disk-space, low-inodes, read-only-volume
$P/check_disk -w 10% -c 105MB -p /var/cache/driveclient
$P/check_disk -w 10% -c 105MB -p /var/log
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /var/cache/driveclient
findmnt -n -O ro
# agent-not-running, agent-updater
$P/check_procs -c 1: -C driveclient
$P/check_procs -c 1: -C cloudbackup-upd
systemctl is-enabled driveclient
systemctl is-enabled cloudbackup-updater
$P/check_file_age -i -w 86400 -c 864000 -f /var/cache/driveclient/backup-running.lock
# outdated-agent
/usr/local/bin/driveclient --version
dpkg -s cloudbackup-updater
# agent-not-registered, cloned-agent
grep -c '"IsRegistered" *: *true' /etc/driveclient/bootstrap.json
stat -c '%a %U' /etc/driveclient/bootstrap.json
$P/check_file_age -w 999999999 -c 9999999999 -f /etc/driveclient/bootstrap.json
cat /etc/machine-id /var/lib/cloud/data/instance-id
ls -l /var/lib/cloud/instances
cat /sys/class/dmi/id/product_uuid
# servicenet-unreachable, publicnet-unreachable, isolated-network, dns-failure
ip -br link
ip -br address
ip route
cat /etc/resolv.conf
# encryption-slowdown and the host in the report
grep -cw aes /proc/cpuinfo
cat /etc/os-release
uname -nr
uptime -s
