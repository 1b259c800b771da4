// Is the agent older than the version that its publisher offers, for longer than a roll-out takes?
import type { AgentVersion, PublishedVersions } from '../facts/agent.js';
import { compareVersions } from '../facts/agents/version.js';
import { defineCheck, type Evidence } from './check.js';

export const outdatedAgent = defineCheck({
  id: 'outdated-agent',
  needs: ['agent', 'agent.version', 'publishedVersions'],
  limits: ['rollOutSeconds'],
  problems: ['outdated'],
  judge({ agent, 'agent.version': installed, publishedVersions }, { rollOutSeconds }) {
    const { agent: published, agentPublishedAgeSeconds: ageSeconds } = publishedVersions;
    if (published.state === 'absent') return { status: 'not-applicable', reason: published.reason };
    if (published.state === 'unavailable') return { status: 'unknown', reason: published.failure.detail };
    const evidence = evidenceOf(agent.name, installed, published.value, publishedVersions);
    const isBehind = compareVersions(installed, published.value) < 0;
    const isRollingOut = ageSeconds !== null && ageSeconds < rollOutSeconds;
    if (!isBehind || isRollingOut) return { status: 'ok', evidence };
    const confidence = ageSeconds === null ? 'likely' : 'certain';
    return { status: 'warning', problem: 'outdated', confidence, evidence };
  },
});

function evidenceOf(
  subject: string,
  installed: AgentVersion,
  published: AgentVersion,
  { agentPublishedAgeSeconds: ageSeconds }: PublishedVersions,
): readonly Evidence[] {
  return [
    { subject, name: 'installedVersion', value: installed.text, unit: null, source: installed.source },
    { subject, name: 'publishedVersion', value: published.text, unit: null, source: published.source },
    ...(ageSeconds === null
      ? []
      : [{ subject, name: 'publishedAgeSeconds', value: ageSeconds, unit: 'seconds', source: published.source } as const]),
  ];
}
