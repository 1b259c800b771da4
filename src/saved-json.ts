// Reads what was saved as JSON and may come from anywhere. What is wrong with it is told by its key, never by a value: it may
// hold secrets.
import type { z } from 'zod';
import { UsageError } from './usage-error.js';

export type SavedObject = Readonly<Record<string, unknown>>;

/**
 * @param wanted what the file should be, `recording`
 * @param remedy how to make one
 * @throws UsageError where the text is no JSON object
 */
export function parseSaved(text: string, name: string, wanted: string, remedy: string): SavedObject {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${name} is not valid JSON; ${remedy}`);
  }
  if (!isObject(data)) throw new UsageError(`${name} is not a ${wanted}: it holds no JSON object`);
  return data;
}

export interface Breach {
  readonly path: readonly PropertyKey[];
  /** `expected number, received string` */
  readonly says: string;
}

/** The schema's own words name no value of the file but its kind. */
export function breachOf(schema: z.ZodType, data: unknown): Breach | null {
  const [issue] = schema.safeParse(data).error?.issues ?? [];
  return issue === undefined
    ? null
    : { path: issue.path, says: issue.message.replace(/^Invalid input$/, 'of a wrong form').replace(/^[A-Z][a-z ]+: /, '') };
}

export const isObject = (value: unknown): value is SavedObject => typeof value === 'object' && value !== null && !Array.isArray(value);
