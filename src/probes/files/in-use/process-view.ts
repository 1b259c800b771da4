// One process as /proc shows it: its name, and its paths as this process would name them.
import { readFileSync, readlinkSync } from 'node:fs';
import type { Holder } from '../../../facts/files-in-use.js';
import { pathHere, shownMounts, type ShownMount } from '../../../facts/in-use/other-view.js';
import { printableBytes } from '../../../facts/storage/printable.js';
import type { BytePath } from '../scan-lines.js';

export class ProcessViews {
  private readonly byNamespace = new Map<string, readonly ShownMount[] | null>();
  private readonly ourNamespace = attempt(() => readlinkSync('/proc/self/ns/mnt'));
  private ours: readonly ShownMount[] | null = null;

  of(pid: string): ProcessView {
    return new ProcessView(pid, this);
  }

  /** null for a process that sees the same mounts as this one. */
  mountsOf(pid: string): readonly ShownMount[] | null {
    const namespace = attempt(() => readlinkSync(`/proc/${pid}/ns/mnt`));
    if (namespace === null || namespace === this.ourNamespace) return null;
    const known = this.byNamespace.get(namespace);
    if (known !== undefined) return known;
    const mounts = tableOf(pid);
    this.byNamespace.set(namespace, mounts);
    return mounts;
  }

  ourMounts(): readonly ShownMount[] {
    this.ours ??= tableOf('self') ?? [];
    return this.ours;
  }
}

export class ProcessView {
  private mounts: readonly ShownMount[] | null | undefined;
  private known: Holder | null | undefined;

  constructor(
    private readonly pid: string,
    private readonly views: ProcessViews,
  ) {}

  /** Where a link of /proc leads; null for what is no file, and for what this process cannot name. */
  pathAt(link: string): BytePath | null {
    const path = attempt(() => readlinkSync(link, 'latin1'));
    if (path === null || !path.startsWith('/')) return null;
    this.mounts ??= this.views.mountsOf(this.pid);
    return this.mounts === null ? path : pathHere(path, this.mounts, this.views.ourMounts());
  }

  /** null for a child of our own, which only looks, and for what just ended. */
  holder(): Holder | null {
    if (this.known === undefined) this.known = this.readHolder();
    return this.known;
  }

  private readHolder(): Holder | null {
    const stat = attempt(() => readFileSync(`/proc/${this.pid}/stat`, 'latin1'));
    if (stat === null) return null;
    // The name stands in brackets and may itself hold brackets and blanks: the last one ends it.
    const nameEnd = stat.lastIndexOf(')');
    const [, parent] = stat.slice(nameEnd + 2).split(' ');
    if (parent === String(process.ppid) && programOf(this.pid) === programOf('self')) return null;
    return { pid: Number(this.pid), program: printableBytes(stat.slice(stat.indexOf('(') + 1, nameEnd)) };
  }
}

const programOf = (pid: string): string | null => attempt(() => readlinkSync(`/proc/${pid}/exe`));

const tableOf = (pid: string): readonly ShownMount[] | null => {
  const text = attempt(() => readFileSync(`/proc/${pid}/mountinfo`, 'latin1'));
  return text === null ? null : shownMounts(text);
};

/** null where the process just ended, belongs to somebody else, or stands too deep for the kernel to name. @param onHidden of somebody else's */
export function attempt<T>(look: () => T, onHidden: () => void = () => undefined): T | null {
  try {
    return look();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') onHidden();
    else if (code !== 'ENOENT' && code !== 'ESRCH' && code !== 'EINVAL' && code !== 'ENAMETOOLONG') throw error;
    return null;
  }
}
