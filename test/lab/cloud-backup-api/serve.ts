// The simulator as a program, for the lab and for trying things out: see server.ts for how to call it.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scenarioWith, type Scenario } from './scenario.js';
import { startSimulator } from './server.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ port: text, host: text, cert: text, key: text, scenario: text },
    ...{ 'public-name': text, 'files-name': text, 'files-internal-name': text },
  },
});
const { cert, key, scenario: file, port = '443', host = '0.0.0.0' } = values;
if (cert === undefined || key === undefined)
  throw new Error('usage: serve.js --cert FILE --key FILE [--port N] [--host ADDRESS] [--scenario FILE]');

const changes = file === undefined ? {} : (JSON.parse(readFileSync(file, 'utf8')) as Partial<Scenario>);
await startSimulator(scenarioWith(changes), {
  ...{ certificate: readFileSync(cert), key: readFileSync(key), port: Number(port), host },
  ...(values['public-name'] === undefined ? {} : { publicName: values['public-name'] }),
  ...(values['files-name'] === undefined ? {} : { filesName: values['files-name'] }),
  ...(values['files-internal-name'] === undefined ? {} : { filesInternalName: values['files-internal-name'] }),
});
console.log('ready');
