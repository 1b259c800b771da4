// What the words of a message tell where element and status do not: rate limit, quota or size; a login request that is
// malformed; a conflict that does not pass by itself. Words are weak evidence, so each list is asked only where the
// element and the status leave it open. Patterns are linear and the text is capped.

export type LimitKind = 'rate_limited' | 'quota' | 'entity_too_large';

const maxLength = 4000;

/** Unmistakable in any answer, whatever its status. A bare `RateLimit` is not: the agent's configuration has that field. */
const strictRatePatterns = [
  /\brate[- ]limited\b/i,
  /\brate[- _]?limit(?:s|ing)? ?(?:\S{1,40} ){0,3}?(?:exceed|reach|hit|appl)/i,
  /too many (?:\w{1,20} )?(?:requests|calls|connections|attempts)\b/i,
  /\brequests?(?:\(s\))? can be made\b/i,
  /\brequests (?:per|every|a|each|in the last|within) /i,
  /^throttling$|\bthrottled\b|\bthrottling exception\b/i,
  /^(?:\d{3} )?slow ?down\b|\bplease slow ?down\b/i,
  /\breduce (?:your|the) (?:\w{1,20} ){0,2}rate\b/i,
  /\b(?:api|call|request)s? limit (?:has been |was |is )?(?:exceed|reach)/i,
  /\bexceeded (?:your|the) (?:\w{1,20} ){0,2}(?:api|call|request)s? limit/i,
];

const ratePatterns = [
  /\brate[- _]?limit/i,
  /\b(?:per|every|each|a) (?:\d{1,9} )?(?:second|minute|hour|day)s?\b/i,
  /\bthrottl/i,
  /\bslow ?down\b/i,
  /\brequest (?:rate|limit)/i,
];

/** What a limit may be of that nobody counts against an account. */
const uncounted =
  '(?!(?:rate|speed|bandwidth|time|age|retry|attempt|request|api|call|connection|size|length|depth|recursion|memory|body|header|ur[il]|character|byte)s?\\b)';

