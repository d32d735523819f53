//! Everything that sysvisor knows about systemd.
