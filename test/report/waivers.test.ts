// Every format tells of every waiver, the expired ones loudly, and counts what is waived in none of its figures.
import { describe, expect, it } from '@jest/globals';
import { inTodaysForm } from '../../src/report/older-report.js';
import { formats, renderers, type Format } from '../../src/report/render.js';
import { oneCause, waived } from './sample-reports.js';

const rendered = async (format: Format): Promise<string> =>
  (await renderers[format]())(waived('ordered'), { color: false, unicode: true, verbose: false, width: 120 });

describe.each(formats)('%s', (format) => {
  it('tells what is waived with what was found, what has expired, and what names nothing', async () => {
    const text = await rendered(format);
    if (format === 'prometheus') return expect(text.match(/waiver_expiry_timestamp_seconds\{/g)).toHaveLength(3);
    expect(text).toContain('waived until 2026-12-31: ordered');
    expect(text).toContain('the waiver expired on 2026-10-31: ordered');
    expect(text).toContain('nothing to waive, it was not found: ordered');
    expect(text).toMatch(format === 'csv' ? /freeBytes,61234176/ : /has only \d/);
  });
});

describe('what has expired is told first', () => {
  it('in text, right below the verdict', async () => {
    const [, verdict, expired] = (await rendered('text')).split('\n\n');
    expect(verdict).toMatch(/^✓ OK /);
    expect(expired).toMatch(/^! EXPIRED {2}Low inodes: the waiver expired/);
  });

  it('in Markdown, in the head', async () => {
    expect((await rendered('markdown')).indexOf('expired on')).toBeLessThan((await rendered('markdown')).indexOf('### '));
  });

  it('in the first line of Nagios', async () => {
    expect(await rendered('nagios')).toMatch(/^BACKUP OK - \(1 expired waiver\) Nothing was found/);
  });

  it('among the notes on top of the page', async () => {
    expect(await rendered('html')).toMatch(/<ul class="notes"><li>Low inodes: the waiver expired/);
  });
});

describe('what is waived does not count', () => {
  it.each([
    ['text', /causes=0 warnings=0 unknown=0/],
    ['nagios', /\| ok=2 warning=0 critical=0 unknown=0/],
    ['junit', /tests="\d+" failures="0"/],
    ['prometheus', /backup_doctor_check_waived\{check="low-disk-space"\} 1/],
    ['ndjson', /"checkId":"low-disk-space".*"waived":true/],
    ['csv', /,low-disk-space,critical,[^\n]*,waiver,/],
  ] as const)('in %s', async (format, pattern) => expect(await rendered(format)).toMatch(pattern));

  it('in JUnit it is skipped, with the reason', async () => {
    expect(await rendered('junit')).toMatch(/name="low-disk-space"[^>]*><skipped message="Low disk space: waived until 2026-12-31: ordered; found: /);
  });
});

describe('a report of an earlier version', () => {
  it('has no waivers', () => {
    const { waivers: _, ...older } = oneCause();
    expect(inTodaysForm(older)['waivers']).toEqual([]);
  });
});
