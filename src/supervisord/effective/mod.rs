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
//! Groups stand in the order in which supervisord starts them, programs in the order of the groups and in theirs. The fields
//! are in `json.rs`.
//!
//! Values that only the running supervisord knows stand for themselves: `<home>` and `<home:user>` for `~` and `~user`,
//! `AUTO` for a log file whose name it makes up, `host` for `%(host_node_name)s`. It is taken to run as root.
//!
//! A variable that nobody gives stays as it is written, `%(ENV_PORT)s`, also where a number or a boolean belongs: then the
//! field holds that text. So does a bare `%s`, which would write out supervisord's whole environment. A program whose
//! `numprocs` is not known is shown with one process.

mod group;
pub mod json;
mod marks;
mod program;
mod reader;
mod socket;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::json::EffectiveV1;
use super::Config;
use crate::source::Sources;

/// What supervisord would run of a configuration that it takes; `given` are values for `%(ENV_NAME)s`, by NAME.
///
/// Total: of a configuration that supervisord refuses (the linter says so) it shows what can be made out.
#[must_use]
pub fn effective(config: &Config, sources: &Sources, given: &BTreeMap<String, String>) -> EffectiveV1 {
    let reader = reader::Reader::new(config, sources, given);
    let (groups, programs) = group::groups(&reader).into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    EffectiveV1::new(programs.into_iter().flatten().collect(), groups)
}
