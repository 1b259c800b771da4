// What is kept of a page that is not the service's: its title and the beginning of what a person reads on it. It is somebody
// else's, and all that it can tell is whose.
import { readHtml } from '../fault/read-html.js';

const longestPage = 1_024;

/** Still a page, and read as the same one; without scripts, comments and styles where it is long. */
export function keepPage(html: string): string {
  if (html.length <= longestPage) return html;
  const { title, text } = readHtml(html);
  return `<html><title>${escaped(title ?? '')}</title>${escaped(text)}`.slice(0, longestPage);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
