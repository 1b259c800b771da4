// The files of a host on which driveclient is installed and registered. Every secret in it is a dummy.
import type { ImageEntry } from '../host-image.js';

export const secrets = ['dummy-agent-key', 'dummy-rsa-key-pair', 'dummy-api-key', 'dummy-vault-password', 'dummy-url-password'];

export const container = 'https://snet-storage101.ord1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_0b1c';

export const registration = {
  AccountId: '991199',
  AgentFingerprint: 'dummy-fingerprint',
  AgentId: 119991,
  AgentIdV2: '',
  AgentKey: 'dummy-agent-key',
  ApiHostName: 'api.drivesrvr.com',
  ApiVersion: 0,
  IsRegistered: true,
  Password: 'dummy-api-key',
  RsaKeyPair: 'dummy-rsa-key-pair',
  Username: 'dummy-user',
  VolumePasswords: { [container.replace('//', '//dummy:dummy-url-password@')]: 'dummy-vault-password' },
};

export const logSettings = (params = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE log4j:configuration SYSTEM "log4j.dtd"[]>
<log4j:configuration xmlns:log4j="http://jakarta.apache.org/log4j/">
  <appender name="FILE" class="org.apache.log4j.RollingFileAppender">${params}</appender>
  <root><level value="WARN"/><appender-ref ref="FILE"/></root>
</log4j:configuration>`;

export const driveclientHost: Readonly<Record<string, ImageEntry>> = {
  '/etc/driveclient/bootstrap.json': { text: JSON.stringify(registration), mode: 0o600 },
  '/etc/driveclient/bootstrap.json.20160426102748': 'dummy-agent-key',
  '/etc/driveclient/log4cxx.xml': logSettings('<param name="MaxFileSize" value="100MB"/><param name="MaxBackupIndex" value="3"/>'),
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nbackup:x:34:34::/var/backups:/usr/sbin/nologin\n',
  '/usr/lib/systemd/system/driveclient.service': '[Service]\nExecStart=/usr/local/bin/driveclient\nUser=backup\n',
  '/etc/systemd/system/multi-user.target.wants/driveclient.service': { link: '/usr/lib/systemd/system/driveclient.service' },
  '/etc/init.d/cloudbackup-updater': '#!/bin/sh\n',
  '/etc/rc3.d/S20cloudbackup-updater': { link: '../init.d/cloudbackup-updater' },
  '/usr/local/bin/driveclient': { text: '#!/bin/sh\necho driveclient 2.27.009073\n', mode: 0o755 },
  '/usr/local/bin/cloudbackup-updater': { text: '#!/bin/sh\necho 2.9.010598\n', mode: 0o755 },
  '/var/lib/dpkg/info/driveclient.list': '/usr/local/bin/driveclient\n',
  '/var/lib/dpkg/status': 'Package: driveclient\nStatus: install ok installed\nVersion: 1.20.008308-1\n\n',
  '/var/cache/driveclient/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_0b1c/backup/0b1c-backup.db': 'SQLite',
  '/var/cache/driveclient/backup-running.lock': { text: '', modifiedAt: '2020-01-01T00:00:00Z' },
  '/var/log/driveclient.log': 'x'.repeat(1_000),
  '/var/log/driveclient.log.1': 'x'.repeat(234),
  '/var/run/driveclient.pid': '99999999\n',
};
