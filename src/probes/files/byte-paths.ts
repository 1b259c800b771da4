// Paths as bytes: latin1 text, one character a byte. As UTF-8 text a name that is none would change on its way
// through Node, and the file behind it would be missed.
import type { BytePath } from './scan-lines.js';

export const toBytePath = (text: string): BytePath => Buffer.from(text, 'utf8').toString('latin1');

/** ASCII is the same either way, and cheaper as it is. */
const isAscii = (path: BytePath): boolean => !/[\x80-\xff]/.test(path);

export const toText = (path: BytePath): string => (isAscii(path) ? path : Buffer.from(path, 'latin1').toString('utf8'));

export const forNode = (path: BytePath): string | Buffer => (isAscii(path) ? path : Buffer.from(path, 'latin1'));

export const joined = (folder: BytePath, name: BytePath): BytePath => (folder === '/' ? `/${name}` : `${folder}/${name}`);

export const parentOf = (path: BytePath): BytePath => path.slice(0, path.lastIndexOf('/')) || '/';
