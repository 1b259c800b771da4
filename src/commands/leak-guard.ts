// The last look before anything leaves: no finished output may hold a secret that this run has met, in whatever spelling. Redaction
// takes them out of the facts; what is found here slipped past it, and is not written.
import { LeakSearch, type KnownSecret } from '../facts/leaks/leak-search.js';
import { ownWordsIn } from '../facts/leaks/own-words.js';
import { proxySecretsIn } from '../facts/network/proxy.js';
import { UsageError } from '../usage-error.js';
import { packagedCatalogue } from './load-catalogue.js';

export class LeakGuard {
  readonly #search: LeakSearch;

  /** @param shown a recording or report: its names of members and closed words are no secrets */
  constructor(secrets: readonly KnownSecret[], shown: object) {
    const all = [...secrets, ...secretsOfEnvironment(process.env)].filter(({ text }) => text !== '');
    this.#search = new LeakSearch(all, all.length === 0 ? '' : `${packagedCatalogue()}\n${ownWordsIn(shown)}`);
  }

  /** Sentences on what nobody can look for: a reader must not take an output for cleaner than it is known to be. */
  get notes(): readonly string[] {
    return this.#search.unsought.map(
      (kind) => `the ${kind} of this host is too short or a word of this program, so it was not searched in what is written; choose a better one`,
    );
  }

  /**
   * @param what is about to be written: `the html report`
   * @throws UsageError that names the kind of the secret alone
   */
  refuseLeak(output: string | Uint8Array, what: string): void {
    const [leak] = this.#search.find(typeof output === 'string' ? Buffer.from(output) : output);
    if (leak === undefined) return;
    const kind = /^[aeiou]/i.test(leak.kind) ? `an ${leak.kind}` : `a ${leak.kind}`;
    throw new UsageError(
      `${what} would hold ${kind} of this host, as it stands or encoded, so nothing was written; change that secret if it is a common word, else report this as a bug`,
    );
  }
}

const names = ['BACKUP_DOCTOR_API_KEY', 'BACKUP_DOCTOR_PASSWORD', 'BACKUP_DOCTOR_TOKEN'] as const;
const kinds = { BACKUP_DOCTOR_API_KEY: 'API key', BACKUP_DOCTOR_PASSWORD: 'password', BACKUP_DOCTOR_TOKEN: 'token' } as const;

const secretsOfEnvironment = (environment: NodeJS.ProcessEnv): readonly KnownSecret[] => [
  ...names.map((name) => ({ kind: kinds[name], text: environment[name] ?? '' })),
  ...proxySecretsIn(environment),
];
