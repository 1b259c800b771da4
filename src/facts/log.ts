// What the agent's own log tells, read from its newest line backwards. Lines are never kept whole: equal ones are counted,
// and only the newest of each kind is quoted, without what looks like a secret.

export interface LogFacts {
  /** The logs with their rollovers as far as they were opened, each the newest first. */
  readonly files: readonly LogFile[];
  /** What was asked for: problems are counted from here on. ISO 8601 UTC. */
  readonly windowBeganAt: string;
  /** The oldest time of the agent's lines that were read; null where no line has one. */
  readonly readBackTo: string | null;
  /** Why no older line of the agent was read; `window`: they are older than what was asked for, and enough of them were read. */
  readonly stoppedBy: 'beginning' | 'window' | 'size' | 'time' | 'unreadable';
  /** Of the agent's newest line that is not ahead; null where its log holds none with a time. */
  readonly lastLineAt: string | null;
  /**
   * Lines of the agent that are stamped more than a day after the look: a clock was wrong, then or now, and nobody knows when they
   * were written. null where there are none; recordings of earlier versions do not tell.
   */
  readonly ahead?: { readonly lineCount: number; readonly lastAt: string } | null;
  /** The agent's lines with a time, as far as they were read. */
  readonly lineCount: number;
  /** Lines of no known form, and those that are no continuation of one. */
  readonly unparsedLineCount: number;
  /** Oldest first. */
  readonly events: readonly LogEvent[];
  /**
   * Lines of level WARN and above within the window, and those of lower levels that name a failure; the newest first. In a log of
   * hundreds of kinds the oldest stand in one group a level, which names nothing.
   */
  readonly groups: readonly LogGroup[];
  /** Spans of at least `silenceSeconds` between two lines of the agent that follow each other in one file, newest first. */
  readonly silences: readonly { readonly from: string; readonly to: string }[];
  readonly silenceSeconds: number;
  /**
   * Spans as long in which lines may be missing: between two files, around a run of NUL, where a file was cut; newest first. One to
   * null goes on to the look: the log itself is gone or holds no line, or its end is lost. Recordings of earlier versions tell none.
   */
  readonly gaps?: readonly { readonly from: string; readonly to: string | null }[];
  /** Names and addresses that the lines give for the machine that they were written on, oldest first. */
  readonly machines: readonly LoggedMachine[];
}

export interface LogFile {
  readonly path: string;
  readonly writer: LogWriter;
  readonly sizeBytes: number;
  readonly readBytes: number;
  readonly modifiedAt: string;
}

export type LogWriter = 'agent' | 'updater';

/** `start` and `stop` are of the writer; the others of one job. `agent-*` are what the updater did to the agent. */
export type LogEventKind = 'start' | 'stop' | 'backup-failed' | 'backup-not-started' | 'backup-named' | 'agent-brought-down' | 'agent-brought-up' | 'agent-upgraded';

export interface LogEvent {
  readonly kind: LogEventKind;
  readonly at: string;
  readonly writer: LogWriter;
  /** The API's BackupId where the line names one. */
  readonly backupId: string | null;
}

/** Lines that differ only in numbers, ids, addresses and paths. */
export interface LogGroup {
  readonly writer: LogWriter;
  readonly level: 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE';
  /** The function that wrote it, `rax::Backup::PerformBackup`, without its line number; null where the form has none. */
  readonly writtenBy: string | null;
  /** The newest of them, capped. */
  readonly message: string;
  readonly lineCount: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** They came within the grace after a start of the agent, which it outlived by more than the grace. */
  readonly isRightAfterStart: boolean;
  /** The last start of the agent before the newest of them; null where none was read. */
  readonly startedAt: string | null;
  /** `Ex Code(2000)`, `Error Code(313)`: the agent's own code; null where the line names none. */
  readonly agentErrorCode: number | null;
  /** `Timeout was reached (28)`; null where the line names none. */
  readonly curlCode: number | null;
  readonly httpStatus: number | null;
  /** Host of the URL that it names, in lower case. */
  readonly host: string | null;
  readonly path: string | null;
}

export interface LoggedMachine {
  readonly kind: 'host-name' | 'address';
  readonly value: string;
  readonly firstAt: string;
  readonly lastAt: string;
}
