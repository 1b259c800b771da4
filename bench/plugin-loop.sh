#!/bin/sh
# The baseline of the benchmark "check": Monitoring Plugins and system tools, one after another, for what
# `backup-doctor check --offline` looks at. Each line answers one of its questions.
P=${PLUGINS:-/usr/lib/nagios/plugins}
# volumes: space, inodes, read-only, each folder that the agent writes to
$P/check_disk -w 10% -c 105MB -p /var/cache/driveclient
$P/check_disk -w 10% -c 105MB -p /var/log
$P/check_disk -w 10% -c 105MB -p /etc/driveclient
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /var/cache/driveclient
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /var/log
$P/check_disk -W 10% -K 5% -w 1% -c 1% -p /etc/driveclient
findmnt -n -O ro
df -Pk /etc/driveclient
df -Pk /var/cache/driveclient
du -cb /var/log/driveclient.log
# agent: processes, services, packages, versions, registration, locks
$P/check_procs -c 1: -C driveclient
$P/check_procs -c 1: -C cloudbackup-upd
ps -eo pid,uid,comm,lstart
systemctl is-enabled driveclient
systemctl is-enabled cloudbackup-updater
grep -h User= /etc/systemd/system/driveclient.service
dpkg -s driveclient
dpkg -s cloudbackup-updater
/usr/local/bin/driveclient --version
/usr/local/bin/cloudbackup-updater --version
grep -c '"IsRegistered" *: *true' /etc/driveclient/bootstrap.json
stat -c '%a %U' /etc/driveclient/bootstrap.json
$P/check_file_age -w 999999999 -c 9999999999 -f /etc/driveclient/bootstrap.json
$P/check_file_age -i -w 86400 -c 864000 -f /var/cache/driveclient/backup-running.lock
getent passwd root
ls -l /etc/driveclient /var/cache/driveclient/MossoCloudFS_991199
ls -l /var/run/driveclient.pid /var/run/cloudbackup-updater.pid
find /var/cache/driveclient -name '*.lock' -o -name '*.db'
# networks: interfaces, addresses, routes, resolvers
ip -br link
ip -br address
ip route show table all
ip -6 route show
grep . /sys/class/net/*/operstate /sys/class/net/*/mtu
cat /etc/resolv.conf
# identity and host
cat /etc/machine-id /var/lib/cloud/data/instance-id /etc/os-release /proc/meminfo
ls -lR /var/lib/cloud
ls -l /.dockerenv /run/.containerenv /sys/class/net/*/device
cat /proc/1/cgroup /var/lib/backup-doctor/identity.json
sh -c 'cat /var/lib/dbus/machine-id /etc/machine-id | head -n 1'
cat /sys/class/dmi/id/product_uuid /sys/hypervisor/type
systemd-detect-virt
hostname
uname -a
uptime -s
nproc
grep -cw aes /proc/cpuinfo
for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -l -f "$key"; done
