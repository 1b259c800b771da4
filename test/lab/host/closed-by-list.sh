# The mode of a folder lets everybody in, and an entry of its access control list keeps the agent's user out.
. "$here/agent-as-user.sh"
mkdir -p -m 755 /home/shop/data/invoices
for month in 01 02 03; do printf 'paid\n' > "/home/shop/data/invoices/2026-$month.csv"; done
setfacl -m u:backup:--- /home/shop/data/invoices
