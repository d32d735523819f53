#!/bin/sh
# Runs supervisord as the first process of a container, as a container engine would run an image of this machine: in its own
# namespaces, in an overlay of `/` whose writes stay in memory, with the capabilities that Docker leaves to a container, and
# with a low limit on open files.
#
#   container.sh SHARE PYTHON [FROM:TO…] <PIPE
#
# SHARE is a directory of the host: SHARE/etc is copied over /etc, and SHARE/out is /out inside. PYTHON is the path inside of
# the Python that has supervisor. Every FROM is mounted on TO. SHARE/pid contains the PID of the first process. The container
# ends when the pipe is closed, and so together with the process at its other end, however that ends.
#
# Exit status: that of supervisord; 68 if a package is missing, 69 if this machine cannot host a container, with the reason on
# stderr.
set -u
. "$(dirname "$0")/../namespaces.sh"

# Everything below runs in the namespaces, as their first process, until supervisord replaces it.
if [ "$1" = --inside ]; then
    set -e
    share=$2
    python=$3
    shift 3
    # /proc is still that of the host, and so is the PID.
    read -r pid _ </proc/self/stat
    make_root "$share"
    ip link set lo up
    mkdir -p "$root/out"
    mount --bind "$share/out" "$root/out"
    cp -R "$share/etc/." "$root/etc/"
    bind_all "$@"
    enter_root
    echo "$pid" >/out/pid
    caps=chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,audit_write,setfcap
    exec prlimit --nofile=1024:4096 \
        setpriv --bounding-set="-all,+$(echo $caps | sed 's/,/,+/g')" --inh-caps=-all \
        /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        "$python" -m supervisor.supervisord -c /etc/supervisord.conf 3<&-
fi

share=$1
shift
[ "$(uname -s)" = Linux ] || fail 69 'containers are made of namespaces of Linux'
[ "$(id -u)" = 0 ] || fail 69 'only root can make one'
for program in unshare nsenter mount pivot_root setpriv prlimit ip; do
    command -v "$program" >/dev/null || fail 68 "no $program (packages util-linux, mount and iproute2)"
done
unshare --mount --uts --ipc --pid --net --cgroup --fork true || fail 69 'this machine lets nobody make namespaces'
exec 3<&0
unshare --mount --propagation private --uts --ipc --pid --net --cgroup --fork --kill-child=KILL \
    sh "$0" --inside "$share" "$@" </dev/null &
manager=$!
(
    cat <&3 >/dev/null
    kill -KILL "$manager"
) 2>/dev/null &
guard=$!
wait "$manager"
status=$?
kill "$guard" 2>/dev/null
exit "$status"
