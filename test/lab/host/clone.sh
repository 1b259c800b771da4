# The server was made from an image of another one: its disk remembers that instance, and the agent's registration
# is older than this server.
remember_instance 9c8b7a69-5847-4362-8514-f3e2d1c0b9a8 '2026-11-20 08:00:00 UTC'
printf '6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0\n' > /var/lib/cloud/data/previous-instance-id
hostname web-08
