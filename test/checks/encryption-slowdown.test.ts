import { describe, expect, it } from '@jest/globals';
import { encryptionSlowdown } from '../../src/checks/encryption-slowdown.js';
import type { Vault } from '../../src/facts/agent.js';
import type { ApiFacts } from '../../src/facts/api.js';
import type { HostFacts } from '../../src/facts/host.js';
import { observed, unavailable } from '../../src/facts/observed.js';
import type { ThroughputFacts } from '../../src/facts/throughput.js';
import { apiFacts, registeredAgent } from './facts-builders/api.js';
import { answerOf, backupSetVolume, evidenceOf } from './facts-builders/storage.js';
import { cipher, compress, cpu, throughput, upload } from './facts-builders/throughput.js';

const vault = (isEncrypted: boolean | null): Vault => ({
  ...{ containerUrls: [], cachedContainers: [], usesServiceNet: null, isEncrypted },
  encryptionSource: 'VolumePasswords in bootstrap.json',
});
const host = (hasAesInstructions: boolean | null): HostFacts => ({
  ...{ hostname: 'web1', os: { family: 'linux', id: 'debian', name: 'Debian' }, kernel: null, architecture: 'x64', virtualization: null },
  ...{ cpuCount: 2, hasAesInstructions, memoryBytes: null, bootedAt: null },
});
const limits = { agentCeilingBytesPerSecond: 2_000_000, costPercent: 5 };
const judge = (isEncrypted: boolean | null, seenHost: HostFacts | null, throughput: ThroughputFacts | null = null, api: ApiFacts | null = null) =>
  encryptionSlowdown.judge(
    {
      'agent.vault': vault(isEncrypted),
      host: seenHost,
      volumes: { volumes: [], backupSet: [backupSetVolume({ isEncryptedBelow: true })] },
      throughput,
      api,
    },
    limits,
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
      ['cost', 'how much was not measured here'],
      ['hasAesInstructions', true],
      ['isEncryptedBelow', true],
    ]);
  });
});

describe('encryption-slowdown, where the service was asked', () => {
  const service = (isEncrypted: boolean | null) => apiFacts({ agent: observed(registeredAgent({ isEncrypted, source: 'the service' })) });
  const registration = 'VolumePasswords in bootstrap.json';

  it.each<[string, boolean | null, boolean | null, string, boolean | null, string | null]>([
    ['the service alone says yes', false, true, 'warning no-aes-instructions', true, 'the service'],
    ['the registration does not tell, the service says yes', null, true, 'warning no-aes-instructions', true, 'the service'],
    ['the registration does not tell, the service says no', null, false, 'ok', false, 'the service'],
    ['the registration alone says yes', true, false, 'warning no-aes-instructions', true, registration],
    ['both say no', false, false, 'ok', false, registration],
    ['neither tells', null, null, 'unknown', null, null],
  ])('%s', (_, told, served, expected, isEncrypted, source) => {
    const verdict = judge(told, host(false), null, service(served));
    expect(answerOf(verdict)).toBe(expected);
    const evidence = evidenceOf(verdict).find(({ name }) => name === 'isEncrypted');
    expect([evidence?.value ?? null, evidence?.source ?? null]).toEqual([isEncrypted, source]);
  });

  it.each<[string, ApiFacts | null, RegExp]>([
    ['was not asked', null, /^whether the vault is encrypted could not be read from VolumePasswords in bootstrap.json, and the API, which may know it, was not asked: give --credentials$/],
    ['does not tell it', service(null), /bootstrap.json, and the API does not tell it$/],
    ['did not answer', apiFacts({ agent: unavailable('timed-out', 'no answer within 8 s') }), /bootstrap.json, and the API does not tell it: no answer within 8 s$/],
  ])('says that neither the registration tells, nor the API, which %s', (_, known, reason) =>
    expect(judge(null, host(true), null, known)).toMatchObject({ status: 'unknown', reason: expect.stringMatching(reason) }),
  );
});

describe('encryption-slowdown, measured', () => {
  // Half a thousandth of the CPU: hashing 0.6 MB/s; the upload is no matter.
  const short = cpu({ quotaCores: 0.0005, quotaSource: 'cpu.max' });
  const fastCompressor = compress(5_000);

  it.each<[string, boolean, boolean | null, Partial<ThroughputFacts>, string, string]>([
    ['the ceiling hides it', true, true, {}, 'ok', 'less than 1 %'],
    ['it hides the lack of instructions, too', true, false, { cipher: cipher(120) }, 'ok', '0–2 %'],
    ['nobody knows of instructions, and the cost is known', true, null, {}, 'ok', 'less than 1 %'],
    ['a CPU that is the bottleneck', true, false, { cpu: short, cipher: cipher(120), compress: fastCompressor }, 'warning costly', ' %'],
    ['a cipher that nobody measured', true, true, { cipher: unavailable('crashed', 'no library') }, 'ok', 'not measured'],
    ['not encrypted', false, false, { cpu: short, cipher: cipher(120) }, 'ok', 'not measured'],
    // In turn it adds a tenth, overlapped nothing.
    ['a cost that hangs on what nobody documents', true, true, { cipher: cipher(20), upload: upload(4) }, 'unknown', '0–10 %'],
    ['the same without instructions', true, false, { cipher: cipher(20), upload: upload(4) }, 'warning no-aes-instructions', '0–10 %'],
  ])('%s', (_, isEncrypted, hasAes, over, expected, cost) => {
    const verdict = judge(isEncrypted, host(hasAes), throughput(over));
    expect(answerOf(verdict)).toBe(expected);
    expect(String(evidenceOf(verdict).find(({ name }) => name === 'cost')?.value)).toContain(cost);
  });

  it('gives the cost as it is: the time that the cipher takes of a CPU that is all that counts', () => {
    // Hash 1210, compress 5000, encrypt 120 MB/s: 1/120 beside 1/1210 + 1/5000 makes it slower by 812 %.
    const verdict = judge(true, host(false), throughput({ cpu: cpu({ quotaCores: 0.00001 }), cipher: cipher(120), compress: fastCompressor }));
    const cost = String(evidenceOf(verdict).find(({ name }) => name === 'cost')?.value);
    const [, low = '', high = ''] = /by about 812 % \((\d+)–(\d+) %\)/.exec(cost) ?? [];
    expect([Number(low) < 812, Number(high) > 812]).toEqual([true, true]);
  });
});
