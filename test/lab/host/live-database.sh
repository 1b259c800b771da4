# The shop keeps its database in the backup set, and its server runs; a program writes its log there.
# Needs mariadb-server-core.
data=/home/shop/mysql
install -d -o nobody "$data"
options="--no-defaults --user=nobody --datadir=$data --innodb-log-file-size=4M --innodb-buffer-pool-size=8M --skip-grant-tables --innodb-use-native-aio=0"
printf 'CREATE DATABASE shop;\nCREATE TABLE shop.orders (id INT) ENGINE=InnoDB;\n' | mariadbd $options --bootstrap > "$scratch/mysql.log" 2>&1
setsid mariadbd $options --skip-networking --socket="$data/mysql.sock" --pid-file="$data/mysql.pid" < /dev/null >> "$scratch/mysql.log" 2>&1 &
wait_for "$scratch/mysql.log" 'ready for connections'
setsid sh -c 'exec >> /home/shop/data/access.log; while :; do echo "GET /"; sleep 0.2; done' < /dev/null 2>&1 &
