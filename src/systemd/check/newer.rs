//! Checks value kinds that are newer than 252, based on the source.

use super::Checker;
use crate::systemd::directives::ValueKind;
use crate::systemd::kinds::{cgroup, credential, image_policy, interface_name, nft_set, open_file};
use crate::systemd::refresh;
use crate::value::ValueError;

impl Checker<'_> {
    pub(super) fn newer(&mut self) {
        let (text, release) = (self.text, self.release);
        match self.row.kind {
            ValueKind::RefreshOnReload => self.report_whole(refresh::parse(text)),
            ValueKind::ControlGroupName => self.report_whole(cgroup::parse_name(text)),
            ValueKind::ImportCredential => self.report_whole(credential::parse_import(text, release)),
            ValueKind::BoundInterface => {
                self.report_whole(interface_name::parse_bound(text, release).map(drop));
            }
            ValueKind::ImagePolicy => self.report_whole(image_policy::parse(text, release)),
            ValueKind::NftSets => self.report_whole(nft_set::parse(text)),
            ValueKind::OpenFile => self.report_whole(open_file::parse(text)),
            // PCRE decides what a valid pattern is; systemd itself only refuses an empty one.
            ValueKind::LogFilter if text == "~" => {
                let message = format!("Regex pattern invalid, ignoring: {}={text}", self.row.name.as_str());
                self.report_whole(Err(ValueError::whole(text, message, "a regular expression after the ~")));
            }
            _ => self.specifiers(),
        }
    }
}
