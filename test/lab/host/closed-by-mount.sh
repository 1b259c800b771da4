# A disk from a Windows server, whose file system has no owners that this host knows: the mount gives all of it to root alone.
. "$here/agent-as-user.sh"
mkdir -p /home/shop/data/exchange
mknod -m 666 "$scratch/fuse-device" c 10 229
mount --bind "$scratch/fuse-device" /dev/fuse
truncate -s 16M "$scratch/exchange.img"
mkfs.ntfs --quiet --force --fast "$scratch/exchange.img" > /dev/null 2>&1
exchange=$(losetup --find --show "$scratch/exchange.img")
ntfs-3g -o uid=0,gid=0,dmask=022,fmask=077 "$exchange" /home/shop/data/exchange
# It goes with the mount.
losetup -d "$exchange"
for name in orders prices stock; do printf 'table\n' > "/home/shop/data/exchange/$name.csv"; done
