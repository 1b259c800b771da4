# A reboot in the middle of a backup left its lock behind.
: > /var/cache/driveclient/backup-running.lock
touch -d '-2 days' /var/cache/driveclient/backup-running.lock
: > /var/log/driveclient.log
log_line 2700 INFO 'rax::Backup::PerformBackup(202)' 'BackupId 368701'
log_line 2640 INFO 'rax::LoggingPolicy::PerformSetup(134)' 'Logging started'
