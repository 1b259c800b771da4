// Reads which sources the C library asks for names, and in which order: the `hosts:` line of /etc/nsswitch.conf.

/** `files mdns4_minimal [NOTFOUND=return] dns`; null where the file has no such line. */
export function parseLookupOrder(text: string): string | null {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const values = lines.flatMap((line) => /^hosts\s*:(.*)$/.exec(line)?.[1] ?? []);
  return values.at(-1)?.trim().replace(/\s+/g, ' ') ?? null;
}

/** Whether a name that the sources before do not know comes to the resolvers at all: `dns`, or systemd-resolved's `resolve`. */
export function asksResolvers(order: string): boolean {
  const entries = [...order.matchAll(/([^\s[\]]+)\s*((?:\[[^\]]*\]\s*)*)/g)].map(([, source = '', actions = '']) => ({ source, actions }));
  const resolving = entries.findIndex(({ source }) => source === 'dns' || source === 'resolve');
  return resolving >= 0 && !entries.slice(0, resolving).some(endsSearch);
}

/** multicast DNS calls itself unavailable for all names but `.local`, and such an action does not count then. */
const endsSearch = ({ source, actions }: { readonly source: string; readonly actions: string }): boolean =>
  !source.startsWith('mdns') && /\[[^\]]*(NOTFOUND|!SUCCESS|!UNAVAIL|!TRYAGAIN)\s*=\s*return/i.test(actions);
