// Where a path of the live host leads, found out without a step into a mount that may hang.
import { mountsThatMayHang } from './mounts-that-may-hang.js';
import { EntersMount, resolveInRoot } from './resolve-in-root.js';

export interface Way {
  /** Links resolved as far as that is safe. */
  readonly path: string;
  readonly mayHang: boolean;
}

/** @param path absolute */
export function wayTo(path: string, barriers = mountsThatMayHang()): Way {
  try {
    return { path: resolveInRoot('', path, { barriers }), mayHang: false };
  } catch (error) {
    // Whoever looks there will say what is wrong with it.
    return error instanceof EntersMount ? { path: error.path, mayHang: true } : { path, mayHang: false };
  }
}
