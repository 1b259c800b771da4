// All the time limits of the network probes, each with its reason. All questions of one step run at once, so
// a step takes as long as its slowest question.

export const limits = {
  /** glibc waits 5 s a try; a resolver that needs more than 2 s makes every start of a backup slow. */
  dnsTryMs: 2_000,
  /** UDP loses packets: one silence is no proof. */
  dnsTryCount: 2,
  /** Only after a truncated answer. */
  dnsTcpMs: 2_000,
  /** A SYN is repeated after 1 s and 3 s: what has not answered by then is not slow but gone. */
  connectMs: 4_000,
  /** Two round trips and some arithmetic; a server under load may take a second. */
  handshakeMs: 4_000,
  /** The request and its answer. */
  replyMs: 4_000,
  /** The small request was answered within milliseconds: a large one that takes longer than this does not arrive. */
  largeRequestMs: 3_000,
  /** CONNECT makes the proxy connect in turn. */
  proxyMs: 4_000,
  /** `ip` and `xenstore-read` answer in milliseconds. */
  commandMs: 1_000,
} as const;

/** Never more new connections to one host at once: a probe must not look like an attack. */
export const maxConnectionsPerHost = 8;
