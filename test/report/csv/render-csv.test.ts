import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderCsv } from '../../../src/report/csv/render-csv.js';
import { foreignText, hidden } from '../hostile-words.js';
import { check, oneCause, quantity, report, samples, withTexts } from '../sample-reports.js';

describe('the evidence as CSV', () => {
  it('has a heading and one row a value', () => {
    expect(renderCsv(oneCause()).split('\r\n').slice(0, 5)).toEqual([
      'run,time,host,check,status,problem,subject,name,value,unit,source',
      '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90,2026-11-21T14:32:12.980Z,web-07,low-disk-space,critical,cache-nearly-full,/var/cache/driveclient,freeBytes,61234176,bytes,statfs',
      '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90,2026-11-21T14:32:12.980Z,web-07,low-disk-space,critical,cache-nearly-full,/var/cache/driveclient,floorBytes,104857600,bytes,statfs',
      '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90,2026-11-21T14:32:12.980Z,web-07,low-disk-space,critical,cache-nearly-full,/var/cache/driveclient,mountPoint,/,,/proc/self/mountinfo',
      '6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90,2026-11-21T14:32:12.980Z,web-07,agent-not-running,critical,no-process,,,,,',
    ]);
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'say "so"', '"say ""so"""'],
    ['a newline', 'a\nb', 'a\\x0ab'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula behind blanks', '  =1+1', `"  '=1+1"`],
    ['one behind a quotation mark', '"=1', `"""'=1"`],
    ['one that begins with a sign', '-1+cmd', "'-1+cmd"],
    ['a function', '@SUM(A1)', "'@SUM(A1)"],
    ['a wide sign', '\uff1d1', "'\uff1d1"],
    ['one behind a semicolon', 'a;=1', `"a;'=1"`],
    ['a path', '/srv/a-b=c', '/srv/a-b=c'],
    ['an option within', 'run --deep', 'run --deep'],
  ])('%s is harmless', (_, subject, expected) => {
    const sample = report({ checks: [check('low-inodes', 'x', { evidence: [quantity(subject, 'x', 1, 'count')] })] });
    expect(renderCsv(sample)).toContain(`,low-inodes,ok,,${expected},x,1,count,statfs\r\n`);
  });

  it('a negative number stays a number', () => {
    const sample = report({ checks: [check('low-inodes', 'x', { evidence: [quantity('/', 'x', -5, 'count')] })] });
    expect(renderCsv(sample)).toContain(',/,x,-5,count,');
  });

  it.each(Object.entries(samples))('is read back by RFC 4180: %s', (_, make) => {
    const rows = parseCsv(renderCsv(make()));
    const values = make().checks.reduce((sum, { evidence }) => sum + Math.max(1, evidence.length), make().waivers.length);
    expect(rows).toHaveLength(values + 1);
  });

  it('whatever text comes, every row has eleven fields and none begins a formula', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const csv = renderCsv(withTexts(text));
        expect(csv.replaceAll('\r\n', '\n')).not.toMatch(hidden);
        for (const row of parseCsv(csv)) {
          expect(row).toHaveLength(11);
          for (const field of row) expect(field).not.toMatch(/^\s*[=+@-](?!\d+$)|;["\s]*[=+@-]/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** @throws where the text is not RFC 4180 */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (match === null) throw new Error(`no field: ${rest.slice(0, 80)}`);
    row.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'));
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}
