import { expect, it } from '@jest/globals';
import { startAhead, takeChild } from '../../../src/probes/platform/children-ahead.js';
import { startChild, type Child, type Work } from '../../../src/probes/platform/start-child.js';

const endOf = (child: Child): Promise<string> => new Promise((resolve) => child.onEnd(resolve));

const { backupDoctorAhead: waiting } = globalThis as unknown as { backupDoctorAhead: ReadonlyMap<Work, Child> };

it('hands out the child that waits, once', () => {
  startAhead('files');
  const ahead = waiting.get('files');
  const [first, second] = [takeChild('files'), takeChild('files')];
  for (const child of [first, second]) child.letGo();
  expect(first).toBe(ahead);
  expect(second).not.toBe(ahead);
});

it('hands out no child that has ended meanwhile', async () => {
  startAhead('files');
  const ended = waiting.get('files');
  ended?.input.end();
  if (ended !== undefined) await endOf(ended);
  const child = takeChild('files');
  child.letGo();
  expect(child).not.toBe(ended);
});

it.each<Work>(['scan', 'files'])('a child (%s) that was started for nothing ends without a word when its input does', async (work) => {
  const child = startChild(work);
  const said: Buffer[] = [];
  child.output.on('data', (chunk: Buffer) => said.push(chunk));
  child.input.end();
  expect(await endOf(child)).toBe('it ended with exit code 0');
  expect(Buffer.concat(said).toString()).toBe('');
});
