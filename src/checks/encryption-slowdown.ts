// Is the vault encrypted, and has this CPU the instructions that make that cheap? What it costs in time is not measured here.
import { defineCheck, type Evidence, type Verdict } from './check.js';

export const encryptionSlowdown = defineCheck({
  id: 'encryption-slowdown',
  needs: ['agent.vault'],
  uses: ['host', 'volumes'],
  problems: ['no-aes-instructions'],
  judge({ 'agent.vault': { isEncrypted, encryptionSource }, host, volumes }): Verdict {
    if (isEncrypted === null)
      return { status: 'unknown', reason: 'whether the vault is encrypted could not be read from the registration' };
    const hasAes = host?.hasAesInstructions ?? null;
    const evidence: readonly Evidence[] = [
      { subject: 'vault', name: 'isEncrypted', value: isEncrypted, unit: null, source: encryptionSource },
      { subject: 'vault', name: 'encryption', value: inWords(isEncrypted, hasAes), unit: null, source: encryptionSource },
      { subject: 'CPU', name: 'hasAesInstructions', value: hasAes, unit: null, source: '/proc/cpuinfo' },
      ...(volumes?.backupSet ?? []).map(
        ({ path, isEncryptedBelow }) =>
          ({ subject: path, name: 'isEncryptedBelow', value: isEncryptedBelow, unit: null, source: 'sysfs' }) as const,
      ),
    ];
    if (!isEncrypted) return { status: 'ok', evidence };
    if (hasAes === null)
      return { status: 'unknown', reason: 'the vault is encrypted, and whether the CPU has AES instructions could not be read', evidence };
    return hasAes ? { status: 'ok', evidence } : { status: 'warning', problem: 'no-aes-instructions', confidence: 'likely', evidence };
  },
});

function inWords(isEncrypted: boolean, hasAes: boolean | null): string {
  if (!isEncrypted) return 'not encrypted';
  return hasAes === true ? 'encrypted, and the CPU has AES instructions; the cost was not measured' : 'encrypted';
}
