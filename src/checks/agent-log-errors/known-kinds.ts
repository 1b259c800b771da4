// Groups of lines → kinds of errors, by the signatures of the catalogue, and how grave each is: the one that says most about
// the cause first. A broken connection is grave only where it stopped a backup.
import type { Signature } from '../../catalogue/catalogue.js';
import type { LogFacts, LogGroup } from '../../facts/log.js';
import { asOne, isRefusal, type ToldLines } from '../../facts/log/told-by-log.js';

/** `network`: critical where a backup was given up for it. `refusal`: critical where it lasted. */
const gravities = {
  'container-missing': 'critical',
  'vault-damaged': 'critical',
  'missing-volume-password': 'critical',
  'disk-full': 'critical',
  'cloud-files-forbidden': 'refusal',
  'service-refused': 'refusal',
  'servicenet-timeout': 'network',
  'name-not-resolved': 'network',
  'tls-rejected': 'network',
  'http-failure': 'network',
  'backup-aborted': 'critical',
  'permissions-hint': 'warning',
  'locale-invalid': 'warning',
  'file-unreadable': 'warning',
  'cleanup-failed': 'warning',
  'file-in-use': 'warning',
  'path-not-found': 'warning',
  'updater-failed': 'warning',
  'file-vanished': 'warning',
  'unrecognized-errors': 'warning',
} as const;

export type KnownProblem = keyof typeof gravities;

export const knownProblems = Object.keys(gravities) as readonly KnownProblem[];

export interface Kind {
  readonly problem: KnownProblem;
  readonly status: 'warning' | 'critical';
  readonly means: string | null;
  readonly told: ToldLines;
}

/** The gravest first. What came right after a start and is normal there is left out. */
export function kindsIn({ groups }: LogFacts, signatures: readonly Signature[], graceSeconds: number): readonly Kind[] {
  const known = groups.filter((group) => !isInGrace(group)).map((group) => ({ group, signature: signatureOf(group, signatures) }));
  const stopped = groups.filter((group) => stopsBackup(group, signatures));
  const kinds = knownProblems.flatMap((problem): readonly Kind[] => {
    const own = known.filter(({ group, signature }) => problemOf(group, signature) === problem);
    if (own.length === 0) return [];
    const told = asOne(own.map(({ group }) => group));
    const means = own.find(({ group }) => group === told.newest)?.signature?.means ?? null;
    return [{ problem, status: statusOf(problem, told, stopped, signatures, graceSeconds), means, told }];
  });
  return [...kinds.filter(({ status }) => status === 'critical'), ...kinds.filter(({ status }) => status === 'warning')];
}

export const isInGrace = (group: LogGroup): boolean => group.isRightAfterStart && isRefusal(group);

export const isNetworkProblem = (problem: KnownProblem): boolean => gravities[problem] === 'network';

/** The first signature that fits; all that it names must. */
export function signatureOf(group: LogGroup, signatures: readonly Signature[]): Signature | null {
  const text = `${group.writtenBy ?? ''} ${group.message}`.toLowerCase();
  return signatures.find((signature) => fits(signature, group, text)) ?? null;
}

function fits(
  { words = [], writer = 'agent', levels, agentErrorCodes, curlCodes, httpStatuses, hosts }: Signature,
  group: LogGroup,
  text: string,
): boolean {
  const isOneOf = <T>(list: readonly T[] | undefined, value: T | null): boolean =>
    list === undefined || (value !== null && list.includes(value));
  return (
    words.every((word) => text.includes(word.toLowerCase())) &&
    writer === group.writer &&
    isOneOf(levels, group.level) &&
    isOneOf(agentErrorCodes, group.agentErrorCode) &&
    isOneOf(curlCodes, group.curlCode) &&
    isOneOf(httpStatuses, group.httpStatus) &&
    (hosts === undefined || hosts.some((host) => group.host?.includes(host.toLowerCase()) === true))
  );
}

/** A line of a lower level is no error as long as nobody knows it. */
function problemOf({ level }: LogGroup, signature: Signature | null): string | null {
  if (signature !== null) return signature.problem;
  return level === 'FATAL' || level === 'ERROR' ? 'unrecognized-errors' : null;
}

/** Says itself that a backup was given up, whatever else it is known by. */
const stopsBackup = (group: LogGroup, signatures: readonly Signature[]): boolean =>
  signatureOf(
    group,
    signatures.filter(({ problem }) => problem === 'backup-aborted'),
  ) !== null;

function statusOf(
  problem: KnownProblem,
  { firstAt, lastAt }: ToldLines,
  stopped: readonly LogGroup[],
  signatures: readonly Signature[],
  graceSeconds: number,
): Kind['status'] {
  const causeOf = (group: LogGroup): string | null => signatureOf(group, signatures)?.problem ?? null;
  if (stopped.some((group) => causeOf(group) === problem)) return 'critical';
  switch (gravities[problem]) {
    case 'network':
      // The line that gives a backup up names the failure, and seldom the host.
      return stopped.some((group) => isNetworkCause(causeOf(group)) && firstAt <= group.lastAt) ? 'critical' : 'warning';
    case 'refusal':
      return Date.parse(lastAt) - Date.parse(firstAt) > graceSeconds * 1_000 ? 'critical' : 'warning';
    default:
      return gravities[problem];
  }
}

const isNetworkCause = (problem: string | null): boolean => knownProblems.some((known) => known === problem && isNetworkProblem(known));
