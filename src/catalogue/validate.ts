// Checks a file against its schema, and says of the first thing that does not fit: which key, what is allowed
// there, what stands there. What is allowed is read from the schema itself, so that no message can grow stale.
import { z } from 'zod';
import { CatalogueError } from './catalogue-error.js';
import type { YamlFile } from './read-yaml.js';
import { allowedBy, ruleAt, type Rule } from './schema-rule.js';

interface Complaint {
  readonly keys: readonly PropertyKey[];
  /** Whether the key itself is wrong, or the value below it. */
  readonly about: 'key' | 'value';
  readonly says: string;
}

/** @throws CatalogueError with the place, the key and what is allowed of the first thing that does not fit */
export function validate<Schema extends z.ZodType>(file: YamlFile, schema: Schema): z.infer<Schema> {
  // A file of comments alone is an empty mapping.
  const data = file.data ?? {};
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const { issues } = result.error;
  // An unknown key is most often a misspelt one: it explains the key that is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw new CatalogueError(file.path, 'does not fit the catalogue');
  const rules = z.toJSONSchema(schema, { io: 'input' }) as Rule;
  const { keys, about, says } = complain(issue, [], data, rules);
  throw new CatalogueError(about === 'key' ? file.placeOfKey(keys) : file.placeOf(keys), says);
}

function complain(issue: z.core.$ZodIssue, above: readonly PropertyKey[], data: unknown, rules: Rule): Complaint {
  const keys = [...above, ...issue.path];
  const says = (text: string): Complaint => ({
    keys,
    about: 'value',
    says: `${nameOf(keys)} ${text}; ${describe(valueAt(data, keys))}`,
  });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const unknown = [...keys, issue.keys[0] ?? ''];
      return { keys: unknown, about: 'key', says: `unknown key ${nameOf(unknown)}; allowed: ${allowedKeys(ruleAt(rules, keys))}` };
    }
    case 'invalid_key':
      return { keys, about: 'key', says: `the name of ${nameOf(keys)} ${issue.issues[0]?.message ?? 'is not allowed'}` };
    case 'invalid_format':
      return says(issue.message);
    case 'invalid_union': {
      // A branch that went further than the value's own kind tells more.
      const inner = issue.errors.flat().find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
      return inner === undefined ? says(`must be ${allowedAt(rules, keys)}`) : complain(inner, keys, data, rules);
    }
    default:
      return says(`must be ${allowedAt(rules, keys)}`);
  }
}

const allowedAt = (rules: Rule, keys: readonly PropertyKey[]): string => allowedBy(ruleAt(rules, keys), keys.at(-1));

function allowedKeys(rule: Rule | null): string {
  const options = [rule, ...(rule?.anyOf ?? [])].flatMap((option) => [
    ...Object.keys(option?.properties ?? {}),
    ...(option?.propertyNames?.enum ?? []),
  ]);
  return options.join(', ');
}

const nameOf = (keys: readonly PropertyKey[]): string => (keys.length === 0 ? 'the file' : `"${keys.map(String).join('.')}"`);

function valueAt(data: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

const longestQuote = 60;

function describe(value: unknown): string {
  if (value === undefined) return 'it is missing';
  if (value === null) return 'it is empty';
  if (Array.isArray(value)) return value.length === 0 ? 'it is an empty list' : 'it is a list';
  if (typeof value === 'object') return 'it is a mapping';
  if (typeof value === 'string') return describeText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? `it is ${value}` : 'it is of another kind';
}

function describeText(text: string): string {
  if (text === '') return 'it is empty text';
  return text.length > longestQuote ? `it is text of ${text.length} characters` : `it is the text "${text}"`;
}