const quotaPatterns = [
  /\bover[- _]?quota\b|\bquota[- _]?(?:error|exce)/i,
  /\bquotas? (?:\S{1,40} ){0,5}?(?:exceed|reached|exhausted|used up|is full|depleted)/i,
  /\bexceed\w{0,10} (?:\S{1,40} ){0,6}?quota/i,
  /exceeds\w{0,30}quota/i,
  /\b(?:insufficient|not enough|no|out of) (?:\w{1,20} )?quota\b/i,
  /(?!rate)\b\w{1,40}limitexceeded\b/i,
  /\bmax(?:imum)? (?:number|amount) of (?!char|byte)(?:\S{1,40} ){1,8}?(?:exceed|allowed|reached|is \d)/i,
  /\b(?:exceed|reach)\w{0,4} (?:\S{1,40} ){0,3}?max(?:imum)? (?:number|amount) of (?!char|byte)/i,
  /\b(?:reached|hit|at|over) (?:your|the|its|their|an?|this account's) (?:\S{1,40} ){0,4}?(?:quota|maximum number|limit of \d)/i,
  new RegExp(
    `(?:^|\\b${uncounted}\\w{1,40} )limits? (?:of \\S{1,40} (?:\\S{1,40} ){0,3}?)?(?:has been |have been |was |is |already )?(?:exceeded|reached)\\b`,
    'i',
  ),
  new RegExp(`\\bmax(?:imum)? (?:${uncounted}\\S{1,40} ){1,5}?(?:has been |have been |was |is |already )?reached\\b`, 'i'),
  /\b(?:cannot|can't|can not|may not|unable to) (?:\w{1,20} ){1,2}any ?more\b/i,
];

const sizePatterns = [
  /\btoo (?:large|big|long)\b/i,
  /\b(?:larger|bigger|longer|greater) than (?:\S{1,40} ){0,4}?(?:\d|max|allow|limit|permit)/i,
  /\b(?:max\w{0,4}|allowed|permitted|exceed\w{0,4}) (?:\S{1,40} ){0,5}?(?:size|length|characters|bytes)\b/i,
  /\b(?:size|length) (?:\S{1,40} ){0,5}?(?:exceed|limit|over|above|must)/i,
  /\b(?:exceed\w{0,4}|limit\w{0,2}|maximum|over|than) (?:\S{1,40} ){0,5}?\d{1,12} ?(?:bytes|characters|[kmgt]i?b)\b/i,
];

/** A name of its own, whatever the status. */
const strictSizePatterns = [/\bentity too large\b/i, /\bmaximum allowed (?:\w{1,20} )?size\b/i];

/** Enough where the status is 413 or 429, or the element overLimit: a number of things, not of bytes. */
const weakQuotaPatterns = [
  /\b(?:must|may|can) ?not exceed\b/i,
  /\bexceed\w{0,4} (?:the |your |its |an? )?(?:\S{1,40} ){0,3}?(?:limit|maximum|allowed|number)/i,
  /\b(?:limit|maximum)(?: \S{1,40}){0,8}? (?:is |was |has been |been )?(?:exceeded|reached|allowed)\b/i,
  /\btoo many (?!requests|calls|connections|attempts)\w/i,
  /\b(?:only|no more than|at most|up to) \d{1,9} \w/i,
  /\bquota\b/i,
];

const weakRatePatterns = [/\bover[- _]?(?:the )?limit/i, /\bretry\b/i, /\btry (?:again )?(?:later|again)/i, /\btoo (?:fast|often)\b/i];

/** Only words that cannot mean anything else; for 400, 403, 409 and 422, where a limit is the exception. */
export function strictLimitKind(text: string): LimitKind | null {
  if (matches(strictRatePatterns, text)) return 'rate_limited';
  if (matches(quotaPatterns, text)) return 'quota';
  return matches(strictSizePatterns, text) ? 'entity_too_large' : null;
}

/** For answers that speak of a limit anyway. */
export function limitKind(text: string): LimitKind | null {
  if (matches(ratePatterns, text)) return 'rate_limited';
  const strict = strictLimitKind(text);
  if (strict !== null) return strict;
  if (matches(sizePatterns, text)) return 'entity_too_large';
  if (matches(weakQuotaPatterns, text)) return 'quota';
  return matches(weakRatePatterns, text) ? 'rate_limited' : null;
}

/** `Request Entity Too Large` alone is the name of the code 413 and tells nothing. */
export function isNameOf413(text: string): boolean {
  return /^(?:413:? )?(?:request entity|payload|content|request) too large\.?$/i.test(text.trim());
}

const loginRequestPatterns = [
  /\bunable to parse (?:\S{1,40} ){0,3}?(?:auth|credential)/i,
  /\bexpecting (?:\S{1,40} ){0,3}?(?:api ?key|user ?name|password|credentials?)\b(?! length)/i,
  /\bexpecting to find\b/i,
  /\btenant ?id (?:or|and) tenant ?name\b/i,
  /\bauth(?:entication)? (?:data|request|body|method|object|credentials)\b/i,
  /(?:^|[\s('"])auth['"]|\bin auth\b/i,
  /\b(?:password|api ?key|token) ?credentials\b/i,
  /\b(?:invalid|missing|malformed|no|empty) (?:\S{1,40} ){0,2}?credentials\b/i,
];

export function isAboutLoginRequest(text: string): boolean {
  return matches(loginRequestPatterns, text);
}

const validationPatterns = [
  /\b(?:is|are) (?:an? )?(?:required|invalid|missing|malformed|not valid)\b|\bmust (?:be|not|have|contain)\b/i,
  /\bvalidation (?:failed|error)|\binvalid (?:parameter|value|request|input|format)\b/i,
];

/** The service has looked at what the request holds. */
export function isAboutRequest(text: string): boolean {
  return matches(validationPatterns, text);
}

const credentialPatterns = [
  /\bsignature\b.{0,60}?\b(?:mismatch|(?:does|did|do) ?n[o']t ?match)/i,
  /\binvalid ?access ?key|\baccess ?key ?id you provided\b/i,
  /\btoo ?skewed\b|\bdifference between the request time and the current time\b/i,
];

/** Some services answer 403 where they do not know who asks. */
export function isAboutCredentials(text: string): boolean {
  return matches(credentialPatterns, text);
}

const isForeign = String.raw`(?:mismatch|changed|(?:do|does|did|is|are) not |(?:do|does|did|is|are)n't |differ)`;
const cloneConflictPatterns = [
  new RegExp(String.raw`\b(?:finger ?print|agent[- _]?key|key of the agent)s?\b.{0,60}?\b${isForeign}`, 'i'),
  /\b(?:invalid|wrong|unknown|different) (?:\w{1,20} )?finger ?print\b|\bkeys? (?:(?:do|does|did) not|doesn't|don't) match\b/i,
  /\bagent\b.{0,60}\b(?:on|by|to|from|with) (?:another|a different) (?:host|machine|server)\b/i,
  /\banother (?:host|machine|server)\b.{0,60}\b(?:agent|credentials)\b/i,
];

/** What was sent with it was made for another machine: the mark of a cloned agent (Cloud Backup v2 answers agents/tokens so). */
export function isAboutClone(text: string): boolean {
  return matches(cloneConflictPatterns, text);
}

const lastingConflictPatterns = [
  ...cloneConflictPatterns,
  /\balready (?:\w{1,20} )?(?:exists?|in an end state|ended|registered|configured|in use by)\b/i,
  /\b(?:not|non-?) ?empty\b/i,
  /\bduplicate/i,
  /\b(?:is|marked as) deleted\b/i,
  /\bmore specific\b/i,
];

/** Conflicts that waiting does not end. */
export function isLastingConflict(text: string): boolean {
  return matches(lastingConflictPatterns, text);
}

const statePatterns = [
  /\bimmutable\b|\bbusy\b|\block(?:ed)?\b|\bin (?:use|progress)\b/i,
  /\bnot (?:yet |currently )?(?:active|ready|available)\b/i,
  /\b(?:is|are) (?:still|currently|being) /i,
  /\bin (?:the |its |a |an )?(?:\w{1,20} )?(?:state|status)\b|\bstatus of\b/i,
];

/** The resource is in the way, not the request; for 422, which services of the family use for both. */
export function isAboutState(text: string): boolean {
  return matches(statePatterns, text);
}

const providerPatterns = [
  /\bwe (?:could not|couldn't|cannot|have been notified)\b/i,
  /\bat this time\b/i,
  /\binternal (?:server )?(?:error|fault)\b/i,
  /\bunexpected (?:error|exception|condition)\b/i,
  /\btry again later\b/i,
];

/** The provider speaks of itself, whatever code it sent. */
export function isAboutProvider(text: string): boolean {
  return matches(providerPatterns, text);
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  const capped = text.slice(0, maxLength);
  return patterns.some((pattern) => pattern.test(capped));
}
