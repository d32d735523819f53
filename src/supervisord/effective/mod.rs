//! What supervisord 4.3.0 would run: every process of every group, after includes, `[DEFAULT]`, expansion, defaults and
//! conversion, for `sysvisor inspect --effective`: `sysvisor/effective/v1`.
//!
//! ```json
//! {
//!   "schema": "sysvisor/effective/v1",
//!   "language": "supervisord",
//!   "programs": [{ "kind": "program", "section": "program:web", "group": "site", "name": "web", "command": "…", … }],
//!   "groups": [{ "name": "site", "priority": 999, "kind": "group", "programs": ["web"], "shadowed": false }]
//! }
//! ```
//!
//! Groups are in the order in which supervisord starts them, programs in the order of the groups and then in their own.
//! The fields are in `json.rs`.
//!
//! Values that only the running supervisord knows have placeholders: `<home>` and `<home:user>` for `~` and `~user`,
//! `AUTO` for a log file that supervisord names, `host` for `%(host_node_name)s`. supervisord is assumed to run as
//! root.
//!
//! An unknown variable stays as written, `%(ENV_PORT)s`, even in place of a number or boolean: the field then contains
//! that text. So does a bare `%s`, which would expand to supervisord's whole environment. A program with an unknown
//! `numprocs` is shown with one process.

mod group;
pub mod json;
mod placeholders;
mod program;
mod reader;
mod socket;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::json::EffectiveV1;
use super::Config;
use crate::source::Sources;

/// What supervisord would run with a configuration; `given` holds the values of `%(ENV_NAME)s`, by NAME.
///
/// Never fails: for a configuration that supervisord refuses, which the linter reports, the result is as complete as
/// possible.
#[must_use]
pub fn effective(config: &Config, sources: &Sources, given: &BTreeMap<String, String>) -> EffectiveV1 {
    let reader = reader::Reader::new(config, sources, given);
    let (groups, programs) = group::groups(&reader).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    EffectiveV1::new(programs.into_iter().flatten().collect(), groups)
}
