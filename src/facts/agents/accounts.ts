// Reads passwd(5).

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
}

export function parseAccounts(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', , , home = ''] = line.split(':');
    return /^[\w][\w.-]*\$?$/.test(name) && /^\d{1,10}$/.test(uid) ? [{ name, uid: Number(uid), home }] : [];
  });
}

/** An account without a name is known by its number. */
export const accountName = (uid: number, accounts: readonly Account[]): string =>
  accounts.find((account) => account.uid === uid)?.name ?? String(uid);
