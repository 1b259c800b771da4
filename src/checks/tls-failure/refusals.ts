// How a handshake was refused → who most likely did it. The codes are those of OpenSSL, each measured with a real server.

/** What Node offers, and the probe with it. */
export const offeredProtocol = 'TLSv1.2 and TLSv1.3';

const meanings: Readonly<Record<string, string>> = {
  ECONNRESET: 'a firewall that filters by name, or the server itself, cut the connection',
  EPIPE: 'a firewall that filters by name, or the server itself, cut the connection',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS at all',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers there does not speak TLS at all',
  ERR_SSL_HTTP_REQUEST: 'what answers there does not speak TLS at all',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the other side knows only protocols that are too old',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the other side knows only protocols that are too old',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the two sides have no cipher in common, or the server wants a certificate of the client',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'the other side does not know this name',
};

export const refusalMeaning = (code: string | null): string => meanings[code ?? ''] ?? 'the other side gave no more than this code';
