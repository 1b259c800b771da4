// The options and commands: argv → the action to run. Commands are loaded when they are called.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { tell } from './commands/tell.js';
import { formats } from './report/formats.js';
import { intervalNames } from './schedule/interval.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

/** @returns the exit code */
export type Action = () => Promise<number>;

/** @throws UsageError */
export function parseCommandLine(argv: readonly string[]): Action {
  let action: Action = () => Promise.resolve(0);
  const program = buildProgram((chosen) => {
    action = chosen;
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help is no error; of a wrong call commander has already written its own sentence.
    const exitCode = error.exitCode === 0 ? 0 : 3;
    return () => Promise.resolve(exitCode);
  }
  return action;
}

/** The parser itself, for what is made from it: completions and the manual. */
export const commandLine = (): Command => buildProgram(() => undefined);

function buildProgram(choose: (action: Action) => void): Command {
  const program = new Command('backup-doctor')
    .description('Diagnoses why backups of the Rackspace Cloud Backup agent fail, and says what to do.')
    .version(version, '-V, --version')
    .showHelpAfterError('(see backup-doctor --help)')
    // The lines that commander adds to a sentence are in brackets.
    .configureOutput({ writeErr: (text) => tell(...text.trimEnd().split(/\n(?=\()/)) })
    .exitOverride();

  // A mistyped command arrives here as an argument.
  const check = telling(judging(gathering(program.command('check', { isDefault: true }).allowExcessArguments().description('examine this host and report (the default)'))))
    .option('--alone', 'end at once where another such run is under way')
    .action((flags: object, { args }: Command) => {
      refuseWords(args, program);
      choose(async () => (await import('./commands/check.js')).check(flags));
    });
  program.addHelpText('after', () => `\n${optionsOf(check).replace('Options', 'Options of check, the default')}\nExit codes: 0 ok, 1 warning, 2 critical, 3 unknown or a wrong call.`);
  redacting(gathering(program.command('gather').description('examine this host and write the redacted recording')))
    .option('-o, --output <file>', 'write to a file instead of stdout', named)
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .action((flags: object) => choose(async () => (await import('./commands/gather.js')).gather(flags)));
  redacting(gathering(program.command('bundle').description('pack report, recording, logs and configuration without secrets for support')))
    .option('-o, --output <file>', 'where to write it, or - for stdout (default: a name with the time, here)', named)
    .option('--recipient <key>', 'encrypt it to this public key of age (repeatable)', collect)
    .option('--dry-run', 'list what it would hold, with sizes, and write nothing')
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .action((flags: object) => choose(async () => (await import('./commands/bundle.js')).bundle(flags)));
  judging(program.command('judge').argument('<recording>', 'a file or a bundle, or - for stdin', named).description('judge a recording made anywhere'))
    .action((path: string, flags: object) => choose(async () => (await import('./commands/judge.js')).judge(path, flags)));
  program
    .command('compare')
    .argument('<recording...>', 'two files or more', namedEach)
    .description('find one agent on two machines, and tell what differs')
    .option('--format <text|json>', 'how to show it', 'text')
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .action((paths: readonly string[], flags: object) => choose(async () => (await import('./commands/compare.js')).compare(paths, flags)));
  addOthers(program, choose);
  addHistory(program, choose);
  return program;
}

/** The runs that were kept on this host. */
function addHistory(program: Command, choose: (action: Action) => void): void {
  const history = hiding(program.command('history').description('the kept runs of this host, their trends, and what flaps'))
    .option('--since <time>', '24h, 7d, 52w, a day or a time', '90d')
    .option('--format <format>', 'text or json', 'text')
    .action((flags: object) => choose(async () => (await import('./commands/history.js')).history(flags)));
  hiding(history.command('diff').description('what changed between two runs, the likeliest cause first'))
    .argument('[run...]', 'one or two runs, by the beginning of the id or time; without it, the last good one and the newest')
    .option('--format <format>', 'text or json', 'text')
    // The command above takes the options, wherever they stand.
    .action((names: readonly string[], _: object, diff: Command) =>
      choose(async () => (await import('./commands/history.js')).historyDiff(names, diff.optsWithGlobals())),
    );
}

/** What asks for less than a whole look at this host. */
function addOthers(program: Command, choose: (action: Action) => void): void {
  program
    .command('explain')
    .argument('<id>', 'a check, a problem, a response code, a fault element or an agent error code')
    .description('what it is, why it matters and what to do')
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .action((id: string, flags: object) => choose(async () => (await import('./commands/explain.js')).explain(id, flags)));
  program
    .command('fault')
    .argument('[file]', 'the saved answer, or - for stdin', named, '-')
    .description('interpret a saved API answer offline')
    .option('--status <number>', 'the HTTP status, where the file does not hold it')
    .option("--header <'K: V'>", 'an HTTP header (repeatable)', collect)
    .option('--format <text|json>', 'how to show it', 'text')
    .action((path: string, flags: object) => choose(async () => (await import('./commands/fault.js')).fault(path, flags)));
  showing(program.command('render').argument('<report>', 'a JSON report or a bundle, or - for stdin', named).description('show a saved JSON report in another format'))
    .action((path: string, flags: object) => choose(async () => (await import('./commands/render.js')).render(path, flags)));
  program
    .command('scan')
    .argument('[path...]', 'files and folders; without any, the backup set of --config, else of Cloud Backup with --credentials')
    .description('list every path that the user of the agent cannot read')
    .option('--user <name>', 'look as this account instead of the agent (root)', named)
    .option('--print0', 'end each path with a NUL byte instead of a newline')
    .option('--agent <agent>', 'the backup agent whose user looks, or auto', 'auto')
    .option('--root <dir>', 'look at a host image below this folder', named)
    .option('--timeout <seconds>', 'limit of the whole run (default: 30)')
    .option('--deep', 'take the time that it needs')
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .option('--credentials <file>', 'ask Cloud Backup with these for the backup set', named)
    .action((paths: readonly string[], flags: object) => choose(async () => (await import('./commands/scan.js')).scan(paths, flags)));
  judging(program.command('demo').argument('[story]').description('judge a packaged example recording; without STORY list them'))
    .action((story: string | undefined, flags: object) => choose(async () => (await import('./commands/demo.js')).demo(story, flags)));
  program
    .command('list')
    .description('the catalogue: what is judged, and what is planned')
    .option('--format <text|json>', 'how to show it', 'text')
    .option('--config <file>', 'merge a configuration over checks.yml', named)
    .action((flags: object) => choose(async () => (await import('./commands/list.js')).list(flags)));
  addSchedule(program.command('schedule').description('look at this host regularly, by systemd or else by cron'), choose);
  program
    .command('completion')
    .argument('<bash|zsh|fish>', 'the shell')
    .description('print the script that completes commands and flags in a shell')
    .action((shell: string) => choose(async () => (await import('./commands/completion.js')).completion(shell, program)));
}

function addSchedule(schedule: Command, choose: (action: Action) => void): void {
  const load = async () => import('./commands/schedule.js');
  telling(selecting(redacting(looking(schedule.command('install').description('show what is written, write it and start it; again without harm')))))
    .option(`--every <${intervals}>`, 'how often', '1d')
    .option('--user <name>', 'who looks; others than root see less', 'root')
    .option('--format <format>', formatNames, 'text')
    .option('--output <file>', 'write the report to a file instead of the journal or the mail', named)
    .option('--report <format=file>', 'write another format to a file (repeatable)', collect)
    .option('--with <systemd|cron>', 'by which of them (default: systemd where it runs)')
    .option('--root <dir>', 'write into a host image below this folder, and start nothing', named)
    .option('--dry-run', 'show what would be written, and write nothing')
    .action((flags: object) => choose(async () => (await load()).install(flags)));
  for (const [name, what] of [['status', 'what is scheduled, and how the last run ended'], ['remove', 'take away all that install wrote']] as const)
    schedule
      .command(name)
      .description(what)
      .option('--root <dir>', 'in a host image below this folder', named)
      .action((flags: object) => choose(async () => (await load())[name](flags)));
}

const intervals = intervalNames.join('|');

/** Who is told of a run. */
const telling = (command: Command): Command =>
  command
    .option('--on-change <command>', 'run this in a shell when the verdict has changed, with the news as JSON on its stdin', named)
    .option('--webhook <url>', 'post the news there when the verdict has changed', named)
    .option('--ping <url>', 'ask for this address after each run, for one who waits for it', named)
    .option(`--remind <${intervals}>`, 'tell again of a verdict that stays bad');

function optionsOf(command: Command): string {
  const help = command.helpInformation();
  return help.slice(help.indexOf('Options:'));
}

const gathering = (command: Command): Command =>
  looking(command)
    .option('--root <dir>', 'examine a host image below this folder', named)
    .option('--wake', 'with credentials: wake idle agents before they are called offline')
    .option('--upload-test', 'with credentials: --deep, and send up to 16 MiB to Cloud Files and remove it again');

const looking = (command: Command): Command =>
  command
    .option('--agent <agent>', 'the backup agent to examine, or auto', 'auto')
    .option('--timeout <seconds>', 'limit of the whole run', '60')
    .option('--offline', 'no packet leaves this host')
    .option('--deep', 'let the scan of the backup set run to its end, within --timeout; look for sparse files, and measure how fast')
    .option('--paths <path,...>', 'the backup set, where neither --config nor Cloud Backup shall tell it', named)
    .option('--credentials <file>', 'ask Cloud Backup and Cloud Files with these', named);

const judging = (command: Command): Command => selecting(redacting(showing(command)));

const selecting = (command: Command): Command =>
  command
    .option('--symptom <symptom>', 'only checks for corrupted, network-error, sometimes-fail or slow')
    .option('--only <id,...>', 'only these checks')
    .option('--skip <id,...>', 'all but these checks')
    .option('--config <file>', 'merge a configuration over checks.yml', named);

const redacting = (command: Command): Command =>
  hiding(command).option('--show-redactions', 'tell on stderr how much of what was taken out');

const hiding = (command: Command): Command =>
  command.option('--redact <policy>', 'none, support or strict: what becomes a token beside secrets, which always go');

function showing(command: Command): Command {
  return command
    .option('--format <format>', formatNames, 'text')
    .option('--output <file>', 'write the report to a file instead of stdout', named)
    .option('--report <format=file>', 'write another format to a file (repeatable)', collect)
    .option('--quiet', 'print nothing when healthy, unless a waiver has expired')
    .option('--verbose', 'evidence, timings and stacks')
    .option('--no-color', 'no colours (also NO_COLOR)');
}

const formatNames = `${formats.slice(0, -1).join(', ')} or ${formats.at(-1) ?? ''}`;

/** An empty word is a variable of a script that was not set; it would name the working directory. */
function named(path: string): string {
  if (path === '') throw new InvalidArgumentError('It is empty; name a file or folder.');
  return path;
}

const namedEach = (path: string, earlier: readonly string[] = []): readonly string[] => [...earlier, named(path)];

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

function refuseWords([word]: readonly string[], program: Command): void {
  if (word === undefined) return;
  const known = program.commands.map((command) => command.name()).join(', ');
  throw new UsageError(`unknown command ${JSON.stringify(word)}; there are: ${known}`);
}
