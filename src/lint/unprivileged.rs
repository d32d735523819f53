//! Whether a service runs as somebody else than root.

use super::UnitContext;
use crate::account::is_root;
use crate::systemd::directives::{Name, Section};

/// Whether `User=` names another user than root, or `DynamicUser=yes` makes one.
pub(crate) fn is_unprivileged(context: &UnitContext<'_>) -> bool {
    match context.last_held(Section::Service, Name::User) {
        Some(user) => !user.value().text().is_some_and(is_root),
        None => context.is_on(Section::Service, Name::DynamicUser),
    }
}
