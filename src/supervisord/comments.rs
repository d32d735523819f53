//! Where the comments of a configuration belong.

use super::Config;
use super::sample_comments::is_of_sample;
use crate::emission::Comments;
use crate::ir::SettingId;
use crate::source::{FileId, Sources, Span};
use crate::supervisord::kinds::space;
use crate::syntax::{Item, ItemKind};

/// The comments of a configuration, by what they stand at.
#[derive(Clone, Copy, Debug)]
pub struct ConfigComments<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Its files.
    pub sources: &'a Sources,
}

impl ConfigComments<'_> {
    fn above(&self, items: &[Item], at: usize, bytes: &[u8], lines: &mut Vec<String>) {
        let before = items[..at].iter().rev();
        let count = before.take_while(|item| item.kind == ItemKind::Comment).count();
        lines.extend(items[at - count..at].iter().map(|item| text(item.name.slice(bytes))));
    }
}

impl Comments for ConfigComments<'_> {
    fn of_setting(&self, setting: SettingId, lines: &mut Vec<String>) {
        let bytes = self.sources.get(setting.file).bytes();
        let items = &self.config.file(setting.file).tree.items;
        let at = setting.item as usize;
        let item = &items[at];
        self.above(items, at, bytes, lines);
        // Behind a value on one line, what the reader cut off.
        if !item.is_multiline() {
            let behind = Span::new(item.value.end, item.end).slice(bytes);
            // Nearly always the end of the line.
            let behind = if behind == b"\n" { &[] } else { space::strip(behind) };
            if matches!(behind.first(), Some(b';' | b'#')) {
                let text = text(behind);
                // A sign alone, and what supervisord's sample says of its option, tell nobody about the program.
                if !text.is_empty() && !is_of_sample(&text) {
                    lines.push(text);
                }
            }
        }
    }

    fn of_header(&self, file: FileId, header: Span) -> Vec<String> {
        let bytes = self.sources.get(file).bytes();
        let items = &self.config.file(file).tree.items;
        // Items lie in file order: the header is in the last one that starts before it.
        let at = items.partition_point(|item| item.start <= header.start).saturating_sub(1);
        let is_header =
            items.get(at).is_some_and(|item| item.kind == ItemKind::Header && item.name == header);
        let mut lines = Vec::new();
        if is_header {
            self.above(items, at, bytes, &mut lines);
        }
        lines
    }
}

/// A comment without its sign.
fn text(comment: &[u8]) -> String {
    let comment = space::strip(comment);
    let text = comment.strip_prefix(b"#").or_else(|| comment.strip_prefix(b";")).unwrap_or(comment);
    let text = text.strip_prefix(b" ").unwrap_or(text);
    String::from_utf8_lossy(space::strip_end(text)).into_owned()
}
