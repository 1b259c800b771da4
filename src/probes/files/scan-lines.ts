// What the scan's parent and child say to each other. Byte paths are latin1 text, one character a byte, since
// names need not be UTF-8; `at` and the rest are meant for people and printable already.
import type { OddityKind, ScannedPath, UnreadableReason } from '../../facts/scan.js';

export type BytePath = string;

/** The account that the child becomes; the parent looked up its groups, which spawn would drop. */
export interface Become {
  readonly uid: number;
  readonly gid: number;
  readonly groupIds: readonly number[];
}

/**
 * A path as the host writes it; or a place that is known already: absolute, links resolved, root included.
 * `calledAs` is how a person named it, for the list of what lies below.
 */
export type ScanItem =
  | { readonly kind: 'path'; readonly path: string; readonly calledAs: BytePath }
  | { readonly kind: 'place'; readonly place: BytePath; readonly calledAs: BytePath };

/** In the argv of a child that enters a mount that may hang: two walkers would only wait for the same server. */
export const walksAlone = 'alone';

export interface ScanJob {
  /** The image's folder with --root, else empty. */
  readonly root: string;
  readonly items: readonly ScanItem[];
  readonly exclusions: readonly string[];
  /** The mount that this child may hang in. */
  readonly mayEnter: string | null;
  readonly become: Become | null;
  readonly limitMs: number;
  /** Every path that cannot be read is told, not only the groups. */
  readonly lists: boolean;
  readonly attention: Attention;
}

/** What is looked at beside what denies: nothing; what the names tell; sizes, too; or sizes alone, to sum them up. */
export type Attention = 'denials' | 'names' | 'sizes' | 'weights';

/** As it is sent: how long ago that was the child cannot know, for it may have waited for its job or booted meanwhile. */
export interface SentJob extends ScanJob {
  /** Milliseconds since 1970. */
  readonly endsAtMs: number;
}

export interface GroupLine {
  readonly said: 'group';
  readonly path: BytePath;
  /** Where the files begin that it hides: itself, or the items of the set that lie behind it. */
  readonly hidden: readonly BytePath[];
  readonly isFolder: boolean;
  readonly reason: UnreadableReason;
  readonly code: string;
  /** Octal mode and owner of what denies, by name: `0700 root:root`; null where it could not be seen. */
  readonly mode: string | null;
  readonly fileCount: number | null;
  /** Where there may be more than were seen. */
  readonly leastFileCount?: number;
  readonly bytes: number | null;
  /** Where root looked and still does not know. */
  readonly uncountedBecause?: string;
  readonly examples: readonly BytePath[];
  /** Of several files in a folder: what of that folder is excluded; null where that is too much to tell. */
  readonly leftOut?: readonly BytePath[] | null;
}

/** Groups that were smaller than those that were told, since the last such line. */
export interface OmittedLine {
  readonly said: 'omitted';
  readonly groupCount: number;
  readonly fileCount: number;
  /** null where it is not known of each. */
  readonly bytes: number | null;
}

/** All of these are sums since the last such line. */
export interface OddityLine {
  readonly said: 'oddity';
  readonly kind: OddityKind;
  readonly count: number;
  readonly bytes: number;
  readonly examples: readonly BytePath[];
}

/** `index` is the item's. */
export type ScanLine =
  | { readonly said: 'refused'; readonly code: string }
  /** The name of whoever looks. */
  | { readonly said: 'account'; readonly user: string }
  | { readonly said: 'begin'; readonly index: number }
  | { readonly said: 'end'; readonly index: number; readonly end: PathEnd }
  /** Its share of the time is over, and the others come first. */
  | { readonly said: 'paused'; readonly index: number }
  /** A path that leads into a mount that may hang; nothing of it was touched. */
  | { readonly said: 'apart'; readonly index: number; readonly mountPoint: string }
  /** The same, met below a path: the mount point itself, and how far below the item it lies. */
  | { readonly said: 'mount'; readonly place: BytePath; readonly index: number; readonly below: BytePath }
  | { readonly said: 'skipped'; readonly place: BytePath; readonly note: string }
  | GroupLine
  | OmittedLine
  | OddityLine
  /** What files hold, since the last such line. */
  | { readonly said: 'weighed'; readonly index: number; readonly bytes: number }
  /** What cannot be read, as it continues the item's own name: `/folder/file`, or nothing for the item itself. */
  | { readonly said: 'paths'; readonly index: number; readonly below: readonly BytePath[] }
  | ProgressLine
  | { readonly said: 'done' };

export interface ProgressLine {
  readonly said: 'progress';
  readonly entryCount: number;
  readonly fileCount: number;
  readonly at: string;
}

export interface PathEnd extends Pick<ScannedPath, 'isLink' | 'isPassedOver'> {
  readonly state: 'scanned' | 'unfinished' | 'missing' | 'skipped';
  readonly note: string | null;
  /** Files seen at and below it. */
  readonly fileCount: number;
}
