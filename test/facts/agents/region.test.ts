import { describe, expect, it } from '@jest/globals';
import { regionOf } from '../../../src/facts/agents/region.js';

describe('regionOf', () => {
  it.each([
    [['snet-storage101.ord1.clouddrive.com'], 'ORD'],
    [['storage101.dfw1.clouddrive.com'], 'DFW'],
    [['storage101.iad3.clouddrive.com'], 'IAD'],
    [['storage101.lon3.clouddrive.com'], 'LON'],
    [['storage101.syd2.clouddrive.com'], 'SYD'],
    [['storage101.hkg1.clouddrive.com'], 'HKG'],
    [['api.drivesrvr.com', 'snet-storage101.hkg1.clouddrive.com'], 'HKG'],
    [['DFW.backup.api.rackspacecloud.com'], 'DFW'],
    [['api.iad.cbu.rackspace.net'], 'IAD'],
    [['api.drivesrvr.co.uk'], 'LON'],
    [['rse.syd.drivesrvr.com'], 'SYD'],
    [['api.drivesrvr.com'], null],
    [['api.xyz.cbu.rackspace.net'], null],
    [['storage101.dfw1.clouddrive.com.example.com'], null],
    [[], null],
  ])('%j', (hosts, region) => {
    expect(regionOf(hosts)).toBe(region);
  });
});
