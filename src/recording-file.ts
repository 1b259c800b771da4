// Reads and checks a saved recording. It may come from anywhere, so its form is checked before it is judged.
import { recordingFormat, recordingFormatVersion, type Recording } from './facts/recording.js';
import { recordingSchema } from './recording-schema.js';
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
  refuseDamage(data, name);
  return data as unknown as Recording;
}

/** The schema's own words name no value of the file but its kind. */
function refuseDamage(data: object, name: string): void {
  const [issue] = recordingSchema.safeParse(data).error?.issues ?? [];
  if (issue === undefined) return;
  const says = issue.message.replace(/^[A-Z][a-z ]+: /, '');
  throw new UsageError(`${name} is damaged: "${issue.path.join('.')}": ${says}; gather it again`);
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
