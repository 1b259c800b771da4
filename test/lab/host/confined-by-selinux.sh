# SELinux keeps the agent's domain from files that its user may read. Needs secilc and a kernel that has it: LAB_SECURITY=selinux
# test/lab/kernel/boot.sh.
on_own_kernel
secilc --policyvers 31 --output "$scratch/policy" --filecontext /dev/null "$here/selinux-policy.cil"
mount -t selinuxfs selinuxfs /sys/fs/selinux
# The kernel takes a policy in one piece.
dd if="$scratch/policy" of=/sys/fs/selinux/load bs=1M status=none
echo 1 > /sys/fs/selinux/enforce
mkdir -p /home/shop/data/payroll
truncate -s 8M "$scratch/disk"
mkfs.ext4 -q -m 0 "$scratch/disk"
mount -o loop,context=system_u:object_r:payroll_t:s0 "$scratch/disk" /home/shop/data/payroll
printf 'paid\n' > /home/shop/data/payroll/2026-10.csv
pkill -f /usr/local/bin/driveclient
in_agents_domain() { runcon system_u:system_r:driveclient_t:s0 "$@"; }
in_agents_domain setsid /usr/local/bin/driveclient < /dev/null > /dev/null 2>&1 &
