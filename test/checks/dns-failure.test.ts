import { describe, expect, it } from '@jest/globals';
import { dnsFailure } from '../../src/checks/dns-failure.js';
import type { Verdict } from '../../src/checks/check.js';
import type { DnsAnswer, DnsFacts, NetworkFacts, SystemLookup } from '../../src/facts/network.js';
import type { PathCell } from '../../src/facts/paths.js';
import {
  dnsAnswer,
  dnsFacts,
  endpoints,
  eth0,
  failedAnswer,
  healthyNetworks,
  loopback,
  networks,
  onLink,
} from './facts-builders/network.js';
import { brokenHandshake, cellWith, connectionStep, healthyPaths, nameStep, pathsBut, untrusted } from './facts-builders/paths.js';
import { missingWords, sentenceFor, stepsFor } from './facts-builders/words.js';

const [one, two] = ['72.3.128.240', '72.3.128.241'];
const [api, rse, identity] = [endpoints.agentApi.host, endpoints.events.host, endpoints.identity.host];
const names = [api, rse, identity];
const slowMs = 1_000;

const all = (resolver: string, changes: Partial<DnsAnswer> = {}): readonly DnsAnswer[] =>
  names.map((name) => dnsAnswer(resolver, name, changes));
const none = (resolver: string, outcome: DnsAnswer['outcome'], code: string): readonly DnsAnswer[] =>
  names.map((name) => failedAnswer(resolver, name, outcome, code));
const lost = (resolver: string, name: string): DnsAnswer => failedAnswer(resolver, name, 'timed-out', 'ETIMEDOUT');
const allBut = (resolver: string, changed: DnsAnswer): readonly DnsAnswer[] =>
  all(resolver).map((answer) => (answer.name === changed.name ? changed : answer));

const public3 = '198.51.100.3';
const look = (by: SystemLookup['by'], name: string, changes: Partial<SystemLookup> = {}): SystemLookup => ({
  by,
  name,
  outcome: 'answered',
  addresses: [public3],
  code: null,
  tookMs: 9,
  ...changes,
});
const unfound = { outcome: 'not-found', addresses: [], code: 'exit 2' } as const;
const late = { outcome: 'timed-out', addresses: [], code: 'ETIMEDOUT' } as const;
/** What getaddrinfo says about the API, while c-ares finds it, unless `cares` says otherwise. */
const lookingUp = (changes: Partial<SystemLookup>, cares: Partial<SystemLookup> = {}): readonly SystemLookup[] => [
  look('getaddrinfo', api, changes),
  look('c-ares', api, cares),
];

/** /etc/hosts sends the API to an address of its own; the resolvers say another. */
const elsewhere = '198.51.100.9';
const overridden = dnsFacts([one], all(one), { overrides: [{ name: api, addresses: [elsewhere] }] });
const viaHosts = (changes: Partial<PathCell> = {}, addresses: readonly string[] = [elsewhere]): PathCell =>
  cellWith({ name: nameStep({ source: '/etc/hosts', addresses, otherAddresses: [public3] }), ...changes });
/** What programs get for the first needed names, while the resolvers lead each to an address of its own. */
const foreign = '203.0.113.66';
const ledTo = (...addresses: readonly string[]): readonly SystemLookup[] =>
  addresses.map((address, index) => look('getaddrinfo', names[index]!, { addresses: [address] }));
const apart = (lookups: readonly SystemLookup[]): DnsFacts =>
  dnsFacts([one], [dnsAnswer(one, api, { addresses: ['192.0.2.2'] }), dnsAnswer(one, rse, { addresses: ['192.0.2.3'] })], { lookups });
const silent = connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT', address: elsewhere });
const closed = connectionStep({ outcome: 'refused', code: 'ECONNREFUSED', address: elsewhere });
const stranger = untrusted('ERR_TLS_CERT_ALTNAME_INVALID', { names: ['shop.example.com'] });
const silentTo = (endpoint: PathCell['endpoint']): PathCell =>
  cellWith({ endpoint, connection: connectionStep({ outcome: 'timed-out', code: 'ETIMEDOUT' }) });
const publicNetDown = [endpoints.events, endpoints.identity, endpoints.storage].map(silentTo);

