// What the services know in each story that is told with credentials.
// usage: node build/test/recordings/scenarios.js STORY > FILE
import { labAgent, labConfiguration, labJob, labScenario, labServerId, hoursAgo } from '../lab/cloud-backup-api/lab-host.js';
import { cloudServers, type Scenario } from '../lab/cloud-backup-api/scenario.js';

const nightly = { lastRunAt: hoursAgo(20), nextRunAt: hoursAgo(-4) };

const scenarios: Readonly<Record<string, Partial<Scenario>>> = {
  healthy: {},
  'missing-path': { configurations: [labConfiguration({ name: 'Web server', inclusions: ['/home/shop', '/srv/uploads'] })] },
  'not-slow': {},
  // Every hour a dump that is new as a whole: 20 GB, and each run takes three hours.
  'agent-ceiling': {
    configurations: [labConfiguration({ frequency: 'Hourly', hourInterval: 1, lastRunAt: hoursAgo(3.5), nextRunAt: hoursAgo(-0.5) })],
    jobs: [
      labJob({ startedAt: hoursAgo(3.5), endedAt: hoursAgo(0.5), raw: { BytesSearched: '18.6 GB', BytesBackedUp: '18.6 GB' } }),
      labJob({ id: 368784, startedAt: hoursAgo(7), endedAt: hoursAgo(4), raw: { BytesSearched: '18.6 GB', BytesBackedUp: '18.6 GB' } }),
    ],
  },
  'slow-volume': {},
  // The account's servers may be asked for as well: xvdb of this one is a volume.
  'slow-block-storage': {
    serviceCatalogue: [...(labScenario().serviceCatalogue ?? []), cloudServers('DFW', 'https://dfw.servers.api.rackspacecloud.com/v2/991199')],
    servers: [{ id: labServerId, volumes: ['/dev/xvdb'] }],
  },
  'small-files': {},
  'slow-encryption': {},
  // The service still knows the server that the agent was registered on.
  copy: {},
  // While the disk of this host was silent, somebody backed up in its name.
  original: { jobs: [labJob({ id: 368786, startedAt: hoursAgo(9), endedAt: hoursAgo(8.5) }), labJob({ startedAt: hoursAgo(20.5), endedAt: hoursAgo(20) })] },
  'ghost-heartbeat': { agents: [labAgent({ heartbeat: 'online' })] },
  // The new agent of a copy that was registered as it should be.
  'reregistered-twin': {
    agents: [
      labAgent({ id: 120455, hostServerId: '9c8b7a69-5847-4362-8514-f3e2d1c0b9a8', machineName: 'web-08', registeredAt: '2026-11-20T09:00:00Z', isEncrypted: false }),
    ],
    configurations: [labConfiguration({ agentId: 120455 })],
    jobs: [labJob({ agentId: 120455 })],
  },
  'skipped-backup': {
    configurations: [labConfiguration(nightly)],
    jobs: [
      labJob({ id: 368787, state: 'Skipped', startedAt: hoursAgo(20), endedAt: hoursAgo(20), reason: 'Skipped', diagnostics: 'No errors' }),
      labJob({ id: 368701, startedAt: hoursAgo(44.5), endedAt: hoursAgo(44) }),
    ],
  },
  // The agent was switched to ServiceNet in the control panel, which changed the vault's address.
  'wrong-key-prefix': {
    agents: [labAgent({ usesServiceNet: true, lastSuccessfulBackupAt: hoursAgo(28) })],
    jobs: [labJob({ id: 368788, state: 'Failed', startedAt: hoursAgo(4.1), endedAt: hoursAgo(4), reason: 'Failed', diagnostics: 'Failed' })],
  },
};

const story = process.argv[2] ?? '';
const scenario = scenarios[story];
if (scenario === undefined) throw new Error(`no scenario for the story ${story}`);
process.stdout.write(JSON.stringify(labScenario(scenario)));
