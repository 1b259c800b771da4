// Which certificate authorities our HTTPS probes trust: the roots that come with Node and the host's own, which
// Node does not read by itself. Parsing them takes 40 ms on Node 20: once a run, not once a connection.
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { HostFiles } from '../platform/system.js';

/** Debian's and Red Hat's places. */
const bundlePaths = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];
const largestBundleBytes = 4 << 20;

const known = new WeakMap<HostFiles, Promise<SecureContext>>();

export function trustOf(files: HostFiles): Promise<SecureContext> {
  const trust = known.get(files) ?? readTrust(files);
  known.set(files, trust);
  return trust;
}

async function readTrust(files: HostFiles): Promise<SecureContext> {
  for (const path of bundlePaths) {
    const bundle = await files.readText(path, largestBundleBytes);
    if (bundle.state === 'observed') return createSecureContext({ ca: [...rootCertificates, bundle.value.text] });
  }
  return createSecureContext({ ca: [...rootCertificates] });
}