/** The name leads to a mirror in the LAN, which shows the service's own certificate. */
const mirror = '192.168.1.1';
const inLan = (resolver: string, address = mirror): DnsAnswer =>
  dnsAnswer(resolver, api, { outcome: 'wrong-answer', addresses: [address] });
const mirrored = (changes: Partial<PathCell> = {}): readonly PathCell[] =>
  pathsBut(
    cellWith({
      name: nameStep({ outcome: 'wrong-answer', addresses: [mirror] }),
      connection: connectionStep({ address: mirror }),
      ...changes,
    }),
  );

const noDefault = networks([loopback, eth0], onLink.slice(0, 1));
const unplugged = networks(
  [loopback, { ...eth0, state: 'down', hasCarrier: false }],
  [...onLink.slice(0, 1), 'default via 203.0.113.1 dev eth0'],
);

type Row = readonly [what: string, dns: DnsFacts, answer: string, networks?: NetworkFacts | null, paths?: readonly PathCell[] | null];

const rows: readonly Row[] = [
  ['both resolvers answer', dnsFacts([one, two], [...all(one), ...all(two)]), 'ok'],
  ['one of two is silent', dnsFacts([one, two], [...none(one, 'timed-out', 'ETIMEDOUT'), ...all(two)]), 'warning resolver-dead'],
  ['one of two has its port closed', dnsFacts([one, two], [...all(one), ...none(two, 'refused', 'ECONNREFUSED')]), 'warning resolver-dead'],
  ['the only one is silent', dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT')), 'critical all-resolvers-dead certain'],
  [
    'both fail, each in its way',
    dnsFacts([one, two], [...none(one, 'servfail', 'SERVFAIL'), ...none(two, 'refused', 'REFUSED')]),
    'critical all-resolvers-dead certain',
  ],
  [
    'both cannot be reached, and nobody knows the routes',
    dnsFacts([one], none(one, 'unreachable', 'ENETUNREACH')),
    'critical all-resolvers-dead certain',
    null,
  ],
  ['no route to them: not their fault', dnsFacts([one], none(one, 'unreachable', 'ENETUNREACH')), 'unknown', noDefault],
  ['the cable is out: not their fault', dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT')), 'unknown', unplugged],
  [
    'no default route, but the silent resolver is in the own subnet',
    dnsFacts(['203.0.113.53'], none('203.0.113.53', 'timed-out', 'ETIMEDOUT')),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  [
    'no route to one of them, and the other is silent',
    dnsFacts([one, '203.0.113.53'], [...none(one, 'unreachable', 'ENETUNREACH'), ...none('203.0.113.53', 'timed-out', 'ETIMEDOUT')]),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  [
    'a silent resolver on the link needs no route',
    dnsFacts(['fe80::1%eth0'], none('fe80::1%eth0', 'timed-out', 'ETIMEDOUT')),
    'critical all-resolvers-dead certain',
    noDefault,
  ],
  ['a stub on this host without a way out', dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL')), 'unknown', noDefault],
  [
    'systemd-resolved fails',
    dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL'), { stub: { address: '127.0.0.53', upstreams: [one] } }),
    'critical stub-dead certain',
  ],
  [
    'systemd-resolved does not run, and whom it asked cannot be seen',
    dnsFacts(['127.0.0.53'], none('127.0.0.53', 'refused', 'ECONNREFUSED'), { stub: { address: '127.0.0.53', upstreams: null } }),
    'critical stub-dead certain',
  ],
  [
    'systemd-resolved and another resolver both fail',
    dnsFacts(['127.0.0.53', one], [...none('127.0.0.53', 'servfail', 'SERVFAIL'), ...none(one, 'timed-out', 'ETIMEDOUT')], {
      stub: { address: '127.0.0.53', upstreams: [one] },
    }),
    'critical all-resolvers-dead certain',
  ],
  [
    "another program at the stub's address fails",
    dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL')),
    'critical all-resolvers-dead certain',
  ],
  [
    'another program on this host fails',
    dnsFacts(['127.0.0.1'], none('127.0.0.1', 'servfail', 'SERVFAIL')),
    'critical all-resolvers-dead certain',
  ],
  ['only answers with a wrong id come', dnsFacts([one], none(one, 'malformed', 'EBADMSG')), 'critical all-resolvers-dead certain'],
  [
    'all resolvers dead, and /etc/hosts has the names that are needed',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), { overrides: [api, rse].map((name) => ({ name, addresses: [public3] })) }),
    'warning all-resolvers-dead certain',
  ],
  [
    'all resolvers dead, and /etc/hosts has one needed name alone',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), { overrides: [{ name: api, addresses: [public3] }] }),
    'critical all-resolvers-dead certain',
  ],
  [
    'all resolvers dead, and /etc/hosts has every name',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), { overrides: names.map((name) => ({ name, addresses: [public3] })) }),
    'ok',
  ],

  [
    'no resolver configured',
    dnsFacts(['127.0.0.1'], none('127.0.0.1', 'refused', 'ECONNREFUSED'), { isDefaultResolver: true }),
    'critical no-resolver certain',
  ],
  ['no resolver configured, but this host answers itself', dnsFacts(['127.0.0.1'], all('127.0.0.1'), { isDefaultResolver: true }), 'ok'],

  [
    'a needed name does not exist',
    dnsFacts([one], allBut(one, failedAnswer(one, rse, 'nxdomain', 'NXDOMAIN'))),
    'critical name-not-found certain',
  ],
  [
    'a needed name has no address',
    dnsFacts([one], allBut(one, failedAnswer(one, rse, 'empty', 'NOERROR'))),
    'critical name-not-found certain',
  ],
  [
    'a needed name exists for the second resolver alone',
    dnsFacts([one, two], [...allBut(one, failedAnswer(one, rse, 'nxdomain', 'NXDOMAIN')), ...all(two)]),
    'critical name-not-found certain',
  ],
  [
    'a name that the agent can do without does not exist',
    dnsFacts([one], allBut(one, failedAnswer(one, identity, 'nxdomain', 'NXDOMAIN'))),
    'ok',
  ],
  [
    'the same, when nobody knows what is needed',
    dnsFacts([one], allBut(one, failedAnswer(one, identity, 'nxdomain', 'NXDOMAIN'))),
    'critical name-not-found certain',
    healthyNetworks,
    null,
  ],
  [
    'a needed name fails, others resolve',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL'))),
    'critical name-not-resolved certain',
  ],
  [
    'a needed name fails at the first and resolves at the second',
    dnsFacts([one, two], [...allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL')), ...all(two)]),
    'warning resolver-unreliable',
  ],
  [
    'questions for one needed name got lost, others were answered',
    dnsFacts([one], allBut(one, lost(one, api))),
    'critical resolver-unreliable likely',
  ],
  [
    '… and the only other resolver is dead',
    dnsFacts([one, two], [...allBut(one, lost(one, api)), ...none(two, 'servfail', 'SERVFAIL')]),
    'critical resolver-unreliable likely',
  ],
  [
    '… and the other resolver fails at this name alone: both tell of the name',
    dnsFacts([one, two], [...allBut(one, lost(one, api)), ...allBut(two, failedAnswer(two, api, 'servfail', 'SERVFAIL'))]),
    'critical name-not-resolved certain',
  ],
  ['… and the other resolver found it', dnsFacts([one, two], [...allBut(one, lost(one, api)), ...all(two)]), 'warning resolver-unreliable'],
  ['… and programs find it', dnsFacts([one], allBut(one, lost(one, api)), { lookups: lookingUp({}) }), 'warning resolver-unreliable'],
  [
    '… and another needed name does not exist',
    dnsFacts([one], [lost(one, api), failedAnswer(one, rse, 'nxdomain', 'NXDOMAIN'), dnsAnswer(one, identity)]),
    'critical name-not-found certain',
  ],
  [
    'questions for a name that the agent can do without got lost',
    dnsFacts([one], allBut(one, lost(one, identity))),
    'warning resolver-unreliable',
  ],
  [
    'the answer for one needed name was cut, and TCP is silent: no question was lost',
    dnsFacts([one], allBut(one, { ...lost(one, api), transport: 'tcp' })),
    'critical name-not-resolved certain',
  ],

  [
    'a needed name on this host itself',
    dnsFacts([one], allBut(one, dnsAnswer(one, api, { outcome: 'wrong-answer', addresses: ['127.0.0.1'] }))),
    'critical wrong-answer certain',
  ],
  [
    'a needed name in the LAN',
    dnsFacts([one], allBut(one, dnsAnswer(one, api, { outcome: 'wrong-answer', addresses: ['192.168.1.1'] }))),
    'critical wrong-answer likely',
  ],
  [
    'a needed name in the LAN, where the service itself answers',
    dnsFacts([one], allBut(one, inLan(one))),
    'ok',
    healthyNetworks,
    mirrored(),
  ],
  [
    'a needed name in the LAN, where somebody else answers',
    dnsFacts([one], allBut(one, inLan(one))),
    'critical wrong-answer likely',
    healthyNetworks,
    mirrored({ handshake: stranger }),
  ],
  [
    'a needed name in the LAN, where nobody answers',
    dnsFacts([one], allBut(one, inLan(one))),
    'critical wrong-answer likely',
    healthyNetworks,
    mirrored({ connection: connectionStep({ outcome: 'timed-out', address: mirror }) }),
  ],
  [
    'the service answers in the LAN, and the second resolver gives another place there',
    dnsFacts([one, two], [...allBut(one, inLan(one)), ...allBut(two, inLan(two, '192.168.1.2'))]),
    'warning wrong-answer likely',
    healthyNetworks,
    mirrored(),
  ],
  [
    'a resolver lies about a name that /etc/hosts answers',
    dnsFacts([one], allBut(one, inLan(one)), { overrides: [{ name: api, addresses: [public3] }] }),
    'ok',
  ],
  [
    'a name that only /etc/hosts knows',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'nxdomain', 'NXDOMAIN')), { overrides: [{ name: api, addresses: [public3] }] }),
    'ok',
  ],
  [
    'the second resolver alone lies',
    dnsFacts([one, two], [...all(one), ...allBut(two, dnsAnswer(two, api, { outcome: 'wrong-answer', addresses: ['0.0.0.0'] }))]),
    'warning wrong-answer certain',
  ],

  [
    '/etc/hosts sends a needed name to this host',
    dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['127.0.0.1'] }] }),
    'critical wrong-override certain',
  ],
  [
    '/etc/hosts sends it to a tunnel on this host, behind which the service answers',
    dnsFacts([one], all(one), { overrides: [{ name: api, addresses: ['127.0.0.1'] }] }),
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ connection: connectionStep({ address: '127.0.0.1' }) }, ['127.0.0.1'])),
  ],
  ['/etc/hosts sends it elsewhere, where the service answers', overridden, 'ok', healthyNetworks, pathsBut(viaHosts())],
  [
    '… nobody answers, and the other names do',
    overridden,
    'critical wrong-override certain',
    healthyNetworks,
    pathsBut(viaHosts({ connection: silent })),
  ],
  [
    '… nobody answers over IPv6, and the service answers over IPv4',
    dnsFacts([one], all(one), { overrides: [{ name: api, addresses: [elsewhere, '2001:db8::9'] }] }),
    'ok',
    healthyNetworks,
    pathsBut(
      viaHosts({ connection: connectionStep({ address: elsewhere }) }),
      viaHosts({ family: 6, connection: connectionStep({ outcome: 'timed-out', address: '2001:db8::9' }) }),
    ),
  ],
  ['… the port is closed', overridden, 'critical wrong-override certain', healthyNetworks, pathsBut(viaHosts({ connection: closed }))],
  ['… somebody else answers', overridden, 'critical wrong-override certain', healthyNetworks, pathsBut(viaHosts({ handshake: stranger }))],
  [
    '… the handshake stalls',
    overridden,
    'critical wrong-override certain',
    healthyNetworks,
    pathsBut(viaHosts({ handshake: brokenHandshake('stalled', 'ETIMEDOUT') })),
  ],
  [
    '… the run ended before it could be told',
    overridden,
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ connection: connectionStep({ outcome: 'cut-off' }) })),
  ],
  [
    "… this host's own firewall forbids it",
    overridden,
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ connection: connectionStep({ outcome: 'prohibited', code: 'EPERM' }) })),
  ],
  [
    '… nobody answers, but nowhere on PublicNet: it is not the file',
    overridden,
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ connection: silent }), ...publicNetDown),
  ],
  [
    '… an expired certificate, as everywhere: it is the clock',
    overridden,
    'ok',
    healthyNetworks,
    healthyPaths.map(({ endpoint }) =>
      endpoint.host === api
        ? viaHosts({ handshake: untrusted('CERT_HAS_EXPIRED') })
        : cellWith({ endpoint, handshake: untrusted('CERT_HAS_EXPIRED') }),
    ),
  ],
  [
    '… nobody answers, and no other way was tried',
    overridden,
    'critical wrong-override likely',
    healthyNetworks,
    [viaHosts({ connection: silent })],
  ],
  [
    '… nobody answers where the resolvers point, too',
    overridden,
    'ok',
    healthyNetworks,
    pathsBut(cellWith({ name: nameStep({ source: '/etc/hosts' }), connection: connectionStep({ outcome: 'timed-out' }) })),
  ],
  [
    '… nobody answers, but nsswitch leaves the file out',
    { ...overridden, lookups: lookingUp({}) },
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ connection: silent })),
  ],
  [
    '… nobody answers, and programs see the file',
    { ...overridden, lookups: lookingUp({ addresses: [elsewhere] }) },
    'critical wrong-override certain',
    healthyNetworks,
    pathsBut(viaHosts({ connection: silent })),
  ],
  [
    'the agent can do without the name',
    dnsFacts([one], all(one), { overrides: [{ name: identity, addresses: [elsewhere] }] }),
    'ok',
    healthyNetworks,
    pathsBut(viaHosts({ endpoint: endpoints.identity, connection: silent })),
  ],
  ['/etc/hosts sends it somewhere', dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['198.51.100.9'] }] }), 'ok'],
  [
    '/etc/hosts names this host among others',
    dnsFacts([one], all(one), { overrides: [{ name: rse, addresses: ['198.51.100.9', '127.0.0.1'] }] }),
    'ok',
  ],
  ['/etc/hosts answers everything', dnsFacts([one], [], { overrides: [{ name: rse, addresses: ['198.51.100.9'] }] }), 'ok'],
  ['nothing was asked', dnsFacts([one], []), 'not-applicable'],

  ['all look-ups agree', dnsFacts([one], all(one), { lookups: lookingUp({}) }), 'ok'],
  [
    'programs find nothing: nsswitch asks no resolver',
    dnsFacts([one], all(one), { lookups: lookingUp(unfound), lookupOrder: 'files' }),
    'critical system-lookup-differs certain',
  ],
  [
    'nsswitch asks no resolver, and another source knows the name',
    dnsFacts([one], all(one), { lookups: lookingUp({}), lookupOrder: 'files nis' }),
    'ok',
  ],
  [
    'programs find nothing, and nsswitch is as it should be',
    dnsFacts([one], all(one), { lookups: lookingUp(unfound) }),
    'critical system-lookup-differs likely',
  ],
  [
    '… but c-ares finds nothing either',
    dnsFacts([one], all(one), { lookups: lookingUp(unfound, { outcome: 'failed', addresses: [], code: 'ESERVFAIL' }) }),
    'ok',
  ],
  [
    '… and c-ares, which heeds the same options, finds none of the needed names either',
    dnsFacts([one], all(one), { lookups: [api, rse].flatMap((name) => [look('getaddrinfo', name, unfound), look('c-ares', name, late)]) }),
    'critical system-lookup-differs likely',
  ],
  [
    '… and neither does c-ares, but programs find another needed name',
    dnsFacts([one], all(one), { lookups: [...lookingUp(unfound, late), look('getaddrinfo', rse)] }),
    'ok',
  ],
  [
    '… but a resolver stumbles now and then',
    dnsFacts([one, two], [...all(one), ...allBut(two, failedAnswer(two, rse, 'servfail', 'SERVFAIL'))], { lookups: lookingUp(unfound) }),
    'warning resolver-unreliable',
  ],
  [
    'a name that the agent can do without',
    dnsFacts([one], all(one), { lookups: [look('getaddrinfo', identity, unfound), look('c-ares', identity)], lookupOrder: 'files' }),
    'ok',
  ],
  ['programs wait too long', dnsFacts([one], all(one), { lookups: lookingUp(late) }), 'warning system-lookup-differs likely'],
  ['programs and c-ares wait too long', dnsFacts([one], all(one), { lookups: lookingUp(late, late) }), 'ok'],
  [
    'programs wait too long for the dead resolver before the good one',
    dnsFacts([one, two], [...none(one, 'timed-out', 'ETIMEDOUT'), ...all(two)], { lookups: lookingUp(late) }),
    'warning resolver-dead',
  ],
  [
    'there is no getent to ask with',
    dnsFacts([one], all(one), { lookups: lookingUp({ outcome: 'failed', addresses: [], code: 'ENOENT' }), lookupOrder: 'files' }),
    'ok',
  ],
  [
    'programs are led to one address of a foreign network for two needed names, which the resolvers lead apart',
    apart(ledTo(foreign, foreign)),
    'critical system-lookup-differs likely',
  ],
  ['… for one needed name alone: it may be a service that takes turns', apart(ledTo(foreign)), 'ok'],
  ['… each to another address', apart(ledTo(foreign, '203.0.113.67')), 'ok'],
  ['… the two have one address at the resolvers, too', dnsFacts([one], all(one), { lookups: ledTo(foreign, foreign) }), 'ok'],
  ['… in the network that the resolvers name, too', apart(ledTo('192.0.2.66', '192.0.2.66')), 'ok'],
  ['… over IPv6, of which the resolvers were asked nothing', apart(ledTo('2001:db8:66::1', '2001:db8:66::1')), 'ok'],
  [
    '… which the second resolver gives, too',
    {
      ...apart(ledTo(foreign, foreign)),
      resolvers: [one, two],
      answers: [...apart([]).answers, ...all(two, { addresses: [foreign] })],
    },
    'ok',
  ],
  [
    '… where the service itself answers',
    apart(ledTo(foreign, foreign)),
    'ok',
    healthyNetworks,
    pathsBut(cellWith({ connection: connectionStep({ address: foreign }) })),
  ],
  [
    'a search domain answers before the resolvers are asked for the name itself',
    dnsFacts([one], all(one), {
      lookups: [...lookingUp({ addresses: [elsewhere] }), look('c-ares', `${api}.wild.example`, { addresses: [elsewhere] })],
      searchDomains: ['wild.example'],
      options: ['ndots:5'],
    }),
    'critical system-lookup-differs likely',
  ],
  [
    '… but not with what programs get',
    dnsFacts([one], all(one), {
      lookups: [...lookingUp({ addresses: [elsewhere] }), look('c-ares', `${api}.wild.example`, { addresses: ['198.51.100.10'] })],
      searchDomains: ['wild.example'],
      options: ['ndots:5'],
    }),
    'ok',
  ],
  ['programs get another address', dnsFacts([one], all(one), { lookups: lookingUp({ addresses: [elsewhere] }) }), 'ok'],
  [
    'programs get this host itself',
    dnsFacts([one], all(one), { lookups: lookingUp({ addresses: ['127.0.0.1'] }) }),
    'critical system-lookup-differs certain',
  ],
  ['programs get this host among others', dnsFacts([one], all(one), { lookups: lookingUp({ addresses: ['127.0.0.1', elsewhere] }) }), 'ok'],
  [
    'programs find what the dead resolvers of the file do not tell',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), { lookups: [look('getaddrinfo', api), look('getaddrinfo', rse)] }),
    'warning system-lookup-differs certain',
    healthyNetworks,
    [endpoints.agentApi, endpoints.events].map((endpoint) => cellWith({ endpoint })),
  ],
  [
    'programs get this host itself where the resolvers are dead',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), {
      lookups: [api, rse].map((name) => look('getaddrinfo', name, { addresses: ['0.0.0.0'] })),
    }),
    'critical all-resolvers-dead certain',
  ],
  [
    'programs find one of the needed names that dead resolvers do not tell',
    dnsFacts([one], none(one, 'timed-out', 'ETIMEDOUT'), { lookups: [look('getaddrinfo', api), look('getaddrinfo', rse, unfound)] }),
    'critical all-resolvers-dead certain',
  ],
  [
    'programs get an address for a name that does not exist: a search domain may answer for everything',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'nxdomain', 'NXDOMAIN')), { lookups: lookingUp({ addresses: [elsewhere] }) }),
    'critical name-not-found certain',
  ],
  [
    'the resolver stumbled over the name, and programs find it',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL')), { lookups: lookingUp({}) }),
    'warning resolver-unreliable',
  ],
  [
    'the resolver stumbled over the name, for programs too',
    dnsFacts([one], allBut(one, failedAnswer(one, api, 'servfail', 'SERVFAIL')), { lookups: lookingUp(unfound) }),
    'critical name-not-resolved certain',
  ],

  ['as slow as the limit', dnsFacts([one], all(one, { tookMs: slowMs })), 'ok'],
  ['just slower', dnsFacts([one], all(one, { tookMs: slowMs + 1 })), 'warning slow-resolver certain'],
  ['just faster', dnsFacts([one], all(one, { tookMs: slowMs - 1 })), 'ok'],
  ['one name slow, the others fast', dnsFacts([one], allBut(one, dnsAnswer(one, api, { tookMs: 5_000 }))), 'ok'],
  [
    'the second resolver is the slow one',
    dnsFacts([one, two], [...all(one), ...all(two, { tookMs: 1_500 })]),
    'warning slow-resolver certain',
  ],
];

