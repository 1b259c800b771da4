// Reads and checks a saved recording. It may come from anywhere, so its form is checked before it is judged.
import type { z } from 'zod';
import type { ComparedRecording } from './compare/digest.js';
import { recordingFormat, recordingFormatVersion, withLaterFacts, type Recording } from './facts/recording.js';
import { comparedSchema, recordingSchema } from './recording-schema.js';
import { breachOf, isObject, parseSaved, type SavedObject } from './saved-json.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError that says what is wrong with the text */
export const parseRecording = (text: string, name: string): Recording => parseAs(recordingSchema, text, name, migrated) as unknown as Recording;

/** @throws UsageError that says what is wrong with what comparing reads of the text */
export function parseCompared(text: string, name: string): ComparedRecording {
  const { redaction, ...compared } = parseAs(comparedSchema, text, name) as unknown as Recording;
  // The first host of each recording is host-1, whichever it is.
  if (redaction.policy !== 'strict') return compared;
  throw new UsageError(`${name} was redacted with --redact strict, whose tokens hold within one recording alone; gather it again with --redact support`);
}

function parseAs(schema: z.ZodType, text: string, name: string, migrate: (data: SavedObject) => SavedObject = (data) => data): object {
  const data = migrate(parseSaved(text, name, 'recording', 'make a recording with backup-doctor gather -o FILE'));
  if (data['format'] !== recordingFormat) {
    throw new UsageError(`${name} is not a recording: it lacks "format": "${recordingFormat}"; make one with backup-doctor gather -o FILE`);
  }
  if (data['formatVersion'] !== recordingFormatVersion) {
    throw new UsageError(
      `${name} has the recording format ${JSON.stringify(data['formatVersion'])}; this version reads format ${recordingFormatVersion}: judge it with the version that made it`,
    );
  }
  refuseDamage(schema, data, name);
  return data;
}

const migrated = (data: SavedObject): SavedObject => (isObject(data['facts']) ? { ...data, facts: withLaterFacts(data['facts']) } : data);

function refuseDamage(schema: z.ZodType, data: object, name: string): void {
  const breach = breachOf(schema, data);
  if (breach !== null) throw new UsageError(`${name} is damaged: "${breach.path.join('.')}": ${breach.says}; gather it again`);
}
