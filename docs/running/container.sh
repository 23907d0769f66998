#!/bin/sh
# /usr/local/bin/staff-voice, for root: `staff-voice run` starts the bot in a container that the
# machine starts again; any other command has a container of its own. ENGINE=podman works as well.
image=staff-voice
if [ "$1" = run ]; then
    set -- --detach --name staff-voice --restart unless-stopped --stop-timeout 30 "$image" run
else
    set -- --rm --interactive "$image" "$@"
    [ -t 0 ] && [ -t 1 ] && set -- --tty "$@" # there is somebody to ask
fi
exec "${ENGINE:-docker}" run --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges --ulimit core=0 \
    --volume staff-voice-data:/data --volume staff-voice-keys:/keys \
    --volume staff-voice-token-keys:/token-keys \
    --volume /var/backups/staff-voice:/var/backups/staff-voice \
    --volume /etc/staff-voice:/etc/staff-voice "$@"
