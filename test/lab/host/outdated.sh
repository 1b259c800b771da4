# Nobody has updated this agent for years.
sed -i s/2.27.009073/1.20.008308/ /usr/local/bin/driveclient
