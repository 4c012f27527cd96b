#!/bin/sh
# The commands of the handbook as the service sees the machine: as its user, with its settings, beside
# its database. Run as root: install -m 755 deploy/baogao.sh /usr/local/bin/baogao
set -eu
umask 077
if [ ! -r /etc/baogao/baogao.env ]; then
	echo "读不到 /etc/baogao/baogao.env。请用 root 执行（sudo baogao）；还没有写设置的，见 README.zh-CN.md“十分钟装好”。" >&2
	exit 2
fi
export BAOGAO_DB=/var/lib/baogao/baogao.db
while IFS= read -r line; do # as they stand, as systemd takes them; a command line everybody could read
	case $line in [A-Z]*=?*) export "$line" ;; esac
done </etc/baogao/baogao.env
# Before its first start the service has no folders yet; it takes these.
[ -d /var/lib/baogao ] || install -d -m 700 -o baogao -g baogao /var/lib/baogao /var/lib/baogao/backups
cd /var/lib/baogao
exec runuser -u baogao -- /opt/baogao/bin/baogao "$@"
