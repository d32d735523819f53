//! Words that are empty after their specifiers are expanded, such as `After=%i` in a unit without an instance. A value
//! is split before specifiers are expanded, so the word is still there.

use super::units::expected_unit;
use super::{Checker, messages};
use crate::systemd::directives::{ListSemantics, Specifiers, ValueKind};
use crate::systemd::kinds::path::{self, OnError};
use crate::systemd::kinds::user;
use crate::value::ValueError;

impl Checker<'_> {
    pub(super) fn empty_expansion(&mut self, is_whole_value: bool) {
        match self.row.kind {
            // systemctl reads these, and ignores them silently.
            ValueKind::UnitList(_) if self.row.specifiers == Specifiers::Install => {}
            ValueKind::UnitList(kind) => {
                let message = messages::unit_in_list(self.row, "");
                self.report_word(ValueError::whole("", message, expected_unit(kind)));
            }
            ValueKind::UserOrGroupList => self.report_word_result(user::parse("", self.release)),
            ValueKind::DirectoryList => {
                self.report_word_result(path::relative(self.row.name.as_str(), "", 0, OnError::Ignore));
            }
            // For these kinds, empty quotes are such a word.
            ValueKind::PathList
            | ValueKind::PathListWithPrefixes
            | ValueKind::EnvironmentNames
            | ValueKind::EnvironmentNamesOrAssignments
            | ValueKind::LogFields
            | ValueKind::TemporaryFileSystems => {
                self.text = "\"\"";
                self.check();
            }
            // `config_parse_path()` checks for an empty value after expansion, too, and URIs are ignored silently.
            ValueKind::Path if self.row.list == ListSemantics::LastWins => {}
            ValueKind::Uris => {}
            _ if is_whole_value => self.check(),
            _ => {}
        }
    }

    /// Reports the result for one word.
    fn report_word_result<T>(&mut self, read: Result<T, ValueError>) {
        if let Err(error) = read {
            self.report_word(error);
        }
    }
}
