# Somebody stopped the updater and the agent three hours ago, in good order, and disabled both.
pkill -f /usr/local/bin/driveclient
pkill -f /usr/local/bin/cloudbackup-updater
rm -f /etc/systemd/system/multi-user.target.wants/driveclient.service /etc/systemd/system/multi-user.target.wants/cloudbackup-updater.service
log_line 180 INFO 'rax::AgentPolicy::TearDown(38)' 'Tearing down logging...'
booted_at '-30 days'
