//! Access from a setting to its entry in a syntax tree.

use super::SettingId;
use crate::source::Span;

/// The owner of the trees that contain the settings: a supervisord configuration, a unit, or a set of units.
pub trait Items: std::fmt::Debug {
    /// Returns the spans of a setting's name and value in its file.
    ///
    /// # Panics
    /// If the setting does not belong to one of these trees.
    fn setting(&self, id: SettingId) -> (Span, Span);
}
