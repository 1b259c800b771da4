// What does Cloud Backup know of this host's agent? Reaching it is judged by the checks of the network; here it has answered, or has
// proved who it is and stays silent.
import type { AgentFacts, Registration } from '../facts/agent.js';
import { activityOf } from '../facts/agents/running.js';
import type { ApiFacts, ApiFault, RegisteredAgent } from '../facts/api.js';
import { reasonOf, valueOf } from '../facts/observed.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { endedBy, faultEvidence, isRefusal, loginEvidence, outageOf, serviceHost } from './cloud-services/service-fault.js';
import { loginProblem, loginProblems } from './cloud-services/login-problem.js';
import { count, word } from './network/evidence.js';

export const cloudBackupUnreachable = defineCheck({
  id: 'cloud-backup-unreachable',
  needs: ['api'],
  uses: ['agent', 'agent.registration'],
  limits: ['graceSeconds'],
  problems: [
    ...['no-answer', 'unhealthy', 'dependency-down', ...loginProblems, 'token-refused', 'access-forbidden', 'wrong-account'],
    ...['agent-unknown', 'agent-disabled', 'agent-offline'],
  ],
  judge({ api, agent, 'agent.registration': registration }, { graceSeconds }) {
    const { login } = api;
    if (login.state !== 'observed') return loginProblem(api) ?? { status: 'unknown', reason: reasonOf(login) };
    const here: Here = { api, agent, registration, ground: groundOf(api, registration) };
    const fault = endedBy(['agent', 'configurations', 'activity', 'report'], api);
    return judgeFault(fault, here, graceSeconds) ?? judgeAgent(here, graceSeconds);
  },
});

interface Here {
  readonly api: ApiFacts;
  readonly agent: AgentFacts | null;
  readonly registration: Registration | null;
  readonly ground: readonly Evidence[];
}

function judgeFault(fault: ApiFault | null, here: Here, graceSeconds: number): Verdict | null {
  if (fault === null) return null;
  const evidence = [...faultEvidence(fault), ...here.ground];
  const outage = outageOf(fault);
  // What only a side question ran into does not stop an agent.
  if (outage !== null) return { status: fault.call === 'agent' ? 'critical' : 'warning', problem: outage, evidence };
  if (!isRefusal(fault)) return null;
  const starting = startingReason(here, fault.reply.askedAt, graceSeconds);
  if (starting !== null) return { status: 'unknown', reason: starting, evidence };
  if (isOtherAccount(here)) return { status: 'warning', problem: 'wrong-account', evidence };
  return { status: 'warning', problem: fault.reply.status === 401 ? 'token-refused' : 'access-forbidden', evidence };
}

function judgeAgent(here: Here, graceSeconds: number): Verdict {
  const { api, ground } = here;
  if (api.agent.state === 'unavailable') return { status: 'unknown', reason: reasonOf(api.agent), evidence: ground };
  if (api.agent.state === 'absent') return judgeUnknownAgent(here, graceSeconds);
  const evidence = [...agentEvidence(api.agent.value, here), ...ground];
  if (api.agent.value.isDisabled === true) return { status: 'critical', problem: 'agent-disabled', evidence };
  const offline = judgeOffline(api.agent.value, here, evidence);
  if (offline !== null) return offline;
  const health = valueOf(api.health);
  if (health === null || health.offlineParts.length === 0) return { status: 'ok', evidence };
  const parts = word(evidence[0]?.subject ?? '', 'downParts', health.offlineParts.join(', '), health.source);
  return { status: 'warning', problem: 'dependency-down', evidence: [parts, ...evidence] };
}

/** 404: who asks for another account is told the same. */
function judgeUnknownAgent(here: Here, graceSeconds: number): Verdict {
  const { registration, ground } = here;
  const evidence = [word(subjectOf(here.api), 'httpStatus', '404', 'agent details of Cloud Backup v1'), ...ground];
  if (registration === null) return { status: 'unknown', reason: 'no registration of this host was read' };
  if (isOtherAccount(here)) return { status: 'warning', problem: 'wrong-account', evidence };
  const isFresh = registration.ageSeconds < graceSeconds;
  if (isFresh)
    return {
      status: 'unknown',
      reason: `the agent was registered ${registration.ageSeconds} s ago and need not be known everywhere yet`,
      evidence,
    };
  return { status: 'critical', problem: 'agent-unknown', evidence };
}

/** An idle agent may be silent for an hour: offline means something only after it was woken. */
function judgeOffline(registered: RegisteredAgent, { agent }: Here, evidence: readonly Evidence[]): Verdict | null {
  const runs = agent === null ? null : valueOf(activityOf(agent));
  // That it does not run here is told by the check of the process.
  if (registered.status !== 'offline' || runs !== 'running') return null;
  if (registered.wasWoken) return { status: 'critical', problem: 'agent-offline', confidence: 'likely', evidence };
  const reason = 'the agent runs here and Cloud Backup calls it offline, as it does with idle agents too; run with --wake to tell';
  return { status: 'unknown', reason, evidence };
}

/** In the first seconds after a start the agent's key is not known everywhere. */
function startingReason({ agent }: Here, askedAt: string, graceSeconds: number): string | null {
  const starts = (agent === null ? [] : (valueOf(agent.processes) ?? [])).flatMap(({ startedAt }) => startedAt ?? []);
  const ages = starts.map((startedAt) => Math.round((Date.parse(askedAt) - Date.parse(startedAt)) / 1_000));
  const age = ages.find((seconds) => seconds >= 0 && seconds < graceSeconds);
  return age === undefined ? null : `the agent started ${age} s before it was asked for, and refusals are normal then; look again`;
}

function isOtherAccount({ api, registration }: Here): boolean {
  const given = valueOf(api.login)?.accountId ?? null;
  const own = registration?.accountId ?? null;
  return given !== null && own !== null && given !== own;
}

const subjectOf = (api: ApiFacts): string => serviceHost('rax:backup', api, 'Cloud Backup');

function groundOf(api: ApiFacts, registration: Registration | null): readonly Evidence[] {
  const subject = subjectOf(api);
  return [
    word(subject, 'agentId', registration?.agentId ?? null, registration?.path ?? 'registration'),
    word(subject, 'agentAccount', registration?.accountId ?? null, registration?.path ?? 'registration'),
    ...loginEvidence(api, subject),
  ];
}

function agentEvidence({ status, wasWoken, isDisabled, lastSuccessfulBackupAt, source }: RegisteredAgent, here: Here): readonly Evidence[] {
  const subject = subjectOf(here.api);
  const processes = here.agent === null ? null : valueOf(here.agent.processes);
  return [
    word(subject, 'agentStatus', status, source),
    word(subject, 'wasWoken', wasWoken, source),
    word(subject, 'isDisabled', isDisabled, source),
    word(subject, 'lastSuccessfulBackupAt', lastSuccessfulBackupAt, source),
    ...(processes === null ? [] : [count(subject, 'processCount', processes.length, '/proc')]),
  ];
}
