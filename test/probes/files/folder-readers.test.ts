// Both ways to read a folder, in generated trees, against the truth that the kernel itself tells: a process of that account walks
// them and opens every file that it comes by. Every path counts, to the byte.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSystemCalls } from '../../../src/probes/platform/system-calls.js';
import { describeWithOracle, hasProgram } from '../../lab/storage-lab.js';

const uid = 65534;
const asAccount = ['--reuid', String(uid), '--regid', String(uid), '--groups', '33'];
const walkProgram = new URL('../../lab/walk-with.js', import.meta.url).pathname;

type Item = { readonly kind: 'file' | 'fifo' | 'folder'; readonly mode: number; readonly owner: number; readonly group: number; readonly acl: string | null; readonly children: readonly Item[] };

const common = {
  owner: fc.constantFrom(0, 0, uid, 1),
  group: fc.constantFrom(0, 0, uid, 33),
  acl: fc.constantFrom<(string | null)[]>(null, null, null, null, `u:${uid}:---`, `u:${uid}:r-x`, 'g:33:---'),
};
const fileModes = [0o644, 0o644, 0o600, 0o640, 0o044, 0o400, 0o060];
const folderModes = [0o755, 0o755, 0o755, 0o700, 0o711, 0o744, 0o055, 0o750];
const { item } = fc.letrec<{ item: Item; folder: Item }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.record({ ...common, kind: fc.constantFrom('file' as const, 'file' as const, 'fifo' as const), mode: fc.constantFrom(...fileModes), children: fc.constant([]) }) },
    { weight: 3, arbitrary: tie('folder') },
  ),
  folder: fc.record({ ...common, kind: fc.constant('folder' as const), mode: fc.constantFrom(...folderModes), children: fc.array(tie('item'), { maxLength: 6 }) }),
}));

/** Odd names: not UTF-8, a newline, an invisible blank. */
const oddEndings = ['', '-\xff', ' \n', '-\xc3\xa9', '\\', '\xe2\x80\x8b'];

function plant(folder: string, children: readonly Item[]): void {
  for (const [index, { kind, mode, owner, group, acl, children: below }] of children.entries()) {
    const name = `${folder}/${index}${oddEndings[index % oddEndings.length] ?? ''}`;
    const path = Buffer.from(name, 'latin1');
    if (kind === 'folder') mkdirSync(path);
    else if (kind === 'file') writeFileSync(path, 'x');
    else spawnSync('xargs', ['-0', 'mkfifo'], { input: path });
    if (kind === 'folder') plant(name, below);
    chownSync(path, owner, group);
    chmodSync(path, mode);
    if (acl !== null) spawnSync('xargs', ['-0', 'setfacl', '-m', acl, '--'], { input: path });
  }
}

/** A closed folder is told itself; of one that cannot be entered all that it lists. */
const oracle = `import os,sys,stat
out=sys.stdout.buffer
def look(d):
  try: names=sorted(os.listdir(d))
  except PermissionError: out.write(d+b'\\0'); return
  for n in names:
    p=d+b'/'+n
    try: kind=os.lstat(p).st_mode
    except PermissionError:
      kinds={e.name: e for e in os.scandir(d)}
      if kinds[n].is_dir(follow_symlinks=False) or kinds[n].is_file(follow_symlinks=False): out.write(p+b'\\0')
      continue
    if stat.S_ISDIR(kind): look(p)
    elif stat.S_ISREG(kind):
      try: os.close(os.open(p, os.O_RDONLY))
      except PermissionError: out.write(p+b'\\0')
look(os.fsencode(sys.argv[1]))`;

function told(...command: readonly string[]): readonly string[] {
  const { stdout, status, stderr } = spawnSync('setpriv', [...asAccount, ...command]);
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString('latin1').split('\0').sort();
}

describeWithOracle('generated trees', () => {
  const readers = ['plainly', ...(loadSystemCalls() === null ? [] : ['by-system-call'])];
  const isWhole = readers.length === 2 && hasProgram('setfacl');
  it(`every reader tells of exactly what the account cannot read${isWhole ? '' : ' (in part: needs koffi and setfacl)'}`, () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 4, maxLength: 12 }), (children) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'tree-')));
        chmodSync(root, 0o755);
        try {
          plant(root, children);
          const truth = told('/usr/bin/python3', '-c', oracle, root);
          for (const reader of readers) expect({ reader, paths: told(process.execPath, walkProgram, reader, root) }).toEqual({ reader, paths: truth });
        } finally {
          rmSync(root, { recursive: true });
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
