const maxLength = 2000;

/** A catalogue or configuration that cannot be used: one sentence with place and remedy, for stderr. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(place: string, says: string) {
    super(oneLine(`${place}: ${says}`));
  }
}

/** Keys and values of a wrong file may hold anything, also what a terminal would obey. */
function oneLine(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
  return visible.length > maxLength ? `${visible.slice(0, maxLength)} …` : visible;
}
