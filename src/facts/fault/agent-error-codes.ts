// The numbers that the agent writes into its log and its backup reports. The published list is not complete, so an
// unknown number is no mistake. Most were seen in samples of the documentation, 3015, 3042 and 9016 in those of API v2.
import type { SolutionStep } from './fault-interpretation.js';

export interface AgentErrorCode {
  readonly code: number;
  readonly name: string;
  /** Where the number stands: the agent counts errors and types of errors apart, and quotes curl. */
  readonly kind: 'error code of the agent' | 'error type of the agent' | 'error code of curl, in a message of the agent';
  readonly meaning: string;
  readonly solution: readonly SolutionStep[];
}

/** null where the number is not a known one */
export const explainAgentErrorCode = (code: number): AgentErrorCode | null => rowsByCode.get(code) ?? null;

type Row = readonly [code: number, kind: AgentErrorCode['kind'], name: string, meaning: string, steps: readonly string[]];

const fullDiskSteps = [
  "Find the full volume: in a backup the one of the agent's cache and log, in a restore also the one that the files go to (backup-doctor --only low-disk-space).",
  'Free space there, or move the folder to a larger volume; the agent itself needs at least 100 MB.',
  'Run the backup or restore again, and look at its report.',
];

const connectionSteps = [
  'See which address the message names, and whether the other lines of that minute name the same one.',
  'If it begins with snet-, look at ServiceNet: its interface, the routes to 10.176.0.0/12 and 10.208.0.0/12, and the firewall (backup-doctor --only servicenet-unreachable).',
  'If not, look at PublicNet, the resolvers and the firewall for outgoing TCP 443 (backup-doctor --symptom network-error).',
  'If all is well now, compare the time with your monitoring and with https://status.rackspace.com.',
];

const rows: readonly Row[] = [
  [
    28,
    'error code of curl, in a message of the agent',
    'Timeout was reached',
    'The other side did not answer in time. It stands at the end of a message with the code 2000, often about Cloud Files over ServiceNet.',
    connectionSteps,
  ],
  [
    101,
    'error type of the agent',
    'The agent experienced a problem',
    'A kind of error in the ErrorList of a backup report, and no cause by itself: ExceptionCode and ExceptionDesc beside it name the cause.',
    [
      'Read ExceptionCode, ExceptionDesc and Path of the same entry, and explain that code (as in backup-doctor explain 313).',
      "Where they say nothing, read the agent's log at the time of the backup.",
    ],
  ],
  [
    313,
    'error code of the agent',
    'File in use',
    'A file-sharing violation: on Windows another program had the file open and lets nobody else read it, so the backup left the file out. Typical are the live files of a database.',
    [
      'For a database, let it write a dump into a folder of the backup set before each backup, and exclude its live files.',
      'For other files, back up at a time when the program rests, or exclude what nobody would restore.',
      'Make sure that volume shadow copies are not switched off for the agent: AgentConfig.exe, tab General (VSS Disable).',
    ],
  ],
  [
    2000,
    'error code of the agent',
    'Could not perform an HTTP request',
    'A request to Cloud Backup or Cloud Files got no answer. The end of the message tells why, as in "Timeout was reached (28)", and may name the address.',
    connectionSteps,
  ],
  [
    3015,
    'error code of the agent',
    'File or folder missing',
    'The file was found in the scan, and was gone when its turn came. That is harmless for files that come and go.',
    [
      'Exclude folders whose files live shortly, such as caches, sessions and temporary files.',
      'If the file is still there, look at its name: names that are not UTF-8 are not found either; rename or exclude it.',
    ],
  ],
  [
    3042,
    'error code of the agent',
    'No space left on device',
    'A write failed because its volume is full. The agent may wrap it in an error with the code 9016.',
    fullDiskSteps,
  ],
  [
    9016,
    'error code of the agent',
    'phx_exception',
    'It wraps another error, which its description names: in the known sample "WRITE failed (3042): No space left on device".',
    ['Read the description of the same entry; what follows holds where it says that no space is left.', ...fullDiskSteps],
  ],
];

export const agentErrorCodes: readonly AgentErrorCode[] = rows.map(([code, kind, name, meaning, steps]) => ({
  code,
  kind,
  name,
  meaning,
  solution: steps.map((text) => ({ text })),
}));

const rowsByCode = new Map(agentErrorCodes.map((row) => [row.code, row]));
