# The package database is locked for ever, and the program gives its version no sooner.
mkdir -p /var/lib/rpm
: > /var/lib/rpm/Packages
printf '#!/bin/sh\nexec sleep 600\n' | tee /usr/local/bin/rpm /usr/local/bin/driveclient > /dev/null
chmod 755 /usr/local/bin/rpm
