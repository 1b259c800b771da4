// The name of a Linux error. Node names those that libuv knows; a damaged or stale file system answers others.

const names: Readonly<Record<number, string>> = {
  52: 'EBADE',
  61: 'ENODATA',
  74: 'EBADMSG',
  112: 'EHOSTDOWN',
  116: 'ESTALE',
  117: 'EUCLEAN',
  121: 'EREMOTEIO',
  122: 'EDQUOT',
  123: 'ENOMEDIUM',
  126: 'ENOKEY',
  127: 'EKEYEXPIRED',
  128: 'EKEYREVOKED',
};

/** For `Unknown system error -117` Node puts that text into `code`, and 'UNKNOWN' for others. */
export function errorCode({ code, errno }: { readonly code?: string | undefined; readonly errno?: number | undefined }): string {
  if (code !== undefined && code !== 'UNKNOWN' && /^E[A-Z0-9_]+$/.test(code)) return code;
  if (errno === undefined) return 'UNKNOWN';
  return names[Math.abs(errno)] ?? `errno ${Math.abs(errno)}`;
}
