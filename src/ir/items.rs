//! The way from a setting back to its entry in a tree.

use super::SettingId;
use crate::source::Span;

/// What holds the trees that settings are entries of: a supervisord configuration, a unit, some units.
pub trait Items: std::fmt::Debug {
    /// The spans of a setting's name and value in its file.
    ///
    /// # Panics
    /// When the setting is of none of these trees.
    fn setting(&self, id: SettingId) -> (Span, Span);
}
