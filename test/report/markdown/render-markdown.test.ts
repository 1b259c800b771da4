import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { renderMarkdown } from '../../../src/report/markdown/render-markdown.js';
import type { Report } from '../../../src/report/report.js';
import { foreignText, hidden } from '../hostile-words.js';
import { blindEssential, clone, healthy, oneCause, samples, severalCauses, withTexts } from '../sample-reports.js';

describe('the Markdown for a ticket', () => {
  it('of a sick host tells the cause, what to do, and the evidence in short', () => {
    expect(renderMarkdown(oneCause())).toBe(`## Backups: CRITICAL

Backups of this host fail or are at risk: low disk space.

\`web-07\` · driveclient 1.23.011522 · agent 95874 · registered · not running · DFW · 2026-11-21 14:32 UTC · 17 checks in 2.9 s

### 1. Low disk space (critical)

\`/var/cache/driveclient\` has only 58.4 MiB free; below 100 MiB the agent throttles its log and its database can be damaged.

Follows from it: Agent not running, Agent updater.

**To do**

1. Free space on \`/\`, the volume of \`/var/cache/driveclient\`: rotated logs of the agent are the first candidates.
   \`\`\`sh
   du -xh --max-depth=2 / | sort -rh | head -n 20
   \`\`\`
2. Set the log level of the agent back to WARN, and restart the agent so that it takes effect.
   \`\`\`sh
   service driveclient restart
   \`\`\`
   To verify: \`backup-doctor --only low-disk-space\`

**Evidence**

- \`/var/cache/driveclient\`: freeBytes \`58.4 MiB\`, floorBytes \`100 MiB\`, mountPoint \`/\`

More: \`backup-doctor explain low-disk-space\` · <https://docs.rackspace.com/docs/cloud-backup/v1/general-api-info/limits>

### Could not look

- DNS failure: The DNS probe timed out after 5 s.
- TLS failure: No name could be resolved.

### Not run

- \`tls-failure\`, \`clock-skew\`, \`path-mtu\`, \`cloud-files-unreachable\`, \`cloud-backup-unreachable\`, \`files-in-use\`, \`agent-log-errors\`, \`last-backup\`, \`throughput-bottleneck\`: planned: no check judges it in this version

*backup-doctor* 0.1.0 · run \`6f1c2f3e-0d5b-4c7e-9a61-2f4b8c1d7e90\`
`);
  });

  it.each([
    ['how sure it is', severalCauses(), '### 1. Cloned agent (critical, likely)'],
    ['the rank of each cause', severalCauses(), '### 3. Outdated agent (warning, possible)'],
    ['that nothing left the host', severalCauses(), '- offline: no packet left this host'],
    ['that not everything could be seen', blindEssential(), '- as backup, not root: some things cannot be seen'],
    ['that all is well', healthy(), '## Backups: OK\n\nNothing was found that would stop backups of this host.'],
  ])('tells %s', (_, report, words) => {
    expect(renderMarkdown(report)).toContain(words);
  });

  it('leaves out a command that could not be copied from it', () => {
    const causes = clone().causes.map((cause) => ({ ...cause, solution: [{ text: 'Stop it.', command: "rm 'a\u202eb'" }] }));
    expect(renderMarkdown({ ...clone(), causes })).not.toContain('rm ');
  });
});

describe('4,000 characters', () => {
  const many = (count: number): Report => {
    const causes = Array.from({ length: count }, (_, index) => ({ ...oneCause().causes[0]!, rank: index + 1, checkId: `check-${index}` }));
    return { ...oneCause(), causes };
  };

  it.each([0, 1, 3, 10, 500])('hold %i causes, and the first of them', (count) => {
    const text = renderMarkdown(many(count));
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text.includes('### 1. Low disk space')).toBe(count > 0);
  });

  it('say what was left out for them', () => {
    expect(renderMarkdown(many(10))).toMatch(
      /\n\*Left out to fit 4000 characters: \d+ .*\. The JSON report holds everything\.\*\n\n\*backup-doctor\*/,
    );
    expect(renderMarkdown(oneCause())).not.toContain('Left out');
  });

  it('never hold a step whose earlier ones were left out', () => {
    const solution = Array.from({ length: 30 }, (_, index) => ({
      text: index === 12 ? 'x'.repeat(480) : `Step number ${'and more '.repeat(8)}`,
    }));
    const text = renderMarkdown({ ...oneCause(), causes: oneCause().causes.map((cause) => ({ ...cause, solution })) });
    const numbers = [...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers.length).toBeGreaterThan(12);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('hold whatever text comes', () => {
    fc.assert(fc.property(foreignText, (text) => renderMarkdown(withTexts(text.repeat(50))).length <= 4000));
    for (const character of ['`', '`` ', '| ', 'x', '\u202e', '#'])
      expect(renderMarkdown(withTexts(character.repeat(20_000))).length).toBeLessThanOrEqual(4000);
  });
});

describe('text from outside', () => {
  it('makes no markup: no HTML, link, image, mention, table or heading', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const markdown = renderMarkdown(withTexts(text));
        expect(markdown).not.toMatch(hidden);
        expect(strange(marked.lexer(markdown))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is found where the test plants some', () => {
    for (const markup of [
      '<b>x</b>',
      '[x](https://evil.example)',
      '![x](y.png)',
      'www.evil.example',
      '@everyone',
      'see #12',
      '# x',
      '> x',
      '| a |\n|---|\n| b |',
      '*x*',
      '    code',
    ]) {
      expect(strange(marked.lexer(markup))).not.toEqual([]);
    }
  });

  it.each(Object.entries(samples))('is shown in %s', (_, make) => {
    expect(strange(marked.lexer(renderMarkdown(make())))).toEqual([]);
  });
});

const ownHeadings = /^(Backups: (OK|WARNING|CRITICAL|UNKNOWN)|\d+\. .*|Could not look|Not run|Waivers)$/;
const ownLink = /^https:\/\/[\w./#-]+$/;

/** The tokens of a strict reader that our own words never make. */
function strange(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    const inner = [...('tokens' in token ? (token.tokens ?? []) : []), ...(token.type === 'list' ? (token as Tokens.List).items : [])];
    return [...(isStrange(token, inner) ? [`${token.type}: ${token.raw}`] : []), ...(token.type === 'link' ? [] : strange(inner))];
  });
}

function isStrange(token: Token, inner: readonly Token[]): boolean {
  switch (token.type) {
    case 'paragraph':
    case 'space':
    case 'list':
    case 'list_item':
    case 'codespan':
    case 'strong':
      return false;
    case 'em':
      return !/^\*(backup-doctor|Left out to fit .*)\*$/.test(token.raw);
    case 'heading':
      return !ownHeadings.test((token as Tokens.Heading).text);
    case 'link':
      return !ownLink.test((token as Tokens.Link).href) || !token.raw.startsWith('<');
    case 'code':
      return (token as Tokens.Code).codeBlockStyle === 'indented';
    case 'text':
      return inner.length === 0 && /(^|\W)[@#]\w|GH-\d|\|/.test(token.raw);
    default:
      return true;
  }
}
