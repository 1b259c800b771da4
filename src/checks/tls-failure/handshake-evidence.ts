// What was measured of one handshake, in the words that the sentences of checks.yml are filled with.
import type { Certificate, Handshake, PathCell } from '../../facts/paths.js';
import type { Evidence } from '../check.js';
import { isDateCode } from '../network/certificate-codes.js';
import { ownTimeOf } from '../network/clock.js';
import { word } from '../network/evidence.js';
import { remainingDaysOf } from './handshake-problem.js';
import { offeredProtocol, refusalMeaning } from './refusals.js';

export function handshakeEvidence(cell: PathCell, cells: readonly PathCell[]): readonly Evidence[] {
  const { endpoint, handshake, connection } = cell;
  if (handshake === null) return [];
  const say = sayerOf(cell);
  return [
    say('outcome', handshake.outcome),
    say('errorCode', handshake.code),
    say('address', connection?.address ?? null),
    ...(handshake.outcome === 'refused' ? [say('offeredProtocol', offeredProtocol), say('meaning', refusalMeaning(handshake.code))] : []),
    ...(handshake.certificate === null ? [] : certificateEvidence(cell, handshake.certificate, cells)),
    ...storeEvidence(cell, handshake),
    { subject: endpoint.host, name: 'waitedMs', value: handshake.tookMs, unit: 'milliseconds', source: sourceOf(cell) },
  ];
}

/** Of the trusted ones; null where there is none. */
export function endingFirst(cells: readonly PathCell[]): PathCell | null {
  const endsAtMs = ({ handshake }: PathCell): number => Date.parse(handshake?.certificate?.endsAt ?? '9999');
  const trusted = cells.filter(({ handshake }) => handshake?.outcome === 'trusted');
  return trusted.sort((a, b) => endsAtMs(a) - endsAtMs(b))[0] ?? null;
}

export function lifeEvidence(cell: PathCell, cells: readonly PathCell[]): readonly Evidence[] {
  const { host: subject } = cell.endpoint;
  const remainingDays = remainingDaysOf(cell, cells);
  const ends = sayerOf(cell)('expiresAt', cell.handshake?.certificate?.endsAt ?? null);
  const name = 'remainingDays';
  if (remainingDays === null) return [ends, word(subject, name, null, sourceOf(cell))];
  return [ends, { subject, name, value: Math.floor(remainingDays), unit: 'days', source: sourceOf(cell) }];
}

const sourceOf = ({ endpoint }: PathCell): string => `TLS handshake with port ${endpoint.port}`;

const sayerOf =
  (cell: PathCell) =>
  (name: string, value: string | boolean | null): Evidence =>
    word(cell.endpoint.host, name, value, sourceOf(cell));

function certificateEvidence(cell: PathCell, certificate: Certificate, cells: readonly PathCell[]): readonly Evidence[] {
  const say = sayerOf(cell);
  const clockAt = ownTimeOf(cell, cells);
  return [
    say('issuer', certificate.issuer),
    say('certificateNames', listed(certificate.names)),
    say('startsAt', certificate.startsAt),
    ...lifeEvidence(cell, cells),
    word(cell.endpoint.host, 'clockAt', clockAt, 'own clock'),
    ...(isDateCode(cell.handshake?.code ?? null) ? [say('validity', validityOf(certificate, clockAt))] : []),
    { subject: cell.endpoint.host, name: 'certificateCount', value: certificate.sentCount, unit: 'count', source: sourceOf(cell) },
    say('isSelfSigned', certificate.isSelfSigned),
  ];
}

/** OpenSSL does not say which certificate of the chain it means: where the server's own one is good, it is one above it. */
function validityOf({ startsAt, endsAt }: Certificate, clockAt: string | null): string {
  const ownTime = Date.parse(clockAt ?? '');
  const span = `from ${minute(startsAt)} to ${minute(endsAt)}`;
  const isGood = Date.parse(startsAt) <= ownTime && ownTime <= Date.parse(endsAt);
  return isGood ? `it is itself for the time ${span}, so one above it in its chain is meant` : `it is for the time ${span}`;
}

const minute = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');

/** Certificates of large services are for dozens of names. */
const shownNameCount = 4;

function listed(names: readonly string[]): string {
  const known = names.filter((name) => name !== '');
  const shown = known.slice(0, shownNameCount).join(', ') || 'no name at all';
  return known.length > shownNameCount ? `${shown} and ${known.length - shownNameCount} more` : shown;
}

function storeEvidence(cell: PathCell, { stores }: Handshake): readonly Evidence[] {
  const named = (isTrusting: boolean): string =>
    stores.flatMap(({ store, code }) => ((code === null) === isTrusting ? [store] : [])).join(' and ') || 'no set of authorities';
  const distrust = stores.find(({ code }) => code !== null)?.code ?? null;
  const say = sayerOf(cell);
  return [say('trustedBy', named(true)), say('distrustedBy', named(false)), say('distrustCode', distrust)];
}
