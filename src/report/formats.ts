// The names of the formats, apart from what renders them: the help of the program needs no more.

export const formats = ['text', 'json', 'html', 'markdown', 'nagios', 'prometheus', 'junit', 'ndjson', 'csv'] as const;
export type Format = (typeof formats)[number];
