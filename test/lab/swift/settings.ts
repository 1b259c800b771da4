// The settings of a Swift that is whole on one machine, as files for /etc/swift.
import { accountPrefix, key, ports, userNames, users, type SwiftServer } from './plan.js';

/** Above what a busy machine needs, and below what a client waits. */
const nodeTimeoutSeconds = 3;

/** @returns file name → text */
export const swiftSettings = (folder: string): Readonly<Record<string, string>> => ({
  'swift.conf': '[swift-hash]\nswift_hash_path_suffix = lab\nswift_hash_path_prefix = lab\n[storage-policy:0]\nname = lab\ndefault = yes\n',
  ...Object.fromEntries((['account', 'container', 'object'] as const).map((server) => [fileOf(server), backend(server, folder)])),
  [fileOf('proxy')]: proxy(folder),
});

const fileOf = (server: SwiftServer): string => `${server}-server.conf`;

const section = (title: string, lines: readonly string[]): string => [`[${title}]`, ...lines, ''].join('\n');

/** One process each, so that one can be frozen; nothing goes to the log of this machine. */
const common = (server: SwiftServer, folder: string): readonly string[] => [
  'bind_ip = 127.0.0.1',
  `bind_port = ${ports[server]}`,
  'workers = 0',
  'user = root',
  `log_address = ${folder}/nobody-listens`,
];

const backend = (server: 'account' | 'container' | 'object', folder: string): string =>
  [
    section('DEFAULT', [...common(server, folder), `devices = ${folder}/devices`, 'mount_check = false']),
    section('pipeline:main', [`pipeline = healthcheck ${server}-server`]),
    // What a container holds is told to it at once, or not before the next round of an updater that does not run here.
    section(`app:${server}-server`, [`use = egg:swift#${server}`, ...(server === 'object' ? ['container_update_timeout = 10'] : [])]),
    section('filter:healthcheck', ['use = egg:swift#healthcheck']),
  ].join('\n');

const filters = [
  ...['catch_errors', 'gatekeeper', 'healthcheck', 'memcache', 'listing_formats', 'bulk', 'tempauth', 'copy', 'container_quotas'],
  ...['account_quotas', 'slo', 'dlo', 'versioned_writes', 'symlink'],
];

const filterSettings: Readonly<Record<string, readonly string[]>> = {
  memcache: [`memcache_servers = 127.0.0.1:${ports.memcached}`],
  tempauth: [
    `reseller_prefix = ${accountPrefix}`,
    ...userNames.map((user) => `user_${users[user].account}_${user} = ${key} ${users[user].groups}`.trimEnd()),
  ],
};

const proxy = (folder: string): string =>
  [
    section('DEFAULT', common('proxy', folder)),
    section('pipeline:main', [`pipeline = ${filters.join(' ')} proxy-server`]),
    section('app:proxy-server', [
      'use = egg:swift#proxy',
      'account_autocreate = true',
      'conn_timeout = 2',
      `node_timeout = ${nodeTimeoutSeconds}`,
      // A server that thawed is asked again at once.
      'error_suppression_interval = 0',
    ]),
    ...filters.map((filter) => section(`filter:${filter}`, [`use = egg:swift#${filter}`, ...(filterSettings[filter] ?? [])])),
  ].join('\n');
