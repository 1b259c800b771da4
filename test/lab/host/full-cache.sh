# The agent's cache has a volume of its own, and it is full.
mount -t tmpfs -o size=64m,nr_inodes=4096 /dev/xvdb1 /var/cache/driveclient
head -c 55000000 /dev/zero > /var/cache/driveclient/z-backup.db
