//! Finds the comments that belong to each setting and section of a configuration.

use super::Config;
use super::sample_comments::{begins_sample_section, is_sample_comment};
use crate::emission::Comments;
use crate::ir::SettingId;
use crate::source::{FileId, Sources, Span};
use crate::supervisord::kinds::space;
use crate::supervisord::options::Name;
use crate::syntax::comments::{self, CommentedOut};
use crate::syntax::{Item, ItemKind};

/// The comments of a configuration, found by the setting or header that they belong to.
#[derive(Clone, Copy, Debug)]
pub struct ConfigComments<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Its files.
    pub sources: &'a Sources,
}

impl ConfigComments<'_> {
    fn above(items: &[Item], at: usize, bytes: &[u8], lines: &mut Vec<String>) {
        commented_out(bytes, |out| add(comments::above(items, at, out), bytes, lines));
    }

    /// The items of a file and the index of a header among them.
    fn header(&self, file: FileId, header: Span) -> Option<(&[Item], usize)> {
        let items = &self.config.file(file).tree.items;
        // Items are in file order: the header is in the last one that starts before it.
        let at = items.partition_point(|item| item.start <= header.start).saturating_sub(1);
        let item = items.get(at)?;
        (item.kind == ItemKind::Header && item.name == header).then_some((items, at))
    }
}

/// Calls `ask` with the predicates that recognise commented-out settings and headers in a file with these bytes.
fn commented_out(bytes: &[u8], call: impl FnOnce(&CommentedOut<'_>)) {
    let text = |item: &Item| text(item.name.slice(bytes));
    call(&CommentedOut {
        is_setting: &|item| is_setting(&text(item)),
        is_header: &|item| text(item).starts_with('['),
        is_ruler: &|item| comments::is_ruler(&text(item)),
    });
}

/// Adds comments, except those of supervisord's sample configuration: a lone `;` and the sample's explanations of its
/// options are not about the program.
fn add<'i>(found: impl IntoIterator<Item = &'i Item>, bytes: &[u8], lines: &mut Vec<String>) {
    let found = found.into_iter().filter(|item| comments::is_for_people(item, bytes));
    let texts = found.map(|item| text(item.name.slice(bytes)));
    lines.extend(texts.filter(|text| !is_sample_setting(text)));
}

/// Whether a comment is a commented-out option.
fn is_setting(comment: &str) -> bool {
    comment.split_once('=').is_some_and(|(name, _)| Name::of(name.trim().as_bytes()).is_some())
}

/// Whether it is a commented-out option followed by the sample's explanation of it.
fn is_sample_setting(comment: &str) -> bool {
    is_setting(comment)
        && comment
            .split_once(" ;")
            .is_some_and(|(_, explanation)| is_sample_comment(&text(explanation.as_bytes())))
}

impl Comments for ConfigComments<'_> {
    fn file_name(&self, file: FileId) -> Option<&str> {
        Some(self.sources.get(file).name())
    }

    fn of_setting(&self, setting: SettingId, lines: &mut Vec<String>) {
        let bytes = self.sources.get(setting.file).bytes();
        let items = &self.config.file(setting.file).tree.items;
        let at = setting.item as usize;
        let item = &items[at];
        Self::above(items, at, bytes, lines);
        // After a value on one line: the inline comment, which the reader cut off.
        if !item.is_multiline() {
            let after = Span::new(item.value.end, item.end).slice(bytes);
            // Nearly always just the end of the line.
            let after = if after == b"\n" { &[] } else { space::strip(after) };
            let is_comment = matches!(after.first(), Some(b';' | b'#'));
            if is_comment && comments::pragma(after).is_none() {
                let text = text(after);
                // A lone `;` and the sample's explanations of its options are not about the program.
                if !text.is_empty() && !is_sample_comment(&text) {
                    lines.push(text);
                }
            }
        }
    }

    fn of_header(&self, file: FileId, header: Span) -> Vec<String> {
        let bytes = self.sources.get(file).bytes();
        let mut lines = Vec::new();
        if let Some((items, at)) = self.header(file, header) {
            Self::above(items, at, bytes, &mut lines);
        }
        // The sample's explanation of its example section does not apply to the section that replaced it.
        if let Some(at) = lines.iter().position(|line| begins_sample_section(line)) {
            lines.truncate(at);
        }
        lines
    }

    fn of_end(&self, file: FileId, header: Span) -> Vec<String> {
        let bytes = self.sources.get(file).bytes();
        let mut lines = Vec::new();
        if let Some((items, at)) = self.header(file, header) {
            commented_out(bytes, |out| add(comments::ending(items, at, out), bytes, &mut lines));
        }
        lines
    }
}

/// The text of a comment without its prefix.
fn text(comment: &[u8]) -> String {
    String::from_utf8_lossy(space::strip_end(comments::strip_sign(space::strip(comment)))).into_owned()
}
