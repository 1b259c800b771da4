# The server was taken off both networks; only a network of the customer's own is left.
ip link delete eth0
ip link delete eth1
ip link add eth2 type veth peer name void2
ip address add 192.168.3.4/24 dev eth2
ip link set eth2 up
ip link set void2 up
