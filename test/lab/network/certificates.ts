// The lab's certificate authorities and the certificates of its servers, made by openssl once for a whole test run.
// One key serves all the servers: making keys takes longest.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointNames } from './plan.js';

/** Days from now. */
interface Period {
  readonly starts?: number;
  readonly ends?: number;
}

interface Leaf extends Period {
  readonly issuer: keyof typeof authorities;
  /** What the server sends beside its own certificate. */
  readonly sends?: readonly (keyof typeof authorities)[];
  readonly names?: readonly string[];
}

const authorities = {
  root: '/O=Backup Lab/CN=Lab Root CA',
  // Issued by root
  issuing: '/O=Backup Lab/CN=Lab Issuing CA',
  inspection: '/O=Example Firewall/CN=Example Inspection CA',
  // Issued nothing of the lab
  other: '/O=Elsewhere/CN=Another Root CA',
} as const;

const leaves = {
  good: { issuer: 'issuing', sends: ['issuing'] },
  expired: { issuer: 'issuing', sends: ['issuing'], starts: -90, ends: -3 },
  'not-yet-valid': { issuer: 'issuing', sends: ['issuing'], starts: 300, ends: 390 },
  'wrong-name': { issuer: 'issuing', sends: ['issuing'], names: ['www.example.com', 'shop.example.com'] },
  portal: { issuer: 'issuing', sends: ['issuing'], names: ['portal.example.net'] },
  'ends-soon': { issuer: 'issuing', sends: ['issuing'], ends: 5 },
  incomplete: { issuer: 'issuing' },
  inspected: { issuer: 'inspection', sends: ['inspection'] },
  'inspected-incomplete': { issuer: 'inspection' },
} as const satisfies Record<string, Leaf>;
export type LeafName = keyof typeof leaves;

/** Writes `<leaf>.pem` with what the server sends, `server.key`, and `root.pem`, which the lab's host trusts. */
export function makeCertificates(folder: string): void {
  writeFileSync(join(folder, 'openssl.cnf'), settings);
  writeFileSync(join(folder, 'issued.txt'), '');
  for (const [authority, subject] of Object.entries(authorities)) {
    request(folder, authority, subject);
    const issuer = authority === 'issuing' ? 'root' : authority;
    sign(folder, `${authority}.csr`, `${authority}.pem`, issuer, { starts: -3_000, ends: 3_000 }, ['basicConstraints=critical,CA:TRUE']);
  }
  request(folder, 'server', '/CN=server');
  for (const [name, leaf] of Object.entries<Leaf>(leaves)) {
    sign(folder, 'server.csr', 'leaf.pem', leaf.issuer, leaf, extensionsOf(leaf));
    const sent = ['leaf', ...(leaf.sends ?? [])].map((part) => readFileSync(join(folder, `${part}.pem`), 'utf8'));
    writeFileSync(join(folder, `${name}.pem`), sent.join(''));
  }
}

function request(folder: string, name: string, subject: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
  openssl(folder, 'req', ...key, '-out', `${name}.csr`, '-subj', subject);
}

/** `openssl ca` is the one command that takes any period on every version. Authorities sign themselves. */
function sign(
  folder: string,
  from: string,
  to: string,
  issuer: string,
  { starts = -30, ends = 90 }: Period,
  extensions: readonly string[],
): void {
  writeFileSync(join(folder, 'extensions'), extensions.join('\n'));
  const by = to === `${issuer}.pem` ? ['-selfsign'] : ['-cert', `${issuer}.pem`];
  const period = ['-startdate', dateIn(starts), '-enddate', dateIn(ends)];
  const files = ['-config', 'openssl.cnf', '-extfile', 'extensions', '-keyfile', `${issuer}.key`, '-in', from, '-out', to];
  openssl(folder, 'ca', '-batch', '-notext', ...files, ...by, ...period);
}

const openssl = (folder: string, ...args: readonly string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** Public authorities tell in each certificate where their own can be had; a firewall's authority does not. */
function extensionsOf({ issuer, names = endpointNames }: Leaf): readonly string[] {
  const issuerAddress = issuer === 'issuing' ? ['authorityInfoAccess=caIssuers;URI:http://pki.example.net/issuing.der'] : [];
  return [`subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`, ...issuerAddress];
}

/** As openssl wants it: 20261122045426Z. */
const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '');

const settings = `
[ca]
default_ca = lab
[lab]
database = issued.txt
new_certs_dir = .
default_md = sha256
rand_serial = yes
unique_subject = no
policy = any
[any]
commonName = supplied
organizationName = optional
`;
