// The page as text: what stands where, and that nothing from outside becomes markup. In a browser it is tested next door.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Evidence } from '../../../src/checks/check.js';
import type { LogFacts } from '../../../src/facts/log.js';
import { observed } from '../../../src/facts/observed.js';
import { renderHtml } from '../../../src/report/html/render-html.js';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.js';
import { parseReport } from '../../../src/report-file.js';
import type { Report } from '../../../src/report/report.js';
import { foreignText, hidden } from '../hostile-words.js';
import { sampleLog } from '../sample-log.js';
import { blindEssential, check, healthy, hostile, oneCause, report, samples, severalCauses, withTexts } from '../sample-reports.js';
import { readPage } from './html-reader.js';

const story = (name: string): Report => parseReport(readFileSync(`test/recordings/${name}`, 'utf8'), name);
const withLog = (log: LogFacts): Report => ({ ...oneCause(), facts: { ...oneCause().facts, log: observed(log) } });
const rateOf = (subject: string, name: string, value: number | null): Evidence =>
  value === null ? { subject, name, value, unit: null, source: 'x' } : { subject, name, value, unit: 'bytes-per-second', source: 'x' };
const textOf = (sample: Report): string => readPage(renderHtml(sample)).text.replace(/\s+/g, ' ');

describe('the page', () => {
  it.each([
    ['the verdict and its sentence', oneCause(), '✗ CRITICAL Backups of this host fail or are at risk: low disk space.'],
    ['the host', oneCause(), 'Backup report of web-07 2026-11-21 14:32 UTC'],
    ['the agent', oneCause(), 'driveclient 1.23.011522agent 95874registerednot runningDFW17 checks in 2.9 s'],
    ['each symptom', oneCause(), 'Backups sometimes fail critical'],
    ['what limits the look', severalCauses(), 'offline: no packet left this host'],
    ['a cause', oneCause(), '1 Low disk space critical'],
    ['how sure it is', severalCauses(), '1 Cloned agent critical, likely'],
    ['the command of a step', oneCause(), 'du -xh --max-depth=2 / | sort -rh | head -n 20'],
    ['how to verify it', oneCause(), 'To verify backup-doctor --only low-disk-space'],
    [
      'what follows from it',
      oneCause(),
      'Agent updater (could not look): /var/cache/driveclient/backup-running.lock could not be read (EIO).',
    ],
    ['the evidence', oneCause(), 'freeBytes58.4 MiBstatfs'],
    ['what nobody could see and no cause explains', oneCause(), 'Could not lookDNS failure: The DNS probe timed out after 5 s.'],
    ['a check that could not look', oneCause(), 'DNS failure dns-failure could not look'],
    ['what was not run and why', severalCauses(), 'left out by --skip'],
    ['the way to run it', severalCauses(), 'run without --offline'],
    ['the conditions', blindEssential(), 'As userbackup, not root'],
    ['what was taken out', oneCause(), 'url-credentials1'],
    [
      'a secret that was left',
      { ...oneCause(), redaction: { policy: 'secrets', counts: {}, selfTest: 'failed' } },
      'Something that looks like a secret is left',
    ],
    ['that all is well', healthy(), 'No cause of trouble was found.'],
    ['the stack of a crash', blindEssential(), 'TypeError: numbers is not iterable'],
    ['why there is no network to show', { ...oneCause(), facts: severalCauses().facts }, 'Could not look: the identity probe timed out.'],
  ] as readonly (readonly [string, Report, string])[])('tells %s', (_, sample, words) => {
    expect(textOf(sample)).toContain(words);
  });

  it('draws how the free space of a volume went, with its numbers', () => {
    const space = [{ mountPoint: '/var</script>\u202e', ageSeconds: [172_800, 86_400, 0], freeBytes: [4_000_000, 2_000_000, 1_000_000] }];
    const history = observed({ ...{ runCount: 3, firstAt: '2026-11-19T14:32:00Z', lastAt: '2026-11-21T14:32:00Z' }, readAt: '2026-11-21T14:32:00Z', space, tornLineCount: 0 });
    const sample = { ...oneCause(), facts: { ...oneCause().facts, history } };
    expect(textOf(sample)).toContain('2026-11-19 14:323.81 MiB2026-11-20 14:321.91 MiB2026-11-21 14:32977 KiB');
    expect(renderHtml(sample)).toContain('<path class="trend" d="M100.0,16.0L520.0,86.0L940.0,121.0"/>');
    expect(renderHtml(sample)).not.toMatch(/<\/script>\u202e/);
    expect(renderHtml(oneCause())).not.toContain('class="trend"');
  });

  it('shows the ways to the endpoints, layer by layer', () => {
    const text = textOf(story('isolated-network/expected/report.2.json'));
    expect(text).toContain('api.drivesrvr.comagent-api✗ route: none leads therefailedENETUNREACHnot reached');
    expect(text).toContain('Not tried, since this host has no way out over IPv6: api.drivesrvr.com (IPv6)');
    expect(textOf(story('clone/expected/report.2.json'))).toMatch(
      /✓ answers, \d+ msoketh0 via 203\.0\.113\.1ok198\.51\.100\.2ok\d+ msokTLSv1\.3 \d+ msok200 in \d+ ms/,
    );
  });

  it('shows what speaks for a clone', () => {
    const text = textOf(story('clone/expected/report.2.json'));
    expect(text).toContain('instance-idinstance24bc47f6––/var/lib/cloud/data/instance-id');
    expect(text).toContain('Earlier instances that booted from this disk1');
    expect(text).toContain('signOfClonestrong, root instance');
  });

  it('shows the log as a picture and as tables', () => {
    const html = renderHtml(withLog(sampleLog));
    expect(html).toContain('9 events, 3 of them failed backups; 2 kinds of errors and 2 of warnings.');
    expect(html).toMatch(/<circle class="critical" cx="\d+(\.\d)?" cy="99" r="6"\/>/);
    expect(textOf(withLog(sampleLog))).toContain('214');
    expect(textOf(withLog(sampleLog))).toContain('2026-11-20 09:14:30 UTCupdater installed another agentupdater');
  });

  it('draws no log without a span of time', () => {
    expect(renderHtml(withLog({ ...sampleLog, events: [], groups: [], silences: [], readBackTo: null, lastLineAt: null }))).not.toContain(
      '<svg class="timeline"',
    );
  });

  it('shows the stages of a backup as a picture and as a table, and which one sets the pace', () => {
    const slow = story('slow-volume/expected/report.1.json');
    const html = renderHtml(slow);
    expect(html).toMatch(/<desc id="pace-text">Read: 527 kB\/s, the slowest; hash \(sha256\): [^<]+; CPU, all its work: [^<]+; Upload: [^<]+; the agent&#39;s ceiling: 2 MB\/s/);
    expect(html).toMatch(/<circle class="warning" cx="\d+(\.\d)?" cy="\d+" r="6"\/>\n<text class="warning" [^>]*>527 kB\/s</);
    expect(textOf(slow)).toContain('Read527 kB/s520 kB/s601 kB/ssets the pace');
    expect(textOf(slow)).toContain('Outlookexpect 56–84 s for 33.6 MB');
    expect(textOf(story('agent-ceiling/expected/report.1.json'))).not.toContain('sets the pace');
  });

  it('draws a stage that was not measured as what bounds it, and shows each of several devices', () => {
    const rates = (subject: string, stem: string, values: readonly (number | null)[]) =>
      ['', 'Low', 'High'].map((part, index) => rateOf(subject, `${stem}${part}BytesPerSecond`, values[index] ?? null));
    const evidence = [
      ...rates('reading', 'read', [null, null, null]),
      ...rates('/a', 'device', [2e6, 1e6, 3e6]),
      ...rates('/b', 'device', [null, null, 5e6]),
      ...rates('uploading', 'upload', [null, 4e6, null]),
    ];
    const html = renderHtml(report({ checks: [check('throughput-bottleneck', 'Slow backups', { evidence })] }));
    expect(html).toContain('Read: not measured; /a: 2 MB/s; /b: at most 5 MB/s; Upload: at least 4 MB/s');
    expect(html).toContain('<circle class="not-applicable"');
  });

  it('draws the agent\'s ceiling in bytes of the backup set, of which less is sent', () => {
    const evidence = [
      rateOf('reading', 'readBytesPerSecond', 1e7),
      rateOf('agent', 'agentCeilingBytesPerSecond', 2e6),
      { subject: 'backup', name: 'sentSharePercent', value: 50, unit: 'percent', source: 'model' } as const,
    ];
    const html = renderHtml(report({ checks: [check('throughput-bottleneck', 'Slow backups', { evidence })] }));
    expect(html).toContain('the agent&#39;s ceiling: 4 MB/s');
  });

  it('says why there is no throughput to show', () => {
    expect(textOf(story('healthy/expected/report.0.json'))).toContain('ThroughputNothing to show: ');
  });

  it('has a stable anchor for every check, cause and section', () => {
    const { ids, links } = readPage(renderHtml(severalCauses()));
    expect(ids).toEqual(
      expect.arrayContaining(['causes', 'network', 'identity', 'log', 'disks', 'throughput', 'checks', 'not-run', 'conditions', 'redaction']),
    );
    expect(ids).toEqual(expect.arrayContaining(severalCauses().checks.map(({ id }) => `check-${id}`)));
    expect(ids).toContain('cause-cloned-agent');
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of links.filter((href) => href.startsWith('#'))) expect(ids).toContain(link.slice(1));
  });

  it('holds the whole report and the text for a ticket', () => {
    const { scripts } = readPage(renderHtml(hostile()));
    expect(JSON.parse(scripts[0] ?? '')).toEqual({
      ...(JSON.parse(JSON.stringify(hostile()).replaceAll('\\ud800', '\\\\ud800')) as Report),
    });
    expect(JSON.parse(scripts[1] ?? '')).toBe(renderMarkdown(hostile()));
  });

  it('loads nothing: no element and no policy that could', () => {
    const html = renderHtml(oneCause());
    expect(html).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]{44}&#39;; script-src &#39;sha256-[\w+/=]{44}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">/,
    );
    expect(readPage(html).tags).not.toEqual(expect.arrayContaining(['link']));
    expect(html).not.toMatch(/ (?:src|style|on\w+)=/);
  });

  it('stands without any check, host or agent', () => {
    expect(textOf(report({ host: null, agent: null }))).toContain('Backup report of a host without a known name');
  });
});

