import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseServiceQuery, registryValue } from '../../../src/facts/agents/windows-service.js';

const cases = '../shared/cases/driveclient';
const itCases = existsSync(cases) ? it : it.skip;

describe('Windows', () => {
  const query = (state: string): string =>
    `\r\nSERVICE_NAME: driveclient\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : ${state}\r\n                                (STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n`;

  it.each([
    ['running', query('4  RUNNING '), 0, 'running'],
    ['stopped', query('1  STOPPED '), 0, 'stopped'],
    ['starting', query('2  START_PENDING '), 0, 'other'],
    ['in another language', query('4  RUNNING').replace('STATE', 'STATUS'), 0, 'running'],
    ['missing by exit code', '', 1060, 'missing'],
    ['something else', 'Access is denied.', 5, null],
  ])('service %s', (_, output, exitCode, expected) => {
    expect(parseServiceQuery(output, exitCode)).toBe(expected);
  });

  itCases.each([
    ['d059-sc-query-running.txt', 'running'],
    ['d060-sc-query-missing.txt', 'missing'],
  ])(`%s${existsSync(cases) ? '' : ' (skipped: ../shared/cases is not here)'}`, (file, expected) => {
    expect(parseServiceQuery(readFileSync(`${cases}/${file}`, 'utf8'), 0)).toBe(expected);
  });

  const registry =
    '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Rackspace\\CloudBackup\r\n    Product Version    REG_SZ    2.27.009073\r\n    DataFolder    REG_SZ    D:\\Backup Data\\Driveclient\r\n\r\n';

  it.each([
    ['Product Version', '2.27.009073'],
    ['DataFolder', 'D:\\Backup Data\\Driveclient'],
    ['Debug', null],
  ])('registry value %s', (name, expected) => {
    expect(registryValue(registry, name)).toBe(expected);
  });
});
