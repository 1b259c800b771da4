# What backup sets lie on: LVM on LUKS on RAID, bcache, a mapped device, NBD, iSCSI, and iSCSI by multipath. All of it lies in memory; the servers of NBD
# and iSCSI are real ones of this host. Needs mdadm, cryptsetup-bin, lvm2, bcache-tools, nbdkit, nbd-client, tgt, open-iscsi and a kernel of its own.
on_own_kernel
modprobe --all aes_generic ecb cbc xts algif_skcipher raid1 dm-crypt bcache nbd scsi_mod sd_mod iscsi_tcp dm-multipath dm-round-robin
disks=$scratch/disks
log=$disks/log
mkdir -p "$disks" /run/lock/iscsi
# Nobody makes the nodes below /dev/mapper but we.
export DM_DISABLE_UDEV=1
image() { truncate -s 60M "$disks/$1"; losetup --find --show "$disks/$1"; }
mount_at() { mkdir -p "$1"; mkfs.ext4 -q -F "$2"; mount "$2" "$1"; }
# Whoever goes on in the background lets go of our output, for which the kernel would wait.
quietly() { timeout 20 "$@" < /dev/null >> "$log" 2>&1 || { cat "$log" >&2; exit 1; }; }

quietly mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --metadata=1.2 "$(image raid-1)" "$(image raid-2)"
printf 'lab' > "$disks/passphrase"
quietly cryptsetup luksFormat --batch-mode --type luks1 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /dev/md0 "$disks/passphrase"
quietly cryptsetup open --key-file "$disks/passphrase" /dev/md0 vault
dmsetup mknodes
lvm_with='activation{udev_sync=0 udev_rules=0} devices{use_devicesfile=0 external_device_info_source="none" scan=["/dev","/dev/mapper"]}'
quietly pvcreate --config "$lvm_with" /dev/mapper/vault
quietly vgcreate --config "$lvm_with" backup /dev/mapper/vault
quietly lvcreate --config "$lvm_with" --yes --name data --size 40M backup
dmsetup mknodes
mount_at /srv/lvm /dev/mapper/backup-data

backing=$(image bcache)
quietly make-bcache -B "$backing"
echo "$backing" > /sys/fs/bcache/register
mount_at /srv/bcache /dev/bcache0

quietly dmsetup create plain --noudevsync --table "0 100000 linear $(image plain) 0"
dmsetup mknodes
mount_at /srv/mapped /dev/mapper/plain

truncate -s 60M "$disks/nbd"
quietly nbdkit --port 10809 --pidfile "$disks/nbdkit.pid" file "$disks/nbd"
wait_for "$disks/nbdkit.pid" .
quietly nbd-client 127.0.0.1 10809 /dev/nbd0
mount_at /srv/nbd /dev/nbd0

quietly tgtd
for volume in 1 2; do
  truncate -s 60M "$disks/iscsi-$volume"
  tries=0
  until tgtadm --lld iscsi --op new --mode target --tid "$volume" --targetname "iqn.2026-01.test.lab:volume$volume" >> "$log" 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { cat "$log" >&2; exit 1; }
    sleep 0.1
  done
  tgtadm --lld iscsi --op new --mode logicalunit --tid "$volume" --lun 1 --backing-store "$disks/iscsi-$volume"
  tgtadm --lld iscsi --op bind --mode target --tid "$volume" --initiator-address ALL
done
echo 'InitiatorName=iqn.2026-01.test.lab:host' > "$disks/initiator"
quietly iscsid --config /etc/iscsi/iscsid.conf --initiatorname "$disks/initiator"
quietly iscsiadm --mode discovery --type sendtargets --portal 127.0.0.1
quietly iscsiadm --mode node --login
for disk in sda sdb; do
  tries=0
  until [ -b "/dev/$disk" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "lab: no $disk" >&2; exit 1; }
    sleep 0.1
  done
done
mount_at /srv/iscsi /dev/sda
quietly dmsetup create many-ways --uuid mpath-36000000000000000 --noudevsync --table "0 $(cat /sys/block/sdb/size) multipath 0 0 1 1 round-robin 0 1 1 /dev/sdb 1"
dmsetup mknodes
mount_at /srv/multipath /dev/mapper/many-ways
