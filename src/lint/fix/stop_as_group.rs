//! The fix for rules about programs that the stop signal does not reach.

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::context::SectionContext;
use crate::lint::fix::config_lines::line_after;
use crate::supervisord::config::Entry;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

/// Adds a fix that writes `stopasgroup=true` to the finding, unless that line would belong to another section or
/// supervisord would refuse the file for it.
pub(crate) fn fix(context: &SectionContext<'_>, command: &Entry<'_>, finding: Diagnostic) -> Diagnostic {
    let kill = context.flag(Name::Killasgroup);
    let edit = match context.entry(Name::Stopasgroup) {
        // supervisord refuses it together with killasgroup=false.
        _ if kill == Some(false) => None,
        Some(entry) => context.owns(&entry).then(|| Edit::replace(entry.value().whole(), "true")),
        None => context.owns(command).then(|| line_after(command, Name::Stopasgroup.as_str(), "true")),
    };
    match edit {
        Some(edit) => finding.fix("write stopasgroup=true", Applicability::Unsafe, vec![edit]),
        None => finding,
    }
}
