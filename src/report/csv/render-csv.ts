// The evidence as a table for a spreadsheet: RFC 4180, and nothing from outside begins a formula.
import type { Evidence } from '../../checks/check.js';
import type { CheckResult, WaiverResult } from '../../diagnosis/diagnosis.js';
import { printable } from '../../facts/storage/printable.js';
import type { Report } from '../report.js';

const columns = ['run', 'time', 'host', 'check', 'status', 'problem', 'subject', 'name', 'value', 'unit', 'source'];

/** A check without evidence has one row all the same: that nothing was measured is worth seeing. */
export function renderCsv({ runId, finishedAt, host, checks, waivers }: Report): string {
  const run = [runId, finishedAt, host?.hostname ?? null];
  const found = [...checks.flatMap(rowsOf), ...waivers.map((waiver) => waiverRow(waiver, checks))];
  const rows = found.map((row) => [...run, ...row]);
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

type Value = Evidence['value'];

function rowsOf({ id, status, problem, evidence }: CheckResult): readonly (readonly Value[])[] {
  const rows = evidence.map(({ subject, name, value, unit, source }) => [subject, name, value, unit, source]);
  return (rows.length === 0 ? [[null, null, null, null, null]] : rows).map((row) => [id, status, problem, ...row]);
}

function waiverRow({ id, target, sentence, isExpired }: WaiverResult, checks: readonly CheckResult[]): readonly Value[] {
  const { status = null, problem = null } = checks.find((check) => check.id === id) ?? {};
  return [id, status, problem, target, isExpired ? 'expiredWaiver' : 'waiver', sentence, null, 'waivers'];
}

/** A number is a number; `-5` as a text might as well be a formula. */
function field(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = printable(value).replace(beginsFormula, "$1'");
  return /[",;]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** At the start of the cell, and behind a semicolon, which parts cells where the comma is a decimal sign. Wide forms count as well. */
const beginsFormula = /((?:^|;)["'\s]*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])/g;
