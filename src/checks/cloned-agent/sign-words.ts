// What a sign is, in words that claim no more than was seen: by the code of its clue.

const words: Readonly<Record<string, string>> = {
  'registered-by-an-earlier-instance': 'this disk remembers that another server registered it',
  'registered-before-this-instance': 'its registration is older than this server on this disk',
  'registered-with-the-service-before-this-instance': 'the service registered it before this server first ran from this disk',
  'server-differs-from-the-disks-last': 'this disk last ran on another server',
  'registered-for-another-server': 'the service knows it for another server',
  'alive-while-nothing-runs-here': 'the service heard it while nothing of it ran here',
  'backups-that-never-ran-here': "the service knows backups of it that this host's log knows nothing of",
  'fingerprint-refused-by-the-service': 'the service refused it, since another machine acts as the same agent',
};

/** The ledger's codes end with what differed. */
export const signInWords = (code: string): string => words[code] ?? 'an earlier run of this tool saw it on another server';
