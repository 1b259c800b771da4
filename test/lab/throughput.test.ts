// Hosts with something slow, and what the program names as the limit: the truth of each was set by the kernel, not by us.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { valueOf } from '../../src/facts/observed.js';
import { encryptsVault, modelFrom } from '../../src/checks/throughput/facts-of-model.js';
import type { Model } from '../../src/checks/throughput/pipeline.js';
import { encryptionCosts, storageCosts } from '../../src/checks/throughput/what-if.js';
import { rateError, tableOf, type Judged } from './throughput/judge.js';
import { whyNoThrottling } from './throughput/needs.js';
import type { Look } from './throughput/play.js';
import { playAll, type Played } from './throughput/play-all.js';
import { setUps } from './throughput/set-ups.js';
import type { SetUp } from './throughput/set-up.js';
import { encryptionCostOfCpu, storageCostAt, speedsOfCpu, type TrueCost, type TrueSpeeds } from './throughput/true-costs.js';

const reason = whyNoThrottling();
const describeInLab = reason === null ? describe : describe.skip;
const title = reason === null ? 'throttled hosts' : `throttled hosts (skipped: ${reason})`;
const ceilingBytesPerSecond = 2_000_000;

/**
 * Cost of the CPU, whose speed swings from one second to the next and from one minute to another: each look is followed by a measurement of the
 * truth, and the median of three looks is held against the mean of what was measured.
 */
const again = setUps.filter(({ what }) => /^a (?:two-)?hundredth of a CPU/.test(what));

const isWithoutAes = ({ onHost }: SetUp): boolean => onHost.includes('without_aes');

describeInLab(title, () => {
  const all: Played[] = [];
  const trueSpeeds: TrueSpeeds[] = [];
  const judged = (): readonly Judged[] => all.flatMap((played) => (played.state === 'played' ? [played.judged] : []));
  const looksAt = (what: string): readonly Look[] =>
    all.flatMap((played) => (played.state === 'played' && played.setUp.what === what ? [played.look] : []));
  const lookAt = (what: string): Look | null => looksAt(what)[0] ?? null;

  beforeAll(async () => {
    for await (const played of playAll([...setUps, ...again, ...again])) {
      all.push(played);
      const { setUp } = played;
      if (again.includes(setUp)) trueSpeeds.push(speedsOfCpu(isWithoutAes(setUp)));
    }
  }, 600_000);

  afterAll(() => {
    const skipped = all.flatMap((played) => (played.state === 'skipped' ? [`skipped: ${played.setUp.what} (${played.reason})\n`] : []));
    process.stderr.write(`${tableOf(judged())}\n${skipped.join('')}`);
  });

  it('are named by the stage that limits in at least 19 of 20', () => {
    const wrong = judged().filter(({ isRight }) => !isRight);
    expect(judged().length).toBeGreaterThanOrEqual(20);
    expect(wrong.length <= judged().length / 20 ? [] : wrong).toEqual([]);
  });

  it('never hear of a stage that does not limit', () => {
    const misled = judged().filter(({ isRight, limit }) => !isRight && limit !== 'untold');
    expect(misled).toEqual([]);
  });

  it.each([
    ['was set', true, 10, 0.15],
    // The other program meets other files, and the same noise.
    ['another program measured', false, 0, 0.3],
  ])('are told the rate that %s', (_what, isSet, fewest, most) => {
    const errors = judged().flatMap((row) =>
      row.isSet === isSet && rateError(row) !== null ? [{ what: row.what, error: rateError(row) }] : [],
    );
    expect(errors.length).toBeGreaterThanOrEqual(fewest);
    expect(errors.filter(({ error }) => Math.abs(error ?? 0) > most)).toEqual([]);
  });

  it.each<[string, keyof TrueCost, number]>([
    ['a hundredth of a CPU for the agent', 'compressing', 1 / 100],
    ['a hundredth of a CPU, no AES instructions', 'compressing', 1 / 100],
    ['a two-hundredth of a CPU, no AES instructions', 'compressing', 1 / 200],
    // On the others the ceiling hides most or all of what encryption costs an agent that does not compress, on a fast CPU some of it here, too.
    ['a two-hundredth of a CPU, no AES instructions', 'plain', 1 / 200],
  ])('%s: the cost of encryption is told within 15 %% to a %s agent', (what, agent, cores) => {
    const told = looksAt(what).map((look) => encryptionCosts(modelOf(look))[agent].mid);
    expect([told, trueSpeeds].map(({ length }) => length)).toEqual([3, 9]);
    const withoutAes = what.includes('no AES');
    const costOf = (all: readonly TrueSpeeds[]): number => encryptionCostOfCpu(all, withoutAes, { cores, ceilingBytesPerSecond })[agent];
    const truth = costOf(trueSpeeds);
    const alike = trueSpeeds.filter((speeds) => speeds.withoutAes === withoutAes);
    const each = alike.map((speeds) => costOf([speeds]));
    process.stderr.write(
      `cost of encryption, ${what}, ${agent}: told ${told.map(Math.round).join(' ')}, true ${Math.round(truth)} % (in each round ${each.map(Math.round).join(' ')})\n`,
    );
    expect(ratio(median(told), truth)).toBeLessThan(0.15);
  });

  it.each([250, 500, 900])('reads limited to %d kB/s: the cost of the storage is told within 15 %%', (rate) => {
    const look = lookAt(`reads limited to ${rate} kB/s`);
    expect(look).not.toBeNull();
    const [cost] = storageCosts(modelOf(look!), readsOf(look!));
    expect(ratio(cost?.cost.mid ?? NaN, storageCostAt(rate * 1_000, ceilingBytesPerSecond))).toBeLessThan(0.15);
  });
});

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

const ratio = (told: number, truth: number): number => Math.abs(told / truth - 1);

function throughputOf({ report }: Look) {
  const throughput = valueOf(report.facts.throughput);
  if (throughput === null) throw new Error(`nothing was measured: ${JSON.stringify(report.facts.throughput)}`);
  return throughput;
}

const readsOf = (look: Look) => valueOf(throughputOf(look).reads) ?? [];

function modelOf(look: Look): Model {
  const { agent, api } = look.report.facts;
  const [vault, known] = [valueOf(agent), valueOf(api)];
  const input = { vault: vault === null ? null : valueOf(vault.vault), api: known, ceilingBytesPerSecond };
  expect(encryptsVault(input.vault, known)).toBe(true);
  return modelFrom(throughputOf(look), input);
}
