// What the kernel tells of its rules, as iproute2 of Debian 12 prints it.
import { describe, expect, it } from '@jest/globals';
import { absent, observed } from '../../../src/facts/observed.js';
import { policyWays } from '../../../src/probes/network/policy-ways.js';
import type { System } from '../../../src/probes/platform/system.js';
import { eth0, eth1, onLink, publicRoute, route, serviceNetRoutes } from '../../checks/facts-builders/network.js';

const plainRules = '[{"priority":0,"src":"all","table":"local"},{"priority":32766,"src":"all","table":"main"},{"priority":32767,"src":"all","table":"default"}]';
const ownRule = plainRules.replace(',{"priority":32766', ',{"priority":32765,"src":"203.0.113.10","table":"100"},{"priority":32766');
const rules = 'ip -j rule show';
const wayOut = 'ip -j route get 192.0.2.1 from 203.0.113.10';
const answer = '[{"dst":"192.0.2.1","from":"203.0.113.10","gateway":"203.0.113.1","dev":"eth0","flags":[],"uid":0,"cache":[]}]';

function asked(answers: Readonly<Record<string, string>>): { readonly run: System['run']; readonly commands: string[] } {
  const commands: string[] = [];
  const run: System['run'] = (program, args) => {
    const command = [program, ...args].join(' ');
    commands.push(command);
    const stdout = answers[command];
    return Promise.resolve(stdout === undefined ? absent('not installed') : observed({ exitCode: 0, stdout, stderr: '', isTruncated: false }));
  };
  return { run, commands };
}

const whole = [...onLink, publicRoute, ...serviceNetRoutes].map(route);
const withoutDefault = [...onLink, ...serviceNetRoutes].map(route);

describe('policyWays', () => {
  it('asks nothing where the main table leads everywhere', async () => {
    const { run, commands } = asked({ [rules]: ownRule });
    expect(await policyWays({ run }, [eth0, eth1], whole)).toEqual([]);
    expect(commands).toEqual([]);
  });

  it.each([
    ['a rule of its own leads out', { [rules]: ownRule, [wayOut]: answer }, ['0.0.0.0/0 via 203.0.113.1 dev eth0']],
    ['no rule but those of every host', { [rules]: plainRules, [wayOut]: answer }, []],
    ['the rule leads nowhere', { [rules]: ownRule, [wayOut]: '' }, []],
    ['iproute2 is not there', {}, []],
  ])('%s', async (_what, answers, ways) => {
    const found = await policyWays(asked(answers), [eth0, eth1], withoutDefault);
    expect(found.map(({ destination, gateway, interfaceName }) => `${destination} via ${gateway} dev ${interfaceName}`)).toEqual(ways);
  });
});
