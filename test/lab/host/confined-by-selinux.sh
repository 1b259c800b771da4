# SELinux keeps the agent's domain from files that its user may read. Needs secilc and a kernel that has it: LAB_SECURITY=selinux
# test/lab/kernel/boot.sh.
on_own_kernel
secilc --policyvers 31 --output "$scratch/policy" --filecontext /dev/null "$here/selinux-policy.cil"
mount -t selinuxfs selinuxfs /sys/fs/selinux
# The kernel takes a policy in one piece.
dd if="$scratch/policy" of=/sys/fs/selinux/load bs=1M status=none
echo 1 > /sys/fs/selinux/enforce
for folder in payroll salaries; do
  mkdir -p "/home/shop/data/$folder"
  truncate -s 8M "$scratch/$folder"
  mkfs.ext4 -q -m 0 "$scratch/$folder"
  mount -o "loop,context=system_u:object_r:${folder}_t:s0" "$scratch/$folder" "/home/shop/data/$folder"
  rmdir "/home/shop/data/$folder/lost+found"
  printf 'paid\n' > "/home/shop/data/$folder/2026-10.csv"
done
pkill -f /usr/local/bin/driveclient || true
in_agents_domain() { runcon system_u:system_r:driveclient_t:s0 "$@"; }
in_agents_domain setsid /usr/local/bin/driveclient < /dev/null > /dev/null 2>&1 &
