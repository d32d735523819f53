//! The one list of rules. A test holds it equal to the files under `rules/`.

use super::Rule;
use super::nearest::nearest as nearest_name;
use super::rules::{service, supervisord};

/// Every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &service::command_daemonizes::COMMAND_DAEMONIZES,
    &service::command_shell_syntax::COMMAND_SHELL_SYNTAX,
    &service::restart_hits_start_limit::RESTART_HITS_START_LIMIT,
    &service::start_limit_unset::START_LIMIT_UNSET,
    &supervisord::unknown_option::UNKNOWN_OPTION,
];

/// The rule of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The name of a rule that a misspelt name is near to.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    nearest_name(name, RULES.iter().map(|rule| rule.name))
}
