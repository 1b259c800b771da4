# Somebody mounted a folder with FUSE, and it lets nobody else in, not even root, as whom the agent runs.
mkdir -p /home/shop/data/drawings "$scratch/drawings"
printf 'plan\n' > "$scratch/drawings/plan.svg"
mknod -m 666 "$scratch/fuse-device" c 10 229
mount --bind "$scratch/fuse-device" /dev/fuse
chown -R 65534:65534 /home/shop/data/drawings "$scratch/drawings"
setpriv --reuid 65534 --regid 65534 --clear-groups bindfs --no-allow-other "$scratch/drawings" /home/shop/data/drawings
