// An answer is often saved with notes around it: `curl -v` marks its own lines with `*`, what it sent with `>` and the
// headers it got with `<`; other clients print their request first, or indent the headers. What is left is the answer
// as `curl -i` writes it.

const statusLineStart = /^(?:< {0,2}| {1,4})?HTTP\/\d(?:\.\d)? [1-9]\d\d(?: [\w '-]{0,60})?\r?$/m;
const notes = /^(?:[*>](?: .*)?|[{}] \[\d{1,12} bytes data\]|.*(?:--:--:--|% Received|Dload {2}Upload).*)\r?(?:\n|$)/gm;
const closingNote = /\* (?:Connection #\d{1,9} to host \S{1,300} left intact|Closing connection.{0,20})\s*$/;
const headerMark = /^(?:<(?: |(?=\r?$))| {1,4}(?=HTTP\/\d|[\w-]{1,100}: ))/gm;

export function withoutNotes(text: string): string {
  // A body comes before any status line that it quotes.
  if (/^\s*(?:[{[]|<\S|HTTP\/)/.test(text)) return text;
  const start = text.search(statusLineStart);
  if (start === -1) return text;
  const answer = text.slice(start);
  if (!answer.startsWith('<')) return answer.replace(headerMark, '');
  return answer.replace(notes, '').replace(closingNote, '').replace(headerMark, '');
}
