// For a process that reads much and keeps little. Set once all is loaded, never when Node starts: Node's own modules come with
// bytecode, which the engine refuses under other settings than its own, and to compile them takes tens of milliseconds. Nothing about
// the engine's threads is set here: it ends the process when these change under a collection that they take part in, which a folder
// with 100,000 others is enough for. Each of these is known to the engine of every supported Node.
import { createRequire } from 'node:module';

/** Room for garbage is only memory of the host: 2 MB instead of 32. It costs a process that makes much of it some time. */
export const keepLittleGarbage = (): void => set('--semi-space-growth-factor=1');

/** Optimised code for what runs a few thousand times only takes a processor from who walks: 0.1 s instead of 0.3. */
export const optimiseLate = (): void => set(lateSetting);

/** The engine of Node 20 would let no small function wait; those since count calls. */
const lateSetting =
  Number.parseInt(process.versions.v8) < 12 ? '--interrupt-budget=1000000 --max-bytecode-size-for-early-opt=0' : '--invocation-count-for-turbofan=50000';

/** Loaded when it is asked for: it takes two milliseconds, and of two threads one is enough to set it for both. */
const set = (flag: string): void => (createRequire(import.meta.url)('node:v8') as typeof import('node:v8')).setFlagsFromString(flag);
