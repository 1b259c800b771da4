// Text of the small files that hold ids.
import { mapped, type Observed } from '../../facts/observed.js';
import type { HostFiles } from '../platform/system.js';

const capBytes = 64 * 1024;

export const readIdText = async (files: HostFiles, path: string): Promise<Observed<string>> =>
  mapped(await files.readText(path, capBytes), ({ text }) => text);
