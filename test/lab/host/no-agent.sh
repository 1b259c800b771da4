# A server that nobody put an agent on.
pkill -x driveclient || true
pkill -f cloudbackup-updater || true
rm -rf /etc/driveclient /var/cache/driveclient /var/log/driveclient.log /usr/local/bin/driveclient /usr/local/bin/cloudbackup-updater
rm -f /etc/systemd/system/driveclient.service /etc/systemd/system/cloudbackup-updater.service
rm -f /etc/systemd/system/multi-user.target.wants/driveclient.service /etc/systemd/system/multi-user.target.wants/cloudbackup-updater.service
hostname web-09