describe('text from outside', () => {
  it.each(Object.entries(samples))('is text: %s', (_, make) => {
    expect(readPage(renderHtml(make())).tags.length).toBeGreaterThan(50);
  });

  it('is text, whatever comes', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const log = {
          ...sampleLog,
          groups: sampleLog.groups.map((group) => ({ ...group, message: text, host: text, path: text, firstAt: text })),
        };
        const evidence = [rateOf(text, 'deviceBytesPerSecond', 1e6), rateOf(`${text}2`, 'deviceBytesPerSecond', 2e6)];
        const sample = { ...withTexts(text), checks: [...withTexts(text).checks, check('throughput-bottleneck', text, { evidence })], facts: { ...withTexts(text).facts, log: observed(log) } };
        const html = renderHtml(sample);
        expect(html).not.toMatch(hidden);
        const { links, scripts } = readPage(html);
        for (const link of links) expect(link).toMatch(/^(#[a-z0-9-]+|https?:\/\/\S+)$/);
        for (const json of scripts.slice(0, 2)) expect(json).not.toMatch(/[<>&]/);
      }),
      { numRuns: 300 },
    );
  });

  it('has no button for a command that could not be copied', () => {
    const causes = oneCause().causes.map((cause) => ({ ...cause, solution: [{ text: 'Remove it.', command: "rm 'a\u202eb'" }] }));
    const html = renderHtml({ ...oneCause(), causes });
    expect(html).toContain('<code>rm &#39;a\\u{202e}b&#39;</code></pre>\n</div>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://a b', '//evil.example', 'https://a\u202eb'])('%s is no link', (docs) => {
    const causes = oneCause().causes.map((cause) => ({ ...cause, docs }));
    expect(readPage(renderHtml({ ...oneCause(), causes })).links.filter((href) => !href.startsWith('#'))).toEqual([]);
  });
});

describe('the reader of these tests', () => {
  it.each([
    '<p>a & b</p>',
    '<p>a < b</p>',
    '<img src=x>',
    '<p onclick="x">',
    '<p>',
    '</p>',
    '<p></div>',
    "<p class='x'></p>",
    '<iframe></iframe>',
  ])('refuses %s', (source) => {
    expect(() => readPage(source)).toThrow();
  });
});