describe('dns-failure', () => {
  it.each(rows)('%s', (_what, dns, answer, facts = healthyNetworks, paths = healthyPaths) => {
    const verdict = dnsFailure.judge({ dns, networks: facts, paths }, { slowMs });
    const said = 'problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? 'certain'}` : verdict.status;
    expect(said).toBe(answer.startsWith('warning resolver') ? `${answer} certain` : answer);
    expect(missingWords('dns-failure', verdict)).toEqual([]);
  });

  const judged = (dns: DnsFacts): Verdict => dnsFailure.judge({ dns, networks: healthyNetworks, paths: healthyPaths }, { slowMs });
  const silentOne = none(one, 'timed-out', 'ETIMEDOUT');
  const unreachable = none('fe80::1%eth0', 'unreachable', 'EADDRNOTAVAIL');

  it.each([
    [
      'the first of two is dead',
      dnsFacts([one, two], [...silentOne, ...all(two)]),
      `No answer from ${one}: timed-out (ETIMEDOUT). Another resolver answers, but each look-up first loses time on ${one}.`,
    ],
    [
      'the second of two is dead: nobody waits for it',
      dnsFacts([two, one], [...silentOne, ...all(two)]),
      `No answer from ${one}: timed-out (ETIMEDOUT). Another resolver answers, but ${one} cannot stand in when another one fails.`,
    ],
    [
      'the second is dead, and glibc takes them in turn',
      dnsFacts([two, one], [...silentOne, ...all(two)], { options: ['rotate'] }),
      `No answer from ${one}: timed-out (ETIMEDOUT). Another resolver answers, but some look-ups first lose time on ${one}.`,
    ],
    [
      'two of three are dead, each in its way',
      dnsFacts(['fe80::1%eth0', one, two], [...unreachable, ...none(one, 'refused', 'ECONNREFUSED'), ...all(two)]),
      `No answer from fe80::1%eth0: unreachable (EADDRNOTAVAIL); ${one}: refused (ECONNREFUSED). ` +
        `Another resolver answers, but each look-up first loses time on fe80::1%eth0, ${one}.`,
    ],
    [
      'one dead resolver before the good one, and one behind it',
      dnsFacts(['fe80::1%eth0', two, one], [...unreachable, ...silentOne, ...all(two)]),
      `No answer from fe80::1%eth0: unreachable (EADDRNOTAVAIL); ${one}: timed-out (ETIMEDOUT). ` +
        'Another resolver answers, but each look-up first loses time on fe80::1%eth0.',
    ],
    [
      'both are dead, each in its way',
      dnsFacts([one, two], [...silentOne, ...none(two, 'servfail', 'SERVFAIL')]),
      `Not one resolver gave an answer: ${one}: timed-out (ETIMEDOUT); ${two}: servfail (SERVFAIL). ` +
        'No name can be resolved that /etc/hosts does not hold.',
    ],
    [
      'systemd-resolved fails',
      dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL'), { stub: { address: '127.0.0.53', upstreams: [one] } }),
      'systemd-resolved on this host is the only resolver, and it gave no answer (127.0.0.53: servfail (SERVFAIL)). ' +
        `It asks in turn: ${one}. No name can be resolved that /etc/hosts does not hold.`,
    ],
    [
      'a dnsmasq at the same address fails',
      dnsFacts(['127.0.0.53'], none('127.0.0.53', 'servfail', 'SERVFAIL')),
      'Not one resolver gave an answer: 127.0.0.53, a resolver on this host itself: servfail (SERVFAIL). ' +
        'No name can be resolved that /etc/hosts does not hold.',
    ],
    [
      'questions for a needed name got lost',
      dnsFacts([one], allBut(one, lost(one, api))),
      `The resolver ${one} is unreliable: it left 1 of 3 names open (timed-out (ETIMEDOUT)), so that there is no address for ${api}, ` +
        'which the agent needs.',
    ],
    [
      'questions for another name got lost',
      dnsFacts([one], allBut(one, lost(one, identity))),
      `The resolver ${one} is unreliable: it left 1 of 3 names open (timed-out (ETIMEDOUT)), so that look-ups can take long or fail.`,
    ],
  ])('%s, in words', (_what, dns, sentence) => {
    expect(sentenceFor('dns-failure', judged(dns))).toBe(sentence);
  });

  it.each([
    ['no-resolver', dnsFacts(['127.0.0.1'], none('127.0.0.1', 'refused', 'ECONNREFUSED'), { isDefaultResolver: true })],
    ['slow-resolver', dnsFacts([one], all(one, { tookMs: 1_500 }))],
  ])('no step of %s speaks of an answer that nobody was told to ask for', (problem, dns) => {
    const verdict = judged(dns);
    expect(verdict).toMatchObject({ problem });
    expect(stepsFor('dns-failure', verdict).join(' ')).not.toMatch(/stays silent|cat \/etc/);
  });

  const evidenceOf = (dns: DnsFacts, paths = healthyPaths): readonly string[] =>
    (dnsFailure.judge({ dns, networks: healthyNetworks, paths }, { slowMs }).evidence ?? []).map(
      ({ subject, name, value, source }) => `${subject} · ${name} · ${String(value)} · ${source}`,
    );

  it.each([
    [
      'packets with a wrong id',
      dnsFacts([one], none(one, 'malformed', 'EBADMSG')),
      `${one} · outcomes · ${one}: answers with another id or question (EBADMSG) · DNS questions`,
    ],
    [
      'a cut answer, and TCP is silent',
      dnsFacts(
        [one],
        names.map((name) => ({ ...failedAnswer(one, name, 'timed-out', 'ETIMEDOUT'), transport: 'tcp' as const })),
      ),
      `${one} · outcomes · ${one}: timed-out over TCP (ETIMEDOUT) · DNS questions`,
    ],
    ['an override that works', overridden, `${api} · override · ${elsewhere} · /etc/hosts`, pathsBut(viaHosts())],
    [
      'a mirror',
      dnsFacts([one], allBut(one, inLan(one))),
      `${api} · mirror · ${mirror} · answer of ${one}; its certificate is trusted`,
      mirrored(),
    ],
    [
      'a search domain that answers for everything',
      dnsFacts([one], all(one), { lookups: lookingUp({ addresses: [elsewhere] }), searchDomains: ['wild.example'] }),
      'wild.example · searchDomain · wild.example · /etc/resolv.conf',
    ],
    [
      'the line that leaves the resolvers out',
      dnsFacts([one], all(one), { lookups: lookingUp(unfound), lookupOrder: 'files' }),
      'hosts · lookupOrder · hosts: files · /etc/nsswitch.conf',
    ],
    [
      'the settings that may make programs find nothing',
      dnsFacts([one], all(one), { lookups: lookingUp(unfound), options: ['use-vc'], searchDomains: ['example.com'] }),
      '/etc/resolv.conf · resolverSettings · use-vc, search example.com · /etc/resolv.conf',
    ],
    [
      'whom systemd-resolved asks',
      dnsFacts(['127.0.0.53'], all('127.0.0.53'), { stub: { address: '127.0.0.53', upstreams: [one, two] } }),
      `127.0.0.53 · upstreams · ${one}, ${two} · /run/systemd/resolve/resolv.conf`,
    ],
  ] as const)('shows %s', (_what, dns, line, paths: readonly PathCell[] = healthyPaths) => {
    expect(evidenceOf(dns, paths)).toContain(line);
  });

  it('look-ups that agree, and c-ares beside /etc/hosts, are not told', () => {
    const agreeing = { ...overridden, lookups: lookingUp({ addresses: [elsewhere] }), searchDomains: ['wild.example'] };
    expect(evidenceOf(agreeing, pathsBut(viaHosts())).filter((line) => /lookup|searchDomain/.test(line))).toEqual([]);
  });
});
