// From the facts that several checks share to the model's input.
import type { ApiFacts } from '../../facts/api.js';
import type { Vault } from '../../facts/agent.js';
import { valueOf } from '../../facts/observed.js';
import type { ThroughputFacts } from '../../facts/throughput.js';
import { modelOf, type Model } from './pipeline.js';

export interface EncryptionWord {
  readonly isEncrypted: boolean;
  /** Who said so. */
  readonly source: string;
}

/** The registration and the service are asked; who says yes is believed, since encryption cannot be turned off. */
export function encryptionWord(vault: Vault | null, api: ApiFacts | null): EncryptionWord | null {
  const agent = api === null ? null : valueOf(api.agent);
  const said = [
    { isEncrypted: vault?.isEncrypted ?? null, source: vault?.encryptionSource ?? '' },
    { isEncrypted: agent?.isEncrypted ?? null, source: agent?.source ?? '' },
  ];
  const words = said.flatMap(({ isEncrypted, source }) => (isEncrypted === null ? [] : [{ isEncrypted, source }]));
  return words.find(({ isEncrypted }) => isEncrypted) ?? words[0] ?? null;
}

export const encryptsVault = (vault: Vault | null, api: ApiFacts | null): boolean | null => encryptionWord(vault, api)?.isEncrypted ?? null;

interface Known {
  readonly vault: Vault | null;
  readonly api: ApiFacts | null;
  readonly ceilingBytesPerSecond: number;
}

/** What others do at the moment widens what the agent gets of the CPU, and says nothing of what a part of its work costs. */
export const costModelFrom = (throughput: ThroughputFacts, known: Known): Model =>
  modelFrom({ ...throughput, load: { ...throughput.load, isHigh: false } }, known);

export const modelFrom = (
  throughput: ThroughputFacts,
  { vault, api, ceilingBytesPerSecond }: Known,
): Model =>
  modelOf({
    throughput,
    reports: api === null ? [] : (valueOf(api.reports) ?? []),
    encrypts: encryptsVault(vault, api),
    ceilingBytesPerSecond,
  });
