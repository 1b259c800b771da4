# What the command line names lies on a server that no longer answers; whoever looks is stuck in the kernel.
hung /home/shop/dead swallow
ln -s dead /home/shop/link
