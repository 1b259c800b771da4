// Parent side of measuring the CPU: encrypting and hashing, on one core and on all; and encrypting once more with the AES instructions
// masked, which OpenSSL heeds only when it starts, hence in a process of its own.
import { cpuFacts } from '../../facts/host-files.js';
import { absent, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { CipherWork, CompressWork, CpuWork, Rate } from '../../facts/throughput.js';
import { koffiIsInstalled } from '../platform/koffi.js';
import type { System } from '../platform/system.js';
import type { CpuJob, WorkSamples } from './cpu-lines.js';
import { cpuLimitMs } from './limits.js';
import { meanOf, toRate } from './rate.js';
import { runMeasuring, type MeasuringEnd } from './run-measuring.js';

export interface CpuSpeeds {
  readonly cipher: Observed<CipherWork>;
  readonly hash: Observed<CpuWork>;
}

export async function measureCpu(system: System, limitMs: number, signal: AbortSignal): Promise<CpuSpeeds> {
  // Beside each other, for each rests most of the time, and what has a processor is counted.
  const [{ samples, end }, masked] = await Promise.all([
    ask({ works: ['cipher', 'hash'], onAllCores: true }, limitMs, signal),
    measureMasked(system, limitMs, signal),
  ]);
  const [cipher, hash] = [samples.find(isCipher), samples.find(({ name }) => name === 'hash')];
  return {
    cipher: cipher === undefined ? missing('encrypting', end, limitMs) : observed(toCipher(cipher, masked)),
    hash: hash === undefined ? missing('hashing', end, limitMs) : observed({ name: 'sha256', ...ratesOf(hash) }),
  };
}

/** Of made-up data; where files could be read, theirs were compressed instead. */
export async function measureCompressing(limitMs: number, signal: AbortSignal): Promise<Observed<CompressWork>> {
  const { samples, end } = await ask({ works: ['compress'], onAllCores: true }, limitMs, signal);
  const [found] = samples;
  return found === undefined ? missing('compressing', end, limitMs) : observed(toCompressing(found, 'made-up'));
}

export const toCompressing = (samples: WorkSamples, sampleFrom: CompressWork['sampleFrom']): CompressWork => ({
  name: 'zlib level 6',
  ...ratesOf(samples),
  sampleFrom,
  ratio: samples.ratio ?? 1,
});

const isCipher = ({ name }: WorkSamples): boolean => name === 'cipher' || name === 'cipher-by-node';

const toCipher = (samples: WorkSamples, withoutInstructions: Rate | null): CipherWork => ({
  name: 'aes-256-cbc',
  ...ratesOf(samples),
  method: samples.name === 'cipher' ? 'evp' : 'node',
  isLowerBound: samples.name !== 'cipher',
  withoutInstructions,
});

const ratesOf = ({ oneCore, allCores }: WorkSamples): Pick<CpuWork, 'oneCore' | 'allCores'> => ({
  oneCore: toRate(meanOf(oneCore)),
  allCores: toRate(meanOf(allCores)),
});

/** Clears the bits of AES-NI and PCLMULQDQ, and the newer ones altogether, in what OpenSSL takes the processor for (OPENSSL_ia32cap(3)). */
const maskOfAes: NodeJS.ProcessEnv = { OPENSSL_ia32cap: '~0x200000200000000' };

async function measureMasked({ files }: System, limitMs: number, signal: AbortSignal): Promise<Rate | null> {
  const cpuInfo = valueOf(await files.readText('/proc/cpuinfo'))?.text;
  const isMaskable = process.arch === 'x64' && koffiIsInstalled() && cpuInfo !== undefined && cpuFacts(cpuInfo).hasAes === true;
  if (!isMaskable) return null;
  const { samples } = await ask({ works: ['cipher'], onAllCores: false }, limitMs, signal, maskOfAes);
  const found = samples.find(({ name }) => name === 'cipher');
  return found === undefined ? null : toRate(meanOf(found.oneCore));
}

interface Answer {
  readonly samples: readonly WorkSamples[];
  readonly end: MeasuringEnd;
}

async function ask(job: CpuJob, limitMs: number, signal: AbortSignal, environment: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const samples: WorkSamples[] = [];
  const end = await runMeasuring({ work: 'cpu-speed', job, limitMs: Math.min(limitMs, cpuLimitMs), environment }, signal, (line) =>
    samples.push(line as WorkSamples),
  );
  return { samples, end };
}

function missing(what: string, end: MeasuringEnd, limitMs: number): Observed<never> {
  if (end.ended === 'over-time')
    return unavailable('timed-out', `${what} was not measured within ${Math.min(limitMs, cpuLimitMs)} ms: the host is too busy`);
  if (end.ended === 'crashed') return unavailable('crashed', `${what} could not be measured: ${end.lastWords}`);
  return absent(`${what} cannot be measured here`);
}
