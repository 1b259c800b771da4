import { expect, it } from '@jest/globals';
import { describeWithHangs, inLab } from '../../lab/storage-lab.js';
import type { Ask } from '../../lab/storage-look.js';

/** Our own limit of 3 s for one question, and a start on a busy machine: far less than a limit for each of the questions. */
const aBitMoreThanOneLimitMs = 8_000;

for (const mode of ['queue', 'swallow'] as const) {
  const how = mode === 'queue' ? 'whoever waits can be killed' : 'whoever waits is stuck in the kernel';

  describeWithHangs(`a file system that never answers (${how})`, () => {
    it.concurrent('costs one limit for all questions about it, none for the others, and the program ends', async () => {
      const setUp = `hung "$LAB/dead" ${mode}; echo fine >"$LAB/fine"`;
      const asks = (lab: string): readonly Ask[] => [
        ['readText', `${lab}/dead/bootstrap.json`],
        ['space', `${lab}/dead`],
        ['nearestFolder', `${lab}/dead/cache/x`],
        ['list', `${lab}/dead`],
        ['readText', `${lab}/fine`],
        ['stat', '/'],
      ];
      const { answer, tookMs, exitCode } = await inLab(setUp, (lab) => ({ look: 'files', asks: asks(lab) }));
      expect(answer.map(({ state, failure }: { state: string; failure?: { kind: string } }) => failure?.kind ?? state)).toEqual([
        ...['timed-out', 'timed-out', 'timed-out', 'timed-out'],
        ...['observed', 'observed'],
      ]);
      expect(exitCode).toBe(0);
      expect(tookMs).toBeLessThan(aBitMoreThanOneLimitMs);
    });

    it.concurrent('is not entered through a link by the child that serves the others', async () => {
      const setUp = `hung "$LAB/dead" ${mode}; mkdir "$LAB/var"; ln -s "$LAB/dead/cache" "$LAB/var/cache"; echo fine >"$LAB/fine"`;
      const asks = (lab: string): readonly Ask[] => [
        ['readText', `${lab}/var/cache/agent.db`],
        ['space', `${lab}/var/cache`],
        ['readLink', `${lab}/var/cache`],
        ['readText', `${lab}/fine`],
        ['resolve', `${lab}/var/cache/data/../agent.db`],
        ['stat', `${lab}/var/cache/data`],
        ['list', `${lab}/var/cache/data`],
      ];
      const { answer, tookMs } = await inLab(setUp, (lab) => ({ look: 'files', asks: asks(lab) }));
      expect(answer[0]).toMatchObject({
        failure: { kind: 'timed-out', detail: expect.stringMatching(/\/dead gave no answer within 3000 ms$/) },
      });
      expect(answer[1]).toMatchObject({ failure: { kind: 'timed-out' } });
      expect(answer[2]).toMatchObject({ value: expect.stringMatching(/\/dead\/cache$/) });
      expect(answer[3]).toMatchObject({ value: { text: 'fine\n' } });
      expect(answer[4]).toMatchObject({ value: expect.stringMatching(/\/dead\/cache\/agent\.db$/) });
      expect(tookMs).toBeLessThan(aBitMoreThanOneLimitMs);
    });

    it.concurrent('does not keep a program alive that forgets to close', async () => {
      const { answer, tookMs } = await inLab(`hung "$LAB/dead" ${mode}`, (lab) => ({
        look: 'files',
        asks: [
          ['stat', '/'],
          ['stat', `${lab}/dead`],
        ],
        forgetsToClose: true,
      }));
      expect(answer[1]).toMatchObject({ failure: { kind: 'timed-out' } });
      expect(tookMs).toBeLessThan(aBitMoreThanOneLimitMs);
    });

    it.concurrent('inside an image hangs the look at that image no more than that', async () => {
      const setUp = `mkdir -p "$LAB/image/etc"; hung "$LAB/image/mnt" ${mode}; ln -s /mnt/x "$LAB/image/etc/link"; echo fine >"$LAB/image/etc/fine"`;
      const asks: readonly Ask[] = [
        ['readText', '/etc/link'],
        ['stat', '/mnt'],
        ['readText', '/etc/fine'],
        ['stat', '/mnt/x'],
        ['list', '/mnt'],
      ];
      const { answer, tookMs } = await inLab(setUp, (lab) => ({ look: 'files', asks, root: `${lab}/image` }));
      expect(answer.map(({ state }: { state: string }) => state)).toEqual(['unavailable', 'unavailable', 'observed', 'unavailable', 'unavailable']);
      expect(tookMs).toBeLessThan(aBitMoreThanOneLimitMs);
    });
  });
}
