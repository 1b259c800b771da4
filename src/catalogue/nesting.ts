// Measures the nesting of YAML before it is composed, with the parser's own iterative token tree:
// composing thousands of levels overflows the stack, and a series of such files aborts Node 20.
import { Parser, type CST, type LineCounter } from 'yaml';

/** Offset of the first token deeper than the limit, or null. Tells `lines` where each line begins. */
export function deepPlace(text: string, maxDepth: number, lines: LineCounter): number | null {
  let found: number | null = null;
  // To the end, for the lines' sake.
  for (const token of new Parser(lines.addNewLine).parse(text)) found ??= firstBelow(token, maxDepth);
  return found;
}

function firstBelow(root: CST.Token, maxDepth: number): number | null {
  const pending: (readonly [CST.Token, number])[] = [[root, 0]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [token, depth] = next;
    if (depth > maxDepth) return token.offset;
    for (const child of childrenOf(token)) pending.push([child, depth + 1]);
  }
  return null;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}
