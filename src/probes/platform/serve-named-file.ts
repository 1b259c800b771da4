// Child process: one file or folder that the user named, where SIGKILL can end a look or a write that hangs.
import { readFileSync } from 'node:fs';
import { endWithParent } from './end-with-parent.js';
import { perform, type NamedFileRequest } from './named-file-operations.js';
import { writeLine } from './lines.js';
import { wayTo } from './way-to.js';

export type NamedFileReply = { readonly value: string } | { readonly code: string | null };

export function serve(): void {
  const request = JSON.parse(readFileSync(0, 'utf8')) as NamedFileRequest;
  if (wayTo(request.path).mayHang) endWithParent();
  writeLine(answer(request));
}

function answer(request: NamedFileRequest): NamedFileReply {
  try {
    return { value: perform(request) };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? null };
  }
}
