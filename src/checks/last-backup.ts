// Is there a backup of this host that is young enough and whole? The services know; the agent's log knows only of failures.
import { defineCheck } from './check.js';
import { limitNames } from './last-backup/case.js';
import { judgeApi, whyUnseen } from './last-backup/from-api.js';
import { judgeLog } from './last-backup/from-log.js';

export const lastBackup = defineCheck({
  id: 'last-backup',
  needs: ['agent'],
  uses: ['api', 'log', 'paths', 'agent.locks'],
  limits: limitNames,
  problems: [
    ...['never', 'no-schedule', 'overdue', 'failed', 'failed-in-log', 'missed', 'missed-while-down', 'skipped', 'skipped-behind-lock'],
    ...['skipped-too-long', 'stuck', 'stuck-behind-lock', 'stopped', 'completed-with-errors', 'files-denied', 'files-locked'],
    ...['space-ran-out', 'blocks-missing'],
  ],
  judge({ api, log, paths, 'agent.locks': locks }, limits) {
    const verdict = api === null ? null : judgeApi({ api, paths, locks, log }, limits);
    if (verdict !== null) return verdict;
    const failure = api === null ? null : (whyUnseen(api.login) ?? whyUnseen(api.configurations));
    return judgeLog(log, failure === null ? howToEnable : `Cloud Backup did not tell its jobs: ${failure}`, limits);
  },
});

const howToEnable = 'Cloud Backup was not asked for its jobs: give --credentials FILE, without --offline';
