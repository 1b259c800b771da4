// What a file holds, by its first bytes: names and endings lie. Each form is that of the program's own sources or
// documentation; the tests hold them against files that the real programs wrote, where these can be had.

export type DatabaseKind = 'mysql' | 'postgresql' | 'sqlite' | 'sql-server';

/** `journal`: of systemd, whose readers expect it to be written meanwhile. */
export type ContentKind = DatabaseKind | 'journal';

/** Of the beginning, so many bytes are enough. */
export const signatureBytes = 512;

export interface Content {
  readonly kind: ContentKind;
  readonly because: string;
}

export function contentOf(head: Uint8Array, sizeBytes: number): Content | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const form = forms.find(({ leastBytes, holds }) => head.byteLength >= leastBytes && holds(view, sizeBytes));
  return form === undefined ? null : { kind: form.kind, because: form.because };
}

interface Form extends Content {
  readonly leastBytes: number;
  readonly holds: (head: DataView, sizeBytes: number) => boolean;
}

const startsWith =
  (bytes: string) =>
  (head: DataView): boolean =>
    Array.from(bytes).every((byte, index) => head.getUint8(index) === byte.charCodeAt(0));

const magic = (kind: ContentKind, bytes: string, because: string): Form => ({
  kind,
  because,
  leastBytes: bytes.length,
  holds: startsWith(bytes),
});

const forms: readonly Form[] = [
  magic('sqlite', 'SQLite format 3\0', 'the header of SQLite'),
  magic('mysql', '\xfe\xfe\x07\x01', 'the header of a MyISAM index'),
  magic('mysql', '\xfe\xfe\x09', 'the header of an Aria index'),
  magic('mysql', '\xfe\xfe\x0c\x01', "the header of Aria's log control file"),
  magic('mysql', '\xfe\xfe\x0b\x01MARIALOG', "the header of Aria's log"),
  magic('journal', 'LPKSHHRH', 'the header of a journal of systemd'),
  { kind: 'mysql', because: 'the first page of InnoDB', leastBytes: 70, holds: isInnoDb },
  { kind: 'sql-server', because: 'the first page of SQL Server', leastBytes: 64, holds: isSqlServer },
];

/** FIL header, page 0 of type FSP_HDR; its space stands twice, and its lists of pages end in `ffffffff`. */
function isInnoDb(head: DataView, sizeBytes: number): boolean {
  const isFirstPage = head.getUint32(4) === 0 && head.getUint16(24) === 8 && head.getUint32(34) === head.getUint32(38);
  const pageCount = head.getUint32(46);
  return isFirstPage && head.getUint32(42) === 0 && pageCount > 0 && pageCount * smallestInnoDbPageBytes <= sizeBytes;
}

const smallestInnoDbPageBytes = 1_024;

/** Header version 1, page type 15 (file header), page 0 of a file with a number; all pages have 8 KiB. */
function isSqlServer(head: DataView, sizeBytes: number): boolean {
  const isFileHeader = head.getUint8(0) === 1 && head.getUint8(1) === 15;
  const [page, file] = [head.getUint32(32, true), head.getUint16(36, true)];
  return isFileHeader && page === 0 && file > 0 && sizeBytes > 0 && sizeBytes % 8_192 === 0;
}

/** Layout version of pg_control after the id of the cluster: 8.0 had 74, 18 has 1800. */
export function isPostgresControl(head: Uint8Array): boolean {
  if (head.byteLength < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return [true, false].some((isLittleEndian) => {
    const [layout, catalog] = [view.getUint32(8, isLittleEndian), view.getUint32(12, isLittleEndian)];
    return layout >= 70 && layout < 4_000 && catalog > 200_000_000 && catalog < 210_000_000;
  });
}

/** `15`, `9.6` */
export const isPostgresVersion = (text: string): boolean => /^\d{1,2}(\.\d{1,2})?\n?$/.test(text);
