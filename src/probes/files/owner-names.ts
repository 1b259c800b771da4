// Names of accounts as the examined host's own files have them; a number where they do not, or cannot be read.
import { namesById } from '../../facts/storage/account-groups.js';
import { modeAndOwner, type Names, type Owned } from '../../facts/storage/denial.js';
import { fileOperations } from '../platform/file-operations.js';
import type { TextFile } from '../platform/system.js';

export class OwnerNames {
  private users: Names | null = null;
  private groups: Names | null = null;

  /** @param barriers mounts that must not be entered */
  constructor(
    private readonly root: string,
    private readonly barriers: ReadonlySet<string>,
  ) {}

  user(uid: number): string {
    this.users ??= this.read('/etc/passwd');
    return this.users.get(uid) ?? `uid ${uid}`;
  }

  modeAndOwner(item: Owned): string {
    this.users ??= this.read('/etc/passwd');
    this.groups ??= this.read('/etc/group');
    return modeAndOwner(item, this.users, this.groups);
  }

  private read(path: string): Names {
    try {
      const { text } = fileOperations.readText({ path, root: this.root === '' ? null : this.root, barriers: this.barriers }) as TextFile;
      return namesById(text);
    } catch {
      return new Map();
    }
  }
}
