// Reads and checks a saved recording. It may come from anywhere, so its form is checked before it is judged.
import { recordingFormat, recordingFormatVersion, type Recording } from './facts/recording.js';
import { recordingSchema } from './recording-schema.js';
import { breachOf, parseSaved } from './saved-json.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError that says what is wrong with the text */
export function parseRecording(text: string, name: string): Recording {
  const data = parseSaved(text, name, 'recording', 'make a recording with backup-doctor gather -o FILE');
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

function refuseDamage(data: object, name: string): void {
  const breach = breachOf(recordingSchema, data);
  if (breach !== null) throw new UsageError(`${name} is damaged: "${breach.path.join('.')}": ${breach.says}; gather it again`);
}
