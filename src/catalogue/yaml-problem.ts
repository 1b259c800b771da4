// What is wrong with text that is no YAML, and what is allowed: the parser's own words are for its programmers and name no key.
import { isPair, isScalar, visit, type Document, type Pair, type YAMLError } from 'yaml';

/** Where none stands here, the parser tells best which character it misses. */
const allowed: Partial<Record<YAMLError['code'], string>> = {
  BAD_DIRECTIVE: 'a line that begins with % is not allowed',
  BAD_DQ_ESCAPE: String.raw`a backslash in double quotes must begin an escape such as \n or \"; single quotes take it as it is`,
  BAD_INDENT: 'the keys of a mapping and the items of a list must begin in one column, and each [ or { must be closed',
  BAD_SCALAR_START: 'text that begins with @, ` or % must stand in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'text with a colon and a blank in it must stand in quotes, and the keys of a mapping must begin in one column',
  MULTILINE_IMPLICIT_KEY: 'a key must be followed by a colon in the same line',
  MULTIPLE_DOCS: 'only one document is allowed in a file; remove this line of dashes',
  TAB_AS_INDENT: 'lines must be indented by spaces; here stands a tab',
  TAG_RESOLVE_FAILED: 'a tag, as in !name, is not allowed; write the value itself',
};

export function explainProblem(document: Document, { code, message, pos: [start, end] }: YAMLError): string {
  if (code === 'DUPLICATE_KEY') return `the key ${quoted(keyBefore(document, end))} stands twice; it is allowed once in its mapping`;
  const key = keyBefore(document, start);
  return `is not valid YAML${key === null ? '' : ` after the key ${quoted(key)}`}: ${allowed[code] ?? message}`;
}

/** The last key that begins before a place, with those that it lies below. */
function keyBefore(document: Document, offset: number): string | null {
  let found: string | null = null;
  visit(document, {
    Pair: (_, pair, ancestors) => {
      if (startOf(pair) < offset) found = [...ancestors.filter(isPair), pair].map(({ key }) => String(key)).join('.');
    },
  });
  return found;
}

const startOf = ({ key }: Pair): number => (isScalar(key) ? (key.range?.[0] ?? 0) : Infinity);

const quoted = (key: string | null): string => JSON.stringify(key ?? '');
