//! What several rules ask of a configuration, a unit or a service.

pub(in crate::lint) mod explained;
pub(in crate::lint) mod groups;
pub(in crate::lint) mod listening;
pub(in crate::lint) mod partial;
pub(in crate::lint) mod programs;
pub(in crate::lint) mod server_address;
pub(in crate::lint) mod start_limit;
pub(in crate::lint) mod unit_references;
pub(in crate::lint) mod unprivileged;
