#!/bin/sh
# Boots the host's own systemd as PID 1 of its own namespaces, in an overlay of `/` whose writes stay in memory.
#
#   box.sh SHARE [FROM:TO…] <PIPE
#
# SHARE is a directory of the host, and /box inside. Units in SHARE/boot are installed before the boot, and enabled if
# possible. The box is up once SHARE/ready exists; SHARE/pid then contains the PID of its first process. Every FROM is
# mounted on TO. The box ends when the pipe is closed, and so together with the process at its other end, however that ends;
# then SHARE is removed.
#
# Exit status: 68 if a package is missing, 69 if this machine cannot host a box, 70 if it did not boot; the reason is on stderr.
set -u
. "$(dirname "$0")/../namespaces.sh"

# Everything below runs in the namespaces, as their first process, until systemd replaces it.
if [ "$1" = --inside ]; then
    set -e
    share=$2
    shift 2
    # /proc is still that of the host, and so is the PID.
    read -r pid _ </proc/self/stat
    echo "$pid" >"$share/pid"
    make_root "$share"
    make_device console null 1 3
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    else
        mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
        mkdir "$root/sys/fs/cgroup/systemd" "$root/sys/fs/cgroup/unified"
        mount -t cgroup -o none,name=systemd,xattr cgroup "$root/sys/fs/cgroup/systemd"
        mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
        mount -o remount,ro "$root/sys/fs/cgroup"
    fi
    : >"$share/mounted"

    # Only these units of the host are present: nothing that a package adds to the boot.
    units=$root/usr/lib/systemd/system
    mkdir "$here/units"
    for unit in sysinit basic local-fs local-fs-pre sockets timers paths slices multi-user network network-online nss-user-lookup \
        time-set shutdown umount final emergency; do
        cp "$units/$unit.target" "$here/units/"
    done
    for unit in systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket; do
        cp "$units/$unit" "$here/units/"
    done
    mount --bind "$here/units" "$units"
    for folder in /usr/lib/systemd/system-generators /etc/systemd; do
        mkdir -p "$root$folder"
        mount -t tmpfs -o mode=755 tmpfs "$root$folder"
    done
    system=$root/etc/systemd/system
    mkdir -p "$system/multi-user.target.wants" "$root/etc/systemd/journald.conf.d"
    printf '[Manager]\nShowStatus=no\n' >"$root/etc/systemd/system.conf"
    printf '[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\nAudit=no\nReadKMsg=no\n' \
        >"$root/etc/systemd/journald.conf.d/box.conf"
    : >"$root/etc/fstab"
    tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
    cat >"$system/box-ready.service" <<UNIT
[Unit]
DefaultDependencies=no
After=basic.target systemd-journald.service
Wants=systemd-journald.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c ": >/box/ready"
StandardOutput=null
StandardError=null
UNIT
    ln -s ../box-ready.service "$system/multi-user.target.wants/"
    # A user with a group of its own and one more.
    echo 'boxer:x:4242:4242::/home/boxer:/bin/sh' >>"$root/etc/passwd"
    printf 'boxer:x:4242:\nringside:x:4343:boxer\n' >>"$root/etc/group"
    mkdir -p "$root/home/boxer" "$root/box" "$root/out"
    chown 4242:4242 "$root/home/boxer"
    mount --bind "$share" "$root/box"
    # What programs write under systemd; supervisord has another directory under this path.
    mkdir -p "$share/systemd" "$share/supervisord"
    chmod 777 "$share/systemd" "$share/supervisord"
    mount --bind "$share/systemd" "$root/out"
    bind_all "$@"
    if [ -d "$share/boot" ]; then
        cp "$share"/boot/* "$system/"
        for unit in "$share"/boot/*.service "$share"/boot/*.socket "$share"/boot/*.target; do
            case $unit in *\**) continue ;; esac
            systemctl --root="$root" --quiet enable "$(basename "$unit")" 2>/dev/null || :
        done
    fi
    enter_root
    # Like most containers, it may raise no limit and no priority. What the host allows its root makes no difference.
    exec /usr/bin/setpriv --bounding-set=-sys_resource,-sys_nice \
        /usr/bin/env -i container=box /usr/lib/systemd/systemd --unit=multi-user.target --show-status=0
fi

share=$1
shift
[ "$(uname -s)" = Linux ] || fail 69 'boxes are made of namespaces of Linux'
[ "$(id -u)" = 0 ] || fail 69 'only root can make one'
for program in unshare nsenter mount pivot_root setsid setpriv ss; do
    command -v "$program" >/dev/null || fail 68 "no $program (packages util-linux, mount and iproute2)"
done
[ -x /usr/lib/systemd/systemd ] || fail 68 'no /usr/lib/systemd/systemd (package systemd)'

# Its own cgroup in every hierarchy that systemd uses, so that two boxes do not conflict.
name=sysvisor-box-$$
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    groups=/sys/fs/cgroup/$name
else
    groups="/sys/fs/cgroup/systemd/$name /sys/fs/cgroup/unified/$name"
fi
# shellcheck disable=SC2086 # a list of directories without spaces
mkdir $groups 2>"$share/errors" || fail 69 "this machine lets nobody make a cgroup: $(cat "$share/errors")"
exec 3<&0
(
    for group in $groups; do
        # In a subshell, $$ is the PID of its parent.
        sh -c 'echo $PPID >"$0/cgroup.procs"' "$group"
    done
    exec unshare --mount --propagation private --uts --ipc --pid --cgroup --fork --kill-child=KILL \
        sh "$0" --inside "$share" "$@" </dev/null >"$share/console" 2>"$share/errors" 3<&-
) &
manager=$!
(
    cat <&3 >/dev/null
    kill -KILL "$manager"
) 2>/dev/null &
guard=$!
wait "$manager" 2>/dev/null
kill "$guard" 2>/dev/null
status=70
[ -e "$share/mounted" ] || status=69
errors=$(tail -n 5 "$share/errors" "$share/console" 2>/dev/null)
# The kernel takes a moment to end the processes in the box.
for _ in $(seq 40); do
    for group in $groups; do
        find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
    done
    # shellcheck disable=SC2086
    [ -z "$(ls -d $groups 2>/dev/null)" ] && break
    sleep 0.05
done
ready=$share/ready
if [ -e "$ready" ]; then
    rm -rf "$share"
    exit 0
fi
rm -rf "$share"
fail "$status" "$errors"
