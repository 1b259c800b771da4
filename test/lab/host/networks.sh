# Both networks, and a provider behind them with resolvers and the agent's endpoints: real TCP, DNS and TLS.
# Needs LAB_NETWORK=own. PublicNet is eth0, ServiceNet eth1; $provider is the process whose network the provider's is.
unshare --net sleep 3600 &
provider=$!
until [ "$(readlink "/proc/$provider/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
at_provider() { nsenter --target "$provider" --net "$@"; }

ip link set lo up
connect() { # NAME, OUR ADDRESS, THE PROVIDER'S END, ITS ADDRESS
  ip link add "$1" type veth peer name "$3" netns "$provider"
  ip address add "$2" dev "$1"
  ip link set "$1" up
  at_provider ip address add "$4" dev "$3"
  at_provider ip link set "$3" up
}
at_provider ip link set lo up
connect eth0 203.0.113.10/24 pub0 203.0.113.1/24
connect eth1 10.176.4.20/19 svc0 10.176.0.1/19
ip route add default via 203.0.113.1
ip route add 10.176.0.0/12 via 10.176.0.1
ip route add 10.208.0.0/12 via 10.176.0.1
for address in 198.51.100.2 198.51.100.3 198.51.100.4 198.51.100.5 198.51.100.6 198.51.100.53 198.51.100.54 10.191.209.32; do
  at_provider ip address add "$address/32" dev lo
done

work=/tmp/backup-doctor-lab/provider
mkdir -p "$work"
at_provider dnsmasq --keep-in-foreground --no-resolv --no-hosts --no-daemon --conf-file=/dev/null --pid-file= --bind-interfaces --user=root \
  --listen-address=198.51.100.53,198.51.100.54 \
  --address=/api.drivesrvr.com/198.51.100.2 \
  --address=/rse.drivesrvr.com/198.51.100.3 \
  --address=/dfw.backup.api.rackspacecloud.com/198.51.100.2 \
  --address=/dfw.servers.api.rackspacecloud.com/198.51.100.2 \
  --address=/storage101.dfw1.clouddrive.com/198.51.100.4 \
  --address=/snet-storage101.dfw1.clouddrive.com/10.191.209.32 \
  --address=/identity.api.rackspacecloud.com/198.51.100.5 \
  --address=/agentrepo.drivesrvr.com/198.51.100.6 > "$work/dnsmasq.log" 2>&1 &
printf 'nameserver 198.51.100.53\nnameserver 198.51.100.54\n' > /etc/resolv.conf

# A certificate authority of the lab, which only this made-up host trusts.
names='DNS:*.drivesrvr.com,DNS:*.backup.api.rackspacecloud.com,DNS:*.servers.api.rackspacecloud.com,DNS:*.dfw1.clouddrive.com,DNS:*.api.rackspacecloud.com'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj '/CN=Lab CA' \
  -keyout "$work/ca.key" -out "$work/ca.pem" 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=lab provider' -keyout "$work/key.pem" -out "$work/request.pem" 2> /dev/null
printf 'subjectAltName=%s\n' "$names" > "$work/extensions"
openssl x509 -req -in "$work/request.pem" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 30 -extfile "$work/extensions" \
  -out "$work/cert.pem" 2> /dev/null
mkdir -p /etc/ssl/certs
cat "$work/ca.pem" >> /etc/ssl/certs/ca-certificates.crt

if [ -n "${LAB_SCENARIO:-}" ]; then
  # Services that can be asked with credentials, as the scenario of this file has them.
  at_provider node "$LAB_HERE/../../../build/test/lab/cloud-backup-api/serve.js" --cert "$work/cert.pem" --key "$work/key.pem" \
    --scenario "$LAB_SCENARIO" --public-name dfw.backup.api.rackspacecloud.com --files-name storage101.dfw1.clouddrive.com \
    --files-internal-name snet-storage101.dfw1.clouddrive.com > "$work/provider.log" 2>&1 &
else
  at_provider node "$LAB_HERE/provider.mjs" "$work" > "$work/provider.log" 2>&1 &
fi
wait_for "$work/provider.log" ready
