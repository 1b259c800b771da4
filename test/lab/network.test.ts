// Real faults on real networks, each with the one cause that the built program must name, and hosts that are well.
// The scenarios are tables in network/scenarios; `npm run lab` plays them without jest.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { valueOf } from '../../src/facts/observed.js';
import { breaches } from '../cli/published-json.js';
import { differences, scoreLine, scoreOf } from './network/judge.js';
import { LabFolder, type Look } from './network/lab.js';
import { whyNoLab } from './network/needs.js';
import { play } from './network/play.js';
import type { Scenario } from './network/scenario.js';
import { faults, healthy } from './network/scenarios/index.js';

const reason = whyNoLab();
const describeInLab = reason === null ? describe : describe.skip;
const title = reason === null ? 'the network lab' : `the network lab (skipped: ${reason})`;

describeInLab(title, () => {
  const scenarios = [...healthy, ...faults];
  const looks = new Map<Scenario, Promise<Look>>();
  let folder: LabFolder;

  beforeAll(() => {
    folder = new LabFolder();
    play(scenarios, folder).forEach((look, index) => looks.set(scenarios[index]!, look));
  });

  afterAll(async () => {
    const ended = await Promise.allSettled(looks.values());
    folder.remove();
    const judged = ended.map((look, index) => {
      const scenario = scenarios[index]!;
      return {
        isHealthy: healthy.includes(scenario),
        isRight: look.status === 'fulfilled' && differences(scenario, look.value).length === 0,
      };
    });
    process.stderr.write(`${scoreLine(scoreOf(judged))}\n`);
  }, 300_000);

  const judge = async (scenario: Scenario): Promise<void> => {
    const look = await looks.get(scenario)!;
    expect(differences(scenario, look)).toEqual([]);
    expect(breaches('report', look.report)).toEqual([]);
  };
  const titled = (some: readonly Scenario[]): [string, Scenario][] => some.map((scenario) => [scenario.what, scenario]);

  describe('healthy hosts', () => {
    it.each(titled(healthy))('%s', (_, scenario) => judge(scenario), 300_000);
  });

  describe('faults', () => {
    it.each(titled(faults))('%s', (_, scenario) => judge(scenario), 300_000);
  });

  it('every connection leaves from the address of its own network', async () => {
    const { report } = await looks.get(healthy[0]!)!;
    const sources = (valueOf(report.facts.paths) ?? []).flatMap(({ endpoint, connection }) =>
      connection === null ? [] : [`${endpoint.network} ${connection.sourceAddress}`],
    );
    expect([...new Set(sources)].sort()).toEqual(['publicnet 203.0.113.10', 'servicenet 10.176.4.20']);
  });
});
