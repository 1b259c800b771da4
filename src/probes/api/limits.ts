// The limits of the questions to the services, each with its reason.

export const apiLimits = {
  /** The service answers within a second; under load it may take some. */
  replyMs: 8_000,
  /** The largest answer: all configurations of an agent are limited to 1 MB together. */
  bodyBytes: 1_024 * 1_024,
  /** The activity has no documented bound: at some 400 bytes a job, hourly backups fill this in four years. */
  activityBytes: 16 * 1_024 * 1_024,
  /** What the interpreter reads of a fault's body. */
  interpretedBytes: 64 * 1_024,
  /** Of a fault's body: it says what is wrong at its beginning. */
  faultBodyBytes: 4_096,
  faultCount: 40,
  /** Again only where the fault says that waiting helps. */
  retryCount: 2,
  retryPauseMs: 500,
  /** Who wants a longer pause is not asked again in this run. */
  longestPauseMs: 5_000,
  /** Open at once, over all services. */
  addressCount: 3,
  /** The documentation says 10 to 20 s until an agent that was woken shows itself. */
  wakeMs: 20_000,
  wakePollMs: 2_000,
} as const;
