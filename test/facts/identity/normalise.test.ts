// Ids in one spelling before anybody compares them; what is no id of one machine is unknown.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostNameIn } from '../../../src/facts/identity/host-name.js';
import { datasourceIn, instanceIdIn, xenstoreNameIn } from '../../../src/facts/identity/instance-id.js';
import { macAddressesOf } from '../../../src/facts/identity/mac-addresses.js';
import { firstValid } from '../../../src/facts/identity/reading.js';
import { hostKeysIn, isHostKeyFile } from '../../../src/facts/identity/ssh-host-keys.js';
import { canonicalUuid } from '../../../src/facts/identity/uuid.js';

describe('UUIDs', () => {
  const one = '28fd4d563389e2f864740159923b580e';
  it.each([
    { what: 'dashes', text: '28fd4d56-3389-e2f8-6474-0159923b580e' },
    { what: 'none', text: '28fd4d563389e2f864740159923b580e' },
    { what: 'capitals', text: '28FD4D56-3389-E2F8-6474-0159923B580E' },
    { what: 'the other byte order of the first three fields', text: '564dfd28-8933-f8e2-6474-0159923b580e' },
    { what: 'braces, blanks, end of line', text: ' {564DFD28-8933-F8E2-6474-0159923B580E} \r\n' },
    { what: 'quotes and a byte order mark', text: '\uFEFF"28fd4d56-3389-e2f8-6474-0159923b580e"\n' },
    { what: 'a first line that is none', text: '# DMI\n28fd4d56-3389-e2f8-6474-0159923b580e\n' },
    { what: 'a second, shorter line', text: '28fd4d56-3389-e2f8-6474-0159923b580e\n28fd4d56-3389\n' },
  ])('$what: one spelling', ({ text }) => {
    expect(firstValid(text, canonicalUuid)).toBe(one);
  });

  it.each([
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE',
    '03000200-0400-0500-0006-000700080009',
    '00020003-0004-0005-0006-000700080009',
    '12345678-1234-5678-90ab-cddeefaabbcc',
    '01234567-89ab-cdef-0123-456789abcdef',
    '00112233-4455-6677-8899-aabbccddeeff',
    '11111111-2222-3333-4444-444444444444',
    'Not Settable',
    'Not Specified',
    'Not Present',
    'To Be Filled By O.E.M.',
    'uninitialized',
    '0',
    '',
    '4546B285-6C41-5D6R-86G5-0BFR4B3625FS',
    '28fd4d56-3389-e2f8-6474-0159923b580',
    '28fd4d56-3389-e2f8-6474-0159923b580e0',
    '28fd4d56-3389-e2f8-6474-0159923b\u0000580e',
  ])('%j is no machine', (text) => {
    expect(firstValid(text, canonicalUuid)).toBeNull();
  });

  it('keeps what boards with a number in their last field only bear', () => {
    expect(canonicalUuid('00000000-0000-0000-0000-ac1f6b4d7ac2')).not.toBeNull();
  });

  it('both byte orders of any UUID are one', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const [a = '', b = '', c = '', ...rest] = uuid.split('-');
        const swap = (field: string): string => field.match(/../g)!.reverse().join('');
        expect(canonicalUuid([swap(a), swap(b), swap(c), ...rest].join('-').toUpperCase())).toBe(canonicalUuid(uuid));
      }),
    );
  });
});

describe('instance ids', () => {
  it.each([
    { text: 'i-0abc1234def567890\n', value: 'instance:i-0abc1234def567890' },
    { text: 'I-0ABC1234DEF567890', value: 'instance:i-0abc1234def567890' },
    { text: '4520031799277581759', value: 'instance:4520031799277581759' },
    { text: 'team/vm', value: 'instance:team_vm' },
    { text: '79AA4AA1-CD86-4416-A6C4-6942B7083130', value: '79aa4aa1cd864416a6c46942b7083130' },
  ])('$text', ({ text, value }) => {
    expect(instanceIdIn(text).value).toBe(value);
  });

  it.each([
    'iid-datasource-none',
    'NO_PREVIOUS_INSTANCE_ID',
    'nocloud',
    'iid-local01',
    '',
    '\u001b[31mx',
    'two words',
    '00000000-0000-0000-0000-000000000000',
  ])('%j is no server', (text) => {
    expect(instanceIdIn(text).value).toBeNull();
  });

  it.each([
    { text: 'instance-79aa4aa1-cd86-4416-a6c4-6942b7083130\n', value: '79aa4aa1cd864416a6c46942b7083130' },
    { text: 'instance-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', value: null },
    { text: 'Domain-0', value: null },
    { text: '', value: null },
  ])('XenStore: $text', ({ text, value }) => {
    expect(xenstoreNameIn(text).value).toBe(value);
  });

  it.each([
    { text: 'DataSourceConfigDrive: DataSourceConfigDrive [net,ver=2][source=/dev/xvdd]\n', value: 'DataSourceConfigDrive' },
    { text: 'DataSourceEc2Local: DataSourceEc2Local', value: 'DataSourceEc2Local' },
    { text: 'DataSource\u001b[0m: x', value: null },
    { text: '', value: null },
  ])('source of metadata: $text', ({ text, value }) => {
    expect(datasourceIn(text)).toBe(value);
  });
});

