// Was this agent registered on another server, or does another one use it? Then two agents may write to one vault and damage
// it. Judged by what the disk remembers, what earlier runs saw and what the service knows; a copy that kept all its ids
// cannot be seen from inside it.
import { defineCheck, type Verdict } from './check.js';
import type { Clue } from './cloned-agent/clue.js';
import { diskClues } from './cloned-agent/disk-clues.js';
import { evidenceOf, whyUnknown, type CourtFacts } from './cloned-agent/evidence.js';
import { ledgerClues } from './cloned-agent/ledger-clues.js';
import { refusalClues } from './cloned-agent/refusal-clues.js';
import { secondMachineClues } from './cloned-agent/second-machine.js';
import { serviceClues } from './cloned-agent/service-clues.js';
import { localNames, loggedMachineClues, traceClues } from './cloned-agent/trace-clues.js';
import { clockSamples, middleOf } from './network/clock.js';
import { weigh, type Weighed } from './cloned-agent/weigh.js';

export const clonedAgent = defineCheck({
  id: 'cloned-agent',
  needs: ['agent.registration', 'identity'],
  uses: ['host', 'conditions', 'networks', 'paths', 'log', 'api', 'agent.processes', 'agent.logSettings'],
  limits: ['toleranceSeconds', 'clockErrorSeconds', 'settledSeconds', 'heartbeatSeconds', 'jobDelaySeconds'],
  problems: ['cloned', 'possibly-cloned', 'copied-elsewhere', 'possibly-copied-elsewhere'],
  judge(seen, limits) {
    const { 'agent.registration': registration, identity, host, networks, paths, log, api } = seen;
    const { agentId, modifiedAt, earlierCopiesAt } = registration;
    if (agentId === null) return { status: 'not-applicable', reason: 'the agent has no id yet: it was never registered' };
    const scene = { registeredAt: modifiedAt, bootedAt: host?.bootedAt ?? null, renewedAt: earlierCopiesAt.at(-1) ?? null };
    const local = localNames(host?.hostname ?? null, networks);
    const skewSeconds = middleOf(clockSamples(paths ?? []))?.skewSeconds ?? null;
    const runs = { processes: seen['agent.processes'], logSettings: seen['agent.logSettings'], log, skewSeconds };
    const clues = [
      ...diskClues(identity, scene, limits),
      ...ledgerClues(identity, scene, limits),
      ...(api === null ? [] : serviceClues(api, identity, local, scene, limits)),
      ...(api === null ? [] : secondMachineClues(api, identity, runs, scene, limits)),
      ...refusalClues(log, scene),
      ...traceClues(identity, modifiedAt),
      ...loggedMachineClues(log?.machines ?? [], local),
    ];
    return verdictOf(weigh(clues), clues, seen);
  },
});

function verdictOf(weighed: Weighed, clues: readonly Clue[], seen: CourtFacts): Verdict {
  const evidence = evidenceOf(weighed, clues, seen);
  const { answer } = weighed;
  switch (answer) {
    case 'cloned':
      return { status: 'critical', problem: answer, confidence: weighed.confidence, evidence };
    case 'copied-elsewhere':
      return weighed.confidence === 'possible'
        ? { status: 'warning', problem: 'possibly-copied-elsewhere', confidence: weighed.confidence, evidence }
        : { status: 'critical', problem: answer, confidence: weighed.confidence, evidence };
    case 'possibly-cloned':
      return { status: 'warning', problem: answer, confidence: weighed.confidence, evidence };
    case 'same-machine':
      return { status: 'ok', evidence };
    case 'cannot-tell':
      return { status: 'unknown', reason: whyUnknown(clues, seen), evidence };
  }
}
