// Text from an answer → text that may be shown: secrets masked, control and direction characters made visible,
// whitespace collapsed, length capped. Everything of a body that leaves this folder goes through here.

export const maxTextLength = 2000;
const maxRawLength = 8000;
export const mask = '[removed]';

export function cleanText(raw: string): string {
  const masked = maskSecrets(raw.slice(0, maxRawLength));
  return shorten(showHidden(masked.replace(/\s+/g, ' ').trim()), maxTextLength);
}

export function maskSecrets(text: string): string {
  return secrets.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

export function isSecretName(name: string): boolean {
  return secretNamePattern.test(name.slice(0, 100));
}

export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Escape codes, NUL, zero-width and bidi override characters, lone surrogates → `\u001b`. */
function showHidden(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const secretName =
  '(?:[\\w-]{0,40}?(?:token|password|passwd|passcode|secret|api[-_ ]?key|agent[-_ ]?key|temp_url_sig|temp_url_key|' +
  'adminpass|passwordhex|rsakeypair|session[-_]?id)[\\w-]{0,20})';
const secretNamePattern = new RegExp(`^${secretName}s?$`, 'i');

/** Quoted, quoted inside an escaped text (`\\"…\\"`), in single quotes, or bare. */
const secretValue = '(?:"(?:[^"\\\\]|\\\\[\\s\\S]){0,8000}"?|\\\\+"[^"\\\\]{0,8000}\\\\*"?|\'[^\']{0,8000}\'?|[^\\s"\',;&{}<>]{1,8000})';

const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g, mask],
  [/(\b(?:authorization|(?:set-)?cookie)\\*["']?\s{0,20}[:=]\s{0,20}).{1,8000}/gi, `$1${mask}`],
  [/(\bvolumepasswords\\*["']?\s{0,20}[:=]\s{0,20})\{[^}]{0,4000}\}?/gi, `$1${mask}`],
  [new RegExp(`(\\b${secretName}\\\\*["']?\\s{0,20}[:=]\\s{0,20})${secretValue}`, 'gi'), `$1${mask}`],
  [new RegExp(`(<(?:\\w{1,40}:)?${secretName}(?:\\s[^<>]{0,200})?>)[^<]{1,8000}`, 'gi'), `$1${mask}`],
  // Identity shows a token as an object or element with an id.
  [/(\btoken\\*["']?\s{0,20}:\s{0,20}\{[^{}]{0,500}?\bid\\*["']?\s{0,20}:\s{0,20})[^,}]{1,8000}/gi, `$1${mask}`],
  [/(<(?:\w{1,40}:)?token\s[^<>]{0,500}?\bid\s{0,20}=\s{0,20})["'][^"'<>]{1,8000}["']?/gi, `$1${mask}`],
  [/\b((?:token|key|password)\s{1,5}(?:is\s{1,5}|id\s{1,5})?)["']?[0-9a-f]{24,}["']?/gi, `$1${mask}`],
  [/\bAUTH_tk\w{6,}/g, mask],
  [/\bgAAAA[\w-]{16,}={0,2}/g, mask],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?/g, mask],
  [/(\bhttps?:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi, `$1${mask}@`],
];
