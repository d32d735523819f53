//! The normal form of a file: the same settings, in the order and the spelling that everybody expects.
//!
//! A printer of what is written, not of what it means: a default that is spelled out stays, an expansion stays
//! unexpanded, an unknown option or section stays. What changes is what supervisord 4.3.0 does not look at:
//!
//! - Sections stand in the order of supervisor's own sample, `[DEFAULT]` before them all. Programs, groups, event
//!   listeners and what supervisord passes over keep their order among themselves: of two groups with one name and one
//!   priority the first wins.
//! - Sections of one name become one, as the loader makes them one; of two settings of one name the last stays.
//! - Options stand in the order of the table, their names in lower case, and after them what has no row there.
//! - `name=value`, each at the start of its line; the further lines of a value are indented by four blanks.
//! - In `environment` a value has no quotes where it reads the same without them.
//! - Comments stay with the setting or the header below them or before them on their line, in their own words.
//!
//! The normal form of a normal form is itself.

mod lines;
mod quotes;
mod section;

pub(crate) use quotes::are_alike;
use section::{Gatherer, Section};

use super::options::SectionKind;
use crate::source::SourceFile;
use crate::syntax::{ItemKind, Tree};

/// The normal form of a file with this tree; `comments` says whether its comments are kept.
///
/// None for a file that the loader refuses: what it cannot read has no order and no spelling.
#[must_use]
pub fn print(file: &SourceFile, tree: &Tree, comments: bool) -> Option<String> {
    let text = file.text()?;
    if tree.errors().next().is_some() {
        return None;
    }
    let mut gatherer = Gatherer::new(text, comments);
    for item in &tree.items {
        match item.kind {
            ItemKind::Blank | ItemKind::Bom | ItemKind::Error => gatherer.blank(),
            ItemKind::Comment => gatherer.comment(item),
            ItemKind::Header => gatherer.header(item),
            ItemKind::Entry => gatherer.entry(item),
        }
    }
    let (head, mut sections) = gatherer.finish();
    sections.sort_by_key(|section| rank(section));
    let mut out = String::with_capacity(text.len());
    section::write_lines(&mut out, &head);
    for section in &sections {
        if !out.is_empty() {
            out.push('\n');
        }
        section.print(&mut out);
    }
    Some(out)
}

/// The name of an option as the loader knows it: Python's `str.lower()`.
#[must_use]
pub fn option_name(written: &str) -> String {
    written.to_lowercase()
}

/// Where a section stands in supervisor's sample (`skel/sample.conf`), which ends with `[include]`.
fn rank(section: &Section<'_>) -> u8 {
    match section.kind() {
        _ if section.is_default() => 0,
        Some(SectionKind::UnixHttpServer) => 1,
        Some(SectionKind::InetHttpServer) => 2,
        Some(SectionKind::Supervisord) => 3,
        Some(SectionKind::RpcInterface) => 4,
        Some(SectionKind::Supervisorctl) => 5,
        Some(SectionKind::CtlPlugin) => 6,
        // The loader takes the groups before the programs wherever they stand, and each kind in its order.
        Some(
            SectionKind::Program | SectionKind::FcgiProgram | SectionKind::EventListener | SectionKind::Group,
        )
        | None => 7,
        Some(SectionKind::Include) => 8,
    }
}
