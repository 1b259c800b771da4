// Trees whose truth the kernel itself tells: a process of that account walks them and opens every file that it comes by.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAtOrBelow } from '../../../src/facts/mounts.js';
import type { ScanFacts } from '../../../src/facts/scan.js';
import { gatherScan } from '../../../src/probes/files/gather-scan.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { describeWithOracle } from '../../lab/storage-lab.js';

const uid = 65534;

/** What an access control list says of the account; null for no list. */
type Entry = '---' | 'r--' | 'r-x' | null;

interface Leaf {
  readonly kind: 'file';
  /** Nobody may change it, and everybody may read it as before. */
  readonly isImmutable: boolean;
  readonly entry: Entry;
  readonly mode: number;
  readonly owner: number;
}
interface Branch {
  readonly kind: 'folder';
  readonly isImmutable: boolean;
  readonly entry: Entry;
  readonly mode: number;
  readonly owner: number;
  readonly children: readonly Node[];
}
type Node = Leaf | Branch;

const owner = fc.constantFrom(0, 0, uid, 1);
const hasAcl = spawnSync('setfacl', ['--version']).status === 0;
const entry: fc.Arbitrary<Entry> = hasAcl ? fc.constantFrom(null, null, null, '---', 'r--', 'r-x') : fc.constant(null);
const hasAttributes = canBeImmutable();
const isImmutable = hasAttributes ? fc.constantFrom(false, false, true) : fc.constant(false);
const leaf: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constant('file'),
  isImmutable,
  entry,
  mode: fc.constantFrom(0o644, 0o644, 0o600, 0o640, 0o044, 0o400),
  owner,
});
const { node } = fc.letrec<{ node: Node; branch: Branch }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, { weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: tie('branch') }),
  branch: fc.record({
    kind: fc.constant('folder'),
    isImmutable,
    entry,
    mode: fc.constantFrom(0o755, 0o755, 0o755, 0o700, 0o711, 0o744, 0o055),
    owner,
    children: fc.array(tie('node'), { maxLength: 6 }),
  }),
}));

interface Planted {
  readonly path: Buffer;
  readonly node: Node;
}

/** Odd names on the way. */
function plant(folder: Buffer, children: readonly Node[]): readonly Planted[] {
  return children.flatMap((node, index) => {
    const path = Buffer.concat([folder, Buffer.from(`/${index}${['', '-\xff', ' \n', '-\xc3\xa9'][index % 4] ?? ''}`, 'latin1')]);
    if (node.kind === 'file') writeFileSync(path, 'x');
    else mkdirSync(path);
    const below = node.kind === 'file' ? [] : plant(path, node.children);
    chownSync(path, node.owner, node.owner);
    chmodSync(path, node.mode);
    return [{ path, node }, ...below];
  });
}

/** Names that are no text go by way of an input. */
function grant(planted: readonly Planted[]): void {
  for (const entry of ['---', 'r--', 'r-x'] as const) {
    const paths = planted.filter(({ node }) => node.entry === entry).map(({ path }) => Buffer.concat([path, Buffer.of(0)]));
    if (paths.length === 0) continue;
    expect(spawnSync('xargs', ['-0', 'setfacl', '-m', `u:${uid}:${entry}`], { input: Buffer.concat(paths) }).status).toBe(0);
  }
}

function canBeImmutable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'attributes-'));
  const { status } = spawnSync('chattr', ['+i', folder]);
  spawnSync('chattr', ['-i', folder]);
  rmSync(folder, { recursive: true });
  return status === 0;
}

/** After all else: nothing about them can be changed then. */
function freeze(planted: readonly Planted[]): void {
  const paths = planted.filter(({ node }) => node.isImmutable).map(({ path }) => Buffer.concat([path, Buffer.of(0)]));
  if (paths.length > 0) expect(spawnSync('xargs', ['-0', 'chattr', '+i'], { input: Buffer.concat(paths) }).status).toBe(0);
}

