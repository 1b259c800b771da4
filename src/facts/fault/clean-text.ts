// Text from an answer → text that may be shown: secrets masked, control and direction characters made visible,
// whitespace collapsed, length capped. Everything of a body that leaves this folder goes through here.

import { maskSecrets } from '../secrets.js';

export const maxTextLength = 2000;
const maxRawLength = 8000;

export function cleanText(raw: string): string {
  const masked = maskSecrets(raw.slice(0, maxRawLength));
  return shorten(showHidden(masked.replace(/\s+/g, ' ').trim()), maxTextLength);
}

export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Escape codes, NUL, zero-width and bidi override characters, lone surrogates → `\u001b`. */
function showHidden(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
