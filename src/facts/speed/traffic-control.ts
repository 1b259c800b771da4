// The rate that an interface was limited to by `tc`, from what `tc qdisc show` and `tc class show` print.

/** Bits per second of the outermost queue: `qdisc tbf 8001: root refcnt 2 rate 8Mbit burst …`. */
export function parseQueueRate(text: string): number | null {
  const root = text.split('\n').find((line) => /^qdisc (tbf|netem|cake) \S+ root /.test(line));
  const rate = / (?:rate|bandwidth) (\S+)/.exec(root ?? '')?.[1];
  return rate === undefined ? null : parseRate(rate);
}

/** Where unclassified packets go: `qdisc htb 1: root refcnt 2 r2q 10 default 0x10 …` is class `1:10`. */
export function defaultClass(text: string): string | null {
  const [, handle, minor] = /^qdisc (?:htb|hfsc) (\w+:) root .*\bdefault (?:0x)?([0-9a-f]+)/m.exec(text) ?? [];
  return handle === undefined || minor === undefined ? null : `${handle}${minor}`;
}

/** What a class may reach at most: `class htb 1:10 root prio 0 rate 5Mbit ceil 6Mbit burst …`. */
export function parseCeiling(text: string, name: string): number | null {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`class htb ${name} `));
  const rate = / ceil (\S+)/.exec(line ?? '')?.[1];
  return rate === undefined ? null : parseRate(rate);
}

const units: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

function parseRate(text: string): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)bit$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * (units[unit] ?? Number.NaN);
}
