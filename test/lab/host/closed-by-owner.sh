# The folder lets everybody in; the files in it are for their owner and for a group that the agent's user is not in.
. "$here/agent-as-user.sh"
mkdir -p -m 755 /home/shop/data/sessions
for name in a b c; do printf 'session\n' > "/home/shop/data/sessions/$name"; done
chown 33:33 /home/shop/data/sessions/*
chmod 640 /home/shop/data/sessions/*