function remove(root: string): void {
  if (hasAttributes) spawnSync('chattr', ['-R', '-f', '-i', root]);
  rmSync(root, { recursive: true });
}

/** The files that a walk of that account could open; one character a byte. */
function openedBy(root: string): ReadonlySet<string> {
  const script = `import os,sys
for folder, _, names in os.walk(os.fsencode(sys.argv[1])):
  for name in names:
    path=os.path.join(folder, name)
    try: os.close(os.open(path, os.O_RDONLY)); sys.stdout.buffer.write(path+b'\\0')
    except PermissionError: pass`;
  const account = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
  const { stdout, status } = spawnSync('setpriv', [...account, '/usr/bin/python3', '-c', script, root]);
  expect(status).toBe(0);
  return new Set(stdout.toString('latin1').split('\0'));
}

async function scan(path: string): Promise<{ readonly facts: ScanFacts; readonly listed: readonly string[] }> {
  const system = openSystem(null);
  const listed: string[] = [];
  const list = (paths: readonly string[]): Promise<void> => {
    listed.push(...paths);
    return Promise.resolve();
  };
  const request = { paths: [path], source: 'test', asUid: uid, asUser: 'nobody', limitMs: 20_000, deep: true, list };
  const facts = await gatherScan(system, request, new AbortController().signal);
  system.close();
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return { facts: facts.value, listed };
}

describeWithOracle('generated trees', () => {
  it('tells exactly the files that the account cannot open, by modes, owners and access control lists, immutable or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 4, maxLength: 12 }), async (children) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'tree-')));
        chmodSync(root, 0o755);
        try {
          const planted = plant(Buffer.from(root), children);
          grant(planted);
          freeze(planted);
          const files = planted.filter((one) => one.node.kind === 'file').map(({ path }) => path.toString('latin1'));
          const opened = openedBy(root);
          const closed = files.filter((path) => !opened.has(path));
          const { facts, listed } = await scan(root);
          const { groups, omittedGroupCount, isComplete } = facts;
          const told = groups.reduce((sum, { fileCount }) => sum + (fileCount ?? Number.NaN), 0);
          const bytes = groups.reduce((sum, group) => sum + (group.bytes ?? Number.NaN), 0);
          // Each file holds one byte.
          expect({ told, bytes, omittedGroupCount, isComplete }).toEqual({ told: closed.length, bytes: closed.length, omittedGroupCount: 0, isComplete: true });
          expect(files.filter((path) => listed.some((one) => isAtOrBelow(path, one)))).toEqual(closed);
        } finally {
          remove(root);
        }
      }),
      { numRuns: 20 },
    );
    // Each run starts half a dozen processes.
  }, 120_000);

  const itWithAttributes = hasAttributes ? it : it.skip;
  itWithAttributes('raises no alarm for what is immutable, and names what truly closes it', async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'tree-')));
    chmodSync(root, 0o755);
    try {
      const file = (name: string, mode: number) => {
        writeFileSync(join(root, name), 'x');
        chmodSync(join(root, name), mode);
      };
      file('open', 0o644);
      file('closed', 0o600);
      mkdirSync(join(root, 'shut'), { mode: 0o700 });
      file('shut/below', 0o644);
      mkdirSync(join(root, 'folder'), { mode: 0o755 });
      file('folder/open', 0o644);
      expect(spawnSync('chattr', ['+i', ...['open', 'closed', 'shut', 'folder/open', 'folder'].map((name) => join(root, name))]).status).toBe(0);
      const { facts, listed } = await scan(root);
      expect([...listed].sort()).toEqual([join(root, 'closed'), join(root, 'shut')]);
      expect(facts.groups.map(({ path, reason }) => [path, reason]).sort()).toEqual([
        [join(root, 'closed'), 'permission'],
        [join(root, 'shut'), 'folder-permission'],
      ]);
    } finally {
      remove(root);
    }
  });
});
