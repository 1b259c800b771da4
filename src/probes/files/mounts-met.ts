// The mounts that a walk meets: which it enters, and which one a file lies on.
import { kindOfFileSystem } from '../../facts/storage/file-systems.js';
import { isAtOrBelow, mayHang } from '../../facts/mounts.js';
import type { Mount } from '../../facts/volumes.js';
import { parentOf, toBytePath } from './byte-paths.js';
import type { BytePath } from './scan-lines.js';

/** `memory` and `automounter` are skipped, what may hang goes to a child of its own. */
export type MountKind = 'memory' | 'automounter' | 'apart' | 'entered';

export class MountsMet {
  /** A later mount hides an earlier one at the same place. */
  private readonly table: ReadonlyMap<BytePath, Mount>;
  private readonly kinds: ReadonlyMap<BytePath, MountKind>;
  private place: BytePath = '/';
  private hasMountsBelow = true;
  private placeMount: Mount | null = null;
  private around: { readonly folder: BytePath; readonly mount: Mount | null } = { folder: '', mount: null };

  constructor(mounts: readonly Mount[], mayEnter: string | null) {
    this.table = new Map(mounts.map((mount) => [toBytePath(mount.mountPoint), mount]));
    this.kinds = new Map(mounts.map((mount) => [toBytePath(mount.mountPoint), mountKind(mount, mayEnter)]));
  }

  /** What is walked from now on. */
  begin(place: BytePath): void {
    this.place = place;
    this.hasMountsBelow = [...this.table.keys()].some((point) => point !== place && isAtOrBelow(point, place));
    this.placeMount = this.holding(place);
  }

  /** @param path below what is walked now */
  kindAt(path: BytePath): MountKind {
    return this.hasMountsBelow ? (this.kinds.get(path) ?? 'entered') : 'entered';
  }

  /** Hosts with thousands of mounts exist, and folders with as many files that cannot be read. */
  of(path: BytePath): Mount | null {
    const own = this.table.get(path);
    if (own !== undefined) return own;
    if (!this.hasMountsBelow && isAtOrBelow(path, this.place)) return this.placeMount;
    const folder = parentOf(path);
    if (folder !== this.around.folder) this.around = { folder, mount: this.holding(folder) };
    return this.around.mount;
  }

  private holding(path: BytePath): Mount | null {
    let place = path;
    while (!this.table.has(place) && place !== '/') place = parentOf(place);
    return this.table.get(place) ?? null;
  }
}

function mountKind(mount: Mount, mayEnter: string | null): MountKind {
  const kind = kindOfFileSystem(mount.fsType);
  if (kind === 'memory' || kind === 'automounter') return kind;
  return mayHang(mount) && mount.mountPoint !== mayEnter ? 'apart' : 'entered';
}
