// backup-doctor explain ID: a check, a problem, a code or a fault element; what it is and what to do.
import type { Catalogue } from '../catalogue/catalogue.js';
import { explainAgentErrorCode } from '../facts/fault/agent-error-codes.js';
import { explainFaultElement } from '../facts/fault/fault-elements.js';
import { explainResponseCode } from '../facts/fault/response-codes.js';
import { loadConfigured } from './load-catalogue.js';
import { print } from './output.js';
import { fitted, paragraphs, readable, section, toCopy, whatToDo } from './paragraphs.js';
import { UsageError } from '../usage-error.js';

export async function explain(id: string, flags: { readonly config?: string }): Promise<number> {
  const catalogue = await loadConfigured(flags.config);
  const text =
    aboutCheck(id, catalogue) ?? aboutProblem(id, catalogue) ?? aboutResponseCode(id) ?? aboutAgentErrorCode(id) ?? aboutElement(id);
  if (text === null) {
    throw new UsageError(
      `nothing is known under ${JSON.stringify(id)}; name a check or problem (see backup-doctor list), a response code (401), an agent error code (313) or a fault element (overLimit)`,
    );
  }
  await print(text);
  return 0;
}

function aboutCheck(id: string, { checks, symptoms }: Catalogue): string | null {
  const entry = checks[id];
  if (entry === undefined) return null;
  const problems = Object.entries(entry.problems).map(([code, { says }]) => fitted(readable(`${code}: ${says}`), '  ', '    '));
  const limits = Object.entries(entry.limits).map(([name, value]) => `  ${name}: ${value}`);
  return aboutTemplates([
    fitted(`${entry.title} (${id})${entry.planned ? ' — planned: no check judges it in this version' : ''}`),
    fitted(entry.why),
    fitted(`Seen as: ${entry.symptoms.map((symptom) => symptoms[symptom].title).join('; ')}`),
    section('What it can find', problems),
    section('Limits, to be changed with --config', limits),
    whatToDo(entry.solution),
    entry.docs === null ? null : section('Documentation', [toCopy(entry.docs, '  ')]),
  ]);
}

function aboutProblem(code: string, { checks }: Catalogue): string | null {
  const owner = Object.entries(checks).find(([, { problems }]) => problems[code] !== undefined);
  if (owner === undefined) return null;
  const [id, entry] = owner;
  const steps = entry.solution.filter((step) => step.for === undefined || step.for.includes(code));
  return aboutTemplates([
    fitted(`${code}, found by ${id} (${entry.title})`),
    fitted(readable(entry.problems[code]?.says ?? '')),
    fitted(entry.why),
    whatToDo(steps),
  ]);
}

/** What the angle brackets mean is said where there are any. */
function aboutTemplates(parts: readonly (string | null)[]): string {
  const hasPlaceholder = parts.some((part) => part !== null && /<[a-z][\w ]*>/.test(part));
  const note = 'A run puts what it measured in place of <…>; <subject> is what it looked at: a path, an address, a device.';
  return paragraphs([...parts, hasPlaceholder ? fitted(note) : null]);
}

function aboutResponseCode(id: string): string | null {
  const code = /^\d{3}$/.test(id) ? explainResponseCode(Number(id)) : null;
  if (code === null) return null;
  return paragraphs([fitted(`${code.name} (${id})`), fitted(code.meaning), whatToDo(code.solution)]);
}

function aboutAgentErrorCode(id: string): string | null {
  const code = /^\d{1,5}$/.test(id) ? explainAgentErrorCode(Number(id)) : null;
  if (code === null) return null;
  return paragraphs([fitted(`${code.name} (${id}), an ${code.kind}`), fitted(code.meaning), whatToDo(code.solution)]);
}

function aboutElement(id: string): string | null {
  const element = explainFaultElement(id);
  if (element === null) return null;
  const service = element.isCloudServersOnly ? ' of the compute API' : '';
  return paragraphs([
    fitted(`${element.name}, a fault element (HTTP ${element.codes.join(', ')})${service}`),
    fitted(element.meaning),
    whatToDo(element.solution),
  ]);
}
