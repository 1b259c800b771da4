// --on-change, --webhook and --ping: who is told of a run. Their addresses and commands may hold tokens, so that a schedule
// gives them by the environment, and no sentence repeats them.
import { intervalNames, intervals, randomDelaySeconds } from '../../schedule/interval.js';
import { UsageError } from '../../usage-error.js';

export interface HookFlags {
  readonly onChange?: string;
  readonly webhook?: string;
  readonly ping?: string;
  readonly remind?: string;
}

export interface Hooks {
  /** For a shell; null where there is none, as for all of these. */
  readonly onChange: string | null;
  readonly webhook: URL | null;
  /** Asked for after every run: its silence is the alarm of whoever waits for it. */
  readonly ping: URL | null;
  /** A verdict that stays bad is told again by a run that comes this long after, or later. */
  readonly remindSeconds: number | null;
}

/** What a schedule sets instead of the flags. */
export const hookVariables = {
  onChange: 'BACKUP_DOCTOR_ON_CHANGE',
  webhook: 'BACKUP_DOCTOR_WEBHOOK',
  ping: 'BACKUP_DOCTOR_PING',
  remind: 'BACKUP_DOCTOR_REMIND',
} as const satisfies Record<keyof HookFlags, string>;

export function parseHooks(flags: HookFlags & { readonly offline?: boolean }, env: NodeJS.ProcessEnv = process.env): Hooks {
  const given = (name: keyof HookFlags): string | null => flags[name] ?? (env[hookVariables[name]] || null);
  const [webhook, ping] = [parseAddress('--webhook', given('webhook')), parseAddress('--ping', given('ping'))];
  if (flags.offline === true && (webhook !== null || ping !== null))
    throw new UsageError('--webhook and --ping send packets, which --offline forbids; leave one of them out');
  const onChange = given('onChange');
  if (flags.remind !== undefined && onChange === null && webhook === null)
    throw new UsageError('--remind tells again by --on-change or --webhook; add one of them, or leave it out');
  return { onChange, webhook, ping, remindSeconds: parseRemind(given('remind')) };
}

export const hasHooks = ({ onChange, webhook, ping }: Hooks): boolean => onChange !== null || webhook !== null || ping !== null;

/** Never repeats the address itself. */
function parseAddress(flag: string, text: string | null): URL | null {
  if (text === null) return null;
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    throw new UsageError(`${flag} takes an address that begins with https:// or http://; it got something else`);
  if (address.username !== '' || address.password !== '')
    throw new UsageError(`${flag} takes an address without a user name and password, which are not sent; give it a token in its path or query`);
  return address;
}

function parseRemind(text: string | null): number | null {
  if (text === null) return null;
  const name = intervalNames.find((known) => known === text);
  if (name === undefined) throw new UsageError(`--remind takes one of ${intervalNames.join(', ')}; it got ${JSON.stringify(text)}`);
  // A run of the timer that came late may be followed by one in time: that one must not wait for the next.
  return intervals[name].seconds - randomDelaySeconds(name);
}
