// How a whole secret may be encoded in a text whose reader could still get at it. What escapes single characters (JSON, URLs,
// pages) is undone in the text instead: see unfold.ts.

/** In base64 and hex: only what is the same wherever the secret begins and whatever stands around it. */
export function encodedFormsOf(bytes: Buffer): readonly Buffer[] {
  const hex = bytes.toString('hex');
  const forms = [hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((lead) => base64Cores(bytes, lead))];
  return [...new Set(forms)].map((form) => Buffer.from(form));
}

/** Characters of base64 that hold bits of the neighbours are left out: up to two at the start and one at the end. */
function base64Cores(bytes: Buffer, lead: number): readonly string[] {
  const whole = Buffer.concat([Buffer.alloc(lead), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const sharedAtStart = [0, 2, 3][lead] ?? 0;
  const sharesItsEnd = (lead + bytes.length) % 3 !== 0;
  const core = whole.slice(sharedAtStart, sharesItsEnd ? -1 : undefined);
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
}
