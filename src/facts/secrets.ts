// The one list of what secrets look like in text: in configuration, logs, command lines, addresses, headers and answers.
// Patterns are linear, since they run over text that may be hostile, and ask for more than a word: `password expired` and
// `token invalid` tell something and stay.

export const mask = '[removed]';

export interface SecretForm {
  readonly kind: 'private-key' | 'url-credentials' | 'temp-url' | 'header' | 'named-secret' | 'option' | 'token';
  /** Group 1 stays, group 2 is the secret with its quotes. */
  readonly pattern: RegExp;
}

/** @param onMasked told the kind of each form that was found */
export function maskSecrets(text: string, onMasked: (kind: SecretForm['kind']) => void = () => undefined): string {
  return forms.reduce((before, { kind, pattern }) => {
    const after = before.replace(pattern, (_, kept: string, secret: string) => `${kept}${maskOf(secret)}`);
    if (after !== before) onMasked(kind);
    return after;
  }, text);
}

/** Does a member of this name hold a secret, whatever it looks like? */
export function isSecretName(name: string): boolean {
  return secretNamePattern.test(name.slice(0, 100));
}

/** Quotes stay, so that JSON stays JSON. */
function maskOf(secret: string): string {
  const [opening = ''] = /^\\*["']/.exec(secret) ?? [];
  const closing = secret.length > opening.length && secret.endsWith(opening) ? opening : '';
  return `${opening}${mask}${closing}`;
}

const secretName =
  '(?:[\\w-]{0,40}?(?:token|pass(?:word|wd|code|phrase)|secret|(?:api|agent|access|private)[-_ ]?key|rsa[-_ ]?key[-_ ]?pair|' +
  'adminpass|temp_url_(?:sig|key)|x-amz-(?:signature|credential)|session[-_]?id|rse[-_. ]?channel)[\\w-]{0,20})';
const secretNamePattern = new RegExp(`^(?:${secretName}s?|channel|(?:proxy-)?authorization|(?:set-)?cookie)$`, 'i');

/** Not masked before, and not empty. */
const isFresh = '(?!\\\\*(?:["\']?\\[removed\\]|""|\'\'))';
const quoted = '"(?:[^"\\\\]|\\\\[\\s\\S]){0,8000}"?|\\\\+"[^"\\\\]{0,8000}\\\\*"?|\'[^\']{0,8000}\'?';
/** A comma or a bracket in the middle of a bare value belongs to it, unless the next member begins behind it. */
const bare = '(?:[^\\s"\',;&{}<>]|[,;{}](?![\\s"\'\\\\]|$|[\\w-]{1,60}[:=])){1,8000}';
const value = `${isFresh}(${quoted}|${bare})`;
const assigned = '\\\\*["\']?\\s{0,20}(?::|=>?)\\s{0,20}';
/** Behind an option: `=`, blanks, the NUL of /proc, or the next item of a quoted list. */
const optionGap = '(?:=|\\s{1,3}|\\0|["\'],\\s?)';
const optionStart = '(?:^|[\\s"\'\\0])';
/** Prose about an option is no call of it. */
const isNoProse = '(?!-|(?:is|was|are|has|must|may|can|and|or|to|in|for|with|without|option|instead|not)\\b)';

/** What is said about a password, rather than the password. */
const isNoTelling =
  '(?!(?:a|all|already|an|any|as|at|bad|being|blank|by|case|changed|correct|different|disabled|empty|encrypted|expired|false|for|from|given|' +
  'good|hidden|ignored|in|incorrect|invalid|kept|known|left|locked|long|longer|looked|lost|masked|missing|mistyped|needed|never|new|no|none|' +
  'not|now|null|of|ok|okay|old|on|only|out|outdated|protected|read|refused|rejected|removed|required|reset|right|same|sent|set|short|stale|' +
  'still|stored|such|taken|that|the|there|this|to|too|true|unchanged|undefined|unknown|unset|unused|used|valid|weak|what|where|with|' +
  'without|written|wrong|yes|your)(?=[.,;:!?)\\]]{0,3}(?:\\s|$)))';

const form = (kind: SecretForm['kind'], pattern: string, flags = 'gi'): SecretForm => ({ kind, pattern: new RegExp(pattern, flags) });

const forms: readonly SecretForm[] = [
  form('private-key', '()(-----BEGIN [A-Z ]{0,40}PRIVATE KEY[A-Z ]{0,40}-----[\\s\\S]*?(?:-----END [A-Z ]{0,40}-----|$))', 'g'),
  form('url-credentials', '(\\b[a-z][a-z0-9+.-]{1,20}:(?:\\\\{0,2}/){2})([^\\s/?#\\\\"\'<>]{1,300})(?=@)'),
  form('temp-url', '([?&;](?:[\\w-]{0,40}signature|sig)=)([^\\s&"\'<>]{1,4000})'),
  form('header', `(\\b(?:authorization|(?:set-)?cookie)${assigned})${isFresh}(${quoted}|\\S[^\\r\\n]{0,8000})`),
  form('named-secret', `(\\bvolumepasswords${assigned})(\\{[^}]{0,4000}\\}?)`),
  form('named-secret', `(\\b${secretName}${assigned})${value}`),
  form(
    'named-secret',
    `(\\bvolumepasswords[^\\w\\s]{0,3}\\s{0,5}(?=\\S{0,300}[./])\\S{1,1000}?(?::\\s{1,20}|\\s{0,20}=>?\\s{0,20}))${value}`,
  ),
  form('named-secret', `(["']channel${assigned})${value}`),
  form('named-secret', `(\\bchannel${assigned})((?=[a-z]{0,60}\\d)[\\w+/.~-]{12,400}={0,2})`),
  form('named-secret', `(<(?:\\w{1,40}:)?(?:${secretName}|channel)(?:\\s[^<>]{0,200})?>)([^<]{1,8000})`),
  // Identity shows a token as an object or element with an id.
  form('token', `(\\btoken${assigned}\\{[^{}]{0,500}?\\bid${assigned})${value}`),
  form('token', '(<(?:\\w{1,40}:)?token\\s[^<>]{0,500}?\\bid\\s{0,20}=\\s{0,20})(["\'][^"\'<>]{1,8000}["\']?)'),
  form(
    'option',
    `(${optionStart}--?(?:[\\w-]{0,30}(?:password|passwd|passphrase|api-?key|token|secret)|key)${optionGap})${isNoProse}${value}`,
  ),
  form('option', `(${optionStart}-k${optionGap}["']?)(?![-/]|https?:)${isFresh}([^\\s"'\\0]{6,400})`, 'g'),
  form('option', `(${optionStart}(?:-u|-U|--(?:proxy-)?user)${optionGap}["'])(?!\\w+:/)([^\\s"':]{1,200}:[^"'\\r\\n]{1,400})`, 'g'),
  form('option', `(${optionStart}(?:-u|-U|--(?:proxy-)?user)${optionGap})(?!\\w+:/)([^\\s"':]{1,200}:[^\\s"'\\0]{1,400})`, 'g'),
  form(
    'token',
    `(\\b(?:token|key|pass(?:word|wd|code|phrase)|secret)\\s{1,5}(?:(?:is|was|id)\\s{1,5})?)(\\\\*"[^"\\r\\n]{1,400}"|\\\\*'[^'\\r\\n]{1,400}')`,
  ),
  form('token', `(\\bpass(?:word|wd|code|phrase)\\s{1,5}(?:is|was)\\s{1,5})${isNoTelling}${isFresh}([^\\s"']{1,400})`),
  form('token', '(\\b(?:token|key|password)\\s{1,5}(?:(?:is|was|id)\\s{1,5})?)([0-9a-f]{24,})'),
  form('token', '(\\b(?:token|pass(?:word|phrase)|secret|api key)\\s{1,5}(?:(?:is|was|id)\\s{1,5})?)((?=[a-z]{0,60}\\d)[\\w+/=~-]{20,})'),
  form('token', '(\\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\\s{1,5})((?=[A-Za-z]{0,60}(?:\\d|[a-z][A-Z]))[\\w+/.~-]{8,}={0,2}(?!["\']))', 'g'),
  form('token', '()(\\bAUTH_tk\\w{6,}|\\bgAAAA[\\w-]{16,}={0,2}|\\beyJ[\\w-]{10,}\\.[\\w-]{10,}(?:\\.[\\w-]*)?)', 'g'),
];
