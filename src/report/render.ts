// The formats by name. A renderer takes the report alone and returns text; nothing here prints.
import type { Format } from './formats.js';
import type { Renderer } from './renderer.js';

export { formats, type Format } from './formats.js';

/** Each format is loaded when it is asked for. */
export const renderers: Readonly<Record<Format, () => Promise<Renderer>>> = {
  text: async () => (await import('./text/render-text.js')).renderText,
  json: async () => (await import('./json/render-json.js')).renderJson,
  html: async () => (await import('./html/render-html.js')).renderHtml,
  markdown: async () => (await import('./markdown/render-markdown.js')).renderMarkdown,
  nagios: async () => (await import('./nagios/render-nagios.js')).renderNagios,
  prometheus: async () => (await import('./prometheus/render-prometheus.js')).renderPrometheus,
  junit: async () => (await import('./junit/render-junit.js')).renderJunit,
  ndjson: async () => (await import('./ndjson/render-ndjson.js')).renderNdjson,
  csv: async () => (await import('./csv/render-csv.js')).renderCsv,
};
