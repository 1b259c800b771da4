// Puts a JSON Schema into words: what is allowed at a place of the file.
import { allowedLimit, unitOf } from './unit.js';

/** The part of JSON Schema that our schemas use. */
export interface Rule {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Rule | boolean>>;
  readonly propertyNames?: Rule;
  readonly additionalProperties?: Rule | boolean;
  readonly items?: Rule | boolean;
  readonly anyOf?: readonly Rule[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly format?: string;
}

/** The rule for the value at a path of keys; null where there is none. */
export function ruleAt(root: Rule, keys: readonly PropertyKey[]): Rule | null {
  let rule: Rule | null = root;
  for (const key of keys) {
    if (rule === null) return null;
    rule = ruleBelow(rule, key);
  }
  return rule;
}

function ruleBelow(rule: Rule, key: PropertyKey): Rule | null {
  if (typeof key === 'number') return asRule(rule.items);
  const own = asRule(rule.properties?.[String(key)]) ?? asRule(rule.additionalProperties);
  if (own !== null) return own;
  const option = rule.anyOf?.map((each) => ruleBelow(each, key)).find((each) => each !== null);
  return option ?? null;
}

const asRule = (rule: Rule | boolean | undefined): Rule | null => (typeof rule === 'object' ? rule : null);

/** As the end of a sentence that begins with "must be". */
export function allowedBy(rule: Rule | null, key: PropertyKey | undefined): string {
  if (rule === null) return 'something else';
  if (rule.anyOf !== undefined) return rule.anyOf.map((option) => allowedBy(option, key)).join(' or ');
  if (rule.enum !== undefined) return `one of ${rule.enum.join(', ')}`;
  switch (rule.type) {
    case 'string':
      if (rule.format === 'date') return 'a day, as in 2026-12-31';
      return rule.maxLength === undefined ? 'text' : `text of 1 to ${rule.maxLength} characters`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'array':
      return allowedList(rule);
    case 'object':
      return allowedMapping(rule);
    default:
      return allowedNumber(rule, String(key));
  }
}

function allowedList({ items, minItems = 0 }: Rule): string {
  const each = asRule(items);
  const kind = each?.enum === undefined ? 'a list' : `a list of ${each.enum.join(', ')}`;
  return minItems > 0 ? `${kind}, with at least ${minItems}` : kind;
}

function allowedMapping({ properties, propertyNames }: Rule): string {
  const names = Object.keys(properties ?? {});
  const keys = names.length > 0 ? names : (propertyNames?.enum ?? []);
  return keys.length > 0 ? `a mapping with the keys ${keys.join(', ')}` : 'a mapping';
}

function allowedNumber({ type, minimum = 0, maximum }: Rule, key: string): string {
  if (unitOf(key) !== null) return allowedLimit(key);
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  return maximum === undefined ? `${kind}, at least ${minimum}` : `${kind} from ${minimum} to ${maximum}`;
}
