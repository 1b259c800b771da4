// The one file that knows check-disk-space. It asks `df`, or PowerShell on Windows, with no limit, the caller's
// locale, and a look at the path in our own process: its injected parts put all three right.
import { normalize, sep } from 'node:path';
import { release } from 'node:os';
import checkDiskSpace, { InvalidPathError, NoMatchError } from 'check-disk-space';
import { crashed, unavailable, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';

export interface DiskSpace {
  readonly totalBytes: number;
  /** For accounts other than root. */
  readonly availableBytes: number;
  readonly mountPoint: string;
  readonly source: string;
}

const limitMs = 2_000;

/** @param folder an existing folder: for any other path the package answers for the nearest parent */
export async function readDiskSpace(system: System, folder: string): Promise<Observed<DiskSpace>> {
  try {
    const { diskPath, free, size } = await askForSpace(folder, {
      platform: nodePlatforms[system.platform],
      release: release(),
      // The folder was found by a child already; this process touches no path of the host.
      fsAccess: () => Promise.resolve(),
      pathNormalize: normalize,
      pathSep: sep,
      cpExecFile: (file, args) => output(system, file, args ?? []),
    });
    return isPlausible(diskPath, free, size)
      ? {
          state: 'observed',
          value: { totalBytes: size, availableBytes: free, mountPoint: diskPath, source: readers[system.platform] },
          tookMs: 0,
        }
      : unavailable('malformed', `${readers[system.platform]} gave no usable figures for ${folder}`);
  } catch (error) {
    if (error instanceof NotAnswered) return error.fact;
    const isItsAnswer = error instanceof InvalidPathError || error instanceof NoMatchError;
    return isItsAnswer
      ? unavailable('malformed', `${readers[system.platform]} gave no answer for ${folder}`)
      : crashed('check-disk-space', error);
  }
}

/** The package's types describe its CommonJS build, where the function lies one `default` deeper. */
const askForSpace = checkDiskSpace as unknown as typeof checkDiskSpace.default;

const nodePlatforms = { linux: 'linux', windows: 'win32', other: 'freebsd' } as const;

const readers = { linux: 'df', windows: 'Win32_LogicalDisk', other: 'df' } as const;

class NotAnswered extends Error {
  constructor(readonly fact: Observed<never>) {
    super(fact.state);
  }
}

async function output(system: System, file: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const fact = await system.run(file, args, { limitMs });
  if (fact.state !== 'observed') throw new NotAnswered(fact);
  const { exitCode, stdout, stderr } = fact.value;
  if (exitCode !== 0) throw new NotAnswered(unavailable('unsupported', `${file} ended with exit code ${String(exitCode)}`));
  return { stdout, stderr };
}

/** File systems without blocks have `-` in the columns of df, which become no number or no path. */
const isPlausible = (diskPath: string | undefined, free: number, size: number): boolean =>
  diskPath !== undefined && Number.isSafeInteger(free) && Number.isSafeInteger(size) && size > 0 && free >= 0 && free <= size;
