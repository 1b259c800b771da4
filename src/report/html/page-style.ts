// The look of the page: system fonts, light and dark, paper. Every colour of text has a contrast of at least 4.5 to its ground.

export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #f4f5f8; --card: #ffffff; --text: #1a2230; --quiet: #525d6d; --line: #d8dde5; --code: #eef1f6; --link: #0b57b0;
  --critical: #b3241c; --warning: #855400; --unknown: #6a3ea1; --ok: #17693a; --na: #525d6d; --mark: #ffffff;
  --critical-soft: #fdeeec; --warning-soft: #fdf4e3; --unknown-soft: #f4eefb; --ok-soft: #eaf6ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10141a; --card: #191f28; --text: #e6eaf0; --quiet: #a5b0bf; --line: #303a47; --code: #232b36; --link: #8ab8ff;
    --critical: #ff8f85; --warning: #f3bd58; --unknown: #cbb2ff; --ok: #7dd49d; --na: #a5b0bf; --mark: #12161c;
    --critical-soft: #2d1a1b; --warning-soft: #2b2314; --unknown-soft: #241d33; --ok-soft: #15271d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
code, pre, .value { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.875em; }
code, .value { unicode-bidi: isolate; }
code { overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, figure { margin: 0; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.3rem; margin-bottom: 0.9rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 0.95rem; margin: 1.2rem 0 0.5rem; }
p, h1, h3, li, dd { overflow-wrap: anywhere; }
[hidden] { display: none !important; }
.outside, .skip:not(:focus) { position: absolute; left: -99rem; }
.skip { position: absolute; left: 1rem; top: 1rem; z-index: 2; padding: 0.6rem 1rem; background: var(--card); border-radius: 8px; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.page { max-width: 74rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
main { display: grid; gap: 2.75rem; min-width: 0; }
section { min-width: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.4rem; min-width: 0; }
.card + .card { margin-top: 1rem; }

.verdict { background: var(--card); border: 1px solid var(--line); border-left: 8px solid var(--tone); border-radius: 14px; padding: 1.5rem 1.75rem 1.4rem; margin-bottom: 1rem; }
.verdict.critical, .cause.critical { --tone: var(--critical); --soft: var(--critical-soft); }
.verdict.warning, .cause.warning { --tone: var(--warning); --soft: var(--warning-soft); }
.verdict.unknown { --tone: var(--unknown); --soft: var(--unknown-soft); }
.verdict.ok { --tone: var(--ok); --soft: var(--ok-soft); }
.verdict { background: var(--soft); }
.eyebrow { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; justify-content: space-between; color: var(--quiet); font-size: 0.9rem; }
.eyebrow strong { color: var(--text); }
.status { margin-top: 1.1rem; color: var(--tone); font-weight: 700; letter-spacing: 0.06em; font-size: 0.95rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.1rem); margin: 0.35rem 0 0.9rem; letter-spacing: -0.01em; }
.facts { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; padding: 0; color: var(--quiet); font-size: 0.9rem; }
.notes { margin: 1rem 0 0; padding: 0.7rem 1rem 0.7rem 2rem; border-radius: 8px; background: var(--warning-soft); font-size: 0.9rem; }

.sign { display: inline-grid; place-items: center; flex: none; width: 1.5em; height: 1.5em; border-radius: 50%; font-size: 0.8em; font-weight: 700; line-height: 1; color: var(--mark); background: var(--na); font-style: normal; }
.sign.critical, .pill.critical { background: var(--critical); }
.sign.warning, .pill.warning { background: var(--warning); }
.sign.unknown, .pill.unknown { background: var(--unknown); }
.sign.ok, .pill.ok { background: var(--ok); }
.pill { display: inline-block; padding: 0.1em 0.7em; border-radius: 1em; background: var(--na); color: var(--mark); font-size: 0.75rem; font-weight: 600; vertical-align: 0.1em; white-space: nowrap; }
strong.critical, span.critical:not(.sign, .pill) { color: var(--critical); }
strong.warning, span.warning:not(.sign, .pill) { color: var(--warning); }
span.unknown:not(.sign, .pill) { color: var(--unknown); }

.tiles { list-style: none; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); margin-bottom: 2rem; }
.tiles li { display: flex; gap: 0.7rem; align-items: flex-start; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 0.9rem; font-size: 0.9rem; }
.tiles strong { display: block; font-weight: 600; }
.tiles li > span:last-child { color: var(--quiet); }
.tiles strong { color: var(--text); }

.contents { display: flex; flex-wrap: wrap; gap: 0.35rem 0.5rem; margin-bottom: 2.25rem; align-items: center; }
.contents ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 0.5rem; padding: 0; margin: 0; }
.contents a { display: block; padding: 0.25rem 0.75rem; border-radius: 1rem; border: 1px solid var(--line); background: var(--card); text-decoration: none; font-size: 0.875rem; }
.contents a:hover { text-decoration: underline; }
.contents .actions { margin-left: auto; display: flex; flex-wrap: wrap; gap: 0.5rem; }

