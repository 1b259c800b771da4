import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseReport } from '../../../src/report-file.js';
import type { RenderOptions } from '../../../src/report/renderer.js';
import type { Report } from '../../../src/report/report.js';
import { renderText } from '../../../src/report/text/render-text.js';
import { columnsOf } from '../../../src/report/text/wrap.js';
import {
  blindEssential,
  clone,
  healthy,
  hostile,
  noAgent,
  oneCause,
  report,
  samples,
  severalCauses,
  withTexts,
} from '../sample-reports.js';

const plain: RenderOptions = { color: false, unicode: true, verbose: false, width: 80 };

describe('the text report', () => {
  it('of a healthy host is short and calm', () => {
    expect(renderText(healthy(), plain)).toBe(`backup-doctor 0.1.0 · web-07 · 2026-11-21 14:32 UTC · 16 checks in 2.9 s
driveclient 1.23.011522 · agent 95874 · registered · running · DFW

✓ OK       Nothing was found that would stop backups of this host.

SYMPTOMS   ✓ Backups are corrupted: nothing found
           ✓ Backups report network errors: nothing found
           ✓ Backups sometimes fail: nothing found
           ✓ Backups are slow: nothing found

✓ OK       16 troubles looked for and not found:
           Cloned agent · Agent not registered · ServiceNet unreachable
           PublicNet unreachable · Isolated network · DNS failure · API fault
           Low disk space · Low inodes · Read-only volume · Unreadable files
           Outdated agent · Agent not running · Agent updater not working
           Encryption slowdown · Block storage slowdown

– NOT RUN  tls-failure · clock-skew · path-mtu · cloud-files-unreachable
           cloud-backup-unreachable · files-in-use · agent-log-errors
           last-backup · throughput-bottleneck
             planned: no check judges it in this version; update Backup Doctor
             when a version with it is out

backup-doctor: OK exit=0 causes=0 warnings=0 unknown=0 run=6f1c2f3e
`);
  });

  it('of a sick host tells the cause, what follows, what to do and how to check it', () => {
    expect(renderText(oneCause(), plain)).toContain(`
✗ CRITICAL Backups of this host fail or are at risk: low disk space.

✗ CAUSE 1  Low disk space (critical)
           /var/cache/driveclient has only 58.4 MiB free; below 100 MiB the
           agent throttles its log and its database can be damaged.
  symptom  Backups sometimes fail
  follows  ├─ ✗ Agent not running: No process of driveclient runs, though its
           │    service starts at boot and the host has been up for 19 days.
           └─ ? Agent updater (could not look):
                /var/cache/driveclient/backup-running.lock could not be read
                (EIO).
  do       1. Free space on /, the volume of /var/cache/driveclient: rotated
              logs of the agent are the first candidates.
                du -xh --max-depth=2 / | sort -rh | head -n 20
           2. Set the log level of the agent back to WARN, and restart the agent
              so that it takes effect.
                service driveclient restart
  check    backup-doctor --only low-disk-space
  more     backup-doctor explain low-disk-space
           https://docs.rackspace.com/docs/cloud-backup/v1/general-api-info/limits

SYMPTOMS   ✓ Backups are corrupted: nothing found
           ✓ Backups report network errors: nothing found
           ✗ Backups sometimes fail: critical
           ! Backups are slow: warning

? UNKNOWN  DNS failure
             The DNS probe timed out after 5 s.
             └─ ? TLS failure (could not look): No name could be resolved.
`);
  });

  it('says how sure it is where it is not certain', () => {
    const text = renderText(severalCauses(), plain);
    expect(text).toContain('CAUSE 1  Cloned agent (critical, likely)\n');
    expect(text).toContain('CAUSE 2  Low disk space (critical)\n');
    expect(text).toContain('CAUSE 3  Outdated agent (warning, possible)\n');
  });

  it('numbers the ways to check like the steps that they belong to', () => {
    const solution = [
      { text: 'Stop the agent.', verify: 'pgrep -f driveclient prints nothing' },
      { text: 'Wait a minute.', verify: 'pgrep -f driveclient prints nothing' },
      { text: 'Start the agent again.', verify: 'pgrep -f driveclient prints a number; backup-doctor --only agent-not-running' },
    ];
    const causes = oneCause().causes.map((cause) => ({ ...cause, solution }));
    expect(renderText({ ...oneCause(), causes }, plain)).toContain(`
  do       1. Stop the agent.
           2. Wait a minute.
           3. Start the agent again.
  check    2. pgrep -f driveclient prints nothing
           3. pgrep -f driveclient prints a number
              backup-doctor --only agent-not-running
  more     `);
  });

  it('breaks no command to check with', () => {
    const verify = `the next backup runs; backup-doctor --only ${['agent-not-running', 'cloud-backup-unreachable', 'publicnet-unreachable'].join()}`;
    const causes = oneCause().causes.map((cause) => ({ ...cause, solution: [{ text: 'Start it.', verify }] }));
    expect(renderText({ ...oneCause(), causes }, plain)).toContain(`
  check    the next backup runs
           backup-doctor --only agent-not-running,cloud-backup-unreachable,publicnet-unreachable
  more     `);
  });

  it.each([
    ["chmod o+r '/srv/é'", true, "chmod o+r '/srv/é'"],
    ["chmod o+r '/srv/é'", false, '(cannot be shown here: see --format json)'],
    ["chmod o+r '/srv/a’; reboot; ‘'", false, '(cannot be shown here: see --format json)'],
    ['chmod o+r a\x1b[2J', true, '(cannot be shown here: see --format json)'],
  ])('gives nobody a command to copy that it cannot show as it is: %j', (command, unicode, shown) => {
    const causes = oneCause().causes.map((cause) => ({ ...cause, solution: [{ text: 'Open it.', command }] }));
    expect(renderText({ ...oneCause(), causes }, { ...plain, unicode })).toContain(`
  do       Open it.
             ${shown}
  more     `);
  });

  it('names conditions that make it see less', () => {
    const text = renderText(severalCauses(), plain);
    expect(text).toContain('\nas nagios, not root: some things cannot be seen\noffline: no packet left this host\n');
    expect(renderText(healthy(), plain)).not.toContain('root');
  });

  it('gathers what was not run under its reasons, with the way where it is the same for all', () => {
    expect(renderText(severalCauses(), plain)).toContain(`
           publicnet-unreachable
             --offline: no packet may leave this host; run without --offline
           unreadable-files · low-inodes
             left out by --skip
`);
  });

  it('of a host without an agent says so and lists what does not apply', () => {
    const text = renderText(noAgent(), plain);
    expect(text).toContain('? UNKNOWN  Whether backups of this host work cannot be told: No backup agent');
    expect(text).toContain(
      '– N/A      Cloned agent · Agent not registered · Agent not running\n           Outdated agent\n             No backup agent',
    );
    expect(text).not.toContain('driveclient');
  });

  it('does not repeat one reason for all that could not look', () => {
    expect(renderText(blindEssential(), plain)).toContain(`
? UNKNOWN  Agent not registered
             /etc/driveclient/bootstrap.json cannot be read (EACCES): run as
             root, or as the user that owns it.
             └─ ? Cloned agent (could not look), for the same reason
`);
  });

  it('with --verbose adds evidence, stacks of crashed checks and where the time went', () => {
    const options = { ...plain, verbose: true };
    expect(renderText(clone(), options)).toContain(`
  evidence instance-id
             currentSince          2026-11-18 09:12 UTC  /var/lib/cl…d/instances
             earlierInstanceCount  1                     statfs
           bootstrap.json
             registeredAt  2025-02-02 10:00 UTC  /etc/driveclient/bootstrap.json
`);
    expect(renderText(blindEssential(), options)).toContain('\n    at judge (checks/outdated-agent.js:12:3)\n');
    expect(renderText(oneCause(), options)).toContain('\n  5,000 ms  dns-failure\n     14 ms  agent-not-running\n');
  });

  it('warns before it is passed on when a secret may be left in it', () => {
    const text = renderText({ ...healthy(), redaction: { policy: 'secrets', counts: {}, selfTest: 'failed' } }, plain);
    expect(text).toContain('! SECRETS  Something that looks like a secret is left in the facts of this\n');
  });

  it('keeps commands, addresses and the last line unbroken', () => {
    const command = `rm -i ${'/var/log/driveclient.log.1 '.repeat(9)}`.trimEnd();
    const [cause] = oneCause().causes;
    if (cause === undefined) throw new Error('the sample lost its cause');
    const text = renderText(report({ causes: [{ ...cause, solution: [{ text: 'Remove them.', command }] }] }), { ...plain, width: 60 });
    expect(text.split('\n')).toContain(`             ${command}`);
  });

  it('stands on its own without a host name, an agent or checks', () => {
    const text = renderText(report({ host: null, agent: null, symptoms: [] }), plain);
    expect(text).toBe(`backup-doctor 0.1.0 · host name unknown · 2026-11-21 14:32 UTC
0 checks in 2.9 s

✓ OK       Nothing was found that would stop backups of this host.

backup-doctor: OK exit=0 causes=0 warnings=0 unknown=0 run=6f1c2f3e
`);
  });
});

