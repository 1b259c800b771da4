// The JSON report in the contract's key order. Pure ASCII escapes for what a terminal or a strict parser chokes on.
import type { Cause, CheckResult } from '../../diagnosis/diagnosis.js';
import type { Report } from '../report.js';
import { inOrder, keyOrder } from './key-order.js';

export const renderJson = (report: Report): string => `${safeText(JSON.stringify(ordered(report), null, 2))}\n`;

/** The same in one line. */
export const compactJson = (report: Report): string => safeText(JSON.stringify(ordered(report)));

function ordered(report: Report): Report {
  const { tool, host, agent, conditions, symptoms, causes, checks, notRun, waivers, redaction, facts } = report;
  return inOrder(
    {
      ...report,
      tool: inOrder(tool, keyOrder.tool),
      host: host === null ? null : inOrder(host, keyOrder.host),
      agent: agent === null ? null : inOrder(agent, keyOrder.agent),
      conditions: inOrder(conditions, keyOrder.conditions),
      symptoms: symptoms.map((symptom) => inOrder(symptom, keyOrder.symptom)),
      causes: causes.map(orderedCause),
      checks: checks.map(orderedCheck),
      notRun: notRun.map((entry) => inOrder(entry, keyOrder.notRun)),
      waivers: waivers.map((entry) => inOrder(entry, keyOrder.waiver)),
      redaction: inOrder(redaction, keyOrder.redaction),
      facts: inOrder(facts, keyOrder.facts),
    },
    keyOrder.report,
  );
}

const orderedCause = (cause: Cause): Cause =>
  inOrder(
    {
      ...cause,
      evidence: cause.evidence.map((item) => inOrder(item, keyOrder.evidence)),
      solution: cause.solution.map((step) => inOrder(step, keyOrder.solution)),
    },
    keyOrder.cause,
  );

const orderedCheck = (check: CheckResult): CheckResult =>
  inOrder({ ...check, evidence: check.evidence.map((item) => inOrder(item, keyOrder.evidence)) }, keyOrder.check);

/**
 * Invisible and direction characters become JSON escapes: the value stays the same. A lone surrogate has no value
 * that strict parsers accept, so its escape becomes text.
 */
export function safeText(json: string): string {
  return json
    .replace(/\\(?:u[dD][89a-fA-F][\da-fA-F]{2}|[\s\S])/g, (escape) => (escape.length > 2 ? `\\${escape}` : escape))
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      Array.from({ length: character.length }, (_, index) => codeUnitEscape(character.charCodeAt(index))).join(''),
    );
}

const codeUnitEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
