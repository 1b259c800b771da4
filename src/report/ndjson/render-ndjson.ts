// One finding a line for log shippers, each with what tells its run and host, so that a line can stand alone.
import type { CheckResult } from '../../diagnosis/diagnosis.js';
import { safeText } from '../json/render-json.js';
import { inOrder, keyOrder } from '../json/key-order.js';
import type { Report } from '../report.js';
import { isWaived } from '../waivers.js';

export function renderNdjson(report: Report): string {
  const { schemaVersion, runId, finishedAt, host, agent, tool, causes } = report;
  const run = {
    ...{ schemaVersion, time: finishedAt, runId, host: host?.hostname ?? null },
    ...{ agent: agent?.name ?? null, agentId: agent?.agentId ?? null, toolVersion: tool.version },
  };
  const byCheck = new Map(causes.map((cause) => [cause.checkId, cause]));
  return report.checks.map((check) => line({ ...run, ...finding(check), ...causeKeys(byCheck.get(check.id)), ...waiverKeys(check, report) })).join('');
}

function finding({ id, title, status, problem, reason, sentence, evidence, symptoms, causedBy }: CheckResult) {
  const values = evidence.map((item) => inOrder(item, keyOrder.evidence));
  return { checkId: id, title, status, problem, reason, sentence, symptoms, causedBy, evidence: values };
}

/** null where the finding is no cause. */
const causeKeys = (cause: Report['causes'][number] | undefined) => ({
  causeRank: cause?.rank ?? null,
  confidence: cause?.confidence ?? null,
});

const waiverKeys = (check: CheckResult, { waivers }: Report) => ({
  waived: isWaived(check),
  waivers: waivers.filter(({ id }) => id === check.id).map((waiver) => inOrder(waiver, keyOrder.waiver)),
});

const line = (entry: object): string => `${safeText(JSON.stringify(entry))}\n`;
