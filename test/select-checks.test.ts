import { describe, expect, it } from '@jest/globals';
import { defineCheck } from '../src/checks/check.js';
import { selectChecks, type Selection } from '../src/select-checks.js';
import { catalogueOf, entry } from './diagnosis/sample-catalogue.js';
import { recordingOf } from './sample-recording.js';

const check = (id: string, needs: 'volumes' | 'dns') =>
  defineCheck({ id, needs: [needs], problems: [], judge: () => ({ status: 'ok', evidence: [] }) });

const checks = [check('disk', 'volumes'), check('names', 'dns')];
const catalogue = catalogueOf({
  disk: entry(),
  names: entry({ symptoms: ['network-error'] }),
  later: entry({ planned: true }),
});
const all: Selection = { symptom: null, only: null, skip: [] };
const { conditions } = recordingOf();

const chosen = (selection: Partial<Selection>, offline = false) => {
  const { selected, notRun } = selectChecks(checks, catalogue, { ...conditions, offline }, { ...all, ...selection });
  return { run: selected.map(({ id }) => id), notRun: notRun.map(({ id, reason }) => `${id}: ${reason}`) };
};

const planned = 'later: planned: no check judges it in this version';

describe('what runs, and why the rest does not', () => {
  const rows: readonly (readonly [string, Partial<Selection>, boolean, readonly string[], readonly string[]])[] = [
    ['everything that there is', {}, false, ['disk', 'names'], [planned]],
    ['only what is named', { only: ['disk'] }, false, ['disk'], ['names: left out by --only', 'later: left out by --only']],
    ['all but what is named', { skip: ['disk'] }, false, ['names'], ['disk: left out by --skip', planned]],
    ['one symptom', { symptom: 'network-error' }, false, ['names'], ['disk: left out by --symptom', 'later: left out by --symptom']],
    ['offline, what needs no packets', {}, true, ['disk'], ['names: --offline: no packet may leave this host', planned]],
  ];
  it.each(rows)('%s', (_, selection, offline, run, notRun) => {
    expect(chosen(selection, offline)).toEqual({ run, notRun });
  });
});
