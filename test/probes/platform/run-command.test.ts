import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../../../src/probes/platform/run-command.js';
import { isRunning, until } from '../../processes.js';

const sh = (script: string, options = {}) => runCommand('sh', ['-c', script], options);

describe('runCommand', () => {
  it('tells exit code and outputs; a failure of the program is an observation', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toMatchObject({
      state: 'observed',
      value: { exitCode: 3, stdout: 'out\n', stderr: 'err\n', isTruncated: false },
    });
  });

  it.each<[string, string, readonly string[], object]>([
    ['a program that is not installed', 'no-such-program', [], { state: 'absent' }],
    ['a folder', '/tmp', [], { state: 'unavailable', failure: { kind: 'permission-denied', code: 'EACCES' } }],
    ['a NUL byte in an argument', 'echo', ['a\0b'], { state: 'unavailable', failure: { kind: 'unsupported' } }],
    [
      'more arguments than the kernel takes',
      'echo',
      ['x'.repeat(3_000_000)],
      { state: 'unavailable', failure: { kind: 'unsupported', code: 'E2BIG' } },
    ],
  ])('%s', async (_, program, args, expected) => expect(await runCommand(program, args)).toMatchObject(expected));

  it('runs without a shell: nothing in an argument is special', async () => {
    expect(await runCommand('echo', ['$HOME; `id`\n*'])).toMatchObject({ value: { stdout: '$HOME; `id`\n*\n' } });
  });

  it('gives a clean environment', async () => {
    process.env['SECRET_OF_THE_CALLER'] = 'dummy';
    const answer = await sh('echo "$LC_ALL ${SECRET_OF_THE_CALLER-none}"');
    delete process.env['SECRET_OF_THE_CALLER'];
    expect(answer).toMatchObject({ value: { stdout: 'C none\n' } });
  });

  it('hands over the input, and does not mind a program that reads none of it', async () => {
    expect(await runCommand('cat', [], { input: 'hello' })).toMatchObject({ value: { stdout: 'hello' } });
    expect(await runCommand('true', [], { input: 'x'.repeat(1 << 20) })).toMatchObject({ value: { exitCode: 0 } });
  });

  it.each([
    ['below the cap', 99, false],
    ['at the cap', 100, false],
    ['above the cap', 101, true],
  ])('keeps output %s', async (_, length, isTruncated) => {
    const answer = await sh(`printf %0${length}d 0`, { capBytes: 100 });
    expect(answer).toMatchObject({ value: { isTruncated, stdout: '0'.repeat(Math.min(length, 100)) } });
  });

  it('ends endless output at its limit', async () => {
    expect(await runCommand('yes', [], { limitMs: 200, capBytes: 1000 })).toMatchObject({ failure: { kind: 'timed-out' } });
  });

  it('kills a hung program with all that it started', async () => {
    const startedAt = performance.now();
    const answer = await sh('trap "" TERM; sleep 60 & wait', { limitMs: 300 });
    expect(answer).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out', detail: 'sh gave no answer within 300 ms' } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('kills a program when the look that asked it is over', async () => {
    const startedAt = performance.now();
    const answer = await sh('sleep 60', { signal: AbortSignal.timeout(200) });
    expect(answer).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out', detail: expect.stringMatching(/^sh gave no answer within \d+ ms$/) } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('starts no program for a look that is over', async () => {
    expect(await runCommand('no-such-program', [], { signal: AbortSignal.abort() })).toMatchObject({ failure: { kind: 'timed-out' } });
  });

  it('does not wait for a daemon that holds the outputs open, and leaves none behind', async () => {
    const startedAt = performance.now();
    const answer = await sh('sleep 60 & echo $!', { limitMs: 5_000 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(answer).toMatchObject({ value: { exitCode: 0 } });
    const pid = Number(answer.state === 'observed' ? answer.value.stdout : 0);
    await until(() => !isRunning(pid));
  });

  it('tells of a program that a signal ended', async () => {
    expect(await sh('kill -9 $$')).toMatchObject({ state: 'observed', value: { exitCode: null } });
  });

  it('runs many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => sh(`echo ${index}`)));
    expect(answers.map((answer) => (answer.state === 'observed' ? answer.value.stdout.trim() : answer))).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index)),
    );
  });
});
