// What encryption and storage truly cost a backup here, from figures of other programs and by plain arithmetic.
import { spawnSync } from 'node:child_process';

/** Per cent, for an agent that compresses and for one that does not. */
export interface TrueCost {
  readonly compressing: number;
  readonly plain: number;
}

/** Seconds that each takes for a byte. */
export interface TrueTimes {
  readonly withoutAes: boolean;
  readonly cipher: number;
  readonly hash: number;
  readonly compressor: number;
}

/**
 * As OpenSSL's own benchmark and zlib have it, a second each.
 * @param withoutAes as `without_aes` in host.sh
 */
export function timesOfCpu(withoutAes: boolean): TrueTimes {
  const env = withoutAes ? { ...process.env, OPENSSL_ia32cap: '~0x200000200000000' } : process.env;
  const [cipher, hash] = [1 / speedOf(['-evp', 'aes-256-cbc'], env), 1 / speedOf(['-evp', 'sha256'], env)];
  return { withoutAes, cipher, hash, compressor: compressionTime() };
}

/**
 * Per cent that encryption makes the CPU's work longer, over all of these: a backup goes on for hours, through every second of them. OpenSSL hashes
 * with other instructions, too, where those for AES are masked.
 */
export function encryptionCostOfCpu(all: readonly TrueTimes[], withoutAes: boolean): TrueCost {
  const alike = all.filter((times) => times.withoutAes === withoutAes);
  const [cipher, hash] = [meanOf(alike.map((times) => times.cipher)), meanOf(alike.map((times) => times.hash))];
  const compressor = meanOf(all.map((times) => times.compressor));
  return { compressing: (100 * cipher) / (hash + compressor), plain: (100 * cipher) / hash };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Per cent that a set takes longer at this rate than at the agent's ceiling, which a faster disk would leave. */
export const storageCostAt = (bytesPerSecond: number, ceilingBytesPerSecond: number): number =>
  (ceilingBytesPerSecond / bytesPerSecond - 1) * 100;

/** Bytes a second. */
function speedOf(algorithm: readonly string[], env: NodeJS.ProcessEnv): number {
  const { stdout } = spawnSync('openssl', ['speed', '-mr', '-seconds', '1', '-bytes', '16384', ...algorithm], { env, encoding: 'utf8' });
  return Number(/^\+F:\d+:[^:]+:([\d.]+)$/m.exec(stdout)?.[1]);
}

/** As OpenSSL counts: in a process of its own and by the time of the CPU, so that nothing else is counted with it. */
function compressionTime(): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', compressing], { encoding: 'utf8' });
  return Number(stdout);
}

const compressing = `
  import { randomBytes } from 'node:crypto';
  import { deflateSync } from 'node:zlib';
  const data = randomBytes(1 << 20);
  const [before, count] = [process.cpuUsage(), 30];
  for (let done = 0; done < count; done += 1) deflateSync(data, { level: 6, chunkSize: 2 * data.length });
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1e6 / (count * data.length)));
`;
