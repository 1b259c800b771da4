// A mount that never answers costs its own branch of the look for files in use, and no other.
import { expect, it } from '@jest/globals';
import type { FilesInUse } from '../../../src/facts/files-in-use.js';
import { describeWithHangs, describeWithMounts, inLab } from '../../lab/storage-lab.js';

async function lookIn(setUp: string, { paths = ['set'], exclusions = [] as readonly string[] } = {}) {
  let lab = '';
  const { answer, tookMs, exitCode } = await inLab(setUp, (folder) => {
    lab = folder;
    const below = (names: readonly string[]) => names.map((name) => `${folder}/${name}`);
    return { look: 'in-use', request: { paths: below(paths), exclusions: below(exclusions), source: '--paths', agentPids: [], deepLimitMs: null } };
  });
  expect({ state: answer.state, exitCode }).toEqual({ state: 'observed', exitCode: 0 });
  const facts = answer.value as FilesInUse;
  const short = (text: string): string => text.replaceAll(lab, '');
  return { ...facts, tookMs, open: facts.files.map(({ path }) => short(path)), unseen: facts.unseen.map(short) };
}

const held = 'mkdir -p "$LAB/set/a"; sleep 60 9>"$LAB/set/a/held" 3>&- & hung_pids="$hung_pids $!"';

describeWithHangs('a dead mount in the set', () => {
  it.concurrent.each(['queue', 'swallow'])('costs its own branch (%s)', async (kind) => {
    const facts = await lookIn(`${held}\nhung "$LAB/set/remote" ${kind}`);
    expect(facts.open).toEqual(['/set/a/held']);
    expect(facts.unseen).toEqual(['/set/remote gave no answer within 5000 ms']);
    expect(facts.tookMs).toBeLessThan(9_900);
  });

  it.concurrent('is the set itself', async () => {
    const facts = await lookIn('hung "$LAB/remote" queue', { paths: ['remote/below'] });
    expect(facts.unseen).toEqual(['/remote gave no answer within 5000 ms']);
  });

  it.concurrent('is not touched where it is excluded', async () => {
    const facts = await lookIn(`${held}\nhung "$LAB/set/remote" queue`, { exclusions: ['set/remote'] });
    expect({ open: facts.open, unseen: facts.unseen }).toEqual({ open: ['/set/a/held'], unseen: [] });
    expect(facts.tookMs).toBeLessThan(4_900);
  });

  it.concurrent('lies beside the set', async () => {
    const facts = await lookIn(`${held}\nhung "$LAB/remote" queue`);
    expect({ open: facts.open, unseen: facts.unseen }).toEqual({ open: ['/set/a/held'], unseen: [] });
  });
});

describeWithMounts('mounts in the set', () => {
  it.concurrent('memory is left out, as the agent leaves it out', async () => {
    const facts = await lookIn(`mkdir -p "$LAB/set/tmp"; mount -t tmpfs none "$LAB/set/tmp"; sleep 60 9>"$LAB/set/tmp/held" 3>&- & hung_pids="$hung_pids $!"`);
    expect(facts).toMatchObject({ open: [], unseen: [], counts: { watched: 0 } });
  });

  it.concurrent('a file on an overlay is found with its lock', async () => {
    const facts = await lookIn(`mkdir -p "$LAB/o/l" "$LAB/o/u" "$LAB/o/w" "$LAB/set"; echo x >"$LAB/o/l/a"
      mount -t overlay -o "lowerdir=$LAB/o/l,upperdir=$LAB/o/u,workdir=$LAB/o/w" o "$LAB/set"
      flock -F "$LAB/set/a" sleep 60 3>&- & hung_pids="$hung_pids $!"; until grep -q sleep /proc/$!/comm; do sleep 0.05; done`);
    expect(facts.open).toEqual(['/set/a']);
    expect(facts.files[0]?.locks).toMatchObject([{ kind: 'flock', access: 'write', holder: { program: 'sleep' } }]);
  });
});
