// What encryption and storage truly cost a backup here, from figures of other programs and by plain arithmetic.
import { spawnSync } from 'node:child_process';

/** Per cent, for an agent that compresses and for one that does not. */
export interface TrueCost {
  readonly compressing: number;
  readonly plain: number;
}

/** Bytes a second. */
export interface TrueSpeeds {
  readonly withoutAes: boolean;
  readonly cipher: number;
  readonly hash: number;
  readonly compressor: number;
}

/**
 * As OpenSSL's own benchmark and zlib have it, a second each.
 * @param withoutAes as `without_aes` in host.sh
 */
export function speedsOfCpu(withoutAes: boolean): TrueSpeeds {
  const env = withoutAes ? { ...process.env, OPENSSL_ia32cap: '~0x200000200000000' } : process.env;
  return { withoutAes, cipher: speedOf(['-evp', 'aes-256-cbc'], env), hash: speedOf(['-evp', 'sha256'], env), compressor: compressionSpeed() };
}

/** What holds the agent back beside the speed of the CPU. */
export interface Held {
  /** Of the CPU, that it may use. */
  readonly cores: number;
  /** Its own ceiling, which hides what a faster CPU would bring. */
  readonly ceilingBytesPerSecond: number;
}

/**
 * Per cent that a backup takes longer with encryption, over all of these: it goes on for hours, through every second of them. OpenSSL hashes
 * with other instructions, too, where those for AES are masked so.
 */
export function encryptionCostOfCpu(all: readonly TrueSpeeds[], withoutAes: boolean, { cores, ceilingBytesPerSecond }: Held): TrueCost {
  const alike = all.filter((speeds) => speeds.withoutAes === withoutAes);
  const [cipher, hash] = [meanOf(alike.map((speeds) => speeds.cipher)), meanOf(alike.map((speeds) => speeds.hash))];
  const compressor = meanOf(all.map((speeds) => speeds.compressor));
  const rate = (...speeds: readonly number[]): number => Math.min(ceilingBytesPerSecond, cores / speeds.reduce((sum, speed) => sum + 1 / speed, 0));
  const cost = (...others: readonly number[]): number => 100 * (rate(...others) / rate(cipher, ...others) - 1);
  return { compressing: cost(hash, compressor), plain: cost(hash) };
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
function compressionSpeed(): number {
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
  process.stdout.write(String((count * data.length * 1e6) / (user + system)));
`;
