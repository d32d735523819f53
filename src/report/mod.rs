//! How findings are shown: to people, to scripts, and to CI systems.
//!
//! This is the only module that uses miette, and the only one with JSON mirror types for findings. Nothing in it reads the
//! environment, checks for a terminal, or opens a file: width, colour and the writer are parameters.
//!
//! The findings of a whole run go through [`rendered`], which sorts them into the documented order, that of [`order`].

mod alike;
mod arrows;
mod chapters;
mod clean;
mod concise;
#[cfg(feature = "cli")]
pub(crate) mod diff;
pub mod effective_text;
mod emitted;
#[cfg(feature = "cli")]
mod excerpt;
pub mod fidelity_json;
pub mod fidelity_text;
#[cfg(feature = "cli")]
pub mod full;
mod github;
pub mod html;
mod json;
mod operations;
mod origin;
mod place;
pub mod rendered;
mod repeats;
#[cfg(test)]
mod samples;
mod sarif;
mod secret;
mod statistics;
mod summary;

#[cfg(feature = "cli")]
use std::io::{self, Write};

pub use clean::clean;
pub use origin::Origin;
pub use summary::Summary;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Sorts findings into the order in which every format shows them: path, then offset, then rule.
///
/// Paths are compared bytewise. Findings that are equal in all three keep their relative order.
pub fn order(sources: &Sources, findings: &mut [Diagnostic]) {
    // Compares names once per file, not once per comparison of two findings.
    let mut names: Vec<_> = sources.iter().map(|(id, file)| (file.name(), id)).collect();
    names.sort_unstable();
    let mut ranks = vec![0; names.len()];
    for (rank, (_, id)) in names.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(id.0 as usize) {
            *slot = rank;
        }
    }
    findings.sort_by_key(|finding| {
        (ranks.get(finding.file.0 as usize).copied(), finding.span.start, finding.rule)
    });
}

/// Writes findings one after another, each as soon as it is rendered.
#[cfg(feature = "cli")]
fn write_each(
    out: &mut dyn Write,
    findings: &[Diagnostic],
    mut render: impl FnMut(&mut String, &Diagnostic) -> io::Result<()>,
) -> io::Result<()> {
    let mut text = String::new();
    for finding in findings {
        text.clear();
        render(&mut text, finding)?;
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{SourceFile, Span};

    #[test]
    fn findings_are_ordered_by_path_then_offset_then_rule() {
        let mut sources = Sources::new();
        let late = sources.add(SourceFile::new("b.conf", Vec::new()).unwrap());
        let early = sources.add(SourceFile::new("a.conf", Vec::new()).unwrap());
        let finding = |rule, file, at| Diagnostic::new(rule, Level::Info, file, Span::at(at), "");
        let mut findings = vec![
            finding("b", late, 1),
            finding("a", late, 10),
            finding("a", late, 1),
            finding("z", early, 70),
            finding("z", early, 7),
        ];
        order(&sources, &mut findings);
        let got: Vec<_> = findings.iter().map(|it| (it.file, it.span.start, it.rule)).collect();
        assert_eq!(got, [(early, 7, "z"), (early, 70, "z"), (late, 1, "a"), (late, 1, "b"), (late, 10, "a")]);
    }
}
