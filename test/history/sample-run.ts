// A run as it is kept, of a healthy host.
import type { KeptRun } from '../../src/facts/history.js';

export const GB = 1e9;

export const runAt = (at: string, over: Partial<KeptRun> = {}): KeptRun => ({
  runId: `${at.replace(/\D/g, '').slice(2, 12)}-run`,
  at,
  status: 'ok',
  headline: 'Nothing was found that would stop backups of this host.',
  isWhole: true,
  asUser: 'root',
  durationMs: 400,
  causes: [],
  parts: {
    findings: { 'low-disk-space': 'ok', 'dns-failure': 'ok', 'tls-failure': 'ok' },
    version: { driveclient: '2.27.009073', updater: '1.05.008000' },
    kernel: { kernel: '6.1.0-18-amd64', bootedAt: '2026-11-02T01:00:00.000Z' },
    routes: { '0.0.0.0/0 unicast metric 0': 'eth0 203.0.113.1', '10.176.0.0/12 unicast metric 0': 'eth1 10.176.0.1' },
    resolver: { resolvers: '192.0.2.53' },
    certificates: { 'api.drivesrvr.com': 'CN=Some CA, to 2027-03-01, trusted' },
    configuration: { 'agent id': '95874', region: 'DFW' },
  },
  space: { '/var': { freeBytes: 20 * GB, totalBytes: 40 * GB } },
  latencyMs: { 'agent-api/4': 23, 'cloud-files/4': 31 },
  ...over,
});

export const hours = (count: number): string => new Date(Date.UTC(2026, 9, 1) + count * 3_600_000).toISOString();

export const withPart = (run: KeptRun, part: keyof KeptRun['parts'], change: Readonly<Record<string, string>>): KeptRun => ({
  ...run,
  parts: { ...run.parts, [part]: { ...run.parts[part], ...change } },
});
