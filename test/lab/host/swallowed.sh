# Both networks are there, and swallow every packet: the other end of each cable takes them and answers nothing.
ip link set lo up
swallow() { # NAME, ADDRESS, GATEWAY
  ip link add "$1" type veth peer name "void-$1"
  ip address add "$2" dev "$1"
  ip link set "$1" up
  ip link set "void-$1" up
  ip neighbour add "$3" lladdr 02:00:00:00:00:01 dev "$1" nud permanent
}
swallow eth0 203.0.113.10/24 203.0.113.1
swallow eth1 10.176.4.20/19 10.176.0.1
ip route add default via 203.0.113.1
ip route add 10.176.0.0/12 via 10.176.0.1
ip route add 10.208.0.0/12 via 10.176.0.1
printf 'nameserver 198.51.100.53\nnameserver 198.51.100.54\n' > /etc/resolv.conf
