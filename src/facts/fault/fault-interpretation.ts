// What the fault interpreter takes and gives: the public shape of `fault --format json`, in its key order.
// The list of categories is closed; scripts and monitoring branch on it.

export const faultCategories = [
  'server_error',
  'service_unavailable',
  'gateway',
  'rate_limited',
  'quota',
  'entity_too_large',
  'rate_limited_or_too_large',
  'auth',
  'auth_request',
  'forbidden',
  'not_found',
  'bad_request',
  'conflict_state',
  'not_an_api_failure',
  'unparsable',
] as const;

export type FaultCategory = (typeof faultCategories)[number];

export type FaultShape = 'json' | 'xml' | 'html' | 'text' | 'empty';

/** An answer as it came from an API, or as somebody saved it. */
export interface FaultReply {
  /** null when nobody wrote it down; a status line inside the body then tells it. */
  readonly status: number | null;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  /** ISO 8601; relative wait times count from here. */
  readonly receivedAt: string;
}

export interface SolutionStep {
  readonly text: string;
}

export interface FaultInterpretation {
  readonly schemaVersion: '1';
  readonly httpStatus: number | null;
  readonly shape: FaultShape;
  /** The root element as it was spelled; null where the body has none. */
  readonly element: string | null;
  readonly category: FaultCategory;
  /** The code inside the body, else the HTTP status. */
  readonly code: number | null;
  readonly message: string | null;
  readonly details: string | null;
  /** Does the same request succeed later without anybody changing anything; null where that cannot be told. */
  readonly retryable: boolean | null;
  /** ISO 8601 UTC; stays as it was when it lies in the past. */
  readonly retryAt: string | null;
  readonly retryAfterSeconds: number | null;
  readonly sentence: string;
  readonly solution: readonly SolutionStep[];
}
