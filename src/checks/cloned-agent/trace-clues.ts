// What a disk carries of the machine that it was set up for, and what the agent wrote of the machine that it ran on. A new
// card or a new name does the same, so none of it is more than a hint.
import type { IdentityFacts } from '../../facts/identity.js';
import { hostNameIn } from '../../facts/identity/host-name.js';
import type { LoggedMachine } from '../../facts/log.js';
import type { NetworkFacts } from '../../facts/network.js';
import { cloudsWord } from './instance-record.js';
import type { Clue } from './clue.js';

export interface LocalNames {
  readonly hostname: string | null;
  readonly addresses: readonly string[];
}

export const localNames = (hostname: string | null, networks: NetworkFacts | null): LocalNames => ({
  hostname,
  addresses: networks?.interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)) ?? [],
});

export function traceClues({ traces, signals }: IdentityFacts, registeredAt: string): readonly Clue[] {
  const hint = { speaksFor: 'clone', strength: 'weak' } as const;
  const told = cloudsWord(signals);
  const foreign = traces?.networkFiles.filter(({ ownCardCount }) => ownCardCount === 0) ?? [];
  const seedPath = '/var/lib/cloud/seed/config_drive';
  const seed = traces?.seedHash ?? null;
  const isForeignSeed = seed !== null && told !== null && seed !== told;
  return [
    ...foreign.map(({ path, modifiedAt }): Clue => ({
      ...hint,
      code: 'network-set-up-for-other-cards',
      root: 'network',
      source: path,
      at: modifiedAt,
    })),
    ...(isForeignSeed
      ? [{ ...hint, code: 'config-drive-of-another-server', root: 'instance', source: seedPath, at: registeredAt } as const]
      : []),
  ];
}

/** The newest line alone: who was renamed twice has one name today. */
export function loggedMachineClues(machines: readonly LoggedMachine[], local: LocalNames): readonly Clue[] {
  const others = machines.filter((machine) => isAnother(machine, local));
  return (['host-name', 'address'] as const).flatMap((kind): readonly Clue[] => {
    const last = others.filter((machine) => machine.kind === kind).reduce<LoggedMachine | null>(later, null);
    if (last === null) return [];
    const root = kind === 'address' ? 'network' : 'name';
    return [
      { code: `log-of-another-${kind}`, speaksFor: 'clone', strength: 'weak', root, source: 'the log of the agent', at: last.lastAt },
    ];
  });
}

const later = (a: LoggedMachine | null, b: LoggedMachine): LoggedMachine => (a !== null && a.lastAt >= b.lastAt ? a : b);

function isAnother({ kind, value }: LoggedMachine, { hostname, addresses }: LocalNames): boolean {
  if (kind === 'address') return addresses.length > 0 && !addresses.includes(value);
  return isOtherName(value, hostname);
}

/** Names are compared as one label; a name that many machines bear is no name. */
export function isOtherName(told: string, hostname: string | null): boolean {
  const [there, here] = [hostNameIn(told).value, hostNameIn(hostname ?? '').value];
  return there !== null && here !== null && there !== here;
}
