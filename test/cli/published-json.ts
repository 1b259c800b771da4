// Every JSON output that a test reads is held against its published schema, by a validator that is not ours.
import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Pair } from '../../src/compare/comparison.js';
import type { Difference } from '../../src/history/changes.js';
import type { Overview } from '../../src/history/overview.js';
import type { FaultInterpretation } from '../../src/facts/fault/fault-interpretation.js';
import type { Report } from '../../src/report/report.js';

export interface CheckList {
  readonly schemaVersion: string;
  readonly checks: readonly { readonly id: string; readonly planned: boolean }[];
}

export interface StoryList {
  readonly schemaVersion: string;
  readonly stories: readonly { readonly name: string; readonly title: string }[];
}

export interface CompareOutput {
  readonly status: string;
  readonly exitCode: number;
  readonly recordingCount: number;
  readonly unknownAgentCount: number;
  readonly unreadCount: number;
  readonly pairs: readonly Pair[];
}

type Published = 'compare' | 'history' | 'history-diff' | 'report' | 'fault' | 'list' | 'stories';

/** @throws where the text is no JSON or has not the published form */
export const parseReport = (text: string): Report => parsed('report', text) as Report;
export const parseCompare = (text: string): CompareOutput => parsed('compare', text) as CompareOutput;
export const parseHistory = (text: string): Overview => parsed('history', text) as Overview;
export const parseHistoryDiff = (text: string): Difference => parsed('history-diff', text) as Difference;
export const parseFault = (text: string): FaultInterpretation => parsed('fault', text) as FaultInterpretation;
export const parseList = (text: string): CheckList => parsed('list', text) as CheckList;
export const parseStories = (text: string): StoryList => parsed('stories', text) as StoryList;

/** @returns what breaks the form, `/causes/0/rank must be integer`; nothing where all is well */
export function breaches(name: Published, output: unknown): readonly string[] {
  const validate = validators.get(name) ?? compile(name);
  validate(output);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}

function parsed(name: Published, text: string): unknown {
  const output: unknown = JSON.parse(text);
  const found = breaches(name, output);
  if (found.length > 0) throw new Error(`not as schemas/${name}.schema.json says:\n${found.join('\n')}`);
  return output;
}

const validators = new Map<string, ValidateFunction>();

function compile(name: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object);
  validators.set(name, validate);
  return validate;
}
