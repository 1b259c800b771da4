// The files of one folder that cannot be read, put together where they deny alike: same error, mode and owner.
import type { BytePath, GroupLine } from './scan-lines.js';
import type { Survey } from './survey.js';

export const maxExampleCount = 5;

/** A folder with more kinds of denial than this is told of in parts. */
const maxGroupCount = 500;

interface Group {
  readonly denial: Pick<GroupLine, 'reason' | 'code' | 'mode'>;
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

  add(file: BytePath, code: string): void {
    this.survey.list(file);
    const { size, ...denial } = this.survey.denial(file, code, false);
    const key = JSON.stringify(denial);
    const group = this.groups.get(key) ?? { denial, examples: [], count: 0, bytes: 0 };
    group.count += 1;
    group.bytes = group.bytes === null || size === null ? null : group.bytes + size;
    if (group.examples.length < maxExampleCount) group.examples.push(file);
    this.groups.set(key, group);
    if (this.groups.size > maxGroupCount) this.tell();
  }

  /** One file stands for itself; several are named by their folder. */
  tell(): void {
    for (const { denial, count, bytes, examples } of this.groups.values()) {
      const path = count === 1 ? (examples[0] ?? this.folder) : this.folder;
      this.survey.tellGroup({ path, hidden: path, isFolder: false, ...denial, fileCount: count, bytes, examples });
    }
    this.groups.clear();
  }
}
