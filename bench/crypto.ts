// Our figure for AES-256-CBC on one core, from 160 ms of a processor, against a second of `openssl speed`.
import { loadavg } from 'node:os';
import type { WorkSamples } from '../src/probes/speed/cpu-lines.js';
import { meanOf } from '../src/probes/speed/rate.js';
import type { Benchmark } from './benchmark.js';
import { askSpeedChild, compareSpeeds, nicely, run } from './speed-child.js';

const pairCount = 11;

export const crypto: Benchmark = {
  name: 'crypto',
  title: 'our AES-256-CBC on one core (160 ms) against `openssl speed -elapsed -seconds 1 -bytes 16384 -evp aes-256-cbc`',
  goal: '0.95 to 1.05',
  run: () =>
    compareSpeeds('crypto', pairCount, ours, byOpenssl, `Node ${process.version}; load ${loadavg()[0]?.toFixed(1) ?? ''} at the start`),
};

function ours(): number {
  const lines = askSpeedChild(nicely, 'cpu-speed', { works: ['cipher'], onAllCores: false }) as readonly WorkSamples[];
  const found = lines.find(({ name }) => name === 'cipher');
  if (found === undefined) throw new Error('the optional package is not installed: the cipher cannot be called');
  return meanOf(found.oneCore).middle / 1e6;
}

/** `AES-256-CBC    1050050.56k`: thousands of bytes a second. */
function byOpenssl(): number {
  const printed = run(nicely, ['openssl', 'speed', '-elapsed', '-seconds', '1', '-bytes', '16384', '-evp', 'aes-256-cbc']);
  const kilobytes = /^AES-256-CBC +([\d.]+)k$/im.exec(printed)?.[1];
  if (kilobytes === undefined) throw new Error(`openssl speed printed ${JSON.stringify(printed)}`);
  return Number(kilobytes) / 1e3;
}
