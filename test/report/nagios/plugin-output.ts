// A strict reader of plugin output, after the Monitoring Plugins guidelines: what Nagios, Icinga and Checkmk parse.

export interface PerformanceValue {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly critical: string;
}

export interface PluginOutput {
  readonly service: string;
  readonly status: string;
  readonly text: string;
  readonly values: readonly PerformanceValue[];
  readonly longText: readonly string[];
}

/** @throws Error that says what breaks the guidelines */
export function parsePluginOutput(output: string): PluginOutput {
  if (!output.endsWith('\n')) throw new Error('the last line is not ended');
  const [first = '', ...longText] = output.slice(0, -1).split('\n');
  const match = /^([A-Z]+) (OK|WARNING|CRITICAL|UNKNOWN) - ([^|]+) \| ([^|]+)$/.exec(first);
  if (match === null) throw new Error(`no status line: ${first}`);
  if (longText.some((line) => line.includes('|'))) throw new Error('the long text opens performance data');
  const [, service = '', status = '', text = '', values = ''] = match;
  return { service, status, text, values: parseValues(values), longText };
}

function parseValues(text: string): readonly PerformanceValue[] {
  const values: PerformanceValue[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:'([^'=]+)'|([^'=\s]+))=(-?\d+(?:\.\d+)?)(s|us|ms|%|B|KB|MB|TB|c|)((?:;[\d.:@~-]*){0,4})(?: |$)/.exec(rest);
    if (match === null) throw new Error(`no performance value: ${rest}`);
    const [whole, quoted, bare = '', value, unit = '', limits = ''] = match;
    values.push({ label: quoted ?? bare, value: Number(value), unit, critical: limits.split(';')[2] ?? '' });
    rest = rest.slice(whole.length);
  }
  return values;
}
