// The page in Debian's Chromium: that it looks right is for people, that it works, leaks nothing and can be used by everybody is here.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { observed } from '../../../src/facts/observed.js';
import { renderHtml } from '../../../src/report/html/render-html.js';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.js';
import { parseReport } from '../../../src/report-file.js';
import type { Report } from '../../../src/report/report.js';
import { sampleLog } from '../sample-log.js';
import { blindEssential, healthy, hostile, hostileText, noAgent, oneCause, severalCauses, withTexts } from '../sample-reports.js';

/** It starts slowly where others want the processors. */
jest.setTimeout(120_000);

const executablePath = '/usr/bin/chromium';
const isHere = existsSync(executablePath);
const folder = mkdtempSync(join(tmpdir(), 'backup-doctor-page-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const withLog = (sample: Report): Report => ({ ...sample, facts: { ...sample.facts, log: observed(sampleLog) } });
const story = (name: string): Report => parseReport(readFileSync(`test/recordings/${name}`, 'utf8'), name);

const axeRules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

async function barriers(page: Page, runOnly: unknown): Promise<readonly string[]> {
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify({ runOnly })})`);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`)
        .join(' | ')}`,
  );
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What somebody would write to break out of the page. */
const attack = `</script><script>document.title='owned'</script><img src="https://evil.example/x" onerror="document.title='owned'"><style>*{display:none}</style>${hostileText}`;

const pages: Readonly<Record<string, () => Report>> = {
  healthy,
  'one cause': () => withLog(oneCause()),
  'several causes': severalCauses,
  'no agent': noAgent,
  'blind where it matters': blindEssential,
  hostile,
  'a clone': () => story('clone/expected/report.2.json'),
  'a slow volume': () => ({ ...healthy(), checks: story('slow-volume/expected/report.1.json').checks.filter(({ id }) => id === 'throughput-bottleneck') }),
  'an isolated network': () => story('isolated-network/expected/report.2.json'),
};

(isHere ? describe : describe.skip)(`the page in Chromium${isHere ? '' : ' (skipped: the package chromium is not installed)'}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    // As root, in a container, it has no sandbox of its own; the pages are ours.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());

  interface Opened {
    readonly page: Page;
    readonly requests: readonly string[];
    readonly complaints: readonly string[];
  }

  async function open(sample: Report, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: [], ...options });
    const page = await context.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    const path = join(folder, `${Math.random()}.html`);
    writeFileSync(path, renderHtml(sample));
    await page.goto(pathToFileURL(path).href);
    return { page, requests, complaints };
  }

  it.each(Object.entries(pages))('asks for nothing but itself and breaks no policy: %s', async (_, make) => {
    const { page, requests, complaints } = await open(make());
    await page.waitForTimeout(100);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^file:/);
    expect(complaints).toEqual([]);
    expect(await page.locator('h1').innerText()).not.toBe('');
    await page.context().close();
  });

  it.each(Object.entries(pages))('axe finds no barrier, in light and in dark colours: %s', async (_, make) => {
    // Only the judge needs to get past the policy.
    const { page } = await open(make(), { bypassCSP: true });
    await page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");
    await page.evaluate(axe);
    expect(await barriers(page, axeRules)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriers(page, { type: 'rule', values: ['color-contrast'] })).toEqual([]);
    await page.context().close();
  });

  it('axe finds barriers where there are some', async () => {
    const { page } = await open(oneCause(), { bypassCSP: true });
    await page.evaluate("document.querySelector('h1').style.color = '#eee'; document.title = ''");
    await page.evaluate(axe);
    expect((await barriers(page, axeRules)).join()).toMatch(/color-contrast.*document-title/s);
    await page.context().close();
  });

  it('shows hostile text as text', async () => {
    const { page, requests, complaints } = await open(withTexts(attack));
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('h1').innerText()).toContain("</script><script>document.title='owned'</script>");
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('img, iframe, object, embed, link').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect([requests.length, complaints]).toEqual([1, []]);
    const json = await page.locator('#report-json').textContent();
    expect((JSON.parse(json ?? '') as Report).headline).toContain('onerror="document.title=\'owned\'"');
    await page.context().close();
  });

  it('tells everything without scripts', async () => {
    const { page } = await open(oneCause(), { javaScriptEnabled: false });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('.filter').isVisible()).toBe(false);
    const check = page.locator('#check-low-disk-space');
    expect(await check.getByText('floorBytes').isVisible()).toBe(false);
    await check.locator('summary').click();
    expect(await check.getByText('floorBytes').isVisible()).toBe(true);
    await page.context().close();
  });

  it('filters by words and by status', async () => {
    const { page } = await open(oneCause());
    const shown = (): Promise<number> => page.locator('details.check:visible').count();
    const all = await shown();
    expect(all).toBe(oneCause().checks.length);
    await page.getByLabel('Find').fill('backup-running.lock');
    expect(await shown()).toBe(1);
    expect(await page.locator('#filter-count').innerText()).toBe(`1 of ${all} checks`);
    await page.getByLabel('Find').fill('no such words');
    expect(await page.getByText('No check matches.').isVisible()).toBe(true);
    await page.getByLabel('Find').fill('');
    await page.locator('input[value=ok]').uncheck();
    expect(await shown()).toBe(oneCause().checks.filter(({ status }) => status !== 'ok').length);
    await page.context().close();
  });

  it('copies a command, the text for a ticket and the report', async () => {
    const { page } = await open(severalCauses(), { permissions: ['clipboard-read', 'clipboard-write'] });
    const clipboard = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()');
    await page.locator('#cause-low-disk-space').getByRole('button').first().click();
    expect(await clipboard()).toBe('du -xh --max-depth=2 / | sort -rh | head -n 20');
    expect(await page.locator('#copied').textContent()).toBe('Copied.');
    await page.getByRole('button', { name: 'Copy for a ticket' }).click();
    expect(await clipboard()).toBe(renderMarkdown(severalCauses()));
    await page.getByRole('button', { name: 'Copy the JSON' }).click();
    expect(JSON.parse(await clipboard())).toEqual(JSON.parse(JSON.stringify(severalCauses())));
    await page.context().close();
  });

  it('opens the check that a link leads to', async () => {
    const { page } = await open(oneCause());
    const check = page.locator('#check-agent-updater');
    expect(await check.getAttribute('open')).toBe(null);
    await page.locator('#cause-low-disk-space').getByRole('link', { name: 'Agent updater' }).click();
    await expect(check.getAttribute('open')).resolves.toBe('');
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await open(oneCause());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the causes');
    await page.keyboard.press('Enter');
    // The browser tells of it a moment after the key.
    await page.waitForURL(/#causes$/);
    expect(page.url()).toMatch(/#causes$/);
    await page.locator('#check-low-disk-space summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#check-low-disk-space').getAttribute('open')).toBe('');
    await page.context().close();
  });

  it.each([[true], [false]])('prints everything, opened up (scripts: %s)', async (javaScriptEnabled) => {
    const { page } = await open(withLog(oneCause()), { javaScriptEnabled });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
    const path = join(folder, 'page.pdf');
    await page.pdf({ path });
    expect(await page.locator('#check-low-disk-space td').first().isVisible()).toBe(true);
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });

  it.each([320, 768, 1920])('needs no sideways scrolling on a screen of %i pixels', async (width) => {
    const { page } = await open(withLog(withTexts('/srv/a-very-long-path-without-a-single-blank/'.repeat(20))), {
      viewport: { width, height: 800 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
