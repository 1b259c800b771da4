// What a bundle holds: report, recording, logs, configuration and versions, each through the redaction of the one recording.
import type { Catalogue } from '../../catalogue/catalogue.js';
import { catalogueUnder } from '../redaction.js';
import { describeDifference } from './same-diagnosis.js';
import { bundleFormat, bundleFormatVersion, type Manifest, type Member } from '../../bundle/manifest.js';
import { reasonOf, valueOf } from '../../facts/observed.js';
import type { Scrub } from '../../facts/redact.js';
import { explanationOf } from '../../facts/redaction/policy.js';
import type { Redacted } from '../../facts/redaction/apply-policy.js';
import type { Recording } from '../../facts/recording.js';
import { maskSecrets } from '../../facts/secrets.js';
import { printable } from '../../facts/storage/printable.js';
import { findConfiguration, findLogs } from '../../probes/agents/index.js';
import { readExcerpts } from '../../probes/agents/log/read-excerpts.js';
import { scrubKnown } from '../../probes/known-secrets.js';
import type { System } from '../../probes/platform/system.js';
import { renderHtml } from '../../report/html/render-html.js';
import { renderJson, safeText } from '../../report/json/render-json.js';
import type { Report } from '../../report/report.js';
import { judge } from '../../run.js';

export interface Contents {
  readonly members: readonly Member[];
  readonly about: Omit<Manifest, 'members'>;
  /** Checks that judge otherwise after redaction; none where the diagnosis was kept. */
  readonly changedChecks: readonly string[];
}

export interface Look {
  readonly system: System;
  /** As it was seen, without secrets. */
  readonly seen: Recording;
  readonly redacted: Redacted;
  readonly catalogue: Catalogue;
  readonly logWindowSeconds: number;
}

/** Of each file of a log: some ten thousand lines, and less than a tenth of that once packed. */
const logCapBytes = 1024 * 1024;

const everything = { symptom: null, only: null, skip: [] };

export async function collectContents(look: Look): Promise<Contents> {
  const { seen, catalogue } = look;
  const { recording } = look.redacted;
  const report = judge(recording, catalogueUnder(catalogue, look.redacted), everything);
  const changedChecks = describeDifference(judge(seen, catalogue, everything), report);
  const taken: Record<string, number> = {};
  const found = await readAgentFiles(look, taken);
  const { toolVersion, runId, gatheredAt, redaction } = recording;
  return {
    members: [
      text('recording.json', safeText(`${JSON.stringify(recording, null, 2)}\n`)),
      text('report.json', renderJson(report)),
      text('report.html', renderHtml(report)),
      text('versions.json', `${JSON.stringify(versionsOf(report), null, 2)}\n`),
      ...found.members,
    ],
    about: {
      ...{
        format: bundleFormat,
        formatVersion: bundleFormatVersion,
        tool: { name: 'backup-doctor', version: toolVersion },
        runId,
        gatheredAt,
      },
      redaction: { ...redaction, counts: countsOf(look, taken), explanation: explanationOf(redaction.policy) },
      diagnosis: changedChecks.length === 0 ? 'kept' : 'changed',
      missing: found.missing,
    },
    changedChecks,
  };
}

/** The redactor counts on, in the recording and in what is told beside it; secrets are taken out before it. */
function countsOf({ redacted: { recording, redactor } }: Look, taken: Readonly<Record<string, number>>): Manifest['redaction']['counts'] {
  const counts = { ...recording.redaction.counts, ...redactor?.counts };
  const kinds = [...new Set([...Object.keys(counts), ...Object.keys(taken)])].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, (counts[kind] ?? 0) + (taken[kind] ?? 0)]));
}

const text = (name: string, content: string): Member => ({ name, content: Buffer.from(content) });

