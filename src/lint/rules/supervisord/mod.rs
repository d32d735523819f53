//! Rules that look at supervisord configurations.

pub mod unknown_option;
