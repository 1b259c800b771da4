/** A catalogue or configuration that cannot be used: one sentence with place and remedy, for stderr. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(place: string, says: string) {
    super(`${place}: ${says}`);
  }
}
