// The paths on stdout: byte for byte as the kernel has them, but never raw on a terminal, which a name could take over.
import { printableBytes } from '../../facts/storage/printable.js';
import { UsageError } from '../../usage-error.js';

export class PathList {
  count = 0;
  private readonly leaving = new AbortController();
  private failure: NodeJS.ErrnoException | null = null;
  private readonly ending: string;
  private readonly isShown: boolean;

  constructor(endsWithNul: boolean) {
    this.ending = endsWithNul ? '\0' : '\n';
    this.isShown = process.stdout.isTTY && !endsWithNul;
    process.stdout.on('error', (error: NodeJS.ErrnoException) => this.fail(error));
  }

  /** Aborted when nobody reads on (`| head`): what is not read need not be found. */
  get readerLeft(): AbortSignal {
    return this.leaving.signal;
  }

  /** @param paths one character a byte @returns when there is room for more */
  print(paths: readonly string[]): Promise<void> {
    this.count += paths.length;
    const text = paths.map((path) => (this.isShown ? printableBytes(path) : path) + this.ending).join('');
    return new Promise((resolve) => process.stdout.write(Buffer.from(text, this.isShown ? 'utf8' : 'latin1'), () => resolve()));
  }

  /** @throws UsageError where the paths could not be written */
  async end(): Promise<void> {
    await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
    if (this.failure === null || this.failure.code === 'EPIPE') return;
    throw new UsageError(`the paths could not be written (${this.failure.code ?? this.failure.message}); make room, or name another file`);
  }

  private fail(error: NodeJS.ErrnoException): void {
    this.failure ??= error;
    this.leaving.abort();
  }
}
