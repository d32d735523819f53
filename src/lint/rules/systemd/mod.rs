//! Rules that look at systemd units.
