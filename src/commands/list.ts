// backup-doctor list: what this version can judge, and what is planned.
import type { Catalogue } from '../catalogue/catalogue.js';
import { safeText } from '../report/json/render-json.js';
import { loadConfigured } from './load-catalogue.js';
import { print } from './output.js';
import { fitted, paragraphs } from './paragraphs.js';
import { UsageError } from '../usage-error.js';

export async function list(flags: { readonly format?: string; readonly config?: string }): Promise<number> {
  const { format = 'text' } = flags;
  if (format !== 'text' && format !== 'json') throw new UsageError(`list has no format ${JSON.stringify(format)}; allowed: text, json`);
  const catalogue = await loadConfigured(flags.config);
  await print(format === 'json' ? asJson(catalogue) : asText(catalogue));
  return 0;
}

function asJson({ checks }: Catalogue): string {
  const rows = Object.entries(checks).map(([id, { title, symptoms, severity, planned }]) => ({ id, title, symptoms, severity, planned }));
  return `${safeText(JSON.stringify({ schemaVersion: '1', checks: rows }, null, 2))}\n`;
}

function asText({ checks, symptoms }: Catalogue): string {
  const sections = Object.entries(symptoms).map(([symptom, { title }]) => {
    const own = Object.entries(checks).filter(([, entry]) => entry.symptoms[0] === symptom);
    const rows = own.map(([id, { severity, title: what, planned }]) =>
      fitted(`${what}${planned ? ' (planned)' : ''}`, `  ${id.padEnd(25)} ${severity.padEnd(8)}  `),
    );
    return [fitted(title), ...rows].join('\n');
  });
  return paragraphs(sections);
}
