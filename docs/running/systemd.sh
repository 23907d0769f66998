#!/bin/sh
# /usr/local/bin/staff-voice, for root: a command as the service's user, in the service's folder.
umask 077
PATH=$PATH:/usr/sbin:/sbin # cron looks in neither
cd /etc/staff-voice && exec runuser -u staff-voice -- /opt/staff-voice/bin/staff-voice "$@"
