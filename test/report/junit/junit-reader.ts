// A strict reader of JUnit XML, after what the schemas of Ant, Jenkins and GitLab have in common: elements, where they may stand,
// their attributes, and that the counts are true.
import { SaxesParser } from 'saxes';

export interface TestCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string | null;
}

type Attributes = Readonly<Record<string, string>>;

const decimal = /^\d+(\.\d+)?$/;
const whole = /^\d+$/;
const anything = /^/;

const elements: Readonly<Record<string, { readonly parents: readonly string[]; readonly needs: Readonly<Record<string, RegExp>> }>> = {
  testsuites: { parents: ['#root'], needs: {} },
  testsuite: {
    parents: ['testsuites'],
    needs: {
      ...{ name: /./, package: /./, id: whole, timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, hostname: anything },
      ...{ tests: whole, failures: whole, errors: whole, skipped: whole, time: decimal },
    },
  },
  properties: { parents: ['testsuite'], needs: {} },
  property: { parents: ['properties'], needs: { name: /./, value: anything } },
  testcase: { parents: ['testsuite'], needs: { name: /./, classname: /./, time: decimal } },
  failure: { parents: ['testcase'], needs: { message: anything, type: /./ } },
  error: { parents: ['testcase'], needs: { message: anything, type: /./ } },
  skipped: { parents: ['testcase'], needs: { message: anything } },
  'system-out': { parents: ['testsuite'], needs: {} },
  'system-err': { parents: ['testsuite'], needs: {} },
};

/** Of the children of a suite. */
const order = ['properties', 'testcase', 'system-out', 'system-err'];

/** @throws Error that says what breaks the form */
export function parseJunit(xml: string): { readonly cases: readonly TestCase[] } {
  const open: string[] = ['#root'];
  const cases: TestCase[] = [];
  let suite: Attributes = {};
  let place = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1) ?? '';
    checkElement(name, parent, attributes);
    if (parent === 'testsuite') {
      if (order.indexOf(name) < place) throw new Error(`${name} comes too late`);
      place = order.indexOf(name);
    }
    if (name === 'testsuite') suite = attributes;
    if (name === 'testcase') cases.push({ name: attributes['name'] ?? '', outcome: 'passed', message: null });
    if (parent === 'testcase') cases.push(withOutcome(cases.pop(), name, attributes['message'] ?? null));
    open.push(name);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const count = (outcome: string): string => String(cases.filter((item) => item.outcome === outcome).length);
  const counts = { tests: String(cases.length), failures: count('failure'), errors: count('error'), skipped: count('skipped') };
  for (const [name, value] of Object.entries(counts))
    if (suite[name] !== value) throw new Error(`${name} is ${suite[name] ?? 'missing'}, and there are ${value}`);
  return { cases };
}

function withOutcome(item: TestCase | undefined, outcome: string, message: string | null): TestCase {
  if (item?.outcome !== 'passed') throw new Error('a test case with two outcomes');
  return { ...item, outcome: outcome as TestCase['outcome'], message };
}

function checkElement(name: string, parent: string, attributes: Attributes): void {
  const rule = elements[name];
  if (rule === undefined || !rule.parents.includes(parent)) throw new Error(`${name} may not stand in ${parent}`);
  for (const [key, form] of Object.entries(rule.needs))
    if (!form.test(attributes[key] ?? '\uffff')) throw new Error(`${key} of ${name} is ${attributes[key] ?? 'missing'}`);
  const odd = Object.keys(attributes).find((key) => !(key in rule.needs));
  if (odd !== undefined) throw new Error(`${name} has no ${odd}`);
  if (Object.keys(rule.needs).some((key) => !(key in attributes))) throw new Error(`${name} lacks an attribute`);
}
