// Child process: one file or folder that the user named, where SIGKILL can end a look or a write that hangs.
import { readFileSync } from 'node:fs';
import { perform, type NamedFileRequest } from './named-file-operations.js';
import { writeLine } from './lines.js';

export type NamedFileReply = { readonly value: string } | { readonly code: string | null };

export function serve(): void {
  writeLine(answer(JSON.parse(readFileSync(0, 'utf8')) as NamedFileRequest));
}

function answer(request: NamedFileRequest): NamedFileReply {
  try {
    return { value: perform(request) };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? null };
  }
}
