// One request to an address of the user's, within a limit. What went wrong is told without the address: it may hold a token.

/** @returns what went wrong, in words; null when it was taken */
export async function send(address: URL, body: string | null, limitMs: number): Promise<string | null> {
  try {
    const response = await fetch(address, {
      // Whoever answers for that address is meant, and nobody that it points to.
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
      ...(body === null ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    });
    await response.body?.cancel();
    return response.ok ? null : `${address.host} answered ${response.status}`;
  } catch (error) {
    return `${address.host} could not be asked (${reasonOf(error)})`;
  }
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? name ?? 'no reason');
}
