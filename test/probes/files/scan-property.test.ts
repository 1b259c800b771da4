// Trees whose truth the kernel itself tells: a process of that account walks them and opens every file that it comes by.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ScanFacts } from '../../../src/facts/scan.js';
import { gatherScan } from '../../../src/probes/files/gather-scan.js';
import { openSystem } from '../../../src/probes/platform/live-system.js';
import { describeWithOracle } from '../../lab/storage-lab.js';

const uid = 65534;

interface Leaf {
  readonly kind: 'file';
  readonly mode: number;
  readonly owner: number;
}
interface Branch {
  readonly kind: 'folder';
  readonly mode: number;
  readonly owner: number;
  readonly children: readonly Node[];
}
type Node = Leaf | Branch;

const owner = fc.constantFrom(0, 0, uid, 1);
const leaf: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constant('file'),
  mode: fc.constantFrom(0o644, 0o644, 0o600, 0o640, 0o044, 0o400),
  owner,
});
const { node } = fc.letrec<{ node: Node; branch: Branch }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, { weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: tie('branch') }),
  branch: fc.record({
    kind: fc.constant('folder'),
    mode: fc.constantFrom(0o755, 0o755, 0o755, 0o700, 0o711, 0o744, 0o055),
    owner,
    children: fc.array(tie('node'), { maxLength: 6 }),
  }),
}));

/** @returns the number of files; odd names on the way */
function plant(folder: Buffer, children: readonly Node[]): number {
  const counts = children.map((child, index) => {
    const path = Buffer.concat([folder, Buffer.from(`/${index}${['', '-\xff', ' \n', '-\xc3\xa9'][index % 4] ?? ''}`, 'latin1')]);
    if (child.kind === 'file') writeFileSync(path, 'x');
    else mkdirSync(path);
    const count = child.kind === 'file' ? 1 : plant(path, child.children);
    chownSync(path, child.owner, child.owner);
    chmodSync(path, child.mode);
    return count;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many files a walk of that account could open. */
function openedCount(root: string): number {
  const script = `import os,sys
count=0
def fail(error): pass
for folder, _, names in os.walk(os.fsencode(sys.argv[1]), onerror=fail):
  for name in names:
    try: os.close(os.open(os.path.join(folder, name), os.O_RDONLY)); count+=1
    except PermissionError: pass
print(count)`;
  const account = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
  const { stdout } = spawnSync('setpriv', [...account, '/usr/bin/python3', '-c', script, root], { encoding: 'utf8' });
  return Number(stdout);
}

async function scan(path: string): Promise<ScanFacts> {
  const system = openSystem(null);
  const request = { paths: [path], source: 'test', asUid: uid, asUser: 'nobody', limitMs: 20_000, deep: true };
  const facts = await gatherScan(system, request, new AbortController().signal);
  system.close();
  if (facts.state !== 'observed') throw new Error(JSON.stringify(facts));
  return facts.value;
}

describeWithOracle('generated trees', () => {
  it('counts exactly the files that the account cannot open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 4, maxLength: 12 }), async (children) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'tree-')));
        chmodSync(root, 0o755);
        try {
          const fileCount = plant(Buffer.from(root), children);
          const { groups, omittedGroupCount, isComplete } = await scan(root);
          const told = groups.reduce((sum, { fileCount }) => sum + (fileCount ?? Number.NaN), 0);
          expect({ told, omittedGroupCount, isComplete }).toEqual({
            told: fileCount - openedCount(root),
            omittedGroupCount: 0,
            isComplete: true,
          });
        } finally {
          rmSync(root, { recursive: true });
        }
      }),
      { numRuns: 20 },
    );
  });
});
