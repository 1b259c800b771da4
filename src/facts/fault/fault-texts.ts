// Collects the texts below a node of a fault: messages that are lists, validation errors, failed items, health
// resources. Walks with a limit in depth and number, since trees come from strangers.

import { isSecretName, mask } from '../secrets.js';

const maxDepth = 6;
const maxTexts = 20;

/** One text for a value of any form; null where it holds none. */
export function textOf(value: unknown): string | null {
  return joinTexts(listTexts(value));
}

/** Sentences are parted by a blank, anything else by a semicolon. */
export function joinTexts(texts: readonly string[]): string | null {
  const parts = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (parts.length === 0) return null;
  return parts.reduce((joined, part) => `${joined}${/[.!?;]$/.test(joined) ? ' ' : '; '}${part}`);
}

/** Every text: `"a"`, `["a", "b"]`, `{messages: ["a"]}`; with the name of the field that it is about: `{name: "is required"}`. */
export function listTexts(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  return Object.entries(value)
    .slice(0, maxTexts)
    .flatMap(([name, item]) => listNamed(name, item, depth + 1))
    .slice(0, maxTexts);
}

function listNamed(name: string, value: unknown, depth: number): readonly string[] {
  if (name === 'lang') return [];
  const texts = listTexts(value, depth);
  if (isSecretName(name)) return texts.map(() => `${name}: ${mask}`);
  return silentNames.test(name) ? texts : texts.map((text) => `${name}: ${text}`);
}

/** Places in a list and names that say nothing about the text below them. */
const silentNames = /^(?:\d+|#text|messages?|msg|text|errors?|details?|title|description|reason|faults?|items?|validationErrors)$/i;

/** `503: The DNS API is currently not available. (Domain ID: 123)`, one for each fault inside. */
export function listFailedItems(value: unknown, depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  const fields = new Map(Object.entries(value));
  const message = textOf(fields.get('message'));
  if (message === null || Array.isArray(value)) return itemsOf(value, depth, listFailedItems);
  const code = textOf(fields.get('code'));
  const details = textOf(fields.get('details'));
  return [`${code === null ? '' : `${code}: `}${message}${details === null ? '' : ` (${details})`}`];
}

/** Faults that a document holds about its own resource (`server.fault`), which are no fault of the request. */
export function listEmbeddedFaults(value: unknown, depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  const fault: unknown = new Map(Object.entries(value)).get('fault');
  return fault === undefined ? itemsOf(value, depth, listEmbeddedFaults) : listFailedItems(fault);
}

/** The parts that a health resource of Cloud Backup v2 calls offline: `storage.cassandra`; itself is ``. */
export function listOfflineParts(value: unknown, path = '', depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > maxDepth) return [];
  const entries = Object.entries(value).slice(0, maxTexts);
  if (entries.some(([name, part]) => name === 'online' && part === false)) return [path];
  return entries.flatMap(([name, part]) => listOfflineParts(part, path === '' ? name : `${path}.${name}`, depth + 1));
}

function itemsOf(value: object, depth: number, list: (item: unknown, depth: number) => readonly string[]): readonly string[] {
  return Object.values(value)
    .slice(0, maxTexts)
    .flatMap((item: unknown) => list(item, depth + 1));
}
