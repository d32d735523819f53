//! Kinds of values that 252 does not know yet, after the source.

use super::Checker;
use crate::systemd::kinds::{cgroup, credential, image_policy, interface_name, nft_set, open_file};
use crate::systemd::refresh;
use crate::value::ValueError;

impl Checker<'_> {
    /// A kind by the table's word for it.
    pub(super) fn newer(&mut self, kind: &str) {
        let (text, release) = (self.text, self.release);
        match kind {
            "bool|refresh-set" => self.whole(refresh::parse(text)),
            "cgroup-name" => self.whole(cgroup::parse_name(text)),
            "credential-glob[:rename]" => self.whole(credential::parse_import(text, release)),
            "ifname" => self.whole(interface_name::parse_bound(text, release).map(drop)),
            "image-policy" => self.whole(image_policy::parse(text, release)),
            "nft-set-list" => self.whole(nft_set::parse(text)),
            "path[:fdname[:options]]" => self.whole(open_file::parse(text)),
            // What a pattern is, PCRE says; systemd refuses the one that is none.
            "regex(~prefix=deny)" if text == "~" => {
                let message = format!("Regex pattern invalid, ignoring: {}={text}", self.row.name.as_str());
                self.whole(Err(ValueError::whole(text, message, "a regular expression after the ~")));
            }
            _ => self.specifiers(),
        }
    }
}
