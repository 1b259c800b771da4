// npm run bench [-- NAME] [--json]: runs one benchmark, or all and updates docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Benchmark, BenchmarkResult } from './benchmark.js';
import { check } from './check.js';
import { compare } from './compare.js';
import { crypto } from './crypto.js';
import { disk } from './disk.js';
import { history } from './history.js';
import { launcher } from './launcher.js';
import { network } from './network.js';
import { scan, scanCold, scanRoot } from './scan.js';
import { startup } from './startup.js';

const benchmarks: readonly Benchmark[] = [startup, launcher, check, network, scan, scanRoot, scanCold, compare, history, crypto, disk];
const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const beginMark = '<!-- benchmarks: written by npm run bench -->';
const endMark = '<!-- end of benchmarks -->';

const args = process.argv.slice(2);
const name = args.find((arg) => !arg.startsWith('-'));
const chosen = name === undefined ? benchmarks : benchmarks.filter((benchmark) => benchmark.name === name);
if (chosen.length === 0) {
  process.stderr.write(`bench: no benchmark ${JSON.stringify(name)}; there are: ${benchmarks.map((benchmark) => benchmark.name).join(', ')}\n`);
  process.exit(3);
}

const results = chosen.map((benchmark) => benchmark.run());
for (const result of results) process.stdout.write(args.includes('--json') ? `${JSON.stringify(result)}\n` : `${line(result)}\n`);
if (name === undefined) updatePage(results);

function line({ name: id, ratio, ours, baseline, unit, samples, notes }: BenchmarkResult): string {
  return `${id}: ratio ${ratio.toFixed(2)} (${ours.toFixed(0)} ${unit} against ${baseline.toFixed(0)} ${unit}, ${samples} pairs; ${notes})`;
}

function updatePage(measured: readonly BenchmarkResult[]): void {
  const text = readFileSync(page, 'utf8');
  const rows = measured.map((result) => {
    const benchmark = benchmarks.find(({ name: id }) => id === result.name);
    const { ratio, ours, baseline, unit, samples, notes } = result;
    const cells = [`\`${result.name}\``, benchmark?.title ?? '', benchmark?.goal ?? '', `**${ratio.toFixed(2)}**`, `${ours.toFixed(0)} ${unit}`, `${baseline.toFixed(0)} ${unit}`, String(samples), notes];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const table = ['| name | what against what | asked for | ratio | ours | baseline | pairs | notes |', '|---|---|---|---|---|---|---|---|', ...rows].join('\n');
  const [before = ''] = text.split(beginMark);
  const [, after = ''] = text.split(endMark);
  writeFileSync(page, `${before}${beginMark}\n${table}\n${endMark}${after}`);
}
