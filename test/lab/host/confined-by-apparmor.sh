# AppArmor keeps the agent from files that its user may read, as a profile of an administrator's own does. Needs apparmor and a kernel
# that has it: LAB_SECURITY=apparmor test/lab/kernel/boot.sh.
on_own_kernel
mount -t securityfs securityfs /sys/kernel/security
mkdir -p /home/shop/data/payroll
printf 'paid\n' > /home/shop/data/payroll/2026-10.csv
apparmor_parser --add --skip-cache <<'PROFILE'
abi <abi/3.0>,
profile driveclient /usr/local/bin/driveclient {
  capability,
  network,
  signal,
  file,
  deny /home/shop/data/payroll/** r,
}
PROFILE
pkill -f /usr/local/bin/driveclient || true
setsid /usr/local/bin/driveclient < /dev/null > /dev/null 2>&1 &
