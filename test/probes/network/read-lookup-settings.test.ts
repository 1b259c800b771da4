import { expect, it } from '@jest/globals';
import { readLookupSettings } from '../../../src/probes/network/read-lookup-settings.js';
import { hostImage } from '../agents/host-image.js';

const order = { '/etc/nsswitch.conf': 'hosts: files resolve [!UNAVAIL=return] dns\n' };
const upstream = { '/run/systemd/resolve/resolv.conf': 'nameserver 72.3.128.240\nnameserver 72.3.128.241\nsearch example.com\n' };
/** What `systemctl enable systemd-resolved` leaves behind in every release. */
const enabled = { '/etc/systemd/system/dbus-org.freedesktop.resolve1.service': '[Unit]\n' };

it.each([
  [
    'a stub, and whom it asks',
    ['127.0.0.53'],
    { ...order, ...upstream },
    { address: '127.0.0.53', upstreams: ['72.3.128.240', '72.3.128.241'] },
  ],
  [
    'the stub without extras',
    ['127.0.0.54'],
    { ...order, ...upstream },
    { address: '127.0.0.54', upstreams: ['72.3.128.240', '72.3.128.241'] },
  ],
  [
    'the stub of a service that is enabled and does not run',
    ['127.0.0.53'],
    { ...order, ...enabled },
    { address: '127.0.0.53', upstreams: null },
  ],
  ["another program at the stub's address", ['127.0.0.53'], order, null],
  ['the stub beside another', ['72.3.128.240', '127.0.0.53'], { ...order, ...upstream }, { address: '127.0.0.53' }],
  ['another program on this host', ['127.0.0.1'], { ...order, ...upstream }, null],
  ['systemd-resolved runs, and the file names others', ['72.3.128.240'], { ...order, ...upstream }, null],
])('%s', async (_what, resolvers, files, stub) => {
  const image = hostImage(files);
  const settings = await readLookupSettings(image.system.files, resolvers);
  image.remove();
  expect(settings.lookupOrder).toBe('files resolve [!UNAVAIL=return] dns');
  if (stub === null) expect(settings.stub).toBeNull();
  else expect(settings.stub).toMatchObject(stub);
});

it('a host without nsswitch tells no order', async () => {
  const image = hostImage({});
  expect(await readLookupSettings(image.system.files, [])).toEqual({ lookupOrder: null, stub: null });
  image.remove();
});
