// What OpenSSL's codes say about a certificate. Node gives the same code for what an interceptor and a forgetful server
// do: only the certificate itself tells those apart.

/** The authorities are of no use, or are not known: the certificate may be anybody's. */
export const chainCodes: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

export const nameCodes: ReadonlySet<string> = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH']);

const dateCodes: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** What a wrong clock alone can bring about: the server may be the right one, and then it tells the right time. */
export const isDateCode = (code: string | null): boolean => code !== null && dateCodes.has(code);
