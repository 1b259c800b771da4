// Reads bootstrap.json and what surrounds it: its mode, its age, earlier copies. See facts/agents/registration
// for what is never kept of it.
import type { Registration } from '../../../facts/agent.js';
import { parseRegistration, type RegistrationContent } from '../../../facts/agents/registration.js';
import { secretsIn } from '../../../facts/agents/registration-secrets.js';
import { observed, through, unavailable, valueOf, type Observed } from '../../../facts/observed.js';
import { keepSecrets, keepUnread } from '../../known-secrets.js';
import type { FileStat, System, TextFile } from '../../platform/system.js';
import { readAccounts } from '../accounts.js';
import { processesOf } from '../processes.js';
import { readPaths, type DriveclientPaths } from './paths.js';

export interface RegistrationLook {
  /** Where it is, or should be. */
  readonly path: string;
  readonly seen: Observed<{ readonly registration: Registration; readonly content: RegistrationContent }>;
}

/** A real one has 300 to 4,000 bytes. */
const capBytes = 256 << 10;

export async function readRegistration(system: System): Promise<RegistrationLook> {
  const paths = await readPaths(system);
  const path = await registrationPath(system, paths);
  const text = await evenAsLink(system, path, await system.files.readText(path, capBytes));
  keepSecretsOf(system, path, text);
  await keepSecretsOfCopies(system, paths, path);
  const file = through(withRemedy(text), (seen) => toContent(path, seen));
  if (file.state !== 'observed') return { path, seen: file };
  const { content, stat } = file.value;
  const { containerUrls: _, isEncrypted: __, ...known } = content;
  const around = await surroundings(system, paths, path, stat);
  return { path, seen: observed({ registration: { ...around, ...known }, content }, file.tookMs) };
}

/** What is cut is read as far as it goes; the rest may hold more. */
function keepSecretsOf(system: System, path: string, text: Observed<TextFile>): void {
  if (text.state === 'observed') keepSecrets(system, secretsIn(text.value.text));
  if (text.state === 'unavailable' || (text.state === 'observed' && text.value.isTruncated)) keepUnread(system, path);
}

/** The log may be older than the last registration. Whoever copied the file by hand called it otherwise than the agent does. */
async function keepSecretsOfCopies(system: System, { folderOf, join }: DriveclientPaths, path: string): Promise<void> {
  const names = valueOf(await system.files.list(folderOf(path))) ?? [];
  const copies = names.filter((name) => /^bootstrap\.json./.test(name)).sort().reverse();
  for (const name of copies.slice(maxCopyCount)) keepUnread(system, join(folderOf(path), name));
  for (const name of copies.slice(0, maxCopyCount)) {
    const copy = join(folderOf(path), name);
    keepSecretsOf(system, copy, await system.files.readText(copy, capBytes));
  }
}

/** One for each registration of the host. */
const maxCopyCount = 50;

/** A link that leads nowhere is there all the same, and its owner must hear of it. */
export async function evenAsLink<T>({ files }: System, path: string, fact: Observed<T>): Promise<Observed<T>> {
  if (fact.state !== 'absent') return fact;
  const link = await files.readLink(path);
  return link.state === 'observed' ? unavailable('malformed', `${path} is a link to ${link.value}, where nothing is`) : fact;
}

/** An installation for one user keeps its files in that user's home. */
async function registrationPath(system: System, { registrationFile, serviceName, join }: DriveclientPaths): Promise<string> {
  const documented = await evenAsLink(system, registrationFile, await system.files.stat(registrationFile));
  if (documented.state !== 'absent') return registrationFile;
  const [processes, accounts] = await Promise.all([processesOf(system, serviceName), readAccounts(system)]);
  const uids = new Set((valueOf(processes) ?? []).map(({ uid }) => uid));
  const candidates = accounts.filter(({ uid }) => uids.has(uid)).map(({ home }) => join(home, '.driveclient', 'bootstrap.json'));
  const looks = await Promise.all(candidates.map((candidate) => system.files.stat(candidate)));
  return candidates.find((_, index) => looks[index]?.state !== 'absent') ?? registrationFile;
}

/** The folder is root's alone wherever it was installed as documented. */
function withRemedy<T>(fact: Observed<T>): Observed<T> {
  if (fact.state !== 'unavailable' || fact.failure.kind !== 'permission-denied') return fact;
  return { ...fact, failure: { ...fact.failure, detail: `${fact.failure.detail}: run as root` } };
}

function toContent(path: string, { text, isTruncated, stat }: TextFile): Observed<{ content: RegistrationContent; stat: FileStat }> {
  if (isTruncated) {
    const detail = `${path} has ${stat.sizeBytes} bytes: no registration is longer than ${capBytes}, so it was not read`;
    return unavailable('malformed', detail);
  }
  const parsed = parseRegistration(text);
  return parsed.state === 'parsed' ? observed({ content: parsed.content, stat }) : unavailable('malformed', `${path} ${parsed.why}`);
}

type Surroundings = Omit<Registration, keyof RegistrationContent>;

async function surroundings(system: System, { folderOf }: DriveclientPaths, path: string, stat: FileStat): Promise<Surroundings> {
  const folder = folderOf(path);
  const [folderStat, names] = await Promise.all([system.files.stat(folder), system.files.list(folder)]);
  const folderMode = valueOf(folderStat)?.modeOctal ?? '0000';
  return {
    path,
    modifiedAt: stat.modifiedAt,
    ageSeconds: Math.round((system.now().getTime() - Date.parse(stat.modifiedAt)) / 1_000),
    modeOctal: stat.modeOctal,
    ownerUid: stat.uid,
    isReadableByOthers: system.platform !== 'windows' && allows(stat.modeOctal, 0o004) && allows(folderMode, 0o001),
    earlierCopiesAt: (valueOf(names) ?? []).flatMap(copyTime).sort(),
  };
}

const allows = (modeOctal: string, bits: number): boolean => (Number.parseInt(modeOctal, 8) & bits) === bits;

/** `bootstrap.json.20160426102748` → `2016-04-26T10:27:48.000Z`; the stamp names no time zone. */
function copyTime(name: string): readonly string[] {
  const match = /^bootstrap\.json\.(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(name);
  if (match === null) return [];
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  return Number.isNaN(time.getTime()) ? [] : [time.toISOString()];
}
