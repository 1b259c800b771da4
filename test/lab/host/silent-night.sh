# The log of the last day and a half: one backup 20 hours ago, and hardly a line since then.
: > /var/log/driveclient.log
log_line 2160 INFO 'rax::LoggingPolicy::PerformSetup(134)' 'Logging started'
log_line 1229 INFO 'rax::Backup::PerformBackup(202)' 'BackupId 368785'
log_line 1201 INFO 'rax::Backup::PerformBackup(202)' 'BackupId 368785'
log_line 60 INFO 'rax::Backup::PerformBackup(202)' 'idle'
booted_at '-30 days'
