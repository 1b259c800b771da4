# The agent's cache lies on a server that no longer answers; whoever looks is stuck in the kernel.
hung /var/cache/driveclient swallow
