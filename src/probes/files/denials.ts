// The files of one folder that cannot be read, put together where they deny alike: same error, mode and owner.
import type { Ownership } from '../../facts/storage/denial.js';
import { joined } from './byte-paths.js';
import type { BytePath } from './scan-lines.js';
import type { Denial, Survey } from './survey.js';

export const maxExampleCount = 5;

/** A folder with more kinds of denial than this is told of in parts. */
const maxGroupCount = 500;

/** More than a command can name and a person check. */
const maxLeftOutCount = 20;

interface Group {
  readonly denial: Denial;
  readonly examples: BytePath[];
  count: number;
  bytes: number | null;
}

export class Denials {
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly folder: BytePath,
    private readonly survey: Survey,
  ) {}

  /** @param owned null where even its mode could not be seen */
  add(file: BytePath, code: string, owned: Ownership | null): void {
    this.survey.list(file);
    const denial = this.survey.denial(file, code, owned, false);
    const key = `${denial.reason} ${code} ${denial.mode}`;
    const group = this.groups.get(key) ?? { denial, examples: [], count: 0, bytes: 0 };
    group.count += 1;
    group.bytes = group.bytes === null || owned === null ? null : group.bytes + owned.size;
    if (group.examples.length < maxExampleCount) group.examples.push(file);
    this.groups.set(key, group);
    if (this.groups.size > maxGroupCount) this.tell();
  }

  /** One file stands for itself; several are named by their folder. */
  tell(): void {
    for (const { denial, count, bytes, examples } of this.groups.values()) {
      const path = count === 1 ? (examples[0] ?? this.folder) : this.folder;
      const several = count === 1 ? {} : { leftOut: this.leftOut() };
      this.survey.tellGroup({ path, hidden: [path], isFolder: false, ...denial, fileCount: count, bytes, examples, ...several });
    }
    this.groups.clear();
  }

  private leftOut(): readonly BytePath[] | null {
    const names = [...(this.survey.leftOutIn(this.folder) ?? [])];
    return names.length > maxLeftOutCount ? null : names.map((name) => joined(this.folder, name));
  }
}
