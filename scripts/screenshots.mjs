// Takes the pictures of the HTML report in docs/images with Debian's Chromium, from the packaged stories and the last build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = [
  { name: 'report-light', story: 'clone', colorScheme: 'light' },
  { name: 'report-dark', story: 'isolated-network', colorScheme: 'dark' },
  { name: 'report-throughput', story: 'slow-volume', colorScheme: 'light', part: '#throughput' },
];

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const { name, story, colorScheme, part } of pictures) {
  const file = join(folder, `${story}.html`);
  try {
    execFileSync(process.execPath, [join(root, 'dist/main.cjs'), 'demo', story, '--format', 'html', '--output', file]);
  } catch {
    // A story of a sick host ends with the exit code of its diagnosis.
  }
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 1400 } });
  await page.goto(pathToFileURL(file).href);
  await (part === undefined ? page : page.locator(part)).screenshot({ path: join(root, 'docs/images', `${name}.png`) });
}
await browser.close();
