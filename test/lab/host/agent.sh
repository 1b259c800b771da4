# A healthy, registered agent: files, versions, processes and services as the documentation describes them.
hostname web-07
mkdir -p -m 700 /etc/driveclient
cat > /etc/driveclient/bootstrap.json <<'JSON'
{
  "AccountId": "991199",
  "AgentFingerprint": "ZHVtbXktZmluZ2VycHJpbnQ=",
  "AgentFingerprintPlainText": "dummy-fingerprint",
  "AgentId": 119991,
  "AgentIdV2": "",
  "AgentKey": "ZHVtbXktYWdlbnQta2V5LW5vdC1hLXNlY3JldA==",
  "ApiHostName": "api.drivesrvr.com",
  "ApiVersion": 0,
  "IsRegistered": true,
  "ProjectId": "",
  "RsaKeyPair": "dummy-key-pair-not-a-secret",
  "Username": "labuser",
  "VolumePasswords": {
    "https://snet-storage101.dfw1.clouddrive.com/v1/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_11111111-2222-4333-8444-555555555555": "dummy-vault-password-not-a-secret"
  }
}
JSON
chmod 600 /etc/driveclient/bootstrap.json
touch -d '2026-03-02 10:00:00 UTC' /etc/driveclient/bootstrap.json

vault=/var/cache/driveclient/MossoCloudFS_991199/z_DO_NOT_DELETE_CloudBackup_v2_0_11111111-2222-4333-8444-555555555555
mkdir -p "$vault/backup"
printf 'SQLite format 3' > "$vault/backup/11111111-2222-4333-8444-555555555555-backup.db"
cat > /etc/driveclient/log4cxx.xml <<'XML'
<?xml version="1.0" encoding="UTF-8" ?>
<log4j:configuration xmlns:log4j="http://jakarta.apache.org/log4j/">
  <appender name="FILE" class="org.apache.log4j.RollingFileAppender">
    <param name="File" value="/var/log/driveclient.log"/>
    <param name="MaxFileSize" value="500MB"/>
    <param name="MaxBackupIndex" value="10"/>
  </appender>
  <root>
    <level value="INFO"/>
    <appender-ref ref="FILE"/>
  </root>
</log4j:configuration>
XML
# log_line MINUTES_AGO LEVEL CONTEXT MESSAGE: one line of the agent's log, in its own form and in UTC.
log_line() {
  printf '[%s|T1|%-5s|root|%s] %s\n' "$(date -u -d "-$1 minutes" '+%Y-%m-%d %H:%M:%S')" "$2" "$3" "$4" >> /var/log/driveclient.log
}
log_line 1800 INFO 'rax::LoggingPolicy::PerformSetup(134)' 'Logging started'
# What a backup that runs well writes is documented nowhere; here its id is enough.
log_line 269 INFO 'rax::Backup::PerformBackup(202)' 'BackupId 368785'
log_line 241 INFO 'rax::Backup::PerformBackup(202)' 'BackupId 368785'

cat > /usr/local/bin/driveclient <<'SH'
#!/bin/sh
[ "${1:-}" = --version ] && { echo 2.27.009073; exit 0; }
while :; do sleep 3600; done
SH
sed s/2.27.009073/2.9.010598/ /usr/local/bin/driveclient > /usr/local/bin/cloudbackup-updater
chmod 755 /usr/local/bin/driveclient /usr/local/bin/cloudbackup-updater

mkdir -p /etc/systemd/system/multi-user.target.wants
for name in driveclient cloudbackup-updater; do
  printf '[Unit]\nAfter=network.target\n[Service]\nExecStart=/usr/local/bin/%s\n[Install]\nWantedBy=multi-user.target\n' "$name" > "/etc/systemd/system/$name.service"
  ln -sf "/etc/systemd/system/$name.service" "/etc/systemd/system/multi-user.target.wants/$name.service"
  setsid "/usr/local/bin/$name" < /dev/null > /dev/null 2>&1 &
done

# cloud-init's memory of an instance of a cloud with a config drive: id, source, once-marks and the end of the last boot.
remember_instance() { # ID, FIRST BOOT
  instance=/var/lib/cloud/instances/$1
  mkdir -p "$instance/sem" /var/lib/cloud/data
  printf 'DataSourceConfigDrive: DataSourceConfigDrive [net,ver=2][source=/dev/xvdd]\n' > "$instance/datasource"
  : > "$instance/sem/config_ssh"
  : > "$instance/boot-finished"
  touch -d "$2" "$instance/sem/config_ssh" "$instance/datasource" "$instance/sem" "$instance"
  printf '%s\n' "$1" > /var/lib/cloud/data/instance-id
  ln -sfn "$instance" /var/lib/cloud/instance
}
# The server was built before its agent was registered, and has been the same instance ever since.
remember_instance 6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0 '2026-03-01 09:00:00 UTC'
printf '6f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0\n' > /var/lib/cloud/data/previous-instance-id
printf '0123456789abcdef0123456789abcdef\n' > /etc/machine-id
mkdir -p /var/lib/dbus && ln -sf /etc/machine-id /var/lib/dbus/machine-id

# booted_at DATE: what the kernel tells of its boot; this machine's own boot has nothing to do with the story.
booted_at() {
  sed "s/^btime .*/btime $(date -d "$1" +%s)/" /proc/stat > /tmp/backup-doctor-lab/stat
  mount --bind /tmp/backup-doctor-lab/stat /proc/stat
}

mkdir -p /home/shop/data
printf 'orders\n' > /home/shop/data/orders.csv
