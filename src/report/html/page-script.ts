// The only script of the page. It filters, copies, and opens what a link or a printer wants to see; it makes no markup and asks
// nobody. The page tells everything without it.

export const pageScript = `(() => {
'use strict';
const all = (selector) => Array.from(document.querySelectorAll(selector));
const one = (selector) => document.querySelector(selector);
for (const element of all('.needs-script')) element.hidden = false;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}
function copyOldWay(text) {
  const box = document.createElement('textarea');
  box.className = 'outside';
  box.value = text;
  document.body.append(box);
  box.select();
  const isDone = document.execCommand('copy');
  box.remove();
  return isDone;
}
const textOf = ({ copy: text, copyFrom }) => {
  if (copyFrom === undefined) return text;
  const value = JSON.parse(one('#' + copyFrom).textContent);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
};
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button[data-copy], button[data-copy-from]');
  if (button === null) return;
  const isDone = await copy(textOf(button.dataset));
  one('#copied').textContent = isDone ? 'Copied.' : 'This browser does not let the page copy: select the text instead.';
  button.classList.toggle('done', isDone);
  setTimeout(() => button.classList.remove('done'), 1500);
});

const search = one('#filter');
const boxes = all('.filter input[name=status]');
let items = null;
function readItems() {
  return all('details.check').map((element) => ({ element, text: element.textContent.toLowerCase() }));
}
function applyFilter() {
  items = items ?? readItems();
  const words = search.value.toLowerCase().split(/\\s+/);
  const wanted = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
  let shown = 0;
  for (const { element, text } of items) {
    element.hidden = !wanted.has(element.dataset.status) || !words.every((word) => text.includes(word));
    shown += element.hidden ? 0 : 1;
  }
  for (const group of all('details.group')) group.hidden = group.querySelector('details.check:not([hidden])') === null;
  one('#no-match').hidden = shown > 0;
  one('#filter-count').textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' checks';
}
search.addEventListener('input', applyFilter);
for (const box of boxes) box.addEventListener('change', applyFilter);

function openTarget() {
  let element = document.getElementById(location.hash.slice(1));
  const target = element;
  for (; element !== null; element = element.parentElement) if (element.tagName === 'DETAILS') element.open = true;
  if (target !== null) target.scrollIntoView();
}
addEventListener('hashchange', openTarget);
if (location.hash !== '') openTarget();

let opened = [];
addEventListener('beforeprint', () => {
  opened = all('details:not([open])');
  for (const element of opened) element.open = true;
});
addEventListener('afterprint', () => {
  for (const element of opened) element.open = false;
});
})();
`;

/** Of the script above, base64 of SHA-256; a test says the right one. The policy of the page allows nothing else. */
export const pageScriptHash = 'MWiVpPKQ+ucVDmqosjlztvNySZvn1tu84hrrN1eIk5M=';
