// Reads the account from a systemd unit file.

/** @returns name or number of `User=` in [Service]; the last one holds, an empty one resets; null where none is set */
export function unitUser(unit: string): string | null {
  let section = '';
  let user: string | null = null;
  for (const line of unit.split('\n').map((text) => text.trim())) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
    const found = section === 'Service' ? /^User\s*=\s*(.*)$/.exec(line) : null;
    if (found !== null) user = found[1] === '' ? null : (found[1] ?? null);
  }
  return user;
}
