# A share of NFS whose server takes root for nobody, as servers do unless they are told otherwise (root_squash). Needs nfs-kernel-server and a
# kernel that knows NFS, as test/lab/kernel/boot.sh starts one.
on_own_kernel
share=$scratch/share
mkdir -p "$share/data/invoices" /var/lib/nfs/v4recovery /run/rpc_pipefs /home/shop/data/share
for month in 01 02 03; do printf 'paid\n' > "$share/data/invoices/2026-$month.csv"; done
printf 'plan\n' > "$share/data/plan.txt"
chmod 700 "$share/data/invoices"
touch /var/lib/nfs/etab /var/lib/nfs/rmtab
mount -t nfsd nfsd /proc/fs/nfsd
exportfs -o rw,fsid=0,root_squash,no_subtree_check,insecure "127.0.0.1:$share/data"
rpc.nfsd --no-nfs-version 3 1
# Else who opens a file waits a minute and a half for clients that were there before the server started.
echo Y > /proc/fs/nfsd/v4_end_grace
rpc.mountd --no-nfs-version 3 2> "$share/mountd.log"
mount -t nfs -o vers=4.2 127.0.0.1:/ /home/shop/data/share || { cat "$share/mountd.log" >&2; exit 1; }
