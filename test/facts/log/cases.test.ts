// Lines as the documentation and users quote them (shared/cases/driveclient), read where they lie.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../../../src/catalogue/load.js';
import { signatureOf } from '../../../src/checks/agent-log-errors/known-kinds.js';
import { readText } from './read-lines.js';

const folder = '../shared/cases/driveclient';
const hasCases = existsSync(folder);
const describeCases = hasCases ? describe : describe.skip;
const reason = hasCases ? '' : ' (skipped: ../shared/cases is not here)';
const { signatures = [] } = loadCatalogue('checks.yml').checks['agent-log-errors']!;

/** The quotes are cut: what is missing of a whole line stands before them. */
function quoted(id: string, before: string, behind = ''): ReturnType<typeof readText> {
  const name = readdirSync(folder).find((entry) => entry.startsWith(`${id}-`));
  return readText(`${before}${readFileSync(join(folder, name ?? id), 'utf8').trimEnd()}${behind}`);
}

const head = '[2026-11-21 08:00:00|T1|';

describeCases(`lines of the cases${reason}`, () => {
  it('d050: the last line of an orderly stop', () => expect(quoted('d050', head).events).toMatchObject([{ kind: 'stop' }]));

  it('d051: a start', () => expect(quoted('d051', `${head}INFO |root|`, '] ').events).toMatchObject([{ kind: 'start' }]));

  it.each([
    ['d052', 'servicenet-timeout'],
    ['d053', 'locale-invalid'],
    ['d054', 'missing-volume-password'],
    ['d055', 'container-missing'],
    ['d056', 'path-not-found'],
    ['d057', 'permissions-hint'],
  ])('%s: %s', (id, problem) => {
    const [group] = quoted(id, `${head}INFO |root|rax::A::B(1)] `).groups;
    expect(group === undefined ? null : signatureOf(group, signatures)?.problem).toBe(problem);
  });

  it.each([
    ['d001', 'file-in-use'],
    ['d015', 'file-vanished'],
    ['d016', 'vault-damaged'],
    ['d017', 'disk-full'],
  ])('%s: the words of a report are known in a log, too: %s', (id, problem) => {
    const name = readdirSync(folder).find((entry) => entry.startsWith(`${id}-`)) ?? id;
    const text = readFileSync(join(folder, name), 'utf8');
    const [group] = readText(
      `${head}ERROR|root|rax::A::B(1)] ${text.replace(/\s+/g, ' ').replace(/Error deleting object[^"]*/, '')}`,
    ).groups;
    expect(group === undefined ? null : signatureOf(group, signatures)?.problem).toBe(problem);
  });
});
