import { expect, it } from '@jest/globals';
import { parseConfinement } from '../../src/facts/storage/confinement.js';

const selinux = 'system_u:system_r:httpd_t:s0';

// As the kernel's documentation and the hosts of others show them; test/lab/kernel.test.ts asks both modules themselves.
it.each<[string, string, string | null, ReturnType<typeof parseConfinement>]>([
  ['no security module', '', null, null],
  ['AppArmor is there and holds it to nothing', 'unconfined\n', null, null],
  ['a profile that only complains', '/usr/sbin/cupsd (complain)\n', null, null],
  ['a profile that is enforced', 'driveclient (enforce)\n', null, { module: 'AppArmor', label: 'driveclient' }],
  ['a profile that kills', 'driveclient (kill)\n', null, { module: 'AppArmor', label: 'driveclient' }],
  ['profiles stacked, of which one only complains', 'driveclient//&:container:cupsd (mixed)\n', null, { module: 'AppArmor', label: 'driveclient//&:container:cupsd' }],
  ['a profile that is there by name alone', 'chrome (unconfined)\n', null, null],
  ['a profile whose name has blanks', '/opt/my agent (enforce)', null, { module: 'AppArmor', label: '/opt/my agent' }],
  ['SELinux enforces, and the domain is confined', `${selinux}\0`, '1', { module: 'SELinux', label: 'httpd_t' }],
  ['a context without a level', 'system_u:system_r:httpd_t', '1\n', { module: 'SELinux', label: 'httpd_t' }],
  ['a container, which its categories keep from the others', 'system_u:system_r:container_t:s0:c1,c2', '1', { module: 'SELinux', label: 'container_t:s0:c1,c2' }],
  ['another sensitivity', 'staff_u:staff_r:staff_t:s15', '1', { module: 'SELinux', label: 'staff_t:s15' }],
  ['SELinux only warns', selinux, '0', null],
  ['SELinux cannot be asked', selinux, null, null],
  ['a service without a policy of its own', 'system_u:system_r:unconfined_service_t:s0', '1', null],
  ['a person', 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023', '1', null],
])('%s', (_, attribute, enforce, expected) => expect(parseConfinement(attribute, enforce)).toEqual(expected));
