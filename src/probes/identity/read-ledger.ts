// The ledger as it lies in the state folder. What cannot be read or is not of its form counts as not there, with a note.
import type { LedgerEntry } from '../../facts/identity.js';
import { ledgerCapBytes, ledgerFileName, parseLedger } from '../../facts/identity/ledger.js';
import type { HostFiles } from '../platform/system.js';

export interface LedgerReading {
  readonly state: 'read' | 'none' | 'broken' | 'unusable';
  readonly entries: readonly LedgerEntry[];
  readonly note: string | null;
}

export async function readLedger(files: HostFiles, stateFolder: string): Promise<LedgerReading> {
  const path = `${stateFolder}/${ledgerFileName}`;
  const file = await files.readText(path, ledgerCapBytes);
  if (file.state === 'absent') return { state: 'none', entries: [], note: null };
  if (file.state === 'unavailable') return { state: 'unusable', entries: [], note: file.failure.detail };
  const ledger = file.value.isTruncated ? ({ state: 'broken' } as const) : parseLedger(file.value.text);
  switch (ledger.state) {
    case 'read':
      return { state: 'read', entries: ledger.entries, note: null };
    case 'broken':
      return { state: 'broken', entries: [], note: `${path} is damaged and was not used` };
    case 'foreign':
      return { state: 'unusable', entries: [], note: `${path} was written by another version of this tool and was not used` };
  }
}
