# A share over SSH whose server takes whoever comes for an ordinary account: what that account may not read there, root may not read here.
# Needs openssh-server and sshfs.
share=$scratch/share
mkdir -p "$share/data/invoices" /run/sshd /home/shop/data/share
for month in 01 02 03; do printf 'paid\n' > "$share/data/invoices/2026-$month.csv"; done
printf 'plan\n' > "$share/data/plan.txt"
chmod 700 "$share/data/invoices"
ssh-keygen -q -t ed25519 -N '' -f "$share/host-key"
ssh-keygen -q -t ed25519 -N '' -f "$share/key"
chmod 644 "$share/key.pub"
/usr/sbin/sshd -f /dev/null -D -p 2222 -h "$share/host-key" -o ListenAddress=127.0.0.1 -o PidFile=none -o UsePAM=no -o StrictModes=no \
  -o "AuthorizedKeysFile=$share/key.pub" -o ForceCommand=internal-sftp -o 'Subsystem=sftp internal-sftp' > "$share/sshd.log" 2>&1 &
tries=0
until sshfs -p 2222 -o allow_other -o "IdentityFile=$share/key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
  "backup@127.0.0.1:$share/data" /home/shop/data/share 2> "$share/sshfs.log"; do
  tries=$((tries + 1))
  [ "$tries" -lt 50 ] || { cat "$share"/*.log >&2; exit 1; }
  sleep 0.1
done
