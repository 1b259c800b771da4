// What is no secret of anybody: accounts and folders that every such host has, and words of the agent and of its services. They stay,
// since the diagnosis and its solutions speak of them.

const accounts = new Set(
  (
    'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody nogroup sshd mysql postgres redis ' +
    'nginx apache httpd ftp ntp chrony postfix dovecot dbus messagebus polkitd tomcat driveclient admin administrator system guest user ' +
    'users staff wheel sudo adm shadow disk tape operator test ubuntu debian centos rocky fedora alma opc cloud-user ec2-user rack ' +
    'localsystem localservice networkservice unknown none default shared public'
  ).split(' '),
);

export const isCommonAccount = (name: string): boolean =>
  accounts.has(name.toLowerCase()) || /^(?:all users|default user|systemd-[\w-]+|_\w+|uid \d+|gid \d+|\d+|S-1-[\d-]+|nt authority\\.*)$/i.test(name);

const components = new Set(
  (
    'bin boot dev etc home lib lib32 lib64 media mnt opt proc root run sbin srv sys tmp usr var local share cache log logs spool mail www html data ' +
    'lock temp backup backups users documents programdata windows system32 export nfs volumes self mounts mountinfo environ statfs status ' +
    'hosts resolv.conf nsswitch.conf hostname machine-id passwd group os-release fstab environment default init.d rc.d systemd system resolve ' +
    'stub-resolv.conf ssl certs ca-certificates.crt ca-bundle.crt pki tls ssh cloud instance instances seed config_drive network interfaces netplan sysconfig ' +
    'network-scripts networkmanager net route ipv6_route tcp snmp class dmi id product_uuid dpkg rpm apt yum backup-doctor ledger.json ' +
    'driveclient driveclient.exe driveclient.service driveclient.pid driveclient.conf backup-running.lock bootstrap.json log4cxx.xml cacert.pem ' +
    'cloudbackup-updater cloudbackup-updater.service cloudbackup-updater.pid updatesvc.exe rackspace cloudbackup ' +
    'multi-user.target.wants v1 v1.0 v1.1 v2 v2.0 v3 agent agents tokens token user account help apihealth health backup-configuration activity events ' +
    'info version.txt stable api cloud-init instance-id instance-data.json previous-instance-id boot-finished mapper disk fd null'
  ).split(' '),
);

/** Words of every log and of our own sentences: who is called so is not replaced where they may mean themselves. */
const ordinary = new Set(
  (
    'agent agents api backup backups cache client cloud configuration connection container daily data database db default device disk domain ' +
    'error file files folder full host hourly http https incremental local log logs mail main manual monthly name network nightly other ' +
    'password path root route server service storage system test timeout unknown updater upload user vault volume web weekly'
  ).split(' '),
);

export const isOrdinaryWord = (text: string): boolean => ordinary.has(text.toLowerCase());

/** Of a path: a folder or file that says nothing of whom the host belongs to. */
export const isCommonComponent = (component: string): boolean =>
  components.has(component.toLowerCase()) ||
  /^(?:all users|default user|program files(?: \(x86\))?)$/i.test(component) ||
  /^(?:[A-Za-z]:|[.*?]+|\d{1,7}|(?:driveclient|cloudbackup-updater)\.log(?:\.\d+)?|bootstrap\.json\.\d+|ssh_host_[\w*]+\.pub)$/.test(component) ||
  /^(?:[shv]d[a-z]{1,3}\d*|xvd[a-z]{1,3}\d*|nvme\d[\dnp]*|(?:dm-|md|loop|sr|ram)\d+)$/.test(component);
