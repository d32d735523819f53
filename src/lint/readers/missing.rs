//! Variables of supervisord's environment that values use.

use crate::lint::rules::supervisord::env_expansion_undefined::ENV_EXPANSION_UNDEFINED;
use crate::lint::sink::Sink;
use crate::source::{FileId, Span};

/// A variable of supervisord's environment that a value uses and that was not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MissingVariable {
    /// `HOME`, without `ENV_`.
    pub(crate) name: String,
    /// Where it is used.
    pub(crate) place: (FileId, Span),
}

/// Makes one finding for each file, about the variables that its values use and that are not known to be set.
pub(crate) fn supervisord_missing_variables(missing: &[MissingVariable], sink: &mut Sink) {
    let mut files: Vec<FileId> = missing.iter().map(|one| one.place.0).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let of_file: Vec<&MissingVariable> = missing.iter().filter(|one| one.place.0 == file).collect();
        let Some(first) = of_file.iter().min_by_key(|one| one.place.1.start) else { continue };
        let mut names: Vec<&str> = of_file.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let given: Vec<String> = names.iter().map(|name| format!("--env {name}=VALUE")).collect();
        let message = match names.as_slice() {
            [one] => format!("supervisord needs {one} in its environment"),
            several => format!("supervisord needs {} in its environment", several.join(", ")),
        };
        let mut finding = ENV_EXPANSION_UNDEFINED
            .at(file, first.place.1, message)
            .label("not known to be set")
            .help(format!(
                "If a variable is not set, supervisord says: Format string '…' for '…' contains names ('ENV_{}') \
                 which cannot be expanded. It refuses the whole file. To check with values: {}",
                first.name,
                given.join(" ")
            ));
        for other in of_file.iter().filter(|other| other.place != first.place).take(4) {
            finding = finding.related(file, other.place.1, format!("{} is needed here", other.name));
        }
        sink.add(finding);
    }
}