const widths = [60, 80, 120, 200];
const variants = Object.keys(samples).flatMap((name) =>
  widths.flatMap((width) => [true, false].map((verbose) => ({ name, width, verbose }))),
);

describe.each(variants)('the text of $name at $width columns, verbose $verbose', ({ name, width, verbose }) => {
  const sample = samples[name]?.() ?? healthy();
  const text = renderText(sample, { ...plain, width, verbose });

  it('has no line that is too long but those to copy', () => {
    expect(tooLong(text, sample, width)).toEqual([]);
    expect(columnsOf(text.trimEnd().split('\n').at(-1) ?? '')).toBeLessThanOrEqual(80);
  });

  it('has no line that a separator begins or ends', () => {
    expect(text.split('\n').filter((line) => /^\s*· | ·\s*$/.test(line))).toEqual([]);
  });

  it('shows no control, direction or invisible character', () => {
    expect(text).not.toMatch(hidden);
  });

  it('names every check and all that was not run', () => {
    const words = text.replace(/\s+/g, ' ');
    const missing =
      name === 'hostile'
        ? []
        : [...sample.checks.map(({ title }) => title), ...sample.notRun.map(({ id }) => id)].filter((item) => !words.includes(item));
    expect(missing).toEqual([]);
  });

  it('is the same with colours, but for the colours', () => {
    const coloured = renderText(sample, { ...plain, width, verbose, color: true });
    expect(coloured).toContain('\x1b[');
    expect(coloured.replace(/\x1b\[[\d;]+m/g, '').replace(/ +$/gm, '')).toBe(text);
  });

  it('is ASCII where nothing else can be shown', () => {
    const ascii = renderText(sample, { ...plain, width, verbose, unicode: false });
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
    expect(tooLong(ascii, sample, width)).toEqual([]);
  });
});

describe('any text from outside', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }));

  it('stays in its line and its width', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...widths), fc.boolean(), (foreign, width, verbose) => {
        const sample = withTexts(foreign);
        const text = renderText(sample, { ...plain, width, verbose });
        expect(text).not.toMatch(hidden);
        expect(tooLong(text, sample, width)).toEqual([]);
      }),
    );
  });

  it('cannot forge the last line', () => {
    const text = renderText(withTexts('x\nbackup-doctor: OK exit=0 causes=0 warnings=0 unknown=0 run=1'), plain);
    expect(text.match(/^backup-doctor: .*$/gm)).toHaveLength(1);
  });

  it.each([0, 59, 201, 1e9, Number.NaN, Number.POSITIVE_INFINITY, 80.5])('a width of %d is bent into sense', (width) => {
    const longest = Math.max(
      ...renderText(hostile(), { ...plain, width })
        .split('\n')
        .map(columnsOf),
    );
    expect(longest).toBeLessThan(400);
  });
});

