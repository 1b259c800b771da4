// The service of a program: systemd unit, SysV script or Windows service, and whether it starts at boot. All
// but Windows is read from the disk alone, so that it works on a host image too.
import type { ServiceState } from '../../facts/agent.js';
import { accountName, type Account } from '../../facts/agents/accounts.js';
import { unitUser } from '../../facts/agents/unit-file.js';
import { parseServiceQuery } from '../../facts/agents/windows-service.js';
import { absent, mapped, observed, unavailable, valueOf, type Observed } from '../../facts/observed.js';
import type { System } from '../platform/system.js';
import { oncePerSystem } from './once-per-system.js';

/** A unit in an earlier folder hides those behind it: systemd.unit(5). */
const unitFolders = ['/etc/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
/** The run levels in which a host does its work. */
const runLevels = [2, 3, 4, 5];
const serviceLimitMs = 3_000;

export async function readService(system: System, name: string): Promise<Observed<ServiceState>> {
  if (system.platform === 'windows') return windowsService(system, name);
  const unit = await systemdService(system, name);
  return unit.state === 'absent' ? sysvService(system, name) : unit;
}

/** The account that a unit names; null where it names none and systemd then uses root. */
export async function serviceUser(
  { files }: System,
  { manager, unitPath }: ServiceState,
  accounts: readonly Account[],
): Promise<{ readonly user: string; readonly uid: number } | null> {
  if (manager !== 'systemd') return null;
  const named = unitUser(valueOf(await files.readText(unitPath))?.text ?? '');
  const account = accounts.find(({ name, uid }) => name === named || String(uid) === named);
  return account === undefined ? null : { user: accountName(account.uid, accounts), uid: account.uid };
}

async function systemdService(system: System, name: string): Promise<Observed<ServiceState>> {
  for (const folder of unitFolders) {
    const unitPath = `${folder}/${name}.service`;
    const link = valueOf(await system.files.readLink(unitPath));
    const isMasked = link === '/dev/null';
    const file = isMasked ? observed(null) : await system.files.stat(unitPath);
    if (file.state === 'unavailable') return file;
    if (file.state === 'absent') continue;
    const startsAtBoot = isMasked ? false : await isWanted(system, `${name}.service`);
    return observed({ manager: 'systemd', unitPath, startsAtBoot, isRunning: null });
  }
  return absent(`no systemd unit of ${name} was found`);
}

/** null where it may be wanted in a folder that could not be seen. */
async function isWanted(system: System, unit: string): Promise<boolean | null> {
  let isBlind = false;
  for (const readWanted of wantedUnits) {
    const wanted = await readWanted(system);
    if (wanted.names.has(unit)) return true;
    isBlind ||= wanted.isBlind;
  }
  return isBlind ? null : false;
}

/**
 * `systemctl enable` leaves a link to the unit in a folder `*.wants` or `*.requires`: in /etc, so the dozens of folders
 * that come with the system are read only where that does not tell.
 */
const wantedUnits = unitFolders.map((folder) =>
  oncePerSystem(async ({ files }) => {
    const entries = await files.list(folder);
    const owners = (valueOf(entries) ?? []).filter((entry) => /\.(wants|requires)$/.test(entry));
    const wanted = await Promise.all(owners.map((entry) => files.list(`${folder}/${entry}`)));
    return {
      names: new Set(wanted.flatMap((names) => valueOf(names) ?? [])),
      isBlind: [entries, ...wanted].some(({ state }) => state === 'unavailable'),
    };
  }),
);

async function sysvService({ files }: System, name: string): Promise<Observed<ServiceState>> {
  const unitPath = `/etc/init.d/${name}`;
  const script = await files.stat(unitPath);
  if (script.state === 'absent') return absent(`no unit file and no init script of ${name} was found`);
  const levels = await Promise.all(runLevels.map((level) => files.list(`/etc/rc${level}.d`)));
  const starts = (names: readonly string[] | null): boolean => names?.some((entry) => isStartLink(entry, name)) ?? false;
  // Systems without such folders start their scripts in some other way.
  const isKnown = levels.some(({ state }) => state === 'observed');
  const startsAtBoot = isKnown ? levels.some((names) => starts(valueOf(names))) : null;
  return mapped(script, () => ({ manager: 'sysv', unitPath, startsAtBoot, isRunning: null }));
}

const isStartLink = (entry: string, name: string): boolean => /^S\d\d/.test(entry) && entry.slice(3) === name;

async function windowsService(system: System, name: string): Promise<Observed<ServiceState>> {
  const query = await system.run('sc', ['query', name], { limitMs: serviceLimitMs });
  if (query.state !== 'observed') return query;
  const state = parseServiceQuery(query.value.stdout, query.value.exitCode);
  if (state === 'missing') return absent(`there is no Windows service ${name}`);
  if (state === null) return unavailable('malformed', `sc query ${name} named no state`);
  const isRunning = state === 'other' ? null : state === 'running';
  return mapped(query, () => ({ manager: 'windows', unitPath: name, startsAtBoot: null, isRunning }));
}
