// The HTTP status that an answer speaks of in words, for saved bodies whose status line is lost and for pages that a
// service wraps into a fault of its own: `502 Bad Gateway`, `(HTTP 413)`, a title `Service Unavailable`.

import { responseCodes } from './response-codes.js';

const maxLength = 2000;
const otherNames: readonly (readonly [name: string, code: number])[] = [
  ['internal server error', 500],
  ['service temporarily unavailable', 503],
  ['temporarily unavailable', 503],
  ['gateway time-out', 504],
  ['payload too large', 413],
  ['content too large', 413],
  ['rate limit exceeded', 429],
  ['access denied', 403],
  ['proxy error', 502],
  ['request-uri too large', 414],
  ['requested range not satisfiable', 416],
  ['client disconnect', 499],
];
const codesByName: ReadonlyMap<string, number> = new Map([
  ...otherNames,
  ...responseCodes.filter(({ code }) => code >= 400).map(({ name, code }) => [name.toLowerCase(), code] as const),
]);

const atStart = /^(?:error:? )?(?:http(?:\/\d(?:\.\d)?)?:? ?)?(?:error:? |status:? |code:? )?([45]\d\d)\b/i;
/** `HTTP status 403`, `HTTP/1.1" 503`, `status=403`, `returned error: 401`, `RESP: [401]`; not `Code(500)`, which is the agent's own. */
const introduced =
  /\b(?:http(?:\/\d(?:\.\d)?)?|status|code|error|resp)["']?(?: (?:status|error|response|code)){0,2}["']?[:= ]{1,3}["'([]?([45]\d\d)\b(?![.:]?\d)/i;
/** `api.example | 522: Connection timed out`, a title of Cloudflare. */
const behindBar = /\| ([45]\d\d): /;
/** `but got 409 instead`; `got 409 files` is another thing. */
const got = /\b(?:got|returned|received) ([45]\d\d)(?= instead|[.,;:]|$)/im;
/** A number is no status unless its name follows it, as in `502 Bad Gateway` and `(407) Proxy Authentication Required`. */
const beforeName = /\b([45]\d\d)[):\]]{0,2} ([a-z][a-z -]{2,40})/gi;

/** A status told by number or by its name at the start of the text, as titles, reason phrases and log lines tell it. */
export function spokenStatus(text: string): number | null {
  const capped = text.slice(0, maxLength).trim();
  const number =
    atStart.exec(capped)?.[1] ??
    introduced.exec(capped)?.[1] ??
    behindBar.exec(capped)?.[1] ??
    got.exec(capped)?.[1] ??
    numberWithName(capped);
  return number === undefined ? namedStatus(capped) : Number(number);
}

function numberWithName(text: string): string | undefined {
  const pairs = [...text.matchAll(beforeName)];
  return pairs.find(([, number, name = '']) => /^(?:client|server) error/i.test(name) || namedStatus(name) === Number(number))?.[1];
}

/** The name of a status at the start of the text. */
export function namedStatus(text: string): number | null {
  const start = text.slice(0, 100).toLowerCase().trim();
  const found = [...codesByName].find(([name]) => start.startsWith(name) && !/^\w/.test(start.slice(name.length)));
  return found?.[1] ?? null;
}

const words: readonly (readonly [pattern: RegExp, code: number])[] = [
  [
    /\bunauthori[sz]ed\b|\bunable to authenticate\b|\b(?:requires authentication|authentication (?:is )?required|not authenticated)\b/i,
    401,
  ],
  [
    /\binvalid (?:token|credentials|access ?key|api ?key|grant)\b|\bauthori[sz]ation has been denied\b|\bcredentials were not provided\b|\bauthentication ?failed\b/i,
    401,
  ],
  [/\bforbidden\b|\baccess (?:was |is )?denied\b|\bpermission denied\b|\brequest(?:ed url was)? rejected\b/i, 403],
  [/\bnot found\b|\bno such\b|\bcould not be found\b|\bdoes not exist\b/i, 404],
  [/\bunavailable\b|\bnot available\b|\bno healthy upstream\b|\b(?:down for|under|scheduled) maintenance\b/i, 503],
  [/\binternal (?:server )?error\b|\bhas either erred\b/i, 500],
  [/\bbad gateway\b|\bupstream connect error\b|\brequested url could not be retrieved\b/i, 502],
  [/\b(?:gateway|upstream request) time-?out\b/i, 504],
];

const saysSuccess =
  /^(?:ok|success(?:ful)?|succeeded|completed)[.!]?$|\bhttp(?:\/\d(?:\.\d)?)?["']?(?: (?:status|response|code)){0,2}["']?[:= ]{1,3}2\d\d\b/i;

/** `OK`, `HTTP status 204`; asked only where nothing failed. */
export function isSpokenSuccess(text: string): boolean {
  return saysSuccess.test(text.slice(0, maxLength).trim());
}

/** The last resort: words anywhere in a message that came without any number. */
export function guessStatus(text: string): number | null {
  const capped = text.slice(0, maxLength);
  return words.find(([pattern]) => pattern.test(capped))?.[1] ?? null;
}
