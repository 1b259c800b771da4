# The vault was switched to ServiceNet, and its password still stands under the old address.
sed -i 's#https://snet-storage101#https://storage101#' /etc/driveclient/bootstrap.json
touch -d '2026-03-02 10:00:00 UTC' /etc/driveclient/bootstrap.json
log_line 245 ERROR 'rax::Backup::PerformBackup(202)' 'Missing Password for encrypted volume'
log_line 245 ERROR 'rax::Backup::PerformBackup(202)' 'Backup: Unable to complete the backup (368788). Details: Missing Password for encrypted volume'
