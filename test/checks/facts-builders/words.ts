// Whether the catalogue's sentences and steps for a verdict find all the evidence that they speak of.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CatalogueEntry } from '../../../src/catalogue/catalogue.js';
import type { Verdict } from '../../../src/checks/check.js';
import { unfilled } from '../../../src/diagnosis/wording.js';

const checks: Readonly<Record<string, CatalogueEntry>> = existsSync('checks.yml') ? parse(readFileSync('checks.yml', 'utf8')).checks : {};

/** Placeholders without evidence, and problems without words; empty when all is well. */
export function missingWords(checkId: string, verdict: Verdict): readonly string[] {
  const entry = checks[checkId];
  if (entry === undefined || 'reason' in verdict) return [];
  if (verdict.status === 'ok') return unfilled(entry.ok, verdict.evidence);
  const says = entry.problems[verdict.problem]?.says;
  if (says === undefined) return [`no words for ${verdict.problem}`];
  const steps = entry.solution.filter((step) => step.for?.includes(verdict.problem) ?? true);
  const commands = steps.flatMap(({ command = [] }) => (typeof command === 'string' ? command : Object.values(command)));
  const texts = [says, ...steps.map(({ text }) => text), ...steps.map(({ verify = '' }) => verify), ...commands.flat()];
  return [...new Set(texts.flatMap((text) => unfilled(text, verdict.evidence)))];
}
