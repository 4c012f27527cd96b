#!/bin/sh
# The commands of the handbook as the service sees the machine: as its user, with its settings, beside
# its database. Run as root: install -m 755 deploy/baogao.sh /usr/local/bin/baogao
set -eu
umask 077
export BAOGAO_DB=/var/lib/baogao/baogao.db
while IFS= read -r line; do # as they stand, as systemd takes them; a command line everybody could read
	case $line in [A-Z]*=?*) export "$line" ;; esac
done </etc/baogao/baogao.env
cd /var/lib/baogao
exec runuser -u baogao -- /opt/baogao/bin/baogao "$@"
