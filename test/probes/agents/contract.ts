// What every adapter of a backup agent must keep, whatever it reads: it answers, in time, without a secret, from
// the examined host alone.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgentFacts } from '../../../src/facts/agent.js';
import { valueOf, type Observed } from '../../../src/facts/observed.js';
import type { AgentAdapter } from '../../../src/probes/agents/adapter.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import type { System } from '../../../src/probes/platform/system.js';
import { hostImage, type HostImage, type ImageEntry } from './host-image.js';

export interface ContractCase {
  readonly adapter: AgentAdapter;
  /** A host on which the agent is installed and registered. */
  readonly installed: Readonly<Record<string, ImageEntry>>;
  /** Texts in that host's files which must come out nowhere. */
  readonly secrets: readonly string[];
}

const limitMs = 5_000;
const outsideSecret = 'outside-of-the-image-7f3a';

export function describeAdapter({ adapter, installed, secrets }: ContractCase): void {
  describe(`adapter ${adapter.name}`, () => {
    let outside: HostImage;
    beforeAll(() => {
      outside = hostImage({ '/etc/secret.json': `{"AgentId": "${outsideSecret}", "Password": "${outsideSecret}"}` });
    });
    afterAll(() => outside.remove());

    it('has a name that --agent can take', () => {
      expect(adapter.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(adapter.title).not.toBe('');
    });

    it('is absent on a host without it', async () => {
      const image = hostImage({ '/etc/hostname': 'bare' });
      expect(await adapter.isInstalled(image.system)).toBe(false);
      expect((await describeIt(adapter, image.system)).state).toBe('absent');
      image.remove();
    });

    it('is found and described on a host image', async () => {
      const image = hostImage(installed);
      expect(await adapter.isInstalled(image.system)).toBe(true);
      const facts = await describeIt(adapter, image.system);
      expect(facts).toMatchObject({ state: 'observed', value: { name: adapter.name, title: adapter.title } });
      expectPlain(facts);
      expectNoSecret(facts, secrets);
      if (facts.state === 'observed') expectWritableFolders(facts.value);
      image.remove();
    });

    it('leaves its cache out of its backups', async () => {
      const image = hostImage(installed);
      const { folders } = valueOf(await describeIt(adapter, image.system)) ?? { folders: [] };
      const caches = folders.filter(({ role }) => role === 'cache').map(({ path }) => path);
      expect(await adapter.ownFolders(image.system)).toEqual(caches);
      expect(caches).not.toEqual([]);
      image.remove();
    });

    it('names its logs, its own last, and nothing else', async () => {
      const image = hostImage(installed);
      const logs = await adapter.logs(image.system);
      expect(logs.at(-1)?.writer).toBe('agent');
      for (const { path, rolloverCount } of logs) expect([/^(\/|[A-Z]:\\)/.test(path), rolloverCount >= 0 && rolloverCount <= 200]).toEqual([true, true]);
      image.remove();
    });

    it('leaves to the live host what only its kernel knows', async () => {
      const image = hostImage(installed);
      const facts = await describeIt(adapter, image.system);
      if (facts.state !== 'observed') throw new Error('not described');
      expect(facts.value.processes.state).toBe('absent');
      expect(facts.value.locks.state).toBe('absent');
      image.remove();
    });

    it('looks no further once the run is over', async () => {
      const image = hostImage(installed);
      const facts = await adapter.describe(image.system, AbortSignal.abort());
      expect(facts).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out' } });
      image.remove();
    });

    it('answers on the live host', async () => {
      const system = openSystem(null);
      expectPlain(await describeIt(adapter, system));
      system.close();
    });

    describe('with one of its files', () => {
      const spoilt: readonly (readonly [string, (text: string) => ImageEntry])[] = [
        ['empty', () => ''],
        ['cut in half', (text) => text.slice(0, text.length / 2)],
        ['full of control codes', () => '\u0000\u001b[31m\u202e\r\n'.repeat(200)],
        ['full of brackets', () => '{"a":['.repeat(2_000)],
        ['1 GiB long', () => ({ sizeBytes: 2 ** 30 })],
        ['a folder', () => ({ kind: 'folder' })],
        ['a FIFO', () => ({ kind: 'fifo' })],
        ['a link to itself', () => ({ link: 'itself' })],
        ['a link that climbs out of the image', () => ({ link: `${'../'.repeat(40)}${outside.root}/etc/secret.json` })],
        ['an absolute link out of the image', () => ({ link: `${outside.root}/etc/secret.json` })],
      ];

      it.each(spoilt)(
        '%s, it still answers in time',
        async (_, spoil) => {
          const image = hostImage(installed);
          for (const [path, entry] of Object.entries(installed)) {
            image.put(path, spoil(textOf(entry)));
            const facts = await describeIt(adapter, image.system);
            expectPlain(facts);
            expectNoSecret(facts, [...secrets, outsideSecret, '\u001b', '\u202e']);
            expect({ path, crash: crashOf(facts) }).toEqual({ path, crash: null });
            image.put(path, entry);
          }
          image.remove();
        },
        60_000,
      );
    });
  });
}

function textOf(entry: ImageEntry): string {
  if (typeof entry === 'string') return entry;
  return 'text' in entry ? (entry.text ?? '') : '';
}

/** Fails where the adapter rejects or needs too long. */
async function describeIt(adapter: AgentAdapter, system: System): Promise<Observed<AgentFacts>> {
  const startedAt = performance.now();
  const facts = await adapter.describe(system, AbortSignal.timeout(limitMs));
  expect(performance.now() - startedAt).toBeLessThan(limitMs);
  return facts;
}

/** A recording is JSON: what does not survive it would be judged differently later. */
function expectPlain(facts: Observed<AgentFacts>): void {
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
}

function expectNoSecret(facts: Observed<AgentFacts>, secrets: readonly string[]): void {
  const text = JSON.stringify(facts);
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
}

function expectWritableFolders({ folders }: AgentFacts): void {
  expect(folders.map(({ role }) => role)).toEqual(expect.arrayContaining(['registration', 'cache', 'log', 'temp']));
  for (const { path } of folders) expect(path).toMatch(/^(\/|[A-Z]:\\)/);
}

function crashOf(facts: Observed<AgentFacts>): unknown {
  const parts = [facts, ...(facts.state === 'observed' ? Object.values(facts.value) : [])] as readonly (Partial<
    Observed<unknown>
  > | null)[];
  return parts.find((part) => part?.state === 'unavailable' && 'failure' in part && part.failure.kind === 'crashed') ?? null;
}
