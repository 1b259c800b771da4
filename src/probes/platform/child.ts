// Entry of the child processes: whatever may hang runs here, where SIGKILL can end it. argv[2] names the work.

const work: Readonly<Record<string, () => Promise<{ serve: () => Promise<void> | void }>>> = {
  files: () => import('./serve-files.js'),
};

const load = work[process.argv[2] ?? ''];
if (load === undefined) throw new Error(`unknown work: ${String(process.argv[2])}`);
await (await load()).serve();
