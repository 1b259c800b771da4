import { describe, expect, it } from '@jest/globals';
import { expandEndpoints, hostsOf, isHostName, type EndpointContext, type EndpointTemplate } from '../../../src/facts/network/endpoints.js';

const regions = { DFW: 'dfw1', LON: 'lon3', IAD: 'iad3' };
const base = { network: 'publicnet', healthPath: null } as const;
const templates: readonly EndpointTemplate[] = [
  { ...base, name: 'agent-api', service: 'cloud-backup-api', host: 'api.drivesrvr.com' },
  { ...base, name: 'agent-api', service: 'cloud-backup-api', host: 'api.drivesrvr.co.uk', regions: ['LON'] },
  { ...base, name: 'event-service', service: 'event-service', host: 'rse.drivesrvr.com' },
  { ...base, name: 'regional-event-service', service: 'event-service', host: 'rse.{region}.drivesrvr.com', regions: ['IAD'] },
  { ...base, name: 'customer-api', service: 'cloud-backup-api', host: '{region}.backup.api.rackspacecloud.com' },
  { ...base, name: 'cloud-files', service: 'cloud-files', host: 'storage101.{dc}.clouddrive.com' },
  { ...base, name: 'cloud-files-servicenet', service: 'cloud-files', host: 'snet-storage101.{dc}.clouddrive.com', network: 'servicenet' },
];
const nobody: EndpointContext = { region: null, apiHostName: null, vaultHosts: [], usesServiceNet: null };

const expanded = (changes: Partial<EndpointContext>): readonly string[] =>
  expandEndpoints({ regions, templates }, { ...nobody, ...changes }).map(({ host, isRequired }) => (isRequired ? `${host} !` : host));

describe('the doors that a host must reach (! = the agent cannot work without)', () => {
  it('no agent: what has no region in its name', () => {
    expect(expanded({})).toEqual(['api.drivesrvr.com !', 'rse.drivesrvr.com !']);
  });

  it('an agent in Dallas whose vault is reached over ServiceNet', () => {
    expect(expanded({ region: 'DFW', usesServiceNet: true })).toEqual([
      'api.drivesrvr.com !',
      'rse.drivesrvr.com !',
      'dfw.backup.api.rackspacecloud.com',
      'storage101.dfw1.clouddrive.com',
      'snet-storage101.dfw1.clouddrive.com !',
    ]);
  });

  it('over PublicNet the other one is required, and neither where nobody knows', () => {
    expect(expanded({ region: 'DFW', usesServiceNet: false })).toContain('storage101.dfw1.clouddrive.com !');
    expect(expanded({ region: 'DFW', usesServiceNet: false })).toContain('snet-storage101.dfw1.clouddrive.com');
    expect(expanded({ region: 'DFW' })).toContain('storage101.dfw1.clouddrive.com');
    expect(expanded({ region: 'DFW' })).toContain('snet-storage101.dfw1.clouddrive.com');
  });

  it('London has its own agent API, Ashburn its own event service beside the common one', () => {
    expect(expanded({ region: 'LON' })).toContain('api.drivesrvr.co.uk !');
    expect(expanded({ region: 'LON' })).not.toContain('api.drivesrvr.com !');
    expect(expanded({ region: 'IAD' })).toEqual(expect.arrayContaining(['rse.drivesrvr.com !', 'rse.iad.drivesrvr.com']));
  });

  it('a region that the table does not know is as good as none', () => {
    expect(expanded({ region: 'XYZ' })).toEqual(expanded({}));
  });

  it("the registration's API host replaces the agent API", () => {
    expect(expanded({ apiHostName: 'api.DFW.cbu.rackspace.net' })).toEqual(['api.dfw.cbu.rackspace.net !', 'rse.drivesrvr.com !']);
  });

  it.each(['https://api.drivesrvr.com', 'api.drivesrvr.com/x', '', '-rf', 'a b', '169.254.169.254', `${'a'.repeat(64)}.com`])(
    'an API host that is no host name is left alone: %j',
    (apiHostName) => {
      expect(isHostName(apiHostName)).toBe(false);
      expect(expanded({ apiHostName })).toEqual(expanded({}));
    },
  );

  it('a vault in another region replaces the storage of the own region', () => {
    const hosts = expanded({ region: 'DFW', usesServiceNet: false, vaultHosts: ['storage101.ord1.clouddrive.com'] });
    expect(hosts.slice(3)).toEqual(['storage101.ord1.clouddrive.com !', 'snet-storage101.ord1.clouddrive.com']);
  });

  it('both spellings of one vault are one vault', () => {
    const hosts = expanded({
      region: 'DFW',
      usesServiceNet: true,
      vaultHosts: ['storage101.ord1.clouddrive.com', 'snet-storage101.ord1.clouddrive.com'],
    });
    expect(hosts.slice(3)).toEqual(['storage101.ord1.clouddrive.com', 'snet-storage101.ord1.clouddrive.com !']);
  });

  it('every port is 443 unless the catalogue says otherwise', () => {
    const [own] = expandEndpoints(
      { regions, templates: [{ ...base, name: 'own', service: 'identity', host: 'a.example.com', port: 8443 }] },
      nobody,
    );
    expect([own?.port, expandEndpoints({ regions, templates }, nobody)[0]?.port]).toEqual([8443, 443]);
  });
});

it('hosts of container URLs, each once; what is no https URL gives none', () => {
  const urls = [
    'https://storage101.ORD1.clouddrive.com/v1/MossoCloudFS_1/z',
    'https://storage101.ord1.clouddrive.com/other',
    'file:///etc/passwd',
    'https://u@x/',
    '',
  ];
  expect(hostsOf(urls)).toEqual(['storage101.ord1.clouddrive.com']);
});
