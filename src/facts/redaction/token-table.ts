// Which token stands for which text: numbered by kind in the order in which they are met, so that the same recording gives the same
// tokens and a token tells nothing of what it stands for.

export const tokenKinds = ['user', 'mail', 'host', 'domain', 'account', 'agent', 'name', 'id', 'hash', 'mac', 'path'] as const;
export type TokenKind = (typeof tokenKinds)[number];

const tokenForm = new RegExp(`^(?:${tokenKinds.join('|')})-\\d{1,6}$`, 'i');

export class TokenTable {
  readonly #tokens = new Map<string, string>();
  readonly #counts = new Map<TokenKind, number>();
  readonly #taken: ReadonlySet<string>;

  /** @param text all that is redacted: what looks like a token there stays, and no other text gets it */
  constructor(text: string) {
    this.#taken = new Set(text.match(new RegExp(`\\b(?:${tokenKinds.join('|')})-\\d{1,6}\\b`, 'gi'))?.map((token) => token.toLowerCase()));
  }

  /** The same for a text in small and in capital letters, but for the letters of the token. */
  tokenFor(kind: TokenKind, text: string): string {
    if (text === '' || tokenForm.test(text)) return text;
    const lower = text.toLowerCase();
    const key = `${kind} ${lower}`;
    const token = this.#tokens.get(key) ?? this.#next(kind);
    this.#tokens.set(key, token);
    if (text === lower) return token;
    return text === text.toUpperCase() ? token.toUpperCase() : `${token.charAt(0).toUpperCase()}${token.slice(1)}`;
  }

  #next(kind: TokenKind): string {
    let number = (this.#counts.get(kind) ?? 0) + 1;
    while (this.#taken.has(`${kind}-${number}`)) number += 1;
    this.#counts.set(kind, number);
    return `${kind}-${number}`;
  }
}
