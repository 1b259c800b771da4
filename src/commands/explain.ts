// backup-doctor explain ID: a check, a problem, a response code or a fault element; what it is and what to do.
import type { Catalogue, Command } from '../catalogue/catalogue.js';
import { explainFaultElement } from '../facts/fault/fault-elements.js';
import { explainResponseCode } from '../facts/fault/response-codes.js';
import { loadConfigured } from './load-catalogue.js';
import { print } from './output.js';
import { UsageError } from '../usage-error.js';

export async function explain(id: string, flags: { readonly config?: string }): Promise<number> {
  const catalogue = await loadConfigured(flags.config);
  const text = aboutCheck(id, catalogue) ?? aboutProblem(id, catalogue) ?? aboutCode(id) ?? aboutElement(id);
  if (text === null) {
    throw new UsageError(
      `nothing is known under ${JSON.stringify(id)}; name a check or problem (see backup-doctor list), a response code (401) or a fault element (overLimit)`,
    );
  }
  await print(`${text}\n`);
  return 0;
}

function aboutCheck(id: string, { checks, symptoms }: Catalogue): string | null {
  const entry = checks[id];
  if (entry === undefined) return null;
  const problems = Object.entries(entry.problems).map(([code, { says }]) => `  ${code}: ${says}`);
  const limits = Object.entries(entry.limits).map(([name, value]) => `  ${name}: ${value}`);
  return paragraphs([
    `${entry.title} (${id})${entry.planned ? ' — planned: no check judges it in this version' : ''}`,
    entry.why,
    `Seen as: ${entry.symptoms.map((symptom) => symptoms[symptom].title).join('; ')}`,
    section('What it can find', problems),
    section('Limits, to be changed with --config', limits),
    section('What to do', entry.solution.map(solutionLine)),
    entry.docs === null ? null : `Documentation: ${entry.docs}`,
  ]);
}

function aboutProblem(code: string, { checks }: Catalogue): string | null {
  const owner = Object.entries(checks).find(([, { problems }]) => problems[code] !== undefined);
  if (owner === undefined) return null;
  const [id, entry] = owner;
  const steps = entry.solution.filter((step) => step.for === undefined || step.for.includes(code));
  return paragraphs([
    `${code}, found by ${id} (${entry.title})`,
    entry.problems[code]?.says ?? '',
    entry.why,
    section('What to do', steps.map(solutionLine)),
  ]);
}

function aboutCode(id: string): string | null {
  const code = /^\d{3}$/.test(id) ? explainResponseCode(Number(id)) : null;
  if (code === null) return null;
  return paragraphs([`${code.name} (${id})`, code.meaning, section('What to do', code.solution.map(solutionLine))]);
}

function aboutElement(id: string): string | null {
  const element = explainFaultElement(id);
  if (element === null) return null;
  return paragraphs([
    `${element.name}, a fault element (HTTP ${element.codes.join(', ')})${element.isCloudServersOnly ? ' of the compute API' : ''}`,
    element.meaning,
    section('What to do', element.solution.map(solutionLine)),
  ]);
}

function solutionLine({ text, command, verify }: { text: string; command?: Command; verify?: string }, index: number): string {
  const lines = [`  ${index + 1}. ${text}`, ...commandLines(command), ...(verify === undefined ? [] : [`     check: ${verify}`])];
  return lines.join('\n');
}

function commandLines(command: Command | undefined): readonly string[] {
  if (command === undefined) return [];
  if (typeof command === 'string') return [`     ${command}`];
  return Object.entries(command).map(([os, text]) => `     ${os}: ${text}`);
}

const section = (title: string, lines: readonly string[]): string | null => (lines.length === 0 ? null : [title, ...lines].join('\n'));

const paragraphs = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join('\n\n');
