// What the lab's Cloud Files cannot do without, beside what the network lab needs.
import { whatIsNotInstalled, whyNoLab } from '../network/needs.js';

/** Program → Debian package. */
const packages = {
  'swift-account-server': 'swift-account',
  'swift-container-server': 'swift-container',
  'swift-object-server': 'swift-object',
  'swift-proxy-server': 'swift-proxy',
  memcached: 'memcached',
} as const;

/** null where Swift can be started. */
export const whyNoCloudFiles = (): string | null => whyNoLab() ?? whatIsNotInstalled(packages);
