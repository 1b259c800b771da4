// Our performance data as Perl's Monitoring::Plugin reads it, which graphers of Nagios and Icinga build on: the same labels, values,
// units and thresholds as our own strict reader finds.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderNagios } from '../../../src/report/nagios/render-nagios.js';
import { hostile, samples, withTexts } from '../sample-reports.js';
import { parsePluginOutput, type PerformanceValue } from './plugin-output.js';

const isHere = spawnSync('perl', ['-MMonitoring::Plugin::Performance', '-e', '1']).status === 0;

/** One line of fields for each value, and an empty one after each line of performance data. */
const reader = String.raw`
use Monitoring::Plugin::Performance;
while (my $line = <STDIN>) {
  chomp $line;
  for my $p (Monitoring::Plugin::Performance->parse_perfstring($line)) {
    my $critical = defined $p->critical ? $p->critical : '';
    print join("\t", $p->label, $p->value, $p->uom // '', $critical), "\n";
  }
  print "\n";
}`;

const folder = 'test/recordings';
const stories = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(`${folder}/${name}/expected`).filter((file) => file.startsWith('nagios')).map((file) => `${folder}/${name}/expected/${file}`));

const plain = { color: false, unicode: true, verbose: false, width: 80 };
const outputs = [
  ...Object.values(samples).map((make) => renderNagios(make(), plain)),
  ...[hostile(), withTexts("/srv/a b='x';|2=3"), withTexts('/srv/ü/日本')].map((sample) => renderNagios(sample, plain)),
  ...stories.map((file) => readFileSync(file, 'utf8')),
];

(isHere ? describe : describe.skip)(`Monitoring::Plugin${isHere ? '' : ' (skipped: needs libmonitoring-plugin-perl)'}`, () => {
  it('reads the performance data of every sample and story as we mean it', () => {
    expect(stories.length).toBeGreaterThan(20);
    expect(asRead(outputs.map(performanceData))).toEqual(outputs.map((output) => parsePluginOutput(output).values));
  });

  it.each(["'free_/a'b'=5B", 'time=2,5.1s', 'time=soon'])('would tell of %s', (line) => {
    expect(asRead([line])).toEqual([[]]);
  });
});

const performanceData = (output: string): string => output.split('\n')[0]?.split(' | ')[1] ?? '';

function asRead(lines: readonly string[]): readonly (readonly PerformanceValue[])[] {
  const { status, stdout, stderr } = spawnSync('perl', ['-e', reader], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split(/(?<=^|\n)\n/).slice(0, -1).map((block) => block.split('\n').filter((row) => row !== '').map(valueOf));
}

function valueOf(row: string): PerformanceValue {
  const [label = '', value = '', unit = '', critical = ''] = row.split('\t');
  return { label, value: Number(value), unit, critical };
}
