// One handshake → what is wrong with it. The agent's own set of authorities, where it brings one, decides whether a
// certificate is trusted; the sets of this host are told beside it.
import type { Handshake, PathCell } from '../../facts/paths.js';
import { chainCodes, nameCodes } from '../network/certificate-codes.js';
import { ownTimeOf, rightTimeMs } from '../network/clock.js';

/** The gravest first. */
export const tlsProblems = [
  'certificate-expired',
  'certificate-not-yet-valid',
  'unknown-issuer',
  'certificate-wrong-name',
  'incomplete-chain',
  'stores-differ',
  'certificate-refused',
  'handshake-refused',
  'handshake-stalled',
  'certificate-expires-soon',
] as const;

export type TlsProblem = (typeof tlsProblems)[number];

export interface FoundProblem {
  readonly problem: TlsProblem;
  readonly stopsAgent: boolean;
}

export function problemOf(cell: PathCell, cells: readonly PathCell[], expiryWarningDays: number): FoundProblem | null {
  const { handshake } = cell;
  if (handshake === null || handshake.outcome === 'cut-off') return null;
  if (handshake.outcome === 'refused') return stopping('handshake-refused');
  if (handshake.outcome === 'stalled') return stopping('handshake-stalled');
  if (isDivided(handshake)) return { problem: 'stores-differ', stopsAgent: handshake.outcome === 'untrusted' };
  if (handshake.outcome === 'untrusted') return stopping(problemOfCode(cell, handshake.code, cells));
  const remainingDays = remainingDaysOf(cell, cells);
  const isEnding = remainingDays !== null && remainingDays <= expiryWarningDays;
  return isEnding ? { problem: 'certificate-expires-soon', stopsAgent: false } : null;
}

/** By the time as most servers tell it; null where nothing told it, or no certificate was seen. */
export function remainingDaysOf(cell: PathCell, cells: readonly PathCell[]): number | null {
  const endsAtMs = Date.parse(cell.handshake?.certificate?.endsAt ?? '');
  const ownTime = ownTimeOf(cell, cells);
  return ownTime === null || Number.isNaN(endsAtMs) ? null : (endsAtMs - rightTimeMs(ownTime, cells)) / 86_400_000;
}

const stopping = (problem: TlsProblem): FoundProblem => ({ problem, stopsAgent: true });

/** One set of authorities trusts the server and another does not. */
const isDivided = ({ stores }: Handshake): boolean => stores.some(({ code }) => code === null) && stores.some(({ code }) => code !== null);

function problemOfCode(cell: PathCell, code: string | null, cells: readonly PathCell[]): TlsProblem {
  if (code === 'CERT_HAS_EXPIRED') return 'certificate-expired';
  if (code === 'CERT_NOT_YET_VALID') return 'certificate-not-yet-valid';
  if (code !== null && nameCodes.has(code)) return 'certificate-wrong-name';
  if (code === null || !chainCodes.has(code)) return 'certificate-refused';
  return isIncomplete(cell, cells) ? 'incomplete-chain' : 'unknown-issuer';
}

/** A server of a public authority that forgot to send what lies between: its certificate says where that can be had. */
function isIncomplete(cell: PathCell, cells: readonly PathCell[]): boolean {
  const certificate = cell.handshake?.certificate ?? null;
  if (certificate === null || certificate.isSelfSigned) return false;
  return certificate.sentCount === 1 && certificate.namesIssuerAddress && !isIssuerOfMany(cell, cells);
}

/** One unknown authority behind several different certificates opens connections; servers do not all forget at once. */
function isIssuerOfMany({ handshake }: PathCell, cells: readonly PathCell[]): boolean {
  const issued = cells.flatMap(({ handshake: other }) => (other?.outcome === 'untrusted' ? (other.certificate ?? []) : []));
  const own = issued.filter(({ issuer }) => issuer === handshake?.certificate?.issuer);
  return new Set(own.map(({ names, startsAt, endsAt }) => [...names, startsAt, endsAt].join())).size > 1;
}
