// Which doors of the service this host must reach: the catalogue's templates, filled in with the agent's
// region, its registration and its vaults.
import type { Endpoint, NetworkName } from '../network.js';

export type EndpointService = Endpoint['service'];

/** An endpoint as checks.yml writes it. Of templates with one name, the one that lists the region wins. */
export interface EndpointTemplate {
  readonly name: string;
  readonly service: EndpointService;
  /** `{region}` is the region in lower case, `{dc}` its data centre; without a known region such a template is left out. */
  readonly host: string;
  readonly port?: number | undefined;
  readonly network: NetworkName;
  readonly healthPath: string | null;
  readonly regions?: readonly string[] | undefined;
}

export interface EndpointCatalogue {
  /** Region → data centre, `DFW` → `dfw1`: the number cannot be derived. */
  readonly regions: Readonly<Record<string, string>>;
  readonly templates: readonly EndpointTemplate[];
}

/** What the host's agent says about itself; all null and empty where there is none. */
export interface EndpointContext {
  readonly region: string | null;
  /** `ApiHostName` of the registration. */
  readonly apiHostName: string | null;
  /** Hosts of the container URLs that the registration names. */
  readonly vaultHosts: readonly string[];
  readonly usesServiceNet: boolean | null;
}

const httpsPort = 443;

export function expandEndpoints({ regions, templates }: EndpointCatalogue, context: EndpointContext): readonly Endpoint[] {
  const chosen = chosenTemplates(templates, context.region).flatMap((template) => {
    const host = filledIn(template.host, context.region, regions);
    return host === null ? [] : [toEndpoint(template, host, context)];
  });
  return withVaultHosts(withApiHost(chosen, context.apiHostName), context);
}

/** Hosts of `https://…` URLs, each once; anything else is left out. */
export function hostsOf(urls: readonly string[]): readonly string[] {
  const hosts = urls.flatMap((url) => /^https:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? []);
  return [...new Set(hosts)].filter(isHostName);
}

/** Letters, digits, hyphens and dots alone: what comes from a file of the host is not trusted. */
export const isHostName = (text: string): boolean =>
  text.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);

function chosenTemplates(templates: readonly EndpointTemplate[], region: string | null): readonly EndpointTemplate[] {
  const names = [...new Set(templates.map(({ name }) => name))];
  return names.flatMap((name) => {
    const sameName = templates.filter((template) => template.name === name);
    const regional = sameName.find(({ regions }) => region !== null && regions?.includes(region));
    return regional ?? sameName.find(({ regions }) => regions === undefined) ?? [];
  });
}

function filledIn(host: string, region: string | null, regions: EndpointCatalogue['regions']): string | null {
  if (!host.includes('{')) return host;
  const dataCentre = region === null ? undefined : regions[region];
  if (region === null || dataCentre === undefined) return null;
  return host.replaceAll('{region}', region.toLowerCase()).replaceAll('{dc}', dataCentre);
}

function toEndpoint(
  { name, service, port = httpsPort, network, healthPath }: EndpointTemplate,
  host: string,
  context: EndpointContext,
): Endpoint {
  return { name, service, host, port, network, healthPath, isRequired: isRequired(name, service, network, context) };
}

/** What the agent needs: its two control doors, and Cloud Files over the network that its vault uses. */
function isRequired(name: string, service: EndpointService, network: NetworkName, { usesServiceNet }: EndpointContext): boolean {
  if (service === 'cloud-files') return usesServiceNet !== null && usesServiceNet === (network === 'servicenet');
  return name === 'agent-api' || name === 'event-service';
}

function withApiHost(endpoints: readonly Endpoint[], apiHostName: string | null): readonly Endpoint[] {
  if (apiHostName === null || !isHostName(apiHostName)) return endpoints;
  return endpoints.map((endpoint) => (endpoint.name === 'agent-api' ? { ...endpoint, host: apiHostName.toLowerCase() } : endpoint));
}

/** A vault may lie in another region than its agent: the registration's own hosts replace the region's. */
function withVaultHosts(endpoints: readonly Endpoint[], context: EndpointContext): readonly Endpoint[] {
  const publicHosts = new Set(context.vaultHosts.map((host) => host.replace(/^snet-/, '')));
  if (publicHosts.size === 0) return endpoints;
  const storage = endpoints.filter(({ service }) => service === 'cloud-files');
  const ofVaults = storage.flatMap((endpoint) =>
    [...publicHosts].map((host) => ({ ...endpoint, host: endpoint.network === 'servicenet' ? `snet-${host}` : host })),
  );
  return [...endpoints.filter(({ service }) => service !== 'cloud-files'), ...ofVaults];
}