describe('hardware addresses', () => {
  const card = (address: string, more = {}) => ({ address: `${address}\n`, type: '1\n', hasDevice: true, ...more });

  it('are a set: order, case, dashes and doubles do not count', () => {
    const some = macAddressesOf([card('FA:16:3E:11:11:11'), card('00-16-3e-22-22-22'), card('fa:16:3e:11:11:11')]);
    expect(some).toEqual({ value: 'mac:00:16:3e:22:22:22,fa:16:3e:11:11:11', note: null });
  });

  it.each([
    { what: 'a bridge, a bond, the end of a container', it: card('02:42:ac:11:00:02', { hasDevice: false }) },
    { what: 'the loopback', it: card('00:00:00:00:00:00', { type: '772', hasDevice: false }) },
    { what: 'InfiniBand', it: card('80:00:02:08:fe:80', { type: '32' }) },
    { what: 'all zero', it: card('00:00:00:00:00:00') },
    { what: 'all one', it: card('ff:ff:ff:ff:ff:ff') },
    { what: 'a group address', it: card('01:00:5e:00:00:01') },
    { what: 'no address', it: card('') },
    { what: 'garbage', it: card('xx:16:3e:11:11:11') },
  ])('$what is no card', ({ it: found }) => {
    expect(macAddressesOf([found]).value).toBeNull();
  });
});

describe('host names', () => {
  it.each([
    { text: 'Web1\n', value: 'host:web1' },
    { text: 'web1.example.org', value: 'host:web1' },
    { text: '# made by a tool\nweb1', value: 'host:web1' },
    { text: 'localhost.localdomain', value: null },
    { text: '(none)', value: null },
    { text: 'web 1', value: null },
    { text: '\u001b]0;x\u0007', value: null },
    { text: '', value: null },
  ])('$text', ({ text, value }) => {
    expect(hostNameIn(text).value).toBe(value);
  });
});

describe('SSH host keys', () => {
  const key = (type: string, comment: string): string => `${type} ${'A'.repeat(68)} ${comment}\n`;
  it('are a set without comments', () => {
    const a = hostKeysIn([key('ssh-ed25519', 'root@web1'), key('ecdsa-sha2-nistp256', 'root@web1')]);
    const b = hostKeysIn([key('ecdsa-sha2-nistp256', ''), key('ssh-ed25519', 'root@web2')]);
    expect(a).toEqual(b);
  });
  it('a private key is none', () => {
    expect(hostKeysIn(['-----BEGIN OPENSSH PRIVATE KEY-----\nnothing\n']).value).toBeNull();
  });
  it.each([
    { name: 'ssh_host_rsa_key.pub', is: true },
    { name: 'ssh_host_rsa_key', is: false },
    { name: 'ssh_host_rsa_key-cert.pub', is: false },
    { name: '../ssh_host_rsa_key.pub', is: false },
  ])('$name', ({ name, is }) => {
    expect(isHostKeyFile(name)).toBe(is);
  });
});

it('no text makes a reader throw, and no control character gets through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const values = [
        instanceIdIn(text),
        xenstoreNameIn(text),
        hostNameIn(text),
        hostKeysIn([text]),
        macAddressesOf([{ address: text, type: '1', hasDevice: true }]),
      ];
      for (const { value } of values) expect(value ?? '').not.toMatch(/[\u0000-\u001f]/);
    }),
  );
});
