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
