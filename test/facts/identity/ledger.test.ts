// The ledger's file: what is believed of it, and when a run adds to it.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ledgerText, nextEntries, parseLedger } from '../../../src/facts/identity/ledger.js';
import type { IdentityFacts, LedgerEntry, SignalName } from '../../../src/facts/identity.js';

const hash = (letter: string): string => letter.repeat(32);
const signal = (name: SignalName, letter: string) => ({ name, root: 'hypervisor' as const, hash: hash(letter) });
const entry = (at: string, ...signals: LedgerEntry['signals']): LedgerEntry => ({
  firstSeenAt: at,
  lastSeenAt: at,
  agentIdHash: hash('1'),
  signals,
});
const facts = (signals: LedgerEntry['signals'], agentIdHash: string | null = hash('1')): IdentityFacts => ({
  signals: signals.map((each) => ({ ...each, source: 's', note: null })),
  instanceHistory: null,
  instanceHistoryNote: null,
  container: null,
  registeredAt: null,
  registrationBornAt: null,
  agentId: null,
  agentIdHash,
  ledger: [],
  ledgerNote: null,
});

const dmi = signal('dmi-uuid', 'a');
const name = signal('hostname', 'b');
const day = (number: number): string => new Date(Date.UTC(2024, 0, number)).toISOString();

describe('what a run adds', () => {
  it.each([
    { what: 'the first run', entries: [], seen: facts([dmi]), now: day(2), count: 1 },
    { what: 'nothing changed, a day later', entries: [entry(day(1), dmi)], seen: facts([dmi]), now: day(2), count: 1 },
    { what: 'another server', entries: [entry(day(1), dmi)], seen: facts([signal('dmi-uuid', 'c')]), now: day(2), count: 2 },
    { what: 'another agent', entries: [entry(day(1), dmi)], seen: facts([dmi], hash('2')), now: day(2), count: 2 },
    { what: 'an id that was hidden before', entries: [entry(day(1), name)], seen: facts([name, dmi]), now: day(2), count: 2 },
    { what: 'a run that may see less', entries: [entry(day(1), dmi, name)], seen: facts([name]), now: day(2), count: 1 },
  ])('$what: $count', ({ entries, seen, now, count }) => {
    const next = nextEntries(entries, seen, now);
    expect(next).toHaveLength(count);
    expect(next?.[0]?.lastSeenAt).toBe(now);
  });

  it.each([
    { what: 'nothing changed within a day', now: '2024-01-01T23:59:59.999Z' },
    { what: 'the clock was set back', now: '2023-01-01T00:00:00.000Z' },
  ])('$what: no write', ({ now }) => {
    expect(nextEntries([entry(day(1), dmi)], facts([dmi]), now)).toBeNull();
  });

  it('nothing known is nothing to keep', () => {
    expect(nextEntries([], facts([]), day(1))).toBeNull();
  });

  it('keeps the first entry and the newest 49', () => {
    const letter = (index: number): string => (index % 16).toString(16);
    let entries: readonly LedgerEntry[] = [];
    for (let index = 1; index <= 80; index += 1)
      entries = nextEntries(entries, facts([signal('hostname', letter(index))]), day(index)) ?? [];
    expect(entries).toHaveLength(50);
    expect(entries.at(-1)?.firstSeenAt).toBe(day(1));
    expect(entries[0]?.firstSeenAt).toBe(day(80));
    expect(entries[48]?.firstSeenAt).toBe(day(32));
    expect(parseLedger(ledgerText(entries))).toEqual({ state: 'read', entries });
  });
});

describe('what is believed', () => {
  const good = { format: 'backup-doctor-ledger', formatVersion: 1, entries: [entry(day(1), dmi)] };
  const [first] = good.entries;
  it('what was saved is what is read', () => {
    expect(parseLedger(ledgerText(good.entries))).toEqual({ state: 'read', entries: good.entries });
  });

  it.each<{ what: string; content: unknown; state: string }>([
    { what: 'another format', content: { ...good, format: 'x' }, state: 'broken' },
    { what: 'a later version', content: { ...good, formatVersion: 2 }, state: 'foreign' },
    { what: 'no entries', content: { ...good, entries: {} }, state: 'broken' },
    { what: 'too many', content: { ...good, entries: Array.from({ length: 51 }, () => first) }, state: 'broken' },
    { what: 'a time that is none', content: { ...good, entries: [{ ...first, lastSeenAt: '2024-13-01T00:00:00.000Z' }] }, state: 'broken' },
    {
      what: 'a raw id',
      content: { ...good, entries: [{ ...first, signals: [{ ...dmi, hash: '79aa4aa1-cd86-4416-a6c4-6942b7083130' }] }] },
      state: 'broken',
    },
    { what: 'an unknown signal', content: { ...good, entries: [{ ...first, signals: [{ ...dmi, name: 'colour' }] }] }, state: 'broken' },
    { what: 'more than it should hold', content: { ...good, entries: [{ ...first, note: '\u001b[31m' }] }, state: 'broken' },
    { what: 'a list', content: [], state: 'broken' },
    { what: 'null', content: null, state: 'broken' },
  ])('$what: $state', ({ content, state }) => {
    expect(parseLedger(JSON.stringify(content)).state).toBe(state);
  });

  it.each(['', '{', '\u0000', '[[[['.repeat(10_000)])('text that is no JSON is broken', (text) => {
    expect(parseLedger(text)).toEqual({ state: 'broken' });
  });

  it('no JSON makes it throw', () => {
    fc.assert(fc.property(fc.json(), (text) => ['read', 'broken', 'foreign'].includes(parseLedger(text).state)));
  });
});
