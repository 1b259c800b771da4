// What encryption and storage truly cost a backup here, from figures of other programs and by plain arithmetic.
import { spawnSync } from 'node:child_process';

/** Per cent, for an agent that compresses and for one that does not. */
export interface TrueCost {
  readonly compressing: number;
  readonly plain: number;
}

/**
 * Per cent that encryption makes the CPU's work longer, as OpenSSL's own benchmark and zlib have it.
 * @param withoutAes as `without_aes` in host.sh
 */
export function encryptionCostOfCpu(withoutAes: boolean): TrueCost {
  const env = withoutAes ? { ...process.env, OPENSSL_ia32cap: '~0x200000200000000' } : process.env;
  const [cipher, hash, compressor] = [speedOf(['-evp', 'aes-256-cbc'], env), speedOf(['-evp', 'sha256'], env), compressionSpeed()];
  return { compressing: 100 / cipher / (1 / hash + 1 / compressor), plain: (100 * hash) / cipher };
}

/** Per cent that a set takes longer at this rate than at the agent's ceiling, which a faster disk would leave. */
export const storageCostAt = (bytesPerSecond: number, ceilingBytesPerSecond: number): number =>
  (ceilingBytesPerSecond / bytesPerSecond - 1) * 100;

/** Bytes a second, the best of three. */
function speedOf(algorithm: readonly string[], env: NodeJS.ProcessEnv): number {
  const speeds = [1, 2, 3].map(() => {
    const { stdout } = spawnSync('openssl', ['speed', '-mr', '-seconds', '1', '-bytes', '16384', ...algorithm], { env, encoding: 'utf8' });
    return Number(/^\+F:\d+:[^:]+:([\d.]+)$/m.exec(stdout)?.[1]);
  });
  return Math.max(...speeds);
}

/** As OpenSSL counts: the best of three long stretches, in a process of its own and by the time of the CPU, so that nothing else is counted with it. */
function compressionSpeed(): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', compressing], { encoding: 'utf8' });
  return Number(stdout);
}

const compressing = `
  import { randomBytes } from 'node:crypto';
  import { deflateSync } from 'node:zlib';
  const data = randomBytes(1 << 20);
  const seconds = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    for (let count = 0; count < 15; count += 1) deflateSync(data, { level: 6, chunkSize: 2 * data.length });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  process.stdout.write(String((15 * data.length) / Math.min(...seconds)));
`;
