// Does anything keep the agent up to date? The updater is a service of its own, beside the agent.
import type { AgentVersion, Updater } from '../facts/agent.js';
import { activityOf, processCount, suspendedPids } from '../facts/agents/running.js';
import { valueOf } from '../facts/observed.js';
import { defineCheck, type Evidence } from './check.js';

/** The first agent that came with an updater: 1.28 (README of the updater). */
const firstWithUpdater = { major: 1, minor: 28 };

export const agentUpdater = defineCheck({
  id: 'agent-updater',
  needs: ['agent.updater'],
  uses: ['agent.version'],
  problems: ['updater-missing', 'updater-stopped', 'updater-suspended', 'updater-not-at-boot'],
  judge({ 'agent.updater': updater, 'agent.version': version }) {
    const evidence = evidenceOf(updater, version);
    const activity = activityOf(updater);
    const startsAtBoot = valueOf(updater.service)?.startsAtBoot ?? null;
    if (!updater.isInstalled) {
      if (version !== null && predatesUpdater(version))
        return { status: 'not-applicable', reason: `agents before 1.28 have no updater; this one is ${version.text}` };
      return { status: 'warning', problem: 'updater-missing', confidence: 'likely', evidence };
    }
    if (activity.state === 'observed' && activity.value !== 'running') return { status: 'warning', problem: `updater-${activity.value}`, evidence };
    if (startsAtBoot === false) return { status: 'warning', problem: 'updater-not-at-boot', evidence };
    if (activity.state === 'unavailable') return { status: 'unknown', reason: activity.failure.detail };
    if (activity.state === 'absent' && startsAtBoot === null) return { status: 'not-applicable', reason: activity.reason };
    return { status: 'ok', evidence };
  },
});

const predatesUpdater = ({ numbers: [major, minor] }: AgentVersion): boolean =>
  major < firstWithUpdater.major || (major === firstWithUpdater.major && minor < firstWithUpdater.minor);

function evidenceOf(updater: Updater, agentVersion: AgentVersion | null): readonly Evidence[] {
  const { name: subject, isInstalled, version, service } = updater;
  const count = processCount(updater);
  const suspended = suspendedPids(updater);
  const unit = valueOf(service);
  return [
    { subject, name: 'isInstalled', value: isInstalled, unit: null, source: 'package, program, process and service' },
    { subject, name: 'updaterVersion', value: valueOf(version)?.text ?? null, unit: null, source: valueOf(version)?.source ?? 'package' },
    ...(count === null ? [] : [{ subject, name: 'processCount', value: count, unit: 'count', source: '/proc' } as const]),
    ...(suspended === '' ? [] : [{ subject, name: 'suspendedPids', value: suspended, unit: null, source: '/proc/PID/stat' } as const]),
    { subject, name: 'startsAtBoot', value: unit?.startsAtBoot ?? null, unit: null, source: unit?.manager ?? 'service manager' },
    { subject, name: 'agentVersion', value: agentVersion?.text ?? null, unit: null, source: agentVersion?.source ?? 'package' },
  ];
}
