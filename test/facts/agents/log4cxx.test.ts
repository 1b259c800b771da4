import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseLogSettings, toBytes } from '../../../src/facts/agents/log4cxx.js';

const cases = '../shared/cases/driveclient';
const itCases = existsSync(cases) ? it : it.skip;

const settings = (params: string, root = '<level value="INFO"/>'): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE log4j:configuration SYSTEM "log4j.dtd"[]>
<log4j:configuration xmlns:log4j="http://jakarta.apache.org/log4j/">
  <appender name="FILE" class="org.apache.log4j.RollingFileAppender">${params}
    <layout class="org.apache.log4j.PatternLayout"><param name="ConversionPattern" value="%m%n"/></layout>
  </appender>
  <appender name="ASYNC" class="org.apache.log4j.AsyncAppender"><appender-ref ref="FILE"/></appender>
  <root>${root}<appender-ref ref="ASYNC"/></root>
</log4j:configuration>`;

const rolling =
  '<param name="File" value="/var/log/driveclient.log"/><param name="MaxFileSize" value="500MB"/><param name="MaxBackupIndex" value="10"/>';

describe('parseLogSettings', () => {
  it('reads path, size, count and level', () => {
    expect(parseLogSettings(settings(rolling))).toEqual({
      state: 'parsed',
      settings: { path: '/var/log/driveclient.log', maxFileBytes: 524_288_000, maxBackupCount: 10, level: 'INFO', wasRepaired: false },
    });
  });

  it.each([
    ['no such settings', '', { path: null, maxFileBytes: null, maxBackupCount: null }],
    ['a size that is a word', '<param name="MaxFileSize" value="big"/>', { maxFileBytes: null }],
    ['a negative count', '<param name="MaxBackupIndex" value="-1"/>', { maxBackupCount: null }],
    ['a relative path', '<param name="File" value="driveclient.log"/>', { path: null }],
    ['a path with a line break', '<param name="File" value="/var/log/a&#10;b"/>', { path: null }],
    ['a Windows path', String.raw`<param name="File" value="D:\Logs\driveclient.log"/>`, { path: String.raw`D:\Logs\driveclient.log` }],
    [
      'names in other letters',
      '<param name="file" value="/a/b.log"/><param name="maxBackupIndex" value="3"/>',
      { path: '/a/b.log', maxBackupCount: 3 },
    ],
  ])('%s', (_, params, expected) => {
    expect(parseLogSettings(settings(params))).toMatchObject({ state: 'parsed', settings: expected });
  });

  it.each([
    ['<level value="trace"/>', 'TRACE'],
    ['<priority value="WARN"/>', 'WARN'],
    ['<level value="LOUD"/>', null],
    ['', null],
  ])('level %s', (root, level) => {
    expect(parseLogSettings(settings(rolling, root))).toMatchObject({ settings: { level } });
  });

  it.each([
    ['empty', '', 1],
    ['cut off', settings(rolling).slice(0, 300), 4],
    ['an element that never closes', settings('<param name="File" value="/a">'), 6],
    ['an entity of its own', '<!DOCTYPE c [<!ENTITY a "b">]>\n<c>\n<d e="&a;"/></c>', 3],
    ['an entity from a file', '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<c>&a;</c>', 2],
    ['deeper than any settings', '<a>'.repeat(200) + '</a>'.repeat(200), 1],
    ['not XML', '\0\u001b[31m{}', 1],
  ])('%s is malformed', (_, xml, line) => {
    expect(parseLogSettings(xml)).toEqual({ state: 'malformed', line });
  });

  itCases(
    `d062, a copied web page with typographic quotes, is read and marked${existsSync(cases) ? '' : ' (skipped: ../shared/cases is not here)'}`,
    () => {
      expect(parseLogSettings(readFileSync(`${cases}/d062-log4cxx-curly-quotes.xml`, 'utf8'))).toEqual({
        state: 'parsed',
        settings: {
          path: String.raw`C:\ProgramData\Driveclient\log\driveclient.log`,
          maxFileBytes: 2_097_152_000,
          maxBackupCount: 12,
          level: 'TRACE',
          wasRepaired: true,
        },
      });
    },
  );
});

describe('toBytes', () => {
  it.each([
    ['500MB', 524_288_000],
    ['2000mb', 2_097_152_000],
    ['1KB', 1_024],
    ['10 GB', 10_737_418_240],
    ['4096', 4_096],
    ['', null],
    ['1.5MB', null],
    ['99999999999', null],
    ['12TB', null],
  ])('%j', (size, bytes) => {
    expect(toBytes(size)).toBe(bytes);
  });
});
