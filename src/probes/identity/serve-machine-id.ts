// Child process: the only file that knows the package node-machine-id. It asks a shell without a limit, so it runs
// where it can be killed. Only its default export works; the answer is judged by the parent.
import machineIds from 'node-machine-id';

export async function serve(): Promise<void> {
  process.stdout.write(await machineIds.machineId(true));
}
