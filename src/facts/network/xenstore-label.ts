// Reads what XenStore tells of an interface's network, `vm-data/networking/<MAC>`: a JSON object whose label
// names the network. `public` is PublicNet and `private` is ServiceNet; any other is a customer's own network,
// `private-network` included.

export function parseXenStoreLabel(text: string): string | null {
  try {
    const network: unknown = JSON.parse(text);
    if (typeof network !== 'object' || network === null || !('label' in network)) return null;
    return typeof network.label === 'string' ? network.label : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** XenStore's key of an interface: the MAC without colons, in upper case. */
export const xenStoreKeyOf = (mac: string): string => `vm-data/networking/${mac.replaceAll(':', '').toUpperCase()}`;
