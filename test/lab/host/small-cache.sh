# The agent's cache has a disk of its own, as small as somebody thought it could be.
cache=/var/cache/driveclient
image=/tmp/backup-doctor-lab/cache.img
truncate -s 600M "$image"
mkfs.ext4 -q -F -d "$cache" "$image"
mount -o loop "$image" "$cache"
