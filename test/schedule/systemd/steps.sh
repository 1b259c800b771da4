# What a user does with a schedule on a host that systemd runs, with the agent of the lab on it. Each answer is kept in a file of its own.
# usage: steps.sh FOLDER NODE PROGRAM LAB_HOST
set -u
out=$1 node=$2 program=$3 here=$4
scratch=/tmp/lab
mkdir -p "$scratch" /srv/reports
install -d -m 755 -o nobody /srv/others
install -d -o backup /srv/of-backup

doctor() { "$node" "$program" "$@"; }
# keep NAME COMMAND…: what it printed, what it complained of, and its exit code.
keep() {
  name=$1
  shift
  "$@" > "$out/$name" 2> "$out/$name.err"
  echo "$?" > "$out/$name.code"
}
# All that a schedule or systemd on its behalf may leave.
written() { find /etc /usr/lib/systemd /run/systemd /var/lib /var/spool \( -name '*backup-doctor*' -o -path '*backup-doctor*' \) | sort; }

. "$here/agent.sh"
. "$here/closed-files.sh"
# The shop has its database open, and root can see that only with a right of its own.
chown nobody /home/shop/data
mkfifo "$scratch/sql"
setsid setpriv --reuid=nobody --regid=nogroup --clear-groups sqlite3 /home/shop/data/shop.db < "$scratch/sql" &
exec 9> "$scratch/sql"
echo 'PRAGMA journal_mode=WAL; CREATE TABLE orders (id INT); BEGIN IMMEDIATE; INSERT INTO orders VALUES (1);' >&9
until [ -s /home/shop/data/shop.db-wal ]; do sleep 0.05; done
systemctl daemon-reload

# What docs/schedule.md advises for a hook that needs more than the service may.
printf '[Path]\nPathChanged=/var/lib/backup-doctor/news.json\n[Install]\nWantedBy=paths.target\n' > /etc/systemd/system/news.path
printf '[Service]\nType=oneshot\nExecStart=/bin/cp /var/lib/backup-doctor/news.json /srv/others/told\n' > /etc/systemd/system/news.service
systemctl enable --now news.path 2> /dev/null

look='--offline --paths /home/shop'
keep plain doctor check $look --format json
keep refused doctor schedule install $look --report json=/srv/others/backup.json
keep absent doctor schedule install $look --report json=/srv/nowhere/backup.json
keep install doctor schedule install $look --every 1h --report json=/srv/reports/backup.json \
  --on-change "cat > /var/lib/backup-doctor/news.json; touch /srv/others/x"
keep again doctor schedule install $look --every 1h --report json=/srv/reports/backup.json \
  --on-change "cat > /var/lib/backup-doctor/news.json; touch /srv/others/x"
keep timers systemctl list-timers --all --no-pager
keep enabled systemctl is-enabled backup-doctor.timer
keep written written
keep status-before doctor schedule status
keep start systemctl start backup-doctor.service
keep service cat /srv/reports/backup.json
keep news cat /var/lib/backup-doctor/news.json
for try in $(seq 50); do [ -s /srv/others/told ] || sleep 0.2; done
keep told cat /srv/others/told
# The agent of the lab has another machine id than the journal began with.
journalctl --sync
keep journal journalctl --merge --no-pager -o cat -u backup-doctor.service
keep status doctor schedule status
keep history env STATE_DIRECTORY=/var/lib/backup-doctor "$node" "$program" history
keep remove doctor schedule remove
keep left written
keep units systemctl list-units --all --no-legend --no-pager 'backup-doctor*'

# As another user.
keep as-user doctor schedule install $look --user backup --report json=/srv/of-backup/backup.json
keep user-start systemctl start backup-doctor.service
keep user-service cat /srv/of-backup/backup.json
doctor schedule remove > /dev/null

# From the one to the other.
doctor schedule install $look > /dev/null
keep to-cron doctor schedule install $look --with cron
keep cron-units systemctl list-unit-files --no-legend --no-pager 'backup-doctor*'
keep cron-left written
doctor schedule remove > /dev/null
