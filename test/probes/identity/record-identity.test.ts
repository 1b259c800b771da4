// The ledger on a real disk: written aside and renamed, for its owner alone, through no link, and never over what
// it does not understand.
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentityFacts } from '../../../src/facts/identity.js';
import { parseLedger } from '../../../src/facts/identity/ledger.js';
import { recordIdentity, type RecordResult } from '../../../src/probes/identity/record-identity.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { System } from '../../../src/probes/platform/system.js';

const facts = (letter: string): IdentityFacts => ({
  signals: [{ name: 'dmi-uuid', root: 'hypervisor', hash: letter.repeat(32), source: 's', note: null }],
  instanceHistory: null,
  instanceHistoryNote: null,
  container: null,
  registeredAt: null,
  registrationBornAt: null,
  agentId: '202743',
  agentIdHash: '1'.repeat(32),
  ledger: [],
  ledgerNote: null,
});

let folder: string;
let path: string;
let system: System;
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'ledger-'));
  folder = join(base, 'state/backup-doctor');
  path = join(folder, 'identity.json');
  system = openSystem(null);
});
afterEach(() => {
  system.close();
  rmSync(join(folder, '../..'), { recursive: true, force: true });
});

const record = (letter = 'a', now = '2024-01-01T00:00:00.000Z'): Promise<RecordResult> =>
  recordIdentity(system, folder, facts(letter), new Date(now));
const entries = (): readonly unknown[] => {
  const ledger = parseLedger(readFileSync(path, 'utf8'));
  return ledger.state === 'read' ? ledger.entries : [];
};
const modeOf = (place: string): string => (statSync(place).mode & 0o777).toString(8);

describe('keeping the ledger', () => {
  it('makes folder and file for their owner alone, and leaves nothing else', async () => {
    expect(await record()).toEqual({ state: 'written', path });
    expect([modeOf(folder), modeOf(path)]).toEqual(['700', '600']);
    expect(readdirSync(folder)).toEqual(['identity.json']);
    expect(entries()).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).not.toContain('202743');
  });

  it('writes only what is new', async () => {
    await record();
    expect(await record('a', '2024-01-01T12:00:00.000Z')).toEqual({ state: 'unchanged', path });
    expect(await record('a', '2024-01-03T00:00:00.000Z')).toMatchObject({ state: 'written' });
    expect(entries()).toMatchObject([{ firstSeenAt: '2024-01-01T00:00:00.000Z', lastSeenAt: '2024-01-03T00:00:00.000Z' }]);
    expect(await record('b', '2024-01-03T00:01:00.000Z')).toMatchObject({ state: 'written' });
    expect(entries()).toHaveLength(2);
  });

  it('keeps a damaged one aside', async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, '{"half":');
    expect(await record()).toMatchObject({ state: 'written' });
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"half":');
    expect(entries()).toHaveLength(1);
  });
});

describe('what it does not touch', () => {
  const refused = async (reason: RegExp): Promise<void> => {
    const result = await record();
    expect(result).toMatchObject({ state: 'not-written', reason: expect.stringMatching(reason) });
  };
  const makeFolder = (): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  };

  it('a ledger of a later version', async () => {
    makeFolder();
    writeFileSync(path, '{"format":"backup-doctor-ledger","formatVersion":2}');
    await refused(/another version/);
    expect(readFileSync(path, 'utf8')).toContain('"formatVersion":2');
  });

  it('the file behind a link', async () => {
    makeFolder();
    const target = join(folder, 'elsewhere');
    writeFileSync(target, 'precious');
    symlinkSync(target, path);
    await refused(/not a plain file/);
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  it('a link that leads nowhere yet', async () => {
    makeFolder();
    symlinkSync(join(folder, 'nowhere'), path);
    await refused(/not a plain file/);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('the folder behind a link', async () => {
    const target = join(folder, '../real');
    mkdirSync(target, { recursive: true, mode: 0o700 });
    symlinkSync(target, folder);
    await refused(/folder is a link/);
    expect(readdirSync(target)).toEqual([]);
  });

  it('a folder that others may write in', async () => {
    makeFolder();
    chmodSync(folder, 0o777);
    await refused(/others may write/);
  });

  it('a file in the place of the folder', async () => {
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, '');
    await refused(/could not be written \((EEXIST|ENOTDIR)\)/);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it : it.skip)(`the folder of another user${isRoot ? '' : ' (skipped: only root can make one)'}`, async () => {
    makeFolder();
    chownSync(folder, 12_345, 12_345);
    await refused(/another user/);
  });

  it('a host image', async () => {
    makeFolder();
    const image = openSystem(folder);
    expect(await recordIdentity(image, '/state', facts('a'), new Date(0))).toMatchObject({ state: 'not-written' });
    image.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
