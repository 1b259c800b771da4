// Whether the catalogue's sentences and steps for a verdict find all the evidence that they speak of.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CatalogueEntry } from '../../../src/catalogue/catalogue.js';
import type { Verdict } from '../../../src/checks/check.js';
import { fill, unfilled } from '../../../src/diagnosis/wording.js';

const checks: Readonly<Record<string, CatalogueEntry>> = existsSync('checks.yml') ? parse(readFileSync('checks.yml', 'utf8')).checks : {};

/** Placeholders without evidence, and problems without words; empty when all is well. */
export function missingWords(checkId: string, verdict: Verdict): readonly string[] {
  const entry = checks[checkId];
  if (entry === undefined || 'reason' in verdict) return [];
  if (verdict.status === 'ok') return unfilled(entry.ok, verdict.evidence);
  const says = entry.problems[verdict.problem]?.says;
  if (says === undefined) return [`no words for ${verdict.problem}`];
  const isTold = (name: string): boolean => verdict.evidence.some((item) => item.name === name);
  // As the diagnosis leaves out a step whose evidence nobody has.
  const steps = stepsOf(entry, verdict.problem).filter(({ ifKnown }) => ifKnown === undefined || isTold(ifKnown));
  const commands = steps.flatMap(({ command = [] }) => (typeof command === 'string' ? command : Object.values(command)));
  const texts = [says, ...steps.map(({ text }) => text), ...steps.map(({ verify = '' }) => verify), ...commands.flat()];
  return [...new Set(texts.flatMap((text) => unfilled(text, verdict.evidence)))];
}

/** What a person reads; empty where the verdict has no problem. */
export const sentenceFor = (checkId: string, verdict: Verdict): string =>
  'problem' in verdict ? fill(checks[checkId]?.problems[verdict.problem]?.says ?? '', verdict.evidence) : '';

/** The texts and commands of the steps, unfilled. */
export function stepsFor(checkId: string, verdict: Verdict): readonly string[] {
  const entry = checks[checkId];
  if (entry === undefined || !('problem' in verdict)) return [];
  return stepsOf(entry, verdict.problem).map(({ text, command }) => `${text} ${JSON.stringify(command ?? '')}`);
}

const stepsOf = ({ solution }: CatalogueEntry, problem: string): CatalogueEntry['solution'] =>
  solution.filter((step) => step.for?.includes(problem) ?? true);
