//! The `sysvisor` command.
fn main() {}
