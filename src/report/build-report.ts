// Puts the diagnosis into its envelope. The keys stand in the order that the contract gives them.
import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { AgentFacts } from '../facts/agent.js';
import { activityOf } from '../facts/agents/running.js';
import type { HostFacts } from '../facts/host.js';
import { valueOf } from '../facts/observed.js';
import type { Recording } from '../facts/recording.js';
import type { Report, ReportAgent, ReportHost } from './report.js';

export function buildReport(recording: Recording, diagnosis: Diagnosis): Report {
  const { facts } = recording;
  const host = valueOf(facts.host);
  const agent = valueOf(facts.agent);
  return {
    schemaVersion: '1',
    tool: { name: 'backup-doctor', version: recording.toolVersion },
    runId: recording.runId,
    startedAt: recording.gatheredAt,
    finishedAt: recording.finishedAt,
    durationMs: recording.durationMs,
    deadlineMs: recording.deadlineMs,
    status: diagnosis.status,
    exitCode: diagnosis.exitCode,
    headline: diagnosis.headline,
    host: host === null ? null : reportHost(host),
    agent: agent === null ? null : reportAgent(agent),
    conditions: recording.conditions,
    symptoms: diagnosis.symptoms,
    causes: diagnosis.causes,
    checks: diagnosis.checks,
    notRun: diagnosis.notRun,
    waivers: diagnosis.waivers,
    redaction: recording.redaction,
    facts,
  };
}

function reportHost({ hostname, os, kernel, virtualization, cpuCount, memoryBytes, bootedAt }: HostFacts): ReportHost {
  return { hostname, os: os.name ?? os.id, kernel, virtualization, cpuCount, memoryBytes, bootedAt };
}

function reportAgent(agent: AgentFacts): ReportAgent {
  const registration = valueOf(agent.registration);
  const activity = valueOf(activityOf(agent));
  const updater = valueOf(agent.updater);
  const vault = valueOf(agent.vault);
  return {
    name: agent.name,
    version: valueOf(agent.version)?.text ?? null,
    agentId: registration?.agentId ?? null,
    registered: registration?.isRegistered ?? null,
    running: activity === null ? null : activity === 'running',
    updaterVersion: updater === null ? null : (valueOf(updater.version)?.text ?? null),
    region: agent.region,
    encrypted: vault?.isEncrypted ?? null,
    usesServiceNet: vault?.usesServiceNet ?? null,
  };
}
