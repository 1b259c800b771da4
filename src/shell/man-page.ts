// The manual page, in the macros of man(7): made from the command tree and the catalogue, so that it is never behind them.
import { allNodes, type CommandNode, type Flag, type Word } from './command-tree.js';

export interface ManualFacts {
  readonly program: string;
  readonly version: string;
  readonly tree: CommandNode;
  /** By id. */
  readonly checks: Readonly<Record<string, { readonly title: string }>>;
}

export function manPage({ program, version, tree, checks }: ManualFacts): string {
  const nodes = allNodes(tree).filter(({ path }) => path.length > 0 && path[0] !== 'help');
  return [
    `.TH ${program.toUpperCase()} 1 "" "${program} ${escaped(version)}" "User Commands"`,
    '.SH NAME',
    `${escaped(program)} \\- ${escaped(tree.description.replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    nodes.flatMap((node) => (node.children.length === 0 ? [synopsis(program, node)] : [])).join('\n.br\n'),
    '.SH DESCRIPTION',
    description.map(escaped).join('\n.PP\n'),
    '.SH OPTIONS',
    'Those of check, which need not be named, and:',
    ...own(tree).flatMap(flagEntry),
    '.SH COMMANDS',
    ...nodes.flatMap((node) => commandSection(program, node)),
    '.SH CHECKS',
    ...named(Object.entries(checks).map(([id, { title }]) => [id, title] as const)),
    '.SH EXIT STATUS',
    ...named(exitCodes),
    '.SH ENVIRONMENT',
    ...named(environment),
    '.SH FILES',
    ...named(files),
    '.SH EXAMPLES',
    ...named(examples),
    '.SH SEE ALSO',
    escaped('https://docs.rackspace.com/docs/best-practices-for-cloud-backup, and the folder docs of the package.'),
    '',
  ].join('\n');
}

/** What no command repeats: the version, the help. */
const own = ({ flags, children }: CommandNode): readonly Flag[] => {
  const [check] = children;
  return flags.filter(({ names }) => names.includes('--help') || check?.flags.every((flag) => flag.names[0] !== names[0]) === true);
};

function commandSection(program: string, node: CommandNode): readonly string[] {
  return [
    '.SS ' + escaped(node.path.join(' ')),
    escaped(sentence(node.description)),
    ...(node.children.length > 0 ? [] : ['.PP', synopsis(program, node)]),
    ...node.flags.filter(({ names }) => !names.includes('--help')).flatMap(flagEntry),
  ];
}

const synopsis = (program: string, { path, words, flags }: CommandNode): string =>
  [`\\fB${escaped([program, ...path].join(' '))}\\fR`, ...(flags.length > 0 ? ['[\\fIoptions\\fR]'] : []), ...words.map(wordOf)].join(' ');

function wordOf({ placeholder, isOptional, isRepeated }: Word): string {
  const word = `\\fI${escaped(placeholder)}\\fR${isRepeated ? ' ...' : ''}`;
  return isOptional ? `[${word}]` : word;
}

function flagEntry({ names, placeholder, description: text, defaultText }: Flag): readonly string[] {
  const value = placeholder === null ? '' : ` \\fI${escaped(placeholder)}\\fR`;
  const preset = defaultText === null ? '' : ` (default: ${defaultText})`;
  return ['.TP', names.map((name) => `\\fB${escaped(name)}\\fR${value}`).join(', '), escaped(sentence(`${text}${preset}`))];
}

const named = (entries: readonly (readonly [string, string])[]): readonly string[] =>
  entries.flatMap(([name, text]) => ['.TP', `.B ${escaped(name)}`, escaped(text)]);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

/** A backslash, a hyphen, a dot or an apostrophe at the start of a line mean something to roff. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1');

const description = [
  'Finds out why the backups of a server fail, and says what to do. It runs on the server itself, beside the Rackspace Cloud Backup agent (driveclient), looks at what the agent needs, and combines what it saw into one report: causes first, each with its evidence, its solution and a way to verify.',
  'It changes nothing on the host but its own state folder, unless the command says so, and never registers an agent anew. It always ends within --timeout plus two seconds. What it could not look at is called unknown, never healthy and never broken.',
  'The chosen format alone goes to standard output; progress, notes and errors go to standard error.',
] as const;

const exitCodes = [
  ['0', 'ok'],
  ['1', 'warning'],
  ['2', 'critical'],
  [
    '3',
    'unknown: an essential check could not look, no agent was found, or the call itself is wrong. The reason stands on standard error.',
  ],
] as const;

const environment = [
  [
    'BACKUP_DOCTOR_USERNAME',
    'With BACKUP_DOCTOR_API_KEY or BACKUP_DOCTOR_PASSWORD: credentials for Cloud Backup and Cloud Files, where --credentials names no file.',
  ],
  ['BACKUP_DOCTOR_TOKEN', 'With BACKUP_DOCTOR_TENANT: the same by a token.'],
  [
    'BACKUP_DOCTOR_ON_CHANGE, BACKUP_DOCTOR_WEBHOOK, BACKUP_DOCTOR_PING, BACKUP_DOCTOR_REMIND',
    'Instead of --on-change, --webhook, --ping and --remind: no list of processes shows what stands here.',
  ],
  ['BACKUP_DOCTOR_STATUS, BACKUP_DOCTOR_RUN_ID', 'Set for the command of --on-change: the verdict, and the id of the run.'],
  ['CREDENTIALS_DIRECTORY', 'Set by systemd: the file backup-doctor in it holds the credentials.'],
  ['STATE_DIRECTORY', 'Set by systemd: the state folder.'],
  ['NO_COLOR', 'Any value turns colours off.'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'The proxy that is tried where there is no direct way.'],
] as const;

const files = [
  ['/etc/systemd/system/backup-doctor.service, /etc/systemd/system/backup-doctor.timer', 'What schedule install writes where systemd runs.'],
  ['/etc/cron.d/backup-doctor', 'What it writes where cron runs.'],
  ['/etc/backup-doctor/schedule.env', 'The hooks of the scheduled runs, for the eyes of their user alone: they may hold tokens.'],
  ['/var/lib/backup-doctor', 'The state folder of root; ~/.local/state/backup-doctor of any other user.'],
  ['/etc/driveclient/bootstrap.json', 'The registration of the agent. Its secrets never enter what is seen.'],
] as const;

const examples = [
  ['backup-doctor', 'Examines this host and reports.'],
  ['backup-doctor --report json=report.json --report html=report.html', 'The same, with two more formats of the same run.'],
  ['backup-doctor gather -o host.json; backup-doctor judge host.json', 'Looks here, judges anywhere.'],
  ['backup-doctor explain 401', 'What a response code of the backup API means.'],
] as const;