const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const stories = readdirSync('test/recordings', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(`test/recordings/${name}/expected`).filter((file) => /^report\.\d\.json$/.test(file)).map((file) => `${name}/expected/${file}`));

describe.each(stories)('the text of the story %s', (path) => {
  const sample = parseReport(readFileSync(`test/recordings/${path}`, 'utf8'), path);

  it.each(widths)('fits %i columns, in short and in full, in ASCII as well', (width) => {
    for (const verbose of [false, true])
      for (const unicode of [false, true]) {
        const long = tooLong(renderText(sample, { ...plain, width, verbose, unicode }), sample, width);
        // What verifies a numbered step is there to copy as well.
        expect(long.filter((line) => !/^\d+\. backup-doctor -/.test(line))).toEqual([]);
      }
  });
});

it('there are stories to fit', () => {
  expect(stories.length).toBeGreaterThan(20);
});

/** Lines over the width that are neither the last one nor something to copy. */
function tooLong(text: string, { causes }: Report, width: number): readonly string[] {
  const lines = text.trimEnd().split('\n').slice(0, -1);
  const long = lines.filter((line) => columnsOf(line) > width).map((line) => line.slice(11).trim());
  const copied = causes.flatMap(({ docs, checkId, solution }) => [
    ...[docs ?? '', `backup-doctor explain ${checkId}`],
    ...solution.map(({ command = '' }) => command),
  ]);
  // An escape may have changed the line, its beginning is enough to know it.
  return long.filter((line) => !copied.some((item) => item !== '' && item.slice(0, 6) === line.slice(0, 6)));
}
