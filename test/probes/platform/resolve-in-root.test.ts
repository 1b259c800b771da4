import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveAsFar, resolveInRoot } from '../../../src/probes/platform/resolve-in-root.js';

let root: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'image-')));
  mkdirSync(join(root, 'etc/app'), { recursive: true });
  mkdirSync(join(root, 'proc/self'), { recursive: true });
  writeFileSync(join(root, 'etc/passwd'), 'inside');
  writeFileSync(join(root, 'etc/app/a b\nc'), 'odd');
  const links: readonly (readonly [string, string])[] = [
    ['etc/absolute', '/etc/passwd'],
    ['etc/up', '../../../../../../../etc/passwd'],
    ['etc/folder', '/etc/app/../app'],
    ['etc/outside', `${root}/etc/passwd`],
    ['etc/dangling', '/nowhere'],
    ['etc/self', 'self'],
    ['etc/one', 'two'],
    ['etc/two', '/etc/one'],
    ['proc/self/root', '/'],
  ];
  for (const [path, target] of links) symlinkSync(target, join(root, path));
});

afterAll(() => rmSync(root, { recursive: true }));

describe('resolveInRoot', () => {
  it.each([
    ['a plain path', '/etc/passwd', '/etc/passwd'],
    ['needless dots and slashes', '//etc/./app/../passwd', '/etc/passwd'],
    ['above the root is the root', '/../../etc/passwd', '/etc/passwd'],
    ['an absolute link', '/etc/absolute', '/etc/passwd'],
    ['a link with many ..', '/etc/up', '/etc/passwd'],
    ['a link in the middle', '/etc/folder/..', '/etc'],
    ['a link of the kernel to its own root', '/proc/self/root/etc/absolute', '/etc/passwd'],
    ['a name with a newline', '/etc/app/a b\nc', '/etc/app/a b\nc'],
    ['the root itself', '/', ''],
  ])('%s stays inside', (_, path, expected) => expect(resolveInRoot(root, path)).toBe(`${root}${expected}`));

  it.each([
    ['a link to a path of this host, which the image has not', '/etc/outside', 'ENOENT'],
    ['a dangling link', '/etc/dangling', 'ENOENT'],
    ['a link to itself', '/etc/self', 'ELOOP'],
    ['two links to each other', '/etc/one', 'ELOOP'],
    ['a file in the place of a folder', '/etc/passwd/x', 'ENOTDIR'],
  ])('%s leads nowhere', (_, path, code) => expect(() => resolveInRoot(root, path)).toThrow(expect.objectContaining({ code })));

  it('can leave the last link alone', () => {
    expect(resolveInRoot(root, '/etc/folder/../absolute', { followLast: false })).toBe(`${root}/etc/absolute`);
  });

  it('resolves on the live host as the kernel does', () => {
    expect(resolveInRoot('', join(root, 'etc/app'))).toBe(join(root, 'etc/app'));
    expect(resolveInRoot('', '/')).toBe('/');
  });

  it.each([
    ['directly', '/etc/app/x', 'etc/app/x'],
    ['through a link', '/etc/folder/y', 'etc/app/../app/y'],
  ])('does not enter a mount that may hang %s, and tells how it goes on there', (_, path, onwards) => {
    const mountPoint = join(root, 'etc/app');
    const expected = { mountPoint, path: `${root}/${onwards}` };
    expect(() => resolveInRoot(root, path, { barriers: new Set([mountPoint]) })).toThrow(expect.objectContaining(expected));
  });
});

describe('resolveAsFar', () => {
  it.each([
    ['no obstacle', '/etc/folder/x/..', '/etc/app'],
    ['what is missing behind a link', '/etc/folder/none/none', '/etc/app/none/none'],
    ['what is missing, and back again', '/etc/folder/none/../y', '/etc/app/y'],
    ['above the root is the root, also by names alone', '/none/../../../etc/../passwd', '/passwd'],
    ['links in a circle', '/etc/self/x', '/etc/self/x'],
    ['behind a dangling link', '/etc/dangling/x', '/nowhere/x'],
    ['below a file', '/etc/absolute/x', '/etc/passwd/x'],
    ['a NUL byte', '/etc/folder/a\0/b', '/etc/app/a\0/b'],
  ])('%s', (_, path, expected) => expect(resolveAsFar(root, path, {})).toBe(`${root}${expected}`));

  it('goes by the names behind a mount that may hang, and climbs no higher than the root', () => {
    const barriers = new Set([join(root, 'etc/app')]);
    expect(resolveAsFar(root, '/etc/folder/y', { barriers })).toBe(`${root}/etc/app/y`);
    expect(resolveAsFar(root, '/etc/folder/../../../../y', { barriers })).toBe(`${root}/y`);
  });

  it('takes as long as the path is, not as its square', () => {
    expect(resolveAsFar(root, `/none${'/x'.repeat(100_000)}`, {})).toHaveLength(root.length + 200_005);
  });
});
