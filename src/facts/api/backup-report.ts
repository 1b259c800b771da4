// The report on one backup. State, NumErrors and the list tell how it went; Reason says "Success" with errors, too.
import type { BackupReport, JobError } from '../api.js';
import { bytesIn, countIn, durationIn, idIn, member, textIn, timeIn } from './fields.js';
import { jobStateOf } from './job-state.js';
import { isObject, objectsIn, type Json } from './loose-json.js';

/** The documentation's own lists are partial; thousands of files tell no more than these. */
const maxErrorCount = 100;

export function parseReport(json: unknown): BackupReport | null {
  // A restore's report has an id of its own kind.
  const backupId = isObject(json) ? (idIn(json, 'BackupId') ?? idIn(json, 'BackupReportId')) : null;
  if (!isObject(json) || backupId === null) return null;
  const stateText = textIn(json, 'State') ?? '';
  return {
    backupId,
    configurationId: idIn(json, 'BackupConfigurationId'),
    configurationName: textIn(json, 'BackupConfigurationName'),
    state: jobStateOf(stateText),
    stateText,
    startedAt: timeIn(json, 'StartTime'),
    completedAt: timeIn(json, 'CompletedTime'),
    durationSeconds: durationIn(json, 'Duration'),
    searchedFileCount: countIn(json, 'FilesSearched'),
    searchedBytes: bytesIn(json, 'BytesSearched'),
    savedFileCount: countIn(json, 'FilesBackedUp') ?? countIn(json, 'NumFilesRestored'),
    savedBytes: bytesIn(json, 'BytesBackedUp') ?? bytesIn(json, 'NumBytesRestored'),
    errorCount: countIn(json, 'NumErrors'),
    reason: textIn(json, 'Reason'),
    diagnostics: textIn(json, 'Diagnostics'),
    errors: errorsIn(json, 'ErrorList', toError),
    bandwidthPerSecond: null,
  };
}

/** @param errors the answer of `/backups/{id}/errors`, where one was asked for */
export function parseV2Report(json: unknown, errors: unknown = null): BackupReport | null {
  const backupId = isObject(json) ? idIn(json, 'id') : null;
  if (!isObject(json) || backupId === null) return null;
  const [stateText, told] = [textIn(json, 'state') ?? '', objectOf(member(json, 'errors'))];
  const [startedAt, completedAt] = [timeIn(json, 'started_time'), timeIn(json, 'ended_time')];
  return {
    backupId,
    configurationId: idIn(objectOf(member(json, 'configuration')), 'id'),
    configurationName: null,
    state: jobStateOf(stateText),
    stateText,
    startedAt,
    completedAt,
    durationSeconds: secondsBetween(startedAt, completedAt),
    searchedFileCount: countIn(json, 'files_searched'),
    searchedBytes: bytesIn(json, 'bytes_searched'),
    savedFileCount: countIn(json, 'files_backed_up') ?? countIn(json, 'files_restored'),
    savedBytes: bytesIn(json, 'bytes_backed_up') ?? bytesIn(json, 'bytes_restored'),
    errorCount: countIn(told, 'count'),
    reason: textIn(told, 'reason'),
    diagnostics: textIn(told, 'diagnostics'),
    errors: parseV2Errors(errors),
    bandwidthPerSecond: countIn(json, 'bandwidth_avg_bps'),
  };
}

export const parseV2Errors = (json: unknown): readonly JobError[] => errorsIn(objectOf(json), 'list', toV2Error);

const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

const errorsIn = (json: Json, name: string, read: (item: Json) => JobError): readonly JobError[] =>
  (objectsIn(member(json, name)) ?? []).slice(0, maxErrorCount).map(read);

const toError = (item: Json): JobError => ({
  code: countIn(item, 'ExceptionCode'),
  type: textIn(item, 'ErrorType'),
  path: textIn(item, 'Path'),
  message: textIn(item, 'ExceptionDesc') ?? textIn(item, 'ErrorDesc'),
});

function toV2Error(item: Json): JobError {
  const exception = objectOf(member(item, 'exception'));
  return {
    code: countIn(exception, 'code'),
    type: textIn(item, 'type'),
    path: textIn(item, 'path'),
    message: textIn(exception, 'description') ?? textIn(item, 'description'),
  };
}

function secondsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
}
