import type { Catalogue, CatalogueEntry } from '../../src/catalogue/catalogue.js';
import type { Evidence, Finding, Verdict } from '../../src/checks/check.js';

export const entry = (over: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  title: 'Low disk space',
  why: 'The agent needs room.',
  symptoms: ['sometimes-fail'],
  severity: 'critical',
  essential: false,
  planned: false,
  dependsOn: [],
  limits: {},
  ok: '{subject} has {freeBytes} free.',
  problems: { full: { says: '{subject} has only {freeBytes} free.' } },
  solution: [{ text: 'Free space on {subject}.', command: { linux: 'du -x {subject}', windows: 'dir {subject}' }, verify: 'df {subject}' }],
  notes: {},
  docs: null,
  ...over,
});

export const catalogueOf = (checks: Record<string, CatalogueEntry>): Catalogue => ({
  symptoms: {
    corrupted: { title: 'Backups get corrupted' },
    'network-error': { title: 'Backups get network error' },
    'sometimes-fail': { title: 'Backups sometimes fail' },
    slow: { title: 'Backup or restore is slow' },
  },
  checks,
  regions: {},
  endpoints: [],
  backupSet: { include: [], exclude: [] },
  waivers: [],
});

export const free = (bytes: number, subject = '/var/cache/driveclient'): Evidence => ({
  subject,
  name: 'freeBytes',
  value: bytes,
  unit: 'bytes',
  source: 'statfs',
});

export const finding = (checkId: string, verdict: Verdict): Finding => ({ checkId, verdict, tookMs: 1 });

export const ok = (checkId: string): Finding => finding(checkId, { status: 'ok', evidence: [free(9e9)] });
export const critical = (checkId: string): Finding => finding(checkId, { status: 'critical', problem: 'full', evidence: [free(61e6)] });
export const warning = (checkId: string): Finding => finding(checkId, { status: 'warning', problem: 'full', evidence: [free(61e6)] });
export const unknown = (checkId: string): Finding => finding(checkId, { status: 'unknown', reason: 'no rights to look' });
export const notApplicable = (checkId: string): Finding => finding(checkId, { status: 'not-applicable', reason: 'no backup agent was found' });
