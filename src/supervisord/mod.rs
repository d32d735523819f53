//! Everything that sysvisor knows about supervisord.
