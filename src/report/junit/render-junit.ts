// JUnit XML for test dashboards: one test case a check. What a check found is a failure, what it could not look at an error, and
// what does not apply or was not run is skipped. The attributes are those that the schemas of Ant, Jenkins and GitLab share.
import type { CheckResult, NotRun } from '../../diagnosis/diagnosis.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';
import { attribute, content } from './xml.js';

export function renderJunit(report: Report): string {
  const { checks, notRun, durationMs, startedAt, host, tool, runId } = report;
  const counted = checks.filter((check) => !isWaived(check));
  const suite = [
    ['name', 'backup-doctor'],
    ['package', 'backup-doctor'],
    ['id', '0'],
    // The schemas want it without a zone; it is UTC.
    ['timestamp', startedAt.replace(/(\.\d+)?Z$/, '')],
    ['hostname', host?.hostname ?? 'unknown'],
    ['tests', String(checks.length + notRun.length)],
    ['failures', String(countOf(counted, ['warning', 'critical']))],
    ['errors', String(countOf(checks, ['unknown']))],
    ['skipped', String(countOf(checks, ['not-applicable']) + checks.length - counted.length + notRun.length)],
    ['time', seconds(durationMs)],
  ] as const;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `<testsuite${attributes(suite)}>`,
    '<properties>',
    ...[
      ['version', tool.version],
      ['runId', runId],
      ['status', report.status],
      ['headline', report.headline],
      ...report.waivers.map(({ sentence, isExpired }) => [isExpired ? 'expiredWaiver' : 'waiver', sentence]),
    ].map(
      ([name = '', value = '']) =>
        `<property${attributes([
          ['name', name],
          ['value', value],
        ])}/>`,
    ),
    '</properties>',
    ...checks.map((check) => testCase(check, report.waivers)),
    ...notRun.map(skippedCase),
    '<system-out/>',
    '<system-err/>',
    '</testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

type Attributes = readonly (readonly [string, string])[];

const attributes = (list: Attributes): string => list.map(([name, value]) => ` ${name}="${attribute(value)}"`).join('');

function testCase(check: CheckResult, waivers: Report['waivers']): string {
  const { id, symptoms, tookMs } = check;
  const open = `<testcase${attributes([
    ['name', id],
    ['classname', className(symptoms[0])],
    ['time', seconds(tookMs)],
  ])}`;
  const outcome = isWaived(check) ? waivedOutcome(check, waivers) : outcomeOf(check);
  return outcome === '' ? `${open}/>` : `${open}>${outcome}</testcase>`;
}

function waivedOutcome({ id, sentence }: CheckResult, waivers: Report['waivers']): string {
  const why = waivers.filter((waiver) => waiver.id === id && waiver.matched && !waiver.isExpired).map((waiver) => waiver.sentence);
  return `<skipped${attributes([['message', [...why, sentence].join('; found: ')]])}/>`;
}

/** @returns nothing where all is well */
function outcomeOf({ status, problem, sentence, causedBy, evidence }: CheckResult): string {
  switch (status) {
    case 'ok':
      return '';
    case 'not-applicable':
      return `<skipped${attributes([['message', sentence]])}/>`;
    case 'unknown':
      return `<error${attributes([
        ['message', sentence],
        ['type', 'could-not-look'],
      ])}>${content(follows(causedBy))}</error>`;
    case 'warning':
    case 'critical': {
      const values = evidence.map(
        ({ subject, name, value, unit }) => `${subject} ${name}: ${String(value)}${unit === null ? '' : ` ${unit}`}`,
      );
      const text = [`${status} ${problem ?? ''}`.trim(), follows(causedBy), ...values].filter((line) => line !== '').map(content);
      return `<failure${attributes([
        ['message', sentence],
        ['type', status],
      ])}>${text.join('\n')}</failure>`;
    }
  }
}

const follows = (causedBy: string | null): string => (causedBy === null ? '' : `follows from ${causedBy}`);

const skippedCase = ({ id, reason }: NotRun): string =>
  `<testcase${attributes([
    ['name', id],
    ['classname', className(undefined)],
    ['time', '0.000'],
  ])}><skipped${attributes([['message', reason]])}/></testcase>`;

const className = (symptom = 'not-run'): string => `backup-doctor.${symptom}`;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const countOf = (checks: readonly CheckResult[], wanted: readonly string[]): number =>
  checks.filter(({ status }) => wanted.includes(status)).length;
