// `gather | judge` equals `check` byte for byte but for run id and times that are data: shown with one look at a host,
// since two looks differ in what moved between them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { recordingFormat, recordingFormatVersion, type Recording } from '../../src/facts/recording.js';
import type { Report } from '../../src/report/report.js';
import { parseReport } from './published-json.js';
import { runProgram, temporaryFolder } from './run-program.js';

const folder = temporaryFolder();
const env = { STATE_DIRECTORY: join(folder, 'state') };

const otherFormats = ['text', 'nagios'] as const;

/** What `gather` would have written of the look that a report was made from: the report holds all of it. */
const recordingOf = ({ tool, runId, startedAt, finishedAt, durationMs, deadlineMs, conditions, redaction, facts }: Report): Recording => ({
  format: recordingFormat,
  formatVersion: recordingFormatVersion,
  toolVersion: tool.version,
  runId,
  gatheredAt: startedAt,
  finishedAt,
  durationMs,
  deadlineMs,
  conditions,
  redaction,
  facts,
});

const judged = (recording: string, format = 'json'): string => runProgram(['judge', '-', '--format', format], { input: recording, env }).stdout;

function makeImage(): string {
  const image = join(folder, 'image');
  mkdirSync(join(image, 'etc/driveclient'), { recursive: true });
  mkdirSync(join(image, 'var/cache/driveclient'), { recursive: true });
  writeFileSync(join(image, 'etc/hostname'), 'image-host\n');
  const registration = { AccountId: '1', AgentId: 2, AgentKey: 'ZHVtbXk=', ApiHostName: 'api.drivesrvr.com', IsRegistered: true, Username: 'u\u202e', VolumePasswords: {} };
  writeFileSync(join(image, 'etc/driveclient/bootstrap.json'), JSON.stringify(registration), { mode: 0o600 });
  return image;
}

describe.each([
  ['a host image', ['--root', makeImage()]],
  ['this host', ['--paths', '/etc']],
])('one look at %s', (_, flags) => {
  const fileOf = (format: string): string => join(folder, `report.${format}`);
  const files = otherFormats.flatMap((format) => ['--report', `${format}=${fileOf(format)}`]);
  const checked = runProgram(['check', '--offline', ...flags, '--format', 'json', ...files], { env });
  const [text, nagios] = otherFormats.map((format) => readFileSync(fileOf(format), 'utf8'));
  const recording = JSON.stringify(recordingOf(parseReport(checked.stdout)));

  it('is judged to the bytes of check', () => {
    expect(judged(recording)).toBe(checked.stdout);
    expect(judged(recording, 'text')).toBe(text);
    expect(judged(recording, 'nagios')).toBe(nagios);
  });

  it('is judged to the same bytes every time', () => {
    expect(judged(recording)).toBe(judged(recording));
  });

  it('has the form that gather writes', () => {
    const gathered = JSON.parse(runProgram(['gather', '--offline', ...flags], { env }).stdout) as Recording;
    expect(keysOf(JSON.parse(recording) as Recording)).toEqual(keysOf(gathered));
  });

  it('shows a change of its data', () => {
    expect(judged(recording.replace(/"runId":"[^"]+"/, '"runId":"another"'))).toBe(checked.stdout.replace(/"runId": "[^"]+"/, '"runId": "another"'));
  });
});

const keysOf = ({ facts, ...recording }: Recording): readonly (readonly string[])[] => [Object.keys(recording), Object.keys(facts).sort()];
