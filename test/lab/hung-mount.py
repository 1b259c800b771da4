"""Mounts a file system that answers the kernel's greeting and nothing after it, as a dead server does.

usage: hung-mount.py FOLDER queue|swallow   (as root; prints a line once it is mounted, and runs until it is killed)
queue    requests stay unread: whoever waits can be killed, as on a hard NFS mount
swallow  requests are read and never answered: whoever waits is stuck in state D until this program ends
"""
import ctypes
import os
import struct
import sys
import time

folder, mode = sys.argv[1], sys.argv[2]
device = os.open('/dev/fuse', os.O_RDWR)
libc = ctypes.CDLL(None, use_errno=True)
options = 'fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other' % device
if libc.mount(b'hung', folder.encode(), b'fuse.hung', 0, options.encode()) != 0:
    raise OSError(ctypes.get_errno(), 'mount', folder)

# fuse_in_header: length, opcode, unique, ...; the first request is INIT
request = os.read(device, 1 << 20)
unique = struct.unpack_from('<Q', request, 8)[0]
# fuse_init_out: major, minor, max_readahead, flags, max_background, congestion_threshold, max_write, then zeros up to 64 bytes
greeting = struct.pack('<IIIIHHI', 7, 31, 4096, 0, 8, 6, 4096).ljust(64, b'\0')
os.write(device, struct.pack('<IiQ', 16 + len(greeting), 0, unique) + greeting)
print('mounted', flush=True)

while True:
    if mode == 'swallow':
        os.read(device, 1 << 20)
    else:
        time.sleep(60)
