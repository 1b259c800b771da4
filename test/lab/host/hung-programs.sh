# A folder of programs lies on a server that no longer answers. rpm is sought there, since it is nowhere else.
mkdir -p /var/lib/rpm
: > /var/lib/rpm/Packages
hung /usr/local swallow
