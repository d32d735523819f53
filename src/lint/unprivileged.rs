//! Whether a service runs as somebody else than root.

use super::UnitContext;
use crate::systemd::directives::{Name, Section};

/// Whether `User=` names another user than root, or `DynamicUser=yes` makes one.
pub(crate) fn is_unprivileged(context: &UnitContext<'_>) -> bool {
    let last = |name| context.held(Section::Service, &[name]).pop();
    match last(Name::User) {
        Some(user) => !matches!(user.value().text(), Some("root" | "0")),
        None => last(Name::DynamicUser).is_some_and(|entry| entry.flag() == Some(true)),
    }
}
