// What several formats tell in the same words: when it was, which agent, what made this look see less than usual.
import type { SymptomResult } from '../diagnosis/diagnosis.js';
import type { Conditions } from '../facts/recording.js';
import type { ReportAgent } from './report.js';

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2026-11-21T14:32:10.123Z` → `2026-11-21 14:32 UTC`; another spelling stands as it is. */
export const shortTime = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/, '$1 $2 UTC');

export function aboutAgent({ name, version, agentId, registered, running, region }: ReportAgent): readonly string[] {
  return [
    `${name} ${version ?? '(version unknown)'}`,
    ...(agentId === null ? [] : [`agent ${agentId}`]),
    ...(registered === null ? [] : [registered ? 'registered' : 'not registered']),
    ...(running === null ? [] : [running ? 'running' : 'not running']),
    ...(region === null ? [] : [region]),
  ];
}

/** Only what makes this look see less, or other, than usual. */
export function notable({ asUser, isRoot, offline, deep, root, proxy }: Conditions): readonly string[] {
  return [
    ...(isRoot ? [] : [`as ${asUser}, not root: some things cannot be seen`]),
    ...(root === null ? [] : [`host image below ${root}`]),
    ...(offline ? ['offline: no packet left this host'] : []),
    ...(proxy.length === 0 ? [] : [`proxy: ${proxy.join(', ')}`]),
    ...(deep ? ['deep'] : []),
  ];
}

/** What to see, and the commands of ours that see it, which are to be copied. */
export const verificationParts = (verify: string): readonly string[] => verify.split(/; (?=backup-doctor )/);

export const symptomWords = ({ status, checkIds }: Pick<SymptomResult, 'status' | 'checkIds'>): string =>
  status === 'unknown' && checkIds.length === 0 ? 'not looked at' : wordsOfStatus[status];

const wordsOfStatus: Readonly<Record<SymptomResult['status'], string>> = {
  ok: 'nothing found',
  warning: 'warning',
  critical: 'critical',
  unknown: 'not everything could be seen',
};
