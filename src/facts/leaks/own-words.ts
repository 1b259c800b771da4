// What stands in every output whatever the host: names of members, states and kinds. A weak password may equal one of these words;
// to take it out there would damage the facts, and to leave it there tells nothing.
import { signalNames } from '../identity.js';

/** Members that hold a word from a closed list of ours. */
const closedMembers: ReadonlySet<string> = new Set([
  ...['state', 'kind', 'status', 'outcome', 'family', 'scope', 'network', 'level', 'writer', 'certainty', 'role', 'guards', 'manager'],
  ...['keySet', 'foundBy', 'transport', 'by', 'service', 'layer', 'stoppedBy', 'deviceClass', 'fsType', 'idForm', 'call', 'type', 'of'],
  ...['frequency', 'title', 'format', 'policy', 'selfTest', 'store', 'variable'],
]);

/** Such words of members that may hold free text, too. */
const closedWords: ReadonlySet<string> = new Set([
  ...signalNames,
  ...['disk', 'hypervisor', 'instance', 'name', 'permission', 'folder-permission', 'acl', 'security-module', 'fuse-owner', 'server-refusal', 'mount-option'],
  ...['io-error', 'name-too-long', 'stale-handle', 'link-loop', 'key-missing', 'other', 'driveclient', 'agent-api', 'event-service'],
]);

const time = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;

/** @param name of the member that holds the text */
export const isOwnWord = (text: string, name: string): boolean =>
  /^[a-z][a-z-]{0,30}$/.test(text) ? closedMembers.has(name) || closedWords.has(text) : time.test(text);

/** The names of members and the own words of a recording or report, one a line. */
export function ownWordsIn(value: unknown): string {
  const words = new Set<string>();
  collect(value, '', words);
  return [...words].join('\n');
}

function collect(value: unknown, name: string, words: Set<string>): void {
  if (typeof value === 'string' && isOwnWord(value, name)) words.add(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, name, words);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      words.add(key);
      collect(item, key, words);
    }
  }
}
