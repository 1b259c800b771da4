// Reads what `sc query` and `reg query` print on Windows.

/** 1060 of Windows: the service does not exist. */
const noSuchService = 1060;

/** `other`: starting, stopping or paused. */
export type WindowsServiceState = 'running' | 'stopped' | 'other' | 'missing';

/** Labels follow the system's language; the state's number does not. */
export function parseServiceQuery(output: string, exitCode: number | null): WindowsServiceState | null {
  if (exitCode === noSuchService || new RegExp(`\\b${noSuchService}\\b`).test(output)) return 'missing';
  const code = /:\s*([1-7])\s+[A-Z_]+\s*$/m.exec(output)?.[1];
  if (code === undefined) return null;
  return code === '4' ? 'running' : code === '1' ? 'stopped' : 'other';
}

/** `    Product Version    REG_SZ    2.27.009073` → that value. */
export function registryValue(output: string, name: string): string | null {
  const line = output.split(/\r?\n/).find((text) => text.trimStart().toLowerCase().startsWith(`${name.toLowerCase()}    `));
  return line === undefined ? null : (/\sREG_(?:EXPAND_)?SZ\s+(.+?)\s*$/.exec(line)?.[1] ?? null);
}
