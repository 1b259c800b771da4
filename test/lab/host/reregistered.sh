# On a copy of another server the agent was registered anew, as it should be: another id, and the old file kept aside.
mv /etc/driveclient/bootstrap.json /etc/driveclient/bootstrap.json.20261120090000
sed -e 's/119991/120455/' -e 's/ZHVtbXktYWdlbnQta2V5LW5vdC1hLXNlY3JldA==/ZHVtbXktYWdlbnQta2V5LW9mLXRoZS10d2lu/' \
  /etc/driveclient/bootstrap.json.20261120090000 > /etc/driveclient/bootstrap.json
chmod 600 /etc/driveclient/bootstrap.json
touch -d '2026-11-20 09:00:00 UTC' /etc/driveclient/bootstrap.json
