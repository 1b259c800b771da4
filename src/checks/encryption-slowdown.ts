// Is the vault encrypted, and what does that cost on this CPU? The cost is known where --deep measured the cipher.
import type { Vault } from '../facts/agent.js';
import type { ApiFacts } from '../facts/api.js';
import { reasonOf, valueOf } from '../facts/observed.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { modelSource, told } from './throughput/evidence.js';
import { costModelFrom, encryptionWord } from './throughput/facts-of-model.js';
import type { Interval } from './throughput/interval.js';
import type { Model } from './throughput/pipeline.js';
import { encryptionCost, encryptionCosts } from './throughput/what-if.js';
import { eitherText } from './throughput/words.js';

export const encryptionSlowdown = defineCheck({
  id: 'encryption-slowdown',
  needs: ['agent.vault'],
  uses: ['host', 'volumes', 'throughput', 'api'],
  limits: ['agentCeilingBytesPerSecond', 'costPercent'],
  problems: ['costly', 'no-aes-instructions'],
  judge({ 'agent.vault': vault, host, volumes, throughput, api }, { agentCeilingBytesPerSecond, costPercent }): Verdict {
    const word = encryptionWord(vault, api);
    if (word === null) return { status: 'unknown', reason: whoDidNotTell(vault, api) };
    const { isEncrypted, source } = word;
    const hasAes = host?.hasAesInstructions ?? null;
    const wasMeasured = throughput !== null && valueOf(throughput.cipher) !== null;
    const model = { vault, api, ceilingBytesPerSecond: agentCeilingBytesPerSecond };
    const cost = isEncrypted && wasMeasured ? costIn(costModelFrom(throughput, model)) : null;
    const evidence: readonly Evidence[] = [
      { subject: 'vault', name: 'isEncrypted', value: isEncrypted, unit: null, source },
      { subject: 'vault', name: 'encryption', value: inWords(isEncrypted, hasAes, cost), unit: null, source },
      told('vault', 'cost', cost === null ? 'how much was not measured here' : `here it makes backups slower by ${cost.text}`, modelSource),
      { subject: 'CPU', name: 'hasAesInstructions', value: hasAes, unit: null, source: '/proc/cpuinfo' },
      ...(volumes?.backupSet ?? []).map(({ path, isEncryptedBelow }) => told(path, 'isEncryptedBelow', isEncryptedBelow, 'sysfs')),
    ];
    if (!isEncrypted) return { status: 'ok', evidence };
    return cost === null ? judgeByInstructions(hasAes, evidence) : judgeByCost(cost, costPercent, hasAes, evidence);
  },
});

interface Cost {
  /** Whether the agent compresses or not. */
  readonly range: Interval;
  readonly text: string;
}

const costIn = (model: Model): Cost => ({ range: encryptionCost(model), text: eitherText(encryptionCosts(model)) });

/** Both may know it. */
function whoDidNotTell({ encryptionSource }: Vault, api: ApiFacts | null): string {
  const registration = `whether the vault is encrypted could not be read from ${encryptionSource || 'the registration'}`;
  if (api === null) return `${registration}, and the API, which may know it, was not asked: give --credentials`;
  return `${registration}, and the API does not tell it${api.agent.state === 'observed' ? '' : `: ${reasonOf(api.agent)}`}`;
}

function judgeByInstructions(hasAes: boolean | null, evidence: readonly Evidence[]): Verdict {
  if (hasAes === null)
    return { status: 'unknown', reason: 'the vault is encrypted, and whether the CPU has AES instructions could not be read', evidence };
  return hasAes ? { status: 'ok', evidence } : { status: 'warning', problem: 'no-aes-instructions', confidence: 'likely', evidence };
}

function judgeByCost({ range: cost, text }: Cost, costPercent: number, hasAes: boolean | null, evidence: readonly Evidence[]): Verdict {
  if (cost.high < costPercent) return { status: 'ok', evidence };
  if (cost.low >= costPercent) return { status: 'warning', problem: 'costly', confidence: 'likely', evidence };
  if (hasAes === false) return { status: 'warning', problem: 'no-aes-instructions', confidence: 'possible', evidence };
  return { status: 'unknown', reason: `the vault is encrypted, and what was measured says no more than that it slows backups by ${text}`, evidence };
}

function inWords(isEncrypted: boolean, hasAes: boolean | null, cost: Cost | null): string {
  if (!isEncrypted) return 'not encrypted';
  if (cost !== null) return `encrypted, which makes backups here slower by ${cost.text}`;
  return hasAes === true ? 'encrypted, and the CPU has AES instructions; the cost was not measured' : 'encrypted';
}
