// Metrics for the textfile collector of the Prometheus node exporter: base units, no time stamps (the collector refuses them),
// and labels of a bounded number, so that no report can fill a monitoring system.
import type { Status } from '../../checks/check.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';
import { metric, type Metric } from './exposition.js';
import { volumeMetrics } from './volumes.js';

/** Several times as many as there are checks. */
const maxChecks = 200;

const statuses: readonly Status[] = ['ok', 'warning', 'critical', 'unknown', 'not-applicable'];

export const renderPrometheus = (report: Report): string =>
  [...runMetrics(report), ...checkMetrics(report), ...waiverMetrics(report), ...backupMetrics(report), ...volumeMetrics(report)].map(metric).join('');

function runMetrics(report: Report): readonly Metric[] {
  const { tool, exitCode, finishedAt, durationMs, deadlineMs } = report;
  const success = 'When the last run found nothing wrong: this one, or as far as runs are kept an earlier one.';
  const successAt = lastSuccessAt(report);
  return [
    gauge('build_info', 'The version that made the report.', [[{ version: tool.version.slice(0, 40) }, 1]]),
    gauge('status', 'The verdict: 0 ok, 1 warning, 2 critical, 3 unknown.', [[{}, exitCode]]),
    gauge('last_run_timestamp_seconds', 'When the last run ended.', [[{}, secondsOf(finishedAt)]]),
    gauge('last_success_timestamp_seconds', success, successAt === null ? [] : [[{}, secondsOf(successAt)]]),
    gauge('run_duration_seconds', 'How long the last run took.', [[{}, durationMs / 1000]]),
    gauge('run_deadline_seconds', 'The limit of the last run.', [[{}, deadlineMs / 1000]]),
  ];
}

/** A bad run replaces the file, and would take it away. */
function lastSuccessAt({ status, finishedAt, facts: { history } }: Report): string | null {
  if (status === 'ok') return finishedAt;
  return history.state === 'observed' ? (history.value.lastGoodAt ?? null) : null;
}

function checkMetrics({ checks, causes, notRun }: Report): readonly Metric[] {
  const known = [...new Map(checks.map((check) => [check.id, check])).values()].slice(0, maxChecks);
  const state = known.flatMap(({ id, status }) => statuses.map((name) => [{ check: id, status: name }, Number(name === status)] as const));
  const counted = statuses.map((name) => [{ status: name }, checks.filter(({ status }) => status === name).length] as const);
  const gravities = (['warning', 'critical'] as const).map(
    (name) => [{ status: name }, causes.filter(({ status }) => status === name).length] as const,
  );
  return [
    gauge('check_status', 'For each check 1 at the status that it answered, else 0.', state),
    gauge('checks', 'How many checks answered with each status.', counted),
    gauge('checks_not_run', 'How many checks were not run.', [[{}, notRun.length]]),
    gauge('causes', 'How many causes of trouble were found.', gravities),
  ];
}

function waiverMetrics({ waivers, checks }: Report): readonly Metric[] {
  const known = waivers.slice(0, maxChecks);
  const ends = known.map(({ id, target, expires }) => [{ check: id, target: target ?? '' }, secondsOf(expires) + daySeconds] as const);
  const waived = checks.filter(isWaived).map(({ id }) => [{ check: id }, 1] as const);
  return [
    gauge('waiver_expiry_timestamp_seconds', 'When each waiver ends or ended.', ends),
    gauge('check_waived', '1 for each check whose finding is waived and does not count.', waived.slice(0, maxChecks)),
  ];
}

/** A waiver holds to the end of its last day. */
const daySeconds = 86_400;

/** Only known where the services were asked with credentials. */
function backupMetrics({ facts }: Report): readonly Metric[] {
  const agent = facts.api.state === 'observed' && facts.api.value.agent.state === 'observed' ? facts.api.value.agent.value : null;
  const lastAt = agent?.lastSuccessfulBackupAt ?? null;
  const help = 'When the last backup succeeded, as the service tells it.';
  return [gauge('last_backup_success_timestamp_seconds', help, lastAt === null ? [] : [[{}, secondsOf(lastAt)]])];
}

const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({ name: `backup_doctor_${name}`, help, samples });

const secondsOf = (iso: string): number => Date.parse(iso) / 1000;
