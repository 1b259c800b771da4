// Can the agent prove who it is? It needs a registration file that it can read and that holds its id and keys.
import type { AgentFacts, Registration } from '../facts/agent.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';

export const agentNotRegistered = defineCheck({
  id: 'agent-not-registered',
  needs: ['agent'],
  limits: ['settlingSeconds'],
  problems: [
    'registration-missing',
    'registration-unusable',
    'not-registered',
    'keys-missing',
    'keys-malformed',
    'registration-settling',
    'registration-exposed',
  ],
  judge({ agent }, { settlingSeconds }) {
    const { registration } = agent;
    if (registration.state === 'observed') return judgeContent(registration.value, settlingSeconds);
    if (registration.state === 'absent') return unusable(agent, 'registration-missing', registration.reason);
    const { kind, detail } = registration.failure;
    // The file's own fault is a finding; that we may not or cannot look is none.
    return kind === 'malformed' ? unusable(agent, 'registration-unusable', detail) : { status: 'unknown', reason: detail };
  },
});

function judgeContent(registration: Registration, settlingSeconds: number): Verdict {
  const { isRegistered, missingKeys, malformedKeys, ageSeconds, isReadableByOthers, hasAgentKey, hasKeyPair, hasPassword } = registration;
  const evidence = evidenceOf(registration);
  const isIncomplete = isRegistered === false || missingKeys.length > 0 || malformedKeys.length > 0;
  // The agent writes its keys a moment after it has registered.
  if (isIncomplete && ageSeconds >= 0 && ageSeconds < settlingSeconds) {
    return { status: 'warning', problem: 'registration-settling', confidence: 'possible', evidence };
  }
  if (isRegistered === false) return { status: 'critical', problem: 'not-registered', evidence };
  if (isIncomplete) return { status: 'critical', problem: missingKeys.length > 0 ? 'keys-missing' : 'keys-malformed', evidence };
  const holdsSecret = hasAgentKey || hasKeyPair || hasPassword;
  if (isReadableByOthers && holdsSecret) return { status: 'warning', problem: 'registration-exposed', evidence };
  return { status: 'ok', evidence };
}

function unusable({ folders }: AgentFacts, problem: string, detail: string): Verdict {
  const subject = folders.find(({ role }) => role === 'registration')?.path ?? 'the registration';
  return { status: 'critical', problem, evidence: [{ subject, name: 'detail', value: detail, unit: null, source: subject }] };
}

function evidenceOf({ path, isRegistered, agentId, missingKeys, malformedKeys, ageSeconds, modeOctal }: Registration): readonly Evidence[] {
  const read = { subject: path, source: path };
  return [
    { ...read, name: 'isRegistered', value: isRegistered, unit: null },
    { ...read, name: 'agentId', value: agentId, unit: null },
    { ...read, name: 'missingKeys', value: missingKeys.join(', ') || 'none', unit: null },
    { ...read, name: 'malformedKeys', value: malformedKeys.join(', ') || 'none', unit: null },
    { ...read, name: 'ageSeconds', value: ageSeconds, unit: 'seconds' },
    { ...read, name: 'modeOctal', value: modeOctal, unit: null },
  ];
}
