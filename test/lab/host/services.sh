# The services may be asked: somebody gave credentials for them.
export BACKUP_DOCTOR_USERNAME=backups BACKUP_DOCTOR_API_KEY=dummy-api-key-0123456789abcdef
