// The set-ups that the model is tried on. Rates of the host are far from the agent's ceiling of 2 MB/s, or clearly above it:
// between the two nobody could say what is right.
import type { SetUp } from './set-up.js';

const kB = 1_000;
const blocks = { nbdkit: 'nbdkit', nbdfuse: 'libnbd-bin', fusermount3: 'fuse3' };
const stress = { 'stress-ng': 'stress-ng' };
/** As nbdkit counts. */
const mebibits = (count: number): number => (count * 2 ** 20) / 8;
/** What is left of a frame behind its headers. */
const payloadOf = (bitsPerSecond: number): number => (bitsPerSecond / 8) * 0.95;

const healthy: readonly SetUp[] = [
  { what: 'large files on a local disk', onHost: 'set_on large', limit: 'ceiling', uploads: true },
  { what: 'small files on a local disk', onHost: 'set_on small', limit: 'ceiling', uploads: true },
  { what: 'large files on a local disk, no AES instructions', onHost: 'set_on large; without_aes', limit: 'ceiling', uploads: true },
  { what: 'reads limited to 20 MB/s', onHost: `set_on large; reads_limited bps ${20_000 * kB}`, limit: 'ceiling', uploads: true },
  { what: 'upload shaped to 40 Mbit/s', onHost: 'set_on large; upload_limited 40000000', limit: 'ceiling', uploads: true },
  { what: 'half a CPU for the agent', onHost: 'set_on large; agent_cpu 50000', limit: 'ceiling', uploads: true },
];

const slowReads: readonly SetUp[] = [250, 500, 900].map((rate) => ({
  what: `reads limited to ${rate} kB/s`,
  onHost: `set_on large; reads_limited bps ${rate * kB}`,
  limit: 'read',
  problem: 'slow-read',
  bytesPerSecond: rate * kB,
}));

const otherReads: readonly SetUp[] = [
  {
    what: "reads of the agent's own group limited to 400 kB/s",
    onHost: `set_on large; agent_reads_limited bps ${400 * kB}`,
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: 400 * kB,
  },
  {
    what: 'a disk behind a server that lets 4 Mbit/s through',
    onHost: 'set_behind large rate rate=4M burstiness=0.5',
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: mebibits(4),
    needs: blocks,
  },
  {
    what: 'a disk behind a server that lets 8 Mbit/s through',
    onHost: 'set_behind large rate rate=8M burstiness=0.5',
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: mebibits(8),
    needs: blocks,
  },
  {
    what: 'a disk with a credit of 4 MB behind a server that lets 4 Mbit/s through',
    onHost: 'set_behind large rate rate=4M burstiness=8',
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: mebibits(4),
    needs: blocks,
  },
  {
    what: 'small files on a disk that answers after 20 ms',
    onHost: 'set_behind small delay rdelay=20ms; yardstick',
    limit: 'read',
    problem: 'many-small-files',
    needs: blocks,
  },
  {
    what: 'small files on a disk that answers after 5 ms',
    onHost: 'set_behind small delay rdelay=5ms; yardstick',
    limit: 'read',
    problem: 'many-small-files',
    needs: blocks,
  },
  {
    what: 'small files with 200 reads a second',
    onHost: 'set_on small; reads_limited iops 200',
    limit: 'read',
    problem: 'many-small-files',
  },
];

const slowCpu: readonly SetUp[] = [
  { what: 'a seventieth of a CPU for the agent', onHost: 'set_on large; agent_cpu 1500', limit: 'cpu', problem: 'slow-compression' },
  { what: 'a hundredth of a CPU for the agent', onHost: 'set_on large; agent_cpu 1000', limit: 'cpu', problem: 'slow-compression' },
  { what: 'a hundredth of a CPU, no AES instructions', onHost: 'set_on large; agent_cpu 1000; without_aes', limit: 'cpu' },
  // What is documented, hashing and encrypting, is too much for it without any compressor.
  {
    what: 'a two-hundredth of a CPU, no AES instructions',
    onHost: 'set_on large; agent_cpu 1000 200000; without_aes',
    limit: 'cpu',
    problem: 'slow-encryption',
  },
];

const slowUploads: readonly SetUp[] = [1, 4, 8].map((megabits) => ({
  what: `upload shaped to ${megabits} Mbit/s`,
  onHost: `set_on large; upload_limited ${megabits * kB * kB}`,
  limit: 'upload',
  problem: 'slow-upload',
  bytesPerSecond: payloadOf(megabits * kB * kB),
  uploads: true,
}));

const combined: readonly SetUp[] = [
  {
    what: 'reads at 200 kB/s and uploads at 8 Mbit/s',
    onHost: `set_on large; reads_limited bps ${200 * kB}; upload_limited 8000000`,
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: 200 * kB,
    uploads: true,
  },
  {
    what: 'uploads at 1 Mbit/s and reads at 1 MB/s',
    onHost: `set_on large; upload_limited 1000000; reads_limited bps ${kB * kB}`,
    limit: 'upload',
    problem: 'slow-upload',
    bytesPerSecond: payloadOf(1_000_000),
    uploads: true,
  },
  {
    what: 'reads at 100 kB/s and a fiftieth of a CPU',
    onHost: `set_on large; reads_limited bps ${100 * kB}; agent_cpu 2000`,
    limit: 'read',
    problem: 'slow-read',
    bytesPerSecond: 100 * kB,
  },
];

const noisy: readonly SetUp[] = [
  {
    what: 'nothing slow, and much else going on',
    onHost: 'set_on large; noisy 6',
    limit: 'ceiling',
    uploads: true,
    mayBeUntold: true,
    needs: stress,
  },
  {
    what: 'reads at 300 kB/s, and much else going on',
    onHost: `set_on large; reads_limited bps ${300 * kB}; noisy 6`,
    limit: 'read',
    mayBeUntold: true,
    needs: stress,
  },
];

export const setUps: readonly SetUp[] = [...healthy, ...slowReads, ...otherReads, ...slowCpu, ...slowUploads, ...combined, ...noisy];
