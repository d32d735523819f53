//! Whether a service runs as a user other than root.

use crate::lint::UnitContext;
use crate::systemd::directives::{Name, Section};
use crate::unix::account::is_root;

/// Whether `User=` names a user other than root, or `DynamicUser=yes` allocates one.
pub(crate) fn is_unprivileged(context: &UnitContext<'_>) -> bool {
    match context.last_in_effect(Section::Service, Name::User) {
        Some(user) => !user.value().text().is_some_and(is_root),
        None => context.is_on(Section::Service, Name::DynamicUser),
    }
}
