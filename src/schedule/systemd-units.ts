// The service and its timer. The service gives up what a look at backups does not need; what it keeps, it keeps for a reason.
import { intervals, randomDelaySeconds } from './interval.js';
import type { Schedule } from './plan.js';

export function timerUnit({ every }: Schedule): string {
  return `[Unit]
Description=Backup Doctor: when this host's backups are looked at
Documentation=https://docs.rackspace.com/docs/best-practices-for-cloud-backup

[Timer]
OnCalendar=${intervals[every].calendar}
RandomizedDelaySec=${randomDelaySeconds(every)}
# A run that was missed while the host was off is made up for.
Persistent=true

[Install]
WantedBy=timers.target
`;
}

export function serviceUnit(
  { command, user, reportFolders, credentialsPath, timeoutSeconds, secretEnvironment }: Schedule,
  environmentPath: string,
): string {
  return `[Unit]
Description=Backup Doctor: looks at the backups of this host
Documentation=https://docs.rackspace.com/docs/best-practices-for-cloud-backup
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=${escapedPercent(user)}
ExecStart=${command.map(wordOfCommand).join(' ')}
# What is found is no failure of this service: 1 is a warning, 2 critical.
SuccessExitStatus=1 2
TimeoutStartSec=${timeoutSeconds + 60}
StateDirectory=backup-doctor
StateDirectoryMode=0700
${Object.keys(secretEnvironment).length === 0 ? '' : `EnvironmentFile=${environmentPath}\n`}${credentialsPath === null ? '' : `LoadCredential=backup-doctor:${escapedPercent(credentialsPath)}\n`}
# Behind everything else that this host does.
Nice=19
CPUWeight=10
IOSchedulingClass=idle
IOWeight=10
OOMScoreAdjust=500

# As root: read what is closed (DAC_READ_SEARCH), see which files other programs hold (SYS_PTRACE),
# and look as the agent's user (SETUID, SETGID). What is left of a look is ended by systemd itself.
CapabilityBoundingSet=${keptCapabilities.join(' ')}
NoNewPrivileges=yes
# It writes to its state folder${reportFolders.length === 0 ? '' : ' and where the reports go'}, and sees the rest as it is: no private /tmp, home or /proc.
ProtectSystem=strict
ProtectHome=read-only
${reportFolders.length === 0 ? '' : `ReadWritePaths=${reportFolders.map((folder) => word(`-${folder}`)).join(' ')}\n`}ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
PrivateDevices=yes
PrivateMounts=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
# Its place behind all others stays as it is.
SystemCallFilter=~@resources
SystemCallErrorNumber=EPERM
KeyringMode=private
UMask=0077
`;
}

export const keptCapabilities = ['CAP_DAC_READ_SEARCH', 'CAP_SYS_PTRACE', 'CAP_SETUID', 'CAP_SETGID'] as const;

/** A word of a list: systemd.syntax(7) and the specifiers of systemd.unit(5). In a command, `$` would name a variable. */
const word = (text: string): string =>
  `"${escapedPercent(text)
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)}"`;

const wordOfCommand = (text: string): string => word(text).replaceAll('$', '$$$$');

const escapedPercent = (text: string): string => text.replaceAll('%', '%%');
