# The package was installed and its configuration file never filled in.
cat > /etc/driveclient/bootstrap.json <<'JSON'
{
  "ApiHostName": "api.drivesrvr.com",
  "Username": "labuser",
  "Password": "dummy-api-key-not-a-secret",
  "AgentKey": "",
  "AccountId": "991199",
  "Https": true,
  "IsRegistered": false
}
JSON
touch -d '2026-03-02 10:00:00 UTC' /etc/driveclient/bootstrap.json
