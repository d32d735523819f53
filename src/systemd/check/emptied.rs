//! Words of which nothing is left once their specifiers stand for nothing: `After=%i` in a unit without an instance. A line is cut
//! into words first, so that the word stays one.

use super::units::expected_unit;
use super::{Checker, words};
use crate::systemd::directives::{ListSemantics, Specifiers, ValueKind};
use crate::systemd::kinds::path::{self, OnError};
use crate::systemd::kinds::user;
use crate::value::ValueError;

impl Checker<'_> {
    pub(super) fn emptied(&mut self, is_whole_value: bool) {
        match self.row.kind {
            // It is systemctl that reads those, and says nothing.
            ValueKind::UnitList(_) if self.row.specifiers == Specifiers::Install => {}
            ValueKind::UnitList(kind) => {
                let message = words::unit_in_list(self.row, "");
                self.word(ValueError::whole("", message, expected_unit(kind)));
            }
            ValueKind::UserOrGroupList => self.each(user::parse("", self.release)),
            ValueKind::DirectoryList => {
                self.each(path::relative(self.row.name.as_str(), "", 0, OnError::Ignore));
            }
            // Of these, quotes with nothing in them are such a word.
            ValueKind::PathList
            | ValueKind::PathListWithPrefixes
            | ValueKind::EnvironmentNames
            | ValueKind::EnvironmentNamesOrAssignments
            | ValueKind::LogFields
            | ValueKind::TemporaryFileSystems => {
                self.text = "\"\"";
                self.check();
            }
            // `config_parse_path()` looks for nothing behind the specifiers, too, and addresses are passed over.
            ValueKind::Path if self.row.list == ListSemantics::LastWins => {}
            ValueKind::Uris => {}
            _ if is_whole_value => self.check(),
            _ => {}
        }
    }

    /// What was read of one word.
    fn each<T>(&mut self, read: Result<T, ValueError>) {
        if let Err(error) = read {
            self.word(error);
        }
    }
}
