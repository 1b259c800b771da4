// The certificate authorities by which a server is judged: the agent's own, where it brings some, and those of this host.
// Parsing them takes 40 ms on Node 20: once a run, not once a connection.
import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { HostFiles } from '../platform/system.js';

export interface TrustStore {
  /** The file, or what stands in for it. */
  readonly name: string;
  readonly context: SecureContext;
}

/** Debian's and Red Hat's places. */
const bundlePaths = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];
const largestBundleBytes = 4 << 20;
/**
 * As agents of these years offer them. The hybrid curves of OpenSSL 3.5 make the first message of a handshake larger than the
 * packets that some ways let through, and would hide which packets those are.
 */
const ecdhCurve = 'X25519:P-256:P-384';

/** The first one decides: what the agent trusts, it connects to. */
export async function readTrustStores(files: HostFiles, agentBundle: string | null): Promise<readonly [TrustStore, ...TrustStore[]]> {
  const [own, hosts] = await Promise.all([
    agentBundle === null ? null : readStore(files, agentBundle),
    Promise.all(bundlePaths.map((path) => readStore(files, path))),
  ]);
  const host = hosts.find((store) => store !== null) ?? authoritiesOfNode();
  return own === null ? [host] : [own, host];
}

const authoritiesOfNode = (): TrustStore => ({
  name: 'the authorities that come with Node.js',
  context: createSecureContext({ ca: [...rootCertificates], ecdhCurve }),
});

/** null for a file that is missing, unreadable or no bundle: another store then answers. */
async function readStore(files: HostFiles, path: string): Promise<TrustStore | null> {
  const bundle = await files.readText(path, largestBundleBytes);
  const text = bundle.state === 'observed' ? bundle.value.text : '';
  return holdsCertificate(text) ? { name: path, context: createSecureContext({ ca: text, ecdhCurve }) } : null;
}

/** OpenSSL passes over junk in silence, and would then trust nobody. */
function holdsCertificate(text: string): boolean {
  const [first] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? [];
  if (first === undefined) return false;
  try {
    return new X509Certificate(first).subject !== '';
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_OSSL')) return false;
    throw error;
  }
}
