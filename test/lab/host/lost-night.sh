# Last night the storage could not be reached over ServiceNet, and the backup was given up.
storage=https://snet-storage101.dfw1.clouddrive.com/v1.0/MossoCloudFS_991199
for minutes in 275 274 273 272; do
  log_line "$minutes" WARN 'rax::http::NetworkError::Type rax::HttpClient::ExamineLayer4Errors(474)' "HTTP: Connection timed out while waiting for $storage"
done
curl='1: [rax::HttpResponse local::<unnamed>::CurlEasyPerformWrapper(CURL*, rax::HttpContext&): 239] Ex Code(2000): Could not perform an HTTP request. Timeout was reached (28)'
log_line 271 ERROR 'rax::Backup::PerformBackup(202)' "Backup: Unable to complete the backup (368788). Details: $curl"
log_line 271 ERROR 'rax::Backup::MakeReport(332)' "Failed to start backup: $curl Error during backup initialization."
