# A disk that was frozen for a snapshot: it can be read, and whoever writes is stuck in the kernel.
# It thaws by itself, since a frozen disk outlives the namespace.
truncate -s 32M /tmp/backup-doctor-lab/frozen.img
mkfs.ext4 -q /tmp/backup-doctor-lab/frozen.img
mkdir -p -m 700 /home/shop/frozen
mount -o loop /tmp/backup-doctor-lab/frozen.img /home/shop/frozen
fsfreeze -f /home/shop/frozen
(sleep 20; fsfreeze -u /home/shop/frozen) > /dev/null 2>&1 &
