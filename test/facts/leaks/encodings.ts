// The spellings in which a secret may reach an output.

const page: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const percent = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');

export const encodings = {
  'as it stands': (text: string) => text,
  'in JSON': inJson,
  'JSON in JSON': (text: string) => inJson(inJson(text)),
  'on a page': (text: string) => text.replace(/[&<>"']/g, (character) => page[character] ?? ''),
  'in an address': encodeURIComponent,
  'in an address, every byte of it': percent,
  'in base64': (text: string) => Buffer.from(text).toString('base64'),
  'in a Basic header': (text: string) => Buffer.from(`user:${text}`).toString('base64'),
  'in base64 of two bytes later': (text: string) => Buffer.from(`ab${text}`).toString('base64'),
  'in base64 for addresses': (text: string) => Buffer.from(`x${text}`).toString('base64url'),
  'in hex': (text: string) => Buffer.from(text).toString('hex'),
  'in HEX': (text: string) => Buffer.from(text).toString('hex').toUpperCase(),
  'broken by a line end': (text: string) => `${text.slice(0, 3)}\n${text.slice(3)}`,
  'broken by blanks': (text: string) => text.split(/(?=[^])/u).join(' '),
} as const satisfies Record<string, (text: string) => string>;
