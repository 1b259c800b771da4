import { describe, expect, it } from '@jest/globals';
import { encryptionSlowdown } from '../../src/checks/encryption-slowdown.js';
import type { Vault } from '../../src/facts/agent.js';
import type { HostFacts } from '../../src/facts/host.js';
import { backupSetVolume, evidenceOf } from './facts-builders/storage.js';

const vault = (isEncrypted: boolean | null): Vault => ({
  ...{ containerUrls: [], cachedContainers: [], usesServiceNet: null, isEncrypted },
  encryptionSource: 'VolumePasswords in bootstrap.json',
});
const host = (hasAesInstructions: boolean | null): HostFacts => ({
  ...{ hostname: 'web1', os: { family: 'linux', id: 'debian', name: 'Debian' }, kernel: null, architecture: 'x64', virtualization: null },
  ...{ cpuCount: 2, hasAesInstructions, memoryBytes: null, bootedAt: null },
});
const judge = (isEncrypted: boolean | null, seenHost: HostFacts | null) =>
  encryptionSlowdown.judge(
    {
      'agent.vault': vault(isEncrypted),
      host: seenHost,
      volumes: { volumes: [], backupSet: [backupSetVolume({ isEncryptedBelow: true })] },
    },
    {},
  );

describe('encryption-slowdown', () => {
  it.each<[string, boolean | null, HostFacts | null, string]>([
    ['not encrypted', false, host(true), 'ok'],
    ['not encrypted, and nothing known of the CPU', false, null, 'ok'],
    ['encrypted, with AES instructions: a known cost and no fault', true, host(true), 'ok'],
    ['encrypted, without AES instructions', true, host(false), 'warning no-aes-instructions likely'],
    ['encrypted, and the CPU does not tell', true, host(null), 'unknown'],
    ['encrypted, and the host was not seen', true, null, 'unknown'],
    ['nobody knows', null, host(true), 'unknown'],
  ])('%s', (_, isEncrypted, seenHost, expected) => {
    const verdict = judge(isEncrypted, seenHost);
    expect('problem' in verdict ? `${verdict.status} ${verdict.problem} ${verdict.confidence ?? 'certain'}` : verdict.status).toBe(
      expected,
    );
  });

  it('says what it saw, and gives no figure that nobody measured', () => {
    const verdict = judge(true, host(true));
    const evidence = evidenceOf(verdict);
    expect(evidence.map(({ name, value }) => [name, value])).toEqual([
      ['isEncrypted', true],
      ['encryption', 'encrypted, and the CPU has AES instructions; the cost was not measured'],
      ['hasAesInstructions', true],
      ['isEncryptedBelow', true],
    ]);
  });
});
