// HTML pages of proxies, load balancers and Cloud Files → title and visible text, in one linear walk over the tags.
// It is no HTML parser and need not be one: nothing of the page is ever shown as HTML.

import { maskSecrets } from '../secrets.js';

export interface HtmlPage {
  /** `<title>`, else the first heading. */
  readonly title: string | null;
  /** Visible text without the title. */
  readonly text: string;
}

const maxPageLength = 64 * 1024;
const hiddenElements = ['script', 'style', 'title', 'template'];
const pageStart = /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]/i;

/** Where a page begins inside another text (a JSON message may hold a whole one); -1 without. */
export function findHtml(text: string): number {
  return text.search(pageStart);
}

export function readHtml(html: string): HtmlPage {
  // Once the tags are gone, nobody sees that `<password>…` was one.
  const page = maskSecrets(html.slice(0, maxPageLength));
  const title = plain(elementText(page, 'title')) || headingOf(page);
  const text = plain(visibleText(page));
  if (title === '') return { title: null, text };
  return { title, text: withoutStart(text, title) };
}

/** One line for a page: its title, then its text. */
export function describeHtml(html: string): string {
  const { title, text } = readHtml(html);
  return [title, text].filter((part) => part !== null && part !== '').join('. ');
}

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return namedEntities[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const namedEntities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  ndash: '–',
  mdash: '—',
};

function headingOf(page: string): string {
  return ['h1', 'h2', 'h3'].map((name) => plain(elementText(page, name))).find((heading) => heading !== '') ?? '';
}

function elementText(page: string, name: string): string {
  const [opening = ''] = new RegExp(`<${name}(?:\\s[^<>]{0,200})?>`, 'i').exec(page) ?? [];
  if (opening === '') return '';
  const rest = page.slice(page.indexOf(opening) + opening.length);
  const end = rest.search(new RegExp(`</${name}`, 'i'));
  return visibleText(end === -1 ? rest : rest.slice(0, end));
}

function visibleText(page: string): string {
  const lowerPage = page.toLowerCase();
  const texts: string[] = [];
  let position = 0;
  while (position < page.length) {
    const start = page.indexOf('<', position);
    if (start === -1) break;
    texts.push(page.slice(position, start), ' ');
    position = afterTag(lowerPage, start);
  }
  return texts.join('') + page.slice(position);
}

function afterTag(lowerPage: string, start: number): number {
  if (lowerPage.startsWith('<!--', start)) return after(lowerPage, '-->', start);
  const hidden = hiddenElements.find((name) => lowerPage.startsWith(`<${name}`, start));
  const end = hidden === undefined ? start : after(lowerPage, `</${hidden}`, start);
  return after(lowerPage, '>', end);
}

function after(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found === -1 ? text.length : found + mark.length;
}

function plain(text: string): string {
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length).trim() : text;
}
