# The server was brought up elsewhere from a replica, a moment ago; the original is gone.
remember_instance 5b0c8f1e-2d3a-4c4b-8e5f-6a7b8c9d0e1f "$(date -u -d '-1 minute' '+%F %T UTC')"
printf '6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0\n' > /var/lib/cloud/data/previous-instance-id
hostname web-07-dr
booted_at '-30 seconds'
