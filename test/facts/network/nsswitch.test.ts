import { describe, expect, it } from '@jest/globals';
import { asksResolvers, hostsFileTurn, parseLookupOrder } from '../../../src/facts/network/nsswitch.js';

describe('the `hosts:` line of /etc/nsswitch.conf', () => {
  it.each([
    ['as Debian has it', 'passwd: files systemd\n\nhosts:          files dns\nnetworks: files\n', 'files dns'],
    ['with an action', 'hosts: files mdns4_minimal [NOTFOUND=return] dns', 'files mdns4_minimal [NOTFOUND=return] dns'],
    ['without a blank, with a comment', 'hosts:files\tdns # as before\r\n', 'files dns'],
    ['set to a comment', '# hosts: files dns\nhosts: files', 'files'],
    ['twice: the last one counts', 'hosts: files\nhosts: files dns', 'files dns'],
    ['no such line', 'passwd: files\nmyhosts: files', null],
    ['empty', '', null],
  ])('%s', (_what, text, order) => {
    expect(parseLookupOrder(text)).toBe(order);
  });

  it.each([
    ['files dns', true],
    ['dns files', true],
    ['dns', true],
    ['files', false],
    ['files myhostname', false],
    ['', false],
    ['files mdns4_minimal [NOTFOUND=return] dns', true],
    ['files mdns4_minimal [NOTFOUND=return] myhostname', false],
    ['files [NOTFOUND=return] dns', false],
    ['files [!SUCCESS=return] dns', false],
    ['files [success=return notfound=return] dns', false],
    ['files [SUCCESS=continue] dns', true],
    ['files [SUCCESS=merge] dns', true],
    ['mymachines resolve [!UNAVAIL=return] files myhostname dns', true],
    ['files nis dns', true],
    ['files dnsmasq', false],
  ])('"%s" comes to the resolvers: %s', (order, expected) => {
    expect(asksResolvers(order)).toBe(expected);
  });

  it.each([
    [null, 'first'],
    ['files dns', 'first'],
    ['files', 'first'],
    ['files mdns4_minimal [NOTFOUND=return] dns', 'first'],
    // systemd-resolved reads the file itself before it asks anybody.
    ['mymachines resolve [!UNAVAIL=return] files myhostname dns', 'first'],
    ['dns files', 'last'],
    ['dns [SUCCESS=return] files', 'last'],
    ['dns [NOTFOUND=return] files', 'never'],
    ['dns [!UNAVAIL=return] files', 'never'],
    ['dns', 'never'],
    ['', 'never'],
  ] as const)('with "%s" the hosts file comes %s', (order, turn) => {
    expect(hostsFileTurn(order)).toBe(turn);
  });
});
