// Child side: the one file that knows systeminformation, and calls nothing of it but blockDevices. It runs `lsblk`
// through a shell, has no limit of its own and never fails, so it gets a process that can be killed.
import si from 'systeminformation';
import { writeLine } from '../platform/lines.js';

export async function serve(): Promise<void> {
  writeLine(await si.blockDevices());
}
