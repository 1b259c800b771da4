#!/bin/sh
# The baseline of the benchmark "check": what an administrator would string together from Monitoring Plugins and
# system tools to look at what `backup-doctor check --offline` looks at. 25 looks, one after another.
P=${PLUGINS:-/usr/lib/nagios/plugins}
$P/check_disk -w 10% -c 105MB -p /var/cache/driveclient
$P/check_disk -w 10% -c 105MB -p /var/log
$P/check_disk -w 10% -c 105MB -p /tmp
$P/check_disk -w 10% -c 105MB -p /etc/driveclient
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /var/cache/driveclient
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /var/log
findmnt -n -O ro
$P/check_procs -c 1: -C driveclient
$P/check_procs -c 1: -C cloudbackup-upd
$P/check_procs -w 10 -c 20 -s Z
$P/check_file_age -w 99999999 -c 999999999 -f /etc/driveclient/bootstrap.json
$P/check_file_age -w 99999999 -c 999999999 -f /var/log/driveclient.log
grep -c IsRegistered /etc/driveclient/bootstrap.json
stat -c '%a %U %Y' /etc/driveclient/bootstrap.json
ls /etc/systemd/system/multi-user.target.wants
/usr/local/bin/driveclient --version
/usr/local/bin/cloudbackup-updater --version
du -cb /var/log/driveclient.log
ip -br address
ip route show table all
cat /etc/resolv.conf /etc/os-release /etc/machine-id /var/lib/cloud/data/instance-id /proc/meminfo
grep -qw aes /proc/cpuinfo
lsblk -b -n -o NAME,SIZE,RO,TYPE,MOUNTPOINT
find /var/cache/driveclient -name backup-running.lock
hostname
