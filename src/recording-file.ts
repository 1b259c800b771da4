// Reads and checks a saved recording. It may come from anywhere, so its form is checked before it is judged.
import { factNames, type Facts } from './facts/facts.js';
import { recordingFormat, recordingFormatVersion, type Recording } from './facts/recording.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError that says what is wrong with the text */
export function parseRecording(text: string, name: string): Recording {
  const data = parseObject(text, name);
  if (data['format'] !== recordingFormat) {
    throw new UsageError(`${name} is not a recording: it lacks "format": "${recordingFormat}"; make one with backup-doctor gather -o FILE`);
  }
  if (data['formatVersion'] !== recordingFormatVersion) {
    throw new UsageError(
      `${name} has the recording format ${JSON.stringify(data['formatVersion'])}; this version reads format ${recordingFormatVersion}: judge it with the version that made it`,
    );
  }
  for (const key of ['toolVersion', 'runId', 'gatheredAt', 'finishedAt'] as const) {
    if (typeof data[key] !== 'string') throw malformed(name, key, 'a text');
  }
  for (const key of ['durationMs', 'deadlineMs'] as const) {
    if (typeof data[key] !== 'number') throw malformed(name, key, 'a number');
  }
  if (!isObject(data['conditions'])) throw malformed(name, 'conditions', 'an object');
  if (!isObject(data['redaction'])) throw malformed(name, 'redaction', 'an object');
  checkFacts(data['facts'], name);
  return data as unknown as Recording;
}

function checkFacts(facts: unknown, name: string): asserts facts is Facts {
  if (!isObject(facts)) throw malformed(name, 'facts', 'an object');
  for (const fact of factNames) {
    const value = facts[fact];
    if (!isObject(value)) throw malformed(name, `facts.${fact}`, 'an object with a state');
    const fits =
      (value['state'] === 'observed' && value['value'] !== undefined && typeof value['tookMs'] === 'number') ||
      (value['state'] === 'absent' && typeof value['reason'] === 'string') ||
      (value['state'] === 'unavailable' && isObject(value['failure']) && typeof value['failure']['detail'] === 'string');
    if (!fits) throw malformed(name, `facts.${fact}`, 'observed with a value, absent with a reason or unavailable with a failure');
  }
}

function parseObject(text: string, name: string): Record<string, unknown> {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${name} is not valid JSON; make a recording with backup-doctor gather -o FILE`);
  }
  if (!isObject(data)) throw new UsageError(`${name} is not a recording: it holds no JSON object`);
  return data;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (name: string, key: string, wanted: string): UsageError =>
  new UsageError(`${name} is damaged: "${key}" must be ${wanted}; gather it again`);
