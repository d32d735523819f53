# Shared by box.sh and container.sh, which source it.
#
# Both give a manager its own machine: an overlay of `/` whose writes stay in memory, in namespaces that end with it.

fail() {
    status=$1
    shift
    echo "$*" >&2
    exit "$status"
}

# Mounts the machine in SHARE/machine, with the kernel's file systems. Sets $root to its root, and $here to a directory in
# memory.
make_root() {
    here=$1/machine
    mkdir -p "$here"
    mount -t tmpfs -o mode=755 tmpfs "$here"
    mkdir "$here/upper" "$here/work" "$here/root"
    root=$here/root
    mount -t overlay -o "lowerdir=/,upperdir=$here/upper,workdir=$here/work" overlay "$root"
    mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
    mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
    make_device null null 1 3
    make_device zero zero 1 5
    make_device full full 1 7
    make_device random random 1 8
    make_device urandom urandom 1 9
    make_device tty tty 5 0
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s fd/0 "$root/dev/stdin"
    ln -s fd/1 "$root/dev/stdout"
    ln -s fd/2 "$root/dev/stderr"
    mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"
    mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
}

# Makes the device NAME with the numbers of the host's device HOST. A node of its own, so that a program which changes its
# owner or mode does not change the host's; the host's itself only where the kernel allows no new nodes.
make_device() {
    if ! mknod -m 666 "$root/dev/$1" c "$3" "$4" 2>/dev/null; then
        : >"$root/dev/$1"
        mount --bind "/dev/$2" "$root/dev/$1"
    fi
}

# Mounts every FROM:TO below $root.
bind_all() {
    for bind in "$@"; do
        mkdir -p "$root${bind#*:}"
        mount --bind "${bind%%:*}" "$root${bind#*:}"
    done
}

# Makes $root the root, and detaches the file systems of the host.
enter_root() {
    cd "$root"
    mkdir .machine
    pivot_root . .machine
    cd /
    umount -l /.machine
    rmdir /.machine
}
