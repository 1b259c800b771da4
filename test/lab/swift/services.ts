// The simulated identity and Cloud Backup before a real Cloud Files: the login hands out Swift's own token, and the agent's vault is
// the one that lies in Swift.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labAgent, labScenario } from '../cloud-backup-api/lab-host.js';
import { userWith, type CatalogueEntry } from '../cloud-backup-api/scenario.js';
import type { Server } from '../network/processes.js';
import { serviceCatalogue, type CloudFiles, type VaultAccess } from './cloud-files.js';
import { apiAddress, internalName, publicName } from './plan.js';

const simulator = fileURLToPath(new URL('../cloud-backup-api/serve.js', import.meta.url));
const user = userWith();

/** For `onHost`: whoever asks is this user. */
export const asUser = `export BACKUP_DOCTOR_USERNAME=${user.name} BACKUP_DOCTOR_API_KEY=${user.apiKey}\n`;

export function serveServices(lab: CloudFiles, vault: VaultAccess): Promise<Server> {
  const scenario = join(lab.lab.folder.path, 'services.json');
  const changes = {
    users: [userWith({ token: vault.token })],
    serviceCatalogue: serviceCatalogue(vault) as readonly CatalogueEntry[],
    agents: [labAgent({ vault: vault.container })],
    filesAccount: vault.account,
  };
  writeFileSync(scenario, JSON.stringify(labScenario(changes)));
  const { certificate, key } = lab.certificate;
  const { host, port } = apiAddress;
  return lab.serveApi([
    ...[process.execPath, simulator, '--host', host, '--port', String(port), '--cert', certificate, '--key', key, '--scenario', scenario],
    ...['--public-name', 'dfw.backup.api.rackspacecloud.com', '--files-name', publicName, '--files-internal-name', internalName],
  ]);
}
