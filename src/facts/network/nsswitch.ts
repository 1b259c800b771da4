// Reads which sources the C library asks for names, and in which order: the `hosts:` line of /etc/nsswitch.conf.

/** `files mdns4_minimal [NOTFOUND=return] dns`; null where the file has no such line. */
export function parseLookupOrder(text: string): string | null {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const values = lines.flatMap((line) => /^hosts\s*:(.*)$/.exec(line)?.[1] ?? []);
  return values.at(-1)?.trim().replace(/\s+/g, ' ') ?? null;
}

/** Whether a name that the sources before do not know comes to the resolvers at all: `dns`, or systemd-resolved's `resolve`. */
export function asksResolvers(order: string): boolean {
  const entries = entriesOf(order);
  const resolving = entries.findIndex(({ source }) => source === 'dns' || source === 'resolve');
  return resolving >= 0 && !entries.slice(0, resolving).some(endsSearch);
}

/** When /etc/hosts is read. systemd-resolved's `resolve` reads it itself before it asks anybody; without a line, glibc has `files dns`. */
export function hostsFileTurn(order: string | null): 'first' | 'last' | 'never' {
  if (order === null) return 'first';
  const entries = entriesOf(order);
  const opening = entries.find(({ source }) => ['files', 'resolve', 'dns'].includes(source));
  if (opening !== undefined && opening.source !== 'dns') return 'first';
  const file = entries.findIndex(({ source }) => source === 'files');
  return file >= 0 && !entries.slice(0, file).some(endsSearch) ? 'last' : 'never';
}

const entriesOf = (order: string): readonly Entry[] =>
  [...order.matchAll(/([^\s[\]]+)\s*((?:\[[^\]]*\]\s*)*)/g)].map(([, source = '', actions = '']) => ({ source, actions }));

interface Entry {
  readonly source: string;
  readonly actions: string;
}

/** multicast DNS calls itself unavailable for all names but `.local`, and such an action does not count then. */
const endsSearch = ({ source, actions }: Entry): boolean =>
  !source.startsWith('mdns') && /\[[^\]]*(NOTFOUND|!SUCCESS|!UNAVAIL|!TRYAGAIN)\s*=\s*return/i.test(actions);
