# Both networks are there, and swallow every packet: a dummy interface sends into nothing.
ip link set lo up
swallow() { # NAME ADDRESS
  ip link add "$1" type dummy
  ip address add "$2" dev "$1"
  ip link set "$1" up
}
swallow eth0 203.0.113.10/24
swallow eth1 10.176.4.20/19
ip route add default via 203.0.113.1
ip route add 10.176.0.0/12 via 10.176.0.1
ip route add 10.208.0.0/12 via 10.176.0.1
printf 'nameserver 198.51.100.53\nnameserver 198.51.100.54\n' > /etc/resolv.conf
