// The report as one page that needs nothing else: no network, no scripts, no fonts. The verdict first, then each cause with its
// remedy, then what they rest on. Pure: the same report gives the same page.
import { compactJson } from '../json/render-json.js';
import { renderMarkdown } from '../markdown/render-markdown.js';
import type { Report } from '../report.js';
import { blind, conditions, notRun, redaction, waivers } from './about.js';
import { causes } from './causes.js';
import { checks } from './checks.js';
import { disks } from './disks.js';
import { identity } from './identity.js';
import { embedded, html, Markup } from './markup.js';
import { network } from './network.js';
import { pageScript, pageScriptHash } from './page-script.js';
import { pageStyle, pageStyleHash } from './page-style.js';
import { throughput } from './throughput.js';
import { timeline } from './timeline.js';
import { symptomTiles, verdict } from './verdict.js';

/** Whatever a report holds: nothing is loaded, sent or run but what stands here. */
const hashes = `style-src 'sha256-${pageStyleHash}'; script-src 'sha256-${pageScriptHash}'`;
const policy = `default-src 'none'; ${hashes}; base-uri 'none'; form-action 'none'`;

export const renderHtml = (report: Report): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="generator" content="${report.tool.name} ${report.tool.version}">
<title>${report.status.toUpperCase()}: backups of ${report.host?.hostname ?? 'a host'}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<div class="page">
<a class="skip" href="#causes">Skip to the causes</a>
<header>
${verdict(report)}
${symptomTiles(report)}
</header>
${contents}
<main>
${causes(report)}
${blind(report)}
${waivers(report)}
${network(report)}
${identity(report)}
${timeline(report)}
${disks(report)}
${throughput(report)}
${checks(report)}
${notRun(report)}
${conditions(report)}
${redaction(report)}
</main>
<footer><p>Made by ${report.tool.name} ${report.tool.version}.
This page holds the whole JSON report, and asks nobody for anything.</p></footer>
<p id="copied" class="outside" role="status"></p>
</div>
<script type="application/json" id="report-json">${embedded(compactJson(report))}</script>
<script type="application/json" id="ticket-text">${embedded(JSON.stringify(renderMarkdown(report)))}</script>
<script>${new Markup(pageScript)}</script>
</body>
</html>
`.source;

const sections = [
  ['causes', 'Causes'],
  ['network', 'Network'],
  ['identity', 'Identity'],
  ['log', 'Log'],
  ['disks', 'Disks'],
  ['throughput', 'Throughput'],
  ['checks', 'Checks'],
  ['not-run', 'Not run'],
  ['conditions', 'Conditions'],
  ['redaction', 'Redaction'],
] as const;

const contents = html`<nav class="contents" aria-label="Sections">
<ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
<div class="actions needs-script" hidden><button type="button" data-copy-from="ticket-text">Copy for a ticket</button>
<button type="button" data-copy-from="report-json">Copy the JSON</button></div></nav>
`;
