// Each shell is asked itself what it would offer.
import { describe, expect, it } from '@jest/globals';
import { formats } from '../../src/report/formats.js';
import { runProgram } from '../cli/run-program.js';
import { complete, lacks, shells } from './complete.js';

const commands = ['check', 'compare', 'completion', 'demo', 'explain', 'fault', 'gather', 'judge', 'list', 'render', 'scan'];

describe.each(shells)('completion in %s', (shell) => {
  const ask = lacks(shell) ? it.skip : it;
  const why = lacks(shell) ? ` (skipped: ${shell} is not installed)` : '';

  ask(`offers the commands${why}`, () => {
    expect(complete(shell, 'backup-doctor ')).toEqual(expect.arrayContaining(commands));
    expect(complete(shell, 'backup-doctor comp')).toEqual(['compare', 'completion']);
  });

  ask(`offers the flags of check without its name, and each command's own${why}`, () => {
    expect(complete(shell, 'backup-doctor --off')).toEqual(['--offline']);
    expect(complete(shell, 'backup-doctor scan --pr')).toEqual(['--print0']);
    expect(complete(shell, 'backup-doctor list --')).not.toContain('--offline');
  });

  ask(`offers the values of a flag${why}`, () => {
    expect(complete(shell, 'backup-doctor judge --format ')).toEqual([...formats].sort());
    expect(complete(shell, 'backup-doctor list --format ')).toEqual(['json', 'text']);
    expect(complete(shell, 'backup-doctor --symptom s')).toEqual(['slow', 'sometimes-fail']);
  });

  ask(`is not misled by a file that is called as a command${why}`, () => {
    expect(complete(shell, 'backup-doctor --config list --off')).toEqual(['--offline']);
  });

  ask(`offers a second check behind a comma${why}`, () => {
    expect(complete(shell, 'backup-doctor --only clock-skew,path').map((text) => text.replace(/^.*,/, ''))).toEqual(['path-mtu']);
  });

  ask(`offers formats with their sign, then files${why}`, () => {
    expect(complete(shell, 'backup-doctor --report js').map((text) => text.replace(/=$/, ''))).toEqual(['json']);
    expect(complete(shell, 'backup-doctor --report json=rec').join()).toContain('recording');
  });

  ask(`offers files, stories and checks as words${why}`, () => {
    expect(complete(shell, 'backup-doctor judge rec').map((text) => text.replaceAll('\\', ''))).toEqual(['recording one.json']);
    expect(complete(shell, 'backup-doctor demo lost')).toEqual(['lost-night']);
    expect(complete(shell, 'backup-doctor explain clock')).toEqual(['clock-skew']);
  });
});

it('knows no other shell', () => {
  const { exitCode, stderr } = runProgram(['completion', 'tcsh']);
  expect([exitCode, stderr]).toEqual([3, 'backup-doctor: no completion is made for "tcsh"; allowed: bash, zsh, fish\n']);
});
