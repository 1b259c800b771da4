// Entry of the child processes: whatever may hang runs here, where SIGKILL can end it. argv[2] names the work.
import type { Work } from './start-child.js';

const work: Readonly<Record<Work, () => Promise<{ serve: () => Promise<void> | void }>>> = {
  files: () => import('./serve-files.js'),
  scan: () => import('../files/serve-scan.js'),
  'block-devices': () => import('../files/serve-block-devices.js'),
  'machine-id': () => import('../identity/serve-machine-id.js'),
  ledger: () => import('../identity/serve-ledger.js'),
};

// Only start-child.ts starts this file, with one of its names.
const { serve } = await work[process.argv[2] as Work]();
await serve();
