// How much of a host a measurement may take, all in one place. A backup server is busy by profession: each look is as short
// as its figure allows.

/** Long enough for a look at the clock to cost nothing; many short ones see more of what comes and goes than few long ones. */
export const cpuSampleMs = 2;

/**
 * A sample of each work every turn; a host that is too busy to give them their time has the least in any case. One core rests between them, to
 * see quiet moments and disturbed ones in their proportion; all cores are to work at the same time.
 */
export const cpuTurns = {
  onOneCore: { most: 80, least: 3, mostMs: 1_600, restMs: 12 },
  onAllCores: { most: 45, least: 3, mostMs: 150, restMs: 0 },
} as const;

/** More processors than this are measured as this many; a thread each costs 15 ms of start. */
export const maxThreads = 64;

/** For starting, all threads and all samples; a busy host may need several times its share. */
export const cpuLimitMs = 4_500;

/** Looking for the files of one device: their names alone, no file is touched. */
export const samplingMs = 300;

/** Files kept of all that were met; chance decides which. */
export const sampledFiles = 2_000;

/** Small files in the order of chance. Five that took all of the time are a figure, for a device that needs so long. */
export const smallReads = { leastFiles: 5, mostFiles: 400, mostMs: 700 } as const;

/** Then the sizes of the rest of the sample, for the large files among them. */
export const sizingMs = 200;

/** Below this, opening a file takes longer than reading it: one window of the kernel's reading ahead. */
export const smallBelowBytes = 128 << 10;

/** What a backup reads in a moment, and no strain for the slowest disk. Three reads at least, however long they take, as long as they come to something. A device that becomes slower meanwhile gets `settleShare` of the time in addition. */
export const largeReads = { mostBytes: 64 << 20, mostMs: 1_000, leastReads: 3, settleShare: 0.7 } as const;

/** One stretch of a file; a disk with a moving arm is to read most of the time. */
export const runBytes = 8 << 20;

/** A read begins as large as the kernel's reading ahead and grows while the device answers at once. */
export const readSizes = { first: 128 << 10, largest: 1 << 20, smallest: 64 << 10, growsBelowMs: 10, shrinksAboveMs: 250 } as const;

/** Compressed from memory; a piece is larger than the window of zlib, so that it shrinks as its file does. */
export const compressed = { pieceBytes: 64 << 10, piecesTogether: 8, mostPieces: 32, mostPiecesOfRun: 4, mostPiecesOfSmallFiles: 8 } as const;

/** Counting the set's bytes asks for each file; a set that takes longer remains uncounted. */
export const countingMs = 500;

/** What one device may take with all of the above, and with the start of its process. A device that answers nothing costs this once. */
export const deviceLimitMs = 6_000;

/** What is planned for all devices together: where there are several, each step of each gets its part of its usual time. */
export const devicesLimitMs = 6_000;

/** Most sets lie on one or two. */
export const mostDevices = 3;

/** Between two looks at what others leave of the CPU; the kernel counts in hundredths of a second. */
export const quietLookMs = 200;
