// A tree of 1,050,000 entries for the scan: 20,000 folders up to 12 deep, a few files and folders closed, odd names, links, FIFOs
// and, where setfacl is installed, access control lists. The same for the same size; removed when the benchmarks end.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `npm run bench` measures with, and the smaller one against which memory is compared. */
export const sizes = { large: { fileCount: 1_030_000, folderCount: 20_000 }, small: { fileCount: 196_000, folderCount: 4_000 } } as const;

export type Size = (typeof sizes)[keyof typeof sizes];

const made = new Map<Size, string>();

export function scanTree(size: Size): string {
  const known = made.get(size);
  if (known !== undefined) return known;
  const root = mkdtempSync(join(tmpdir(), 'backup-doctor-bench-'));
  made.set(size, root);
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  chmodSync(root, 0o755);
  plant(root, size);
  return root;
}

/** Root closes files to everybody else; an ordinary user to itself. */
const closed = process.getuid?.() === 0 ? { file: 0o600, folder: 0o700, entered: 0o711, listed: 0o744 } : { file: 0, folder: 0, entered: 0o300, listed: 0o400 };

function plant(root: string, { fileCount, folderCount }: Size): void {
  const dice = diceOf(7);
  const folders = plantFolders(root, folderCount, dice);
  const [fifos, refused]: [string[], string[]] = [[], []];
  for (let index = 0; index < fileCount; index += 1) {
    const path = `${folders[Math.floor(dice() ** 2 * folders.length)]?.path ?? root}/${nameOf('report', index, dice)}`;
    const lot = dice();
    if (lot < 0.0005) fifos.push(path);
    else if (lot < 0.01) symlinkSync(lot < 0.003 ? 'nowhere' : '.', bytesOf(path));
    else writeFileSync(bytesOf(path), 'x', { mode: lot < 0.015 ? closed.file : 0o644 });
    if (lot >= 0.015 && lot < 0.0156) refused.push(path);
  }
  each('mkfifo', ['-m', '644'], fifos);
  each('setfacl', ['-m', 'u:65534:---'], refused);
  for (const { path, depth } of folders) if (depth > 1) closeSome(path, dice());
}

function plantFolders(root: string, folderCount: number, dice: () => number): readonly { readonly path: string; readonly depth: number }[] {
  const folders = [{ path: root, depth: 0 }];
  while (folders.length < folderCount) {
    const { path, depth } = folders[Math.floor(dice() * folders.length)] ?? { path: root, depth: 0 };
    if (depth >= 12) continue;
    const folder = { path: `${path}/${nameOf('folder', folders.length, dice)}`, depth: depth + 1 };
    mkdirSync(bytesOf(folder.path));
    folders.push(folder);
  }
  return folders;
}

function closeSome(path: string, lot: number): void {
  const mode = lot < 0.001 ? closed.folder : lot < 0.0015 ? closed.entered : lot < 0.002 ? closed.listed : null;
  if (mode !== null) chmodSync(bytesOf(path), mode);
}

/** One name in 300 is not UTF-8; one character a byte. */
function nameOf(word: string, index: number, dice: () => number): string {
  const lot = dice();
  return `${lot < 0.003 ? 'caf\xe9-\xff' : lot < 0.05 ? '\xc3\xbcml\xc3\xa4ut ' : ''}${word}-${index}`;
}

const bytesOf = (path: string): Buffer => Buffer.from(path, 'latin1');

/** By standard input, since names need not be text. A system without the program has a tree without such entries. */
function each(program: string, args: readonly string[], paths: readonly string[]): void {
  spawnSync('xargs', ['-0', program, ...args], { input: bytesOf(paths.join('\0')) });
}

/** mulberry32: the same throws everywhere. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
