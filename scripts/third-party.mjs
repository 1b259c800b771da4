// The licences of the packages that the bundle holds: their terms ask that the notice travels with every copy.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param inputs paths of all the bundled files, relative to root */
export function thirdPartyNotices(root, inputs) {
  const folders = inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter((folder) => folder !== undefined);
  const notices = [...new Set(folders)].sort().map((folder) => notice(join(root, folder)));
  return `Backup Doctor holds these packages, each under its own licence.\n\n${notices.join('\n')}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '(the package ships no text of it)' : readFileSync(join(folder, file), 'utf8').trim();
  return `==== ${name} ${version}: ${license}\n\n${text}\n`;
}
