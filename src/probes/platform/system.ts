// The examined host as the probes see it: its files through killable children, its commands with limits.
// Everything here answers with Observed values, so a dead mount or a FIFO costs one answer and not the run.
import type { Observed } from '../../facts/observed.js';
import type { Addition } from './append-line.js';
import type { CommandResult, CommandOptions } from './run-command.js';

export type FileKind = 'file' | 'folder' | 'link' | 'fifo' | 'socket' | 'device' | 'other';

export interface FileStat {
  readonly kind: FileKind;
  readonly sizeBytes: number;
  /** Permission bits, `0600`. */
  readonly modeOctal: string;
  readonly uid: number;
  readonly gid: number;
  /** ISO 8601 UTC */
  readonly modifiedAt: string;
  /** Where the file system knows it, else null. ISO 8601 UTC. */
  readonly bornAt: string | null;
  readonly device: number;
  readonly inode: number;
}

export interface TextFile {
  readonly text: string;
  readonly stat: FileStat;
  /** True where the file is longer than the cap that was asked for. */
  readonly isTruncated: boolean;
}

export interface FileSystemSpace {
  readonly totalBytes: number;
  /** Free for root. */
  readonly freeBytes: number;
  /** Free for everybody else. */
  readonly availableBytes: number;
  readonly totalInodeCount: number;
  readonly freeInodeCount: number;
}

export interface ProcessEntry {
  readonly pid: number;
  readonly uid: number;
  /** `comm` of the kernel: at most 15 characters. */
  readonly name: string;
  /** The program alone, never its arguments: they may hold passwords. */
  readonly program: string;
  /** Seconds after boot. */
  readonly startedAfterBootSeconds: number;
  /** The kernel's letter: R, S, D, I alive; T, t suspended; Z, X dead. */
  readonly state: string;
}

/**
 * Reads below `/`, or below the examined image with `--root`, where every link resolves inside the image.
 * A missing file is `absent`; a refused, hung or unusable one is `unavailable` with its error code.
 */
export interface HostFiles {
  /** Regular files only; a FIFO or device is 'malformed'. `capBytes` defaults to 1 MiB. */
  readText(path: string, capBytes?: number): Promise<Observed<TextFile>>;
  /** The end of it: at most its last `capBytes`, from the beginning of a line on. Regular files only. */
  readTail(path: string, capBytes?: number): Promise<Observed<TextFile>>;
  /** Names in byte order; 'malformed' where it is no folder. */
  list(path: string): Promise<Observed<readonly string[]>>;
  /** Follows links. */
  stat(path: string): Promise<Observed<FileStat>>;
  readLink(path: string): Promise<Observed<string>>;
  /** Follows links; with --root this is what it says on the tin: the file system below the image. */
  space(path: string): Promise<Observed<FileSystemSpace>>;
  /** The nearest existing folder at or above the path, links resolved (inside the image with --root). */
  nearestFolder(path: string): Promise<Observed<string>>;
  /** Where the path lies: the links above its last component resolved, as far as that can be told without a look at a mount that may hang. */
  resolve(path: string): Promise<Observed<string>>;
  /** The running processes; 'absent' with --root. */
  processes(): Promise<Observed<readonly ProcessEntry[]>>;
  /** Pids that hold the file open or locked; 'absent' with --root. Other users' processes need root. */
  holders(path: string): Promise<Observed<readonly number[]>>;
  /** Adds a line to a file of our own state folder, which is made where it is missing; never below --root. */
  append(path: string, addition: Addition): Promise<Observed<null>>;
}

export interface System {
  readonly platform: 'linux' | 'windows' | 'other';
  /** The host image below which all is read; null on the live host. */
  readonly root: string | null;
  readonly files: HostFiles;
  /** Runs a program of the live host; 'absent' with --root. */
  run(program: string, args: readonly string[], options?: CommandOptions): Promise<Observed<CommandResult>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Ends the children that still run. */
  close(): void;
}
