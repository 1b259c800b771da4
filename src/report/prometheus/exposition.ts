// The text exposition format: HELP, TYPE and samples of a metric, strict about names, labels and numbers.
import { printable } from '../../facts/storage/printable.js';

type Labels = Readonly<Record<string, string>>;

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [Labels, number])[];
}

/** Nothing without a sample: a HELP alone would say that it is measured. */
export function metric({ name, help, samples }: Metric): string {
  const lines = samples.filter(([, value]) => Number.isFinite(value)).map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`);
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${printable(value).replace(/[\\"]/g, '\\$&')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