function versionsOf({ tool, host, agent, facts }: Report): object {
  const published = valueOf(facts.publishedVersions);
  return {
    tool: tool.version,
    node: process.versions.node,
    openssl: process.versions.openssl,
    os: host?.os ?? null,
    kernel: host?.kernel ?? null,
    agent: agent?.version ?? null,
    updater: agent?.updaterVersion ?? null,
    publishedAgent: published === null ? null : (valueOf(published.agent)?.text ?? null),
    publishedUpdater: published === null ? null : (valueOf(published.updater)?.text ?? null),
  };
}

interface Found {
  readonly members: readonly Member[];
  readonly missing: Manifest['missing'];
}

/** @param taken how many secrets, by kind: counted on */
async function readAgentFiles({ system, seen, redacted, logWindowSeconds }: Look, taken: Record<string, number>): Promise<Found> {
  const agent = valueOf(seen.facts.agent)?.name;
  if (agent === undefined) return { members: [], missing: [] };
  const windowBeganAt = new Date(Date.parse(seen.gatheredAt) - logWindowSeconds * 1_000);
  const [logs, configuration] = await Promise.all([
    findLogs(system, agent).then((places) => readExcerpts(system, places, { windowBeganAt, capBytes: logCapBytes })),
    findConfiguration(system, agent),
  ]);
  const clean = cleaner(scrubKnown(system), redacted, (kind) => {
    taken[kind] = (taken[kind] ?? 0) + 1;
  });
  // Whom a later line names is known in the lines before it, too.
  for (const { path, lines } of logs) [path, ...(valueOf(lines) ?? [])].forEach(clean.learn);
  for (const { path, content } of configuration) [path, ...textsIn(valueOf(content))].forEach(clean.learn);
  const files = [
    ...logs.map(({ path, lines }) => ({
      path,
      folder: 'logs',
      seen: lines,
      toText: (value: unknown) => (value as readonly string[]).map(clean.line).join('\n') + '\n',
    })),
    ...configuration.map(({ path, content }) => ({ path, folder: 'configuration', seen: content, toText: clean.file })),
  ].map((file) => ({ ...file, path: clean.path(file.path) }));
  const names = new Set<string>();
  return {
    members: files.flatMap(({ path, folder, seen: file, toText }) =>
      file.state === 'observed' ? [text(freeName(`${folder}/${memberNameOf(path)}`, names), toText(file.value))] : [],
    ),
    missing: files.flatMap(({ path, seen: file }) => (file.state === 'observed' ? [] : [{ path, reason: clean.line(reasonOf(file)) }])),
  };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]) : [];
}

/** One that the reader takes. */
const memberNameOf = (path: string): string =>
  (path.split(/[/\\]/).at(-1) ?? '')
    .replace(/[^\w.-]/g, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 76) || 'file';

/** Files of several folders may be called alike. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

interface Cleaner {
  readonly learn: (text: string) => void;
  readonly path: (path: string) => string;
  readonly line: (line: string) => string;
  readonly file: (content: unknown) => string;
}

/** The three nets, in the order in which the facts pass them; what no terminal should get raw is made visible. */
function cleaner(scrub: Scrub, { redactor }: Redacted, onTaken: (kind: string) => void): Cleaner {
  const masked = (raw: string): string => {
    const shown = printable(raw);
    const unknown = scrub(shown, 'message');
    if (unknown !== shown) onTaken('known-secret');
    return maskSecrets(unknown, onTaken);
  };
  const line = (raw: string): string => {
    const seen = masked(raw);
    return redactor === null ? seen : redactor.text(seen);
  };
  const scrubbed = (value: unknown): unknown => {
    if (typeof value === 'string') return masked(value);
    if (Array.isArray(value)) return value.map(scrubbed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [line(key), scrubbed(item)]));
  };
  return {
    learn: (raw) => redactor?.learn(printable(raw)),
    path: (raw) => {
      const seen = masked(raw);
      return redactor === null ? seen : redactor.path(seen);
    },
    line,
    file: (content) => {
      if (typeof content === 'string') return content.split('\n').map(line).join('\n');
      const clean = scrubbed(content);
      return `${JSON.stringify(redactor === null ? clean : redactor.tree(clean), null, 2)}\n`;
    },
  };
}
