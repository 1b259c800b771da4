// A strict reader of the text exposition format: HELP, then TYPE, then the samples of one name; no sample twice, no time stamp.

export interface Sample {
  /** `name{label="value"}`, labels as they stand. */
  readonly series: string;
  readonly value: number;
}

/** @throws Error that names the line that breaks the format */
export function parseExposition(text: string): readonly Sample[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line is not ended');
  const samples: Sample[] = [];
  const names = new Set<string>();
  const lines = text.split('\n').slice(0, -1);
  for (let at = 0; at < lines.length;) {
    const [, name] = /^# HELP ([a-z][a-z0-9_]*) \S.*$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || names.has(name)) throw new Error(`no HELP of a new name: ${lines[at] ?? ''}`);
    if (lines[at + 1] !== `# TYPE ${name} gauge`) throw new Error(`no TYPE of ${name}: ${lines[at + 1] ?? ''}`);
    names.add(name);
    const before = samples.length;
    for (at += 2; lines[at]?.startsWith('#') === false; at++) samples.push(parseSample(lines[at] ?? '', name));
    if (samples.length === before) throw new Error(`${name} has no sample`);
  }
  const series = samples.map((sample) => sample.series);
  if (new Set(series).size < series.length) throw new Error('a sample twice');
  return samples;
}

function parseSample(line: string, name: string): Sample {
  const match =
    /^([a-z][a-z0-9_]*)(\{[a-z_]+="(?:[^"\\]|\\[\\"n])*"(?:,[a-z_]+="(?:[^"\\]|\\[\\"n])*")*\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(
      line,
    );
  if (match?.[1] !== name) throw new Error(`no sample of ${name}: ${line}`);
  return { series: `${name}${match[2] ?? ''}`, value: Number(match[3]) };
}