button { font: inherit; font-size: 0.8rem; padding: 0.3rem 0.8rem; border: 1px solid var(--line); border-radius: 7px; background: var(--card); color: var(--text); cursor: pointer; white-space: nowrap; }
button:hover { border-color: var(--quiet); }
button.done { border-color: var(--ok); color: var(--ok); }
button.done::after { content: " ✓"; }

.cause { border-left: 5px solid var(--tone); }
.rank { display: inline-grid; place-items: center; min-width: 1.7em; height: 1.7em; padding: 0 0.3em; border-radius: 0.5em; background: var(--soft); color: var(--tone); font-size: 0.95em; }
.cause .pill { margin-left: 0.4em; }
.cause > .sentence { font-size: 1.05rem; margin: 0.7rem 0 0.35rem; max-width: 78ch; }
.steps { padding-left: 1.6rem; display: grid; gap: 0.9rem; grid-template-columns: minmax(0, 1fr); }
.steps > li::marker { font-weight: 700; color: var(--quiet); }
.steps p { max-width: 84ch; }
.command { display: flex; gap: 0.6rem; align-items: flex-start; margin-top: 0.45rem; }
pre { margin: 0; padding: 0.6rem 0.8rem; background: var(--code); border-radius: 8px; overflow-x: auto; min-width: 0; flex: 1; }
pre code { overflow-wrap: normal; white-space: pre; }
.verify { margin-top: 0.45rem; font-size: 0.925rem; }
.label { font-weight: 600; color: var(--quiet); }
.inline-command { display: flex; gap: 0.6rem; align-items: center; margin-top: 0.3rem; }
.inline-command code { min-width: 0; background: var(--code); padding: 0.15em 0.45em; border-radius: 5px; }
.follows { padding-left: 1.3rem; }
.card.follows { padding-left: 2.4rem; }
details > summary { cursor: pointer; }
.cause > details { margin: 1.1rem 0 0.9rem; }
.cause > details > summary { font-weight: 600; font-size: 0.925rem; }

.scroll { overflow-x: auto; margin-top: 0.75rem; }
.scroll:first-child { margin-top: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line); min-width: 4.5rem; }
tbody th { font-weight: 500; }
thead th::first-letter { text-transform: uppercase; }
thead th { color: var(--quiet); font-weight: 600; font-size: 0.8rem; white-space: nowrap; }
tbody:last-child tr:last-child > * { border-bottom: 0; }
td .quiet, th .quiet, .detail { display: block; font-size: 0.8rem; font-weight: 400; color: var(--quiet); overflow-wrap: anywhere; }
td > .quiet:only-child { font-size: 0.8rem; }
th[scope=rowgroup] { padding-top: 0.7rem; border-bottom: 0; }
.grouped th[scope=row] { padding-left: 1.1rem; }
.result { display: flex; gap: 0.5rem; min-width: 9rem; align-items: baseline; }
.result .sign { align-self: flex-start; margin-top: 0.1rem; }
.value { overflow-wrap: anywhere; }
.card > .quiet { margin-top: 0.75rem; }
.card.quiet { margin-top: 0; }
#network table code, #identity table code { white-space: nowrap; }
#log table code { white-space: normal; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 0.1rem 2rem; font-size: 0.9rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0.75rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
#identity h3 { margin: 1.6rem 0 0.6rem; font-size: 0.95rem; }

svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
svg.timeline { display: block; min-width: 44rem; width: 100%; height: auto; }
svg .tick { fill: var(--quiet); stroke: none; }
svg line { stroke: var(--line); }
svg line.tick { stroke: var(--quiet); }
svg .critical { fill: var(--critical); }
svg .warning { fill: var(--warning); }
svg .unknown { fill: var(--unknown); }
svg .ok { fill: var(--ok); }
svg .not-applicable { fill: var(--na); }
svg rect.critical, svg rect.warning, svg rect.unknown { opacity: 0.75; }
svg .silence { fill: var(--code); }
svg .whole { fill: var(--line); }
svg .used { fill: var(--link); }
svg .trend { fill: none; stroke: var(--link); stroke-width: 2; }
svg rect.span { opacity: 0.4; }
svg line.ceiling { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 5 4; }
svg text.warning { font-weight: 600; }
.bar { display: block; margin-top: 0.35rem; }
figcaption { margin-top: 0.4rem; }
#throughput dl { margin-top: 1.2rem; }

.filter { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center; margin-bottom: 1rem; font-size: 0.9rem; }
.search { display: flex; gap: 0.5rem; align-items: center; }
input[type=search] { font: inherit; padding: 0.4rem 0.7rem; border: 1px solid var(--quiet); border-radius: 8px; background: var(--card); color: var(--text); width: 15rem; max-width: 100%; }
fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; }
legend { float: left; padding: 0; margin-right: 0.5rem; color: var(--quiet); }
.group > summary { margin: -0.2rem 0; }
.group > summary h3 { display: inline; font-size: 1rem; }
.group[open] > summary { margin-bottom: 0.6rem; }
.check { border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 4.2rem; }
.check > summary { display: flex; gap: 0.75rem; padding: 0.7rem 0.25rem; list-style: none; align-items: flex-start; }
.check > summary::-webkit-details-marker { display: none; }
.check > summary::after { content: "+"; margin-left: auto; color: var(--quiet); font-weight: 600; padding: 0 0.3rem; }
.check[open] > summary::after { content: "–"; }
.check > summary:hover .title { text-decoration: underline; text-decoration-color: var(--line); }
.check .title { font-weight: 600; min-width: 0; }
.check .title code { color: var(--quiet); font-weight: 400; margin: 0 0.35rem; }
.check .pill.ok, .check .pill.not-applicable { background: none; padding: 0; font-weight: 400; }
.check .pill.ok { color: var(--ok); }
.check .pill.not-applicable { color: var(--na); }
.check .title .sentence { display: block; font-weight: 400; color: var(--quiet); font-size: 0.9rem; overflow-wrap: anywhere; }
.check > :not(summary) { margin: 0 0.25rem 0.75rem 2.2rem; }
.check:target { background: var(--code); border-radius: 8px; }
footer { margin-top: 3rem; color: var(--quiet); font-size: 0.875rem; }

@media (max-width: 40rem) {
  .page { padding: 1rem 0.75rem 3rem; }
  .verdict, .card { padding: 1rem; }
  dl > div { grid-template-columns: 1fr; gap: 0; }
  .check > :not(summary) { margin-left: 0.25rem; }
  .contents .actions { margin-left: 0; }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --card: #ffffff; --text: #000000; --quiet: #444444; --line: #bbbbbb; --code: #f2f2f2; --link: #000000;
    --critical: #a01a12; --warning: #6b4400; --unknown: #55308a; --ok: #10552e; --na: #444444; --mark: #ffffff;
    --critical-soft: #ffffff; --warning-soft: #ffffff; --unknown-soft: #ffffff; --ok-soft: #ffffff;
  }
  body { font-size: 10pt; }
  .page { max-width: none; padding: 0; }
  .contents, .skip, .filter, button { display: none !important; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; opacity: 1; }
  .check { content-visibility: visible; }
  .check > summary::after { content: none; }
  .scroll { overflow: visible; }
  pre { white-space: pre-wrap; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
  #network table code { white-space: normal; }
  th, td { min-width: 0; }
  h2, h3, h4, summary { break-after: avoid; }
  .steps > li, tr, .tiles li { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
`;

/** Of the style above, base64 of SHA-256; a test says the right one. */
export const pageStyleHash = 'GBlJ2MTbV/9c6LtEIbVHPdqZDDOjIKfbGX/TUbaTqcQ=';
