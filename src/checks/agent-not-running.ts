// Does the agent run, will it run after the next boot, and does nothing of an earlier run hold it up?
import type { AgentFacts, Lock } from '../facts/agent.js';
import { activityOf, processCount, suspendedPids } from '../facts/agents/running.js';
import type { LogFacts } from '../facts/log.js';
import { lastStop, troubleBefore, wasTakenDown } from '../facts/log/told-by-log.js';
import { valueOf } from '../facts/observed.js';
import { defineCheck, type Evidence } from './check.js';
import { word } from './network/evidence.js';

export const agentNotRunning = defineCheck({
  id: 'agent-not-running',
  needs: ['agent'],
  uses: ['log'],
  problems: ['program-missing', 'stopped', 'suspended', 'stale-lock', 'not-at-boot'],
  judge({ agent, log }) {
    const evidence = evidenceOf(agent);
    const activity = activityOf(agent);
    const startsAtBoot = valueOf(agent.service)?.startsAtBoot ?? null;
    if (isLeftover(agent)) return { status: 'critical', problem: 'program-missing', confidence: 'likely', evidence };
    if (activity.state === 'observed' && activity.value !== 'running') {
      return { status: 'critical', problem: activity.value, evidence: [...evidence, ...stopEvidence(log)] };
    }
    // A lock of a finished backup may look the same, so this stays a suspicion.
    if (staleLock(agent) !== undefined) return { status: 'warning', problem: 'stale-lock', confidence: 'possible', evidence };
    if (startsAtBoot === false) return { status: 'warning', problem: 'not-at-boot', evidence };
    if (activity.state === 'unavailable') return { status: 'unknown', reason: activity.failure.detail };
    if (activity.state === 'absent' && startsAtBoot === null) return { status: 'not-applicable', reason: activity.reason };
    return { status: 'ok', evidence };
  },
});

/** What a removed agent leaves behind; with a service or program of any kind it is not gone. */
const isLeftover = ({ foundBy }: AgentFacts): boolean => foundBy.every((trace) => trace === 'registration');

const staleLock = ({ locks }: AgentFacts): Lock | undefined =>
  valueOf(locks)?.find(({ guards, isStale }) => guards === 'backup' && isStale);

function evidenceOf(agent: AgentFacts): readonly Evidence[] {
  const { name, service, logSettings, folders } = agent;
  const subject = name;
  const count = processCount(agent);
  const unit = valueOf(service);
  const lock = staleLock(agent);
  const suspended = suspendedPids(agent);
  const logPath = valueOf(logSettings)?.path ?? folders.find(({ role }) => role === 'log')?.path ?? null;
  return [
    { subject, name: 'service', value: unit?.unitPath ?? null, unit: null, source: unit?.manager ?? 'service manager' },
    ...(count === null ? [] : [{ subject, name: 'processCount', value: count, unit: 'count', source: '/proc' } as const]),
    ...(suspended === '' ? [] : [{ subject, name: 'suspendedPids', value: suspended, unit: null, source: '/proc/PID/stat' } as const]),
    { subject, name: 'startsAtBoot', value: unit?.startsAtBoot ?? null, unit: null, source: unit?.manager ?? 'service manager' },
    {
      subject,
      name: 'registrationFolder',
      value: folders.find(({ role }) => role === 'registration')?.path ?? null,
      unit: null,
      source: 'registration',
    },
    { subject, name: 'logPath', value: logPath, unit: null, source: valueOf(logSettings)?.source ?? 'documentation' },
    ...(lock === undefined ? [] : lockEvidence(lock)),
  ];
}

/** How far before a stop a trouble is shown: an agent that cannot reach its servers gives up within minutes. */
const troubleSeconds = 300;

/** An orderly stop as its log's last word, and whether its servers were out of reach just before. */
function stopEvidence(log: LogFacts | null): readonly Evidence[] {
  const stoppedAt = lastStop(log);
  if (stoppedAt === null) return [];
  const source = log?.files.find(({ writer }) => writer === 'agent')?.path ?? 'log';
  const trouble = troubleBefore(log, stoppedAt, troubleSeconds);
  const byUpdater = log !== null && wasTakenDown(log, stoppedAt);
  return [
    word(source, 'orderlyStopAt', stoppedAt, source),
    word(source, 'stoppedByUpdater', byUpdater, source),
    word(source, 'troubleBeforeStop', trouble === null ? 'none' : `${trouble.lineCount} lines, the last at ${trouble.lastAt}: ${trouble.newest.message}`, source),
  ];
}

function lockEvidence({ path, ageSeconds, holderPids }: Lock): readonly Evidence[] {
  return [
    { subject: path, name: 'lockPath', value: path, unit: null, source: path },
    { subject: path, name: 'lockAgeSeconds', value: ageSeconds, unit: 'seconds', source: 'stat' },
    { subject: path, name: 'lockHolderCount', value: holderPids.length, unit: 'count', source: '/proc/locks' },
  ];
}
