//! Whether a service runs as somebody else than root.

use super::UnitContext;
use crate::systemd::directives::{Name, Section};

/// Whether `User=` names another user than root, or `DynamicUser=yes` makes one.
pub(crate) fn is_unprivileged(context: &UnitContext<'_>) -> bool {
    match context.last_held(Section::Service, Name::User) {
        Some(user) => !matches!(user.value().text(), Some("root" | "0")),
        None => context.is_on(Section::Service, Name::DynamicUser),
    }
}
