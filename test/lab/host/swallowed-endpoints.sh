# Names are found on the host itself, so that only the connections are swallowed.
for name in api.drivesrvr.com rse.drivesrvr.com identity.api.rackspacecloud.com agentrepo.drivesrvr.com; do
  printf '198.51.100.7 %s\n' "$name" >> /etc/hosts
done
