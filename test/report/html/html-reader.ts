// A strict reader of our page: plain text with the five entities, and tags of the names and attributes that the page is made of. Text
// from outside that became markup is found as a tag, an attribute or a bare character that does not belong.

export interface Page {
  /** Names of the opening tags in order. */
  readonly tags: readonly string[];
  readonly text: string;
  readonly ids: readonly string[];
  readonly links: readonly string[];
  /** Contents of script elements in order, as they stand. */
  readonly scripts: readonly string[];
}

const tagNames = new Set(
  (
    'html head meta title style body div a header p span strong time h1 h2 h3 h4 ul ol li nav main section article details summary code pre button dl dt dd table caption thead tbody tr th td ' +
    'svg rect text line path circle desc figure figcaption label input fieldset legend footer script'
  ).split(' '),
);
const attributeNames = new Set(
  (
    'lang charset http-equiv content name class id href rel datetime aria-label aria-labelledby aria-hidden role tabindex type data-copy data-copy-from data-status hidden open value checked ' +
    'autocomplete placeholder scope colspan viewBox width height rx x y x1 x2 y1 y2 cx cy r d text-anchor'
  ).split(' '),
);
const voidTags = new Set(['meta', 'input']);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** @throws Error that shows the place that breaks the form */
export function readPage(source: string): Page {
  const [tags, texts, ids, links, scripts, open]: [string[], string[], string[], string[], string[], string[]] = [[], [], [], [], [], []];
  let rest = source.replace(/^<!doctype html>/, '');
  const fail = (why: string): never => {
    throw new Error(`${why}: ${rest.slice(0, 120)}`);
  };
  while (rest !== '') {
    const text = /^(?:[^<>&]|&(?:amp|lt|gt|quot|#39);)+/.exec(rest)?.[0];
    if (text !== undefined) {
      texts.push(decoded(text));
      rest = rest.slice(text.length);
      continue;
    }
    const [tag, end, name = '', attributes = '', selfClosed] =
      /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)(\/?)>/.exec(rest) ?? fail('no tag');
    if (!tagNames.has(name)) fail('a tag that is none of ours');
    rest = rest.slice(tag.length);
    if (end === '/') {
      if (open.pop() !== name) fail(`</${name}> closes nothing`);
      continue;
    }
    tags.push(name);
    for (const [, key = '', value = ''] of attributes.matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g)) {
      if (!attributeNames.has(key)) fail(`an attribute that is none of ours, ${key}`);
      if (key === 'id') ids.push(decoded(value));
      if (key === 'href') links.push(decoded(value));
    }
    if (voidTags.has(name) || selfClosed === '/') continue;
    if (name === 'script' || name === 'style') {
      const raw = rest.slice(0, rest.indexOf(`</${name}`));
      if (name === 'script') scripts.push(raw);
      rest = rest.slice(raw.length);
    }
    open.push(name);
  }
  if (open.length > 0) fail(`<${open.at(-1) ?? ''}> is never closed`);
  return { tags, text: texts.join(''), ids, links, scripts };
}

const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
