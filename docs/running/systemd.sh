#!/bin/sh
# /usr/local/bin/staff-voice, for root: a command as the service's user, in the service's folder.
umask 077
cd /etc/staff-voice && exec runuser -u staff-voice -- /opt/staff-voice/bin/staff-voice "$@"
