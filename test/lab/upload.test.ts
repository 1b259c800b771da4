// --upload-test against a real OpenStack Swift, through links that are shaped: the rate that is told is the rate that was set, and
// nothing stays in the account.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { through, valueOf, type Observed } from '../../src/facts/observed.js';
import type { UploadTest } from '../../src/facts/throughput.js';
import { openCloudFiles, vaultOver, type CloudFiles } from './swift/cloud-files.js';
import { whyNoCloudFiles } from './swift/needs.js';
import type { VaultScenarioName } from './swift/scenarios.js';
import { asUser, serveServices } from './swift/services.js';

const reason = whyNoCloudFiles();
const describeInLab = reason === null ? describe : describe.skip;
const title = reason === null ? 'the upload test in the lab' : `the upload test in the lab (skipped: ${reason})`;

/** What is left of a frame of 1,514 bytes behind the headers of Ethernet, IP, TCP and TLS. */
const payloadShare = 0.95;
/** The links stay from one test to the next. */
const unshaped = 'for device in eth0 eth1; do tc qdisc delete dev $device root 2> /dev/null || true; done\n';
const shaped = (device: string, bitsPerSecond: number): string =>
  `tc qdisc add dev ${device} root tbf rate ${bitsPerSecond}bit burst 16kb latency 300ms\n`;

interface Outcome {
  readonly upload: Observed<UploadTest>;
  /** Containers of upload tests that Swift still has. */
  readonly left: readonly string[];
}

describeInLab(title, () => {
  let opening: Promise<CloudFiles>;
  let cloudFiles: CloudFiles;

  beforeAll(async () => {
    opening = openCloudFiles({ withApi: true });
    cloudFiles = await opening;
  }, 120_000);
  afterAll(async () => (await opening).close());

  async function test(scenario: VaultScenarioName, network: 'publicnet' | 'servicenet', onHost = ''): Promise<Outcome> {
    return cloudFiles.within(scenario, async (vault) => {
      const services = await serveServices(cloudFiles, vault);
      const scene = { onHost: asUser + vaultOver(network, vault) + unshaped + onHost, args: ['--deep', '--upload-test', '--paths', '/home/shop'] };
      const look = await cloudFiles.look(scene).finally(() => services.end());
      const { throughput } = look.report.facts;
      return { upload: through(throughput, ({ upload }) => upload), left: await containersLeft() };
    });
  }

  const containersLeft = (): Promise<readonly string[]> =>
    cloudFiles.within('there', async ({ publicUrl, token }) => {
      const url = `${publicUrl}?format=json&prefix=backup-doctor`;
      const [answer] = await cloudFiles.ask([{ method: 'GET', url, headers: { 'X-Auth-Token': token } }]);
      if (answer?.state !== 'answered' || answer.status !== 200) throw new Error(`no listing: ${JSON.stringify(answer)}`);
      return (JSON.parse(answer.body) as { readonly name: string }[]).map(({ name }) => name);
    });

  it.each<['publicnet' | 'servicenet', string, number]>([
    ['servicenet', 'eth1', 1_000_000],
    ['servicenet', 'eth1', 8_000_000],
    ['publicnet', 'eth0', 24_000_000],
  ])(
    'over %s, where %s is shaped to %d bit/s, it tells that rate within 15 %',
    async (network, device, bitsPerSecond) => {
      const measuredError = async (): Promise<number> => {
        const { upload, left } = await test('there', network, shaped(device, bitsPerSecond));
        expect(valueOf(upload)).toMatchObject({ network, leftovers: [] });
        expect(left).toEqual([]);
        return (valueOf(upload)?.rate.bytesPerSecond ?? NaN) / ((bitsPerSecond / 8) * payloadShare) - 1;
      };
      const first = await measuredError();
      // The disk of this machine, to which the store writes, may stand still for a moment.
      expect(Math.abs(first < -0.15 ? await measuredError() : first)).toBeLessThan(0.15);
    },
    180_000,
  );

  it('goes the way of the agent alone, however slow the other one is', async () => {
    const { upload } = await test('there', 'servicenet', shaped('eth0', 1_000_000));
    expect(valueOf(upload)?.rate.low).toBeGreaterThan(2 * 125_000);
  }, 90_000);

  it('a user who may only read is told so, and nothing is made', async () => {
    const { upload, left } = await test('only to be read by this sub-user', 'servicenet');
    expect(upload).toMatchObject({ state: 'unavailable', failure: { kind: 'permission-denied', code: '403' } });
    expect(left).toEqual([]);
  }, 90_000);

  it('a way that is cut for good in the middle leaves what it names', async () => {
    // Behind the login and the questions, which are small.
    const cut = "nft 'table inet cut { chain out { type filter hook output priority 0 ; oifname eth1 tcp dport 443 quota over 700 kbytes drop ; } ; }'\n";
    const { upload, left } = await test('there', 'servicenet', cut);
    expect(left).toHaveLength(1);
    const detail = expect.stringContaining(`what could not be removed is still in Cloud Files: ${left[0]}/stream-1, ${left[0]}`);
    expect(upload).toMatchObject({ state: 'unavailable', failure: { kind: 'timed-out', detail } });
  }, 90_000);
});
