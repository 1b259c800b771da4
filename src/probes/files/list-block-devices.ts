// Parent side of serve-block-devices.ts: what lsblk knows of transports and models, beside our own reading of sysfs.
import { crashed, unavailable, type Observed } from '../../facts/observed.js';
import { parseBlockDevices, type ListedDevice } from '../../facts/storage/block-devices.js';
import { eachLine } from '../platform/lines.js';
import { cleanEnvironment } from '../platform/run-command.js';
import { startChild } from '../platform/start-child.js';

const limitMs = 3_000;

/** Never rejects. */
export const listBlockDevices = (): Promise<Observed<readonly ListedDevice[]>> =>
  askChild().catch((error: unknown) => crashed('the list of block devices', error));

function askChild(): Promise<Observed<readonly ListedDevice[]>> {
  const startedAt = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedAt);
  return new Promise((resolve) => {
    const child = startChild('block-devices', { env: cleanEnvironment });
    const finish = (fact: Observed<readonly ListedDevice[]>): void => {
      clearTimeout(limit);
      child.letGo();
      resolve(fact);
    };
    const limit = setTimeout(
      () => finish(unavailable('timed-out', `lsblk gave no answer within ${limitMs} ms`, { tookMs: tookMs() })),
      limitMs,
    );
    eachLine(child.output, (line) => {
      const devices = parseBlockDevices(JSON.parse(line));
      finish(
        devices === null
          ? unavailable('unsupported', 'lsblk listed no block device', { tookMs: tookMs() })
          : { state: 'observed', value: devices, tookMs: tookMs() },
      );
    });
    child.onEnd((lastWords) => finish(unavailable('crashed', `lsblk could not be asked: ${lastWords}`, { tookMs: tookMs() })));
  });
}
