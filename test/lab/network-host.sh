# Sourced by host/enter-host.sh: this host asks the lab's resolvers, trusts the lab's authority, and its vault is
# reached over ServiceNet.
printf '%s\n' "$LAB_RESOLV_CONF" > /etc/resolv.conf
printf '127.0.0.1 localhost\n%s\n' "${LAB_HOSTS:-}" > /etc/hosts
mkdir -p /etc/ssl/certs
cp "$LAB_AUTHORITY" /etc/ssl/certs/ca-certificates.crt
container=https://snet-storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_11111111
sed -i "s|\"VolumePasswords\": {}|\"VolumePasswords\": { \"$container\": \"dummy-not-a-secret\" }|" /etc/driveclient/bootstrap.json
touch -d '2026-03-02 10:00:00 UTC' /etc/driveclient/bootstrap.json
