# The same server after a rebuild: a fresh image with a machine-id of its own, and the registration put back from a copy.
printf 'fedcba9876543210fedcba9876543210\n' > /etc/machine-id
cp -p /etc/driveclient/bootstrap.json /etc/driveclient/kept && mv /etc/driveclient/kept /etc/driveclient/bootstrap.json
