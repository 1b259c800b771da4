# Sourced by host/enter-host.sh: this host asks the lab's resolvers, trusts the lab's authority, as its agent does, and
# its vault is reached over ServiceNet. What the scenario does to the host comes last.
printf '%s\n' "$LAB_RESOLV_CONF" > /etc/resolv.conf
printf '127.0.0.1 localhost\n' > /etc/hosts
printf 'hosts: files dns\n' > /etc/nsswitch.conf
mkdir -p /etc/ssl/certs
cp "$LAB_AUTHORITY" /etc/ssl/certs/ca-certificates.crt
cp "$LAB_AUTHORITY" /etc/driveclient/cacert.pem

registration=/etc/driveclient/bootstrap.json
# vault_over publicnet | servicenet | both [CONTAINER]: the addresses of the vault that the registration knows.
vault_over() {
  container=storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/${2:-z_DO_NOT_DELETE_CloudBackup_v2_0_11111111-2222-4333-8444-555555555555}
  public="\"https://$container\": \"dummy-not-a-secret\""
  private="\"https://snet-$container\": \"dummy-not-a-secret\""
  case $1 in
    publicnet) passwords=$public ;;
    servicenet) passwords=$private ;;
    both) passwords="$public, $private" ;;
  esac
  sed -i "/\"VolumePasswords\"/,/}/c\\  \"VolumePasswords\": { $passwords }" "$registration"
  touch -d '2026-03-02 10:00:00 UTC' "$registration"
}

eval "$LAB_ON_HOST"

# The kernel tells the state of an interface up to a second after it came up.
settle() {
  tries=0
  for state in /sys/class/net/*/operstate; do
    until grep -qE 'up|unknown' "$state" || ! grep -q 1 "${state%/*}/carrier" 2> /dev/null; do
      tries=$((tries + 1))
      [ "$tries" -lt 100 ] || return 0
      sleep 0.02
    done
  done
}
settle
