//! Checks paths and lists of paths.

use memchr::memchr;

use super::Checker;
use crate::systemd::directives::ValueKind;
use crate::systemd::kinds::condition::Condition;
use crate::systemd::kinds::path::{self, OnError};
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::kinds::{bind_paths, directory_list, images, search_path, temporary_filesystem};
use crate::value::ValueError;

impl Checker<'_> {
    /// Checks an absolute path that starts at `at` and extends to the end of the value.
    pub(super) fn path(&mut self, path: &str, at: u32) {
        if path.starts_with('/') && is_plain_path(path) {
            return;
        }
        let on_error = if self.is_fatal() { OnError::Fail } else { OnError::Ignore };
        let read = match Table::Full.first_unknown(path.as_bytes(), self.release) {
            Some((_, span)) => Err(specifier::unknown(path, span.shifted(at))),
            None => path::absolute(self.row.name.as_str(), path, at, on_error).map(drop),
        };
        self.report_whole(read);
    }

    pub(super) fn condition_path(&mut self) {
        let path = Condition::parse_path(self.text).argument;
        self.path(path, (self.text.len() - path.len()) as u32);
    }

    pub(super) fn paths(&mut self, prefixes: &[char]) {
        let directive = self.row.name.as_str();
        for word in Words::new(self.text, Flags::PATHS) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.report_unbalanced(error.span),
            };
            let shown = word.lossy();
            let path =
                prefixes.iter().fold(&*shown, |path, prefix| path.strip_prefix(*prefix).unwrap_or(path));
            if path.starts_with('/') && is_plain_path(path) {
                continue;
            }
            match self.unknown_specifier(&word) {
                Some(error) => self.report_word(error),
                None => {
                    if let Err(error) = path::absolute(directive, path, 0, OnError::Ignore) {
                        self.report_word(ValueError::at(word.span, error.message, error.expected));
                    }
                }
            }
        }
    }

    /// Checks the kinds in which colons separate a path from its options.
    pub(super) fn colon_separated(&mut self) {
        let (name, text, release) = (self.row.name.as_str(), self.text, self.release);
        let kind = self.row.kind;
        let word = &mut |error| self.report_word(error);
        match kind {
            ValueKind::BindPaths => bind_paths::parse(name, text, release, word),
            ValueKind::TemporaryFileSystems => temporary_filesystem::parse(text, release, word),
            ValueKind::MountImages => images::parse_mounts(text, release, word),
            ValueKind::ExtensionImages => images::parse_extensions(text, release, word),
            ValueKind::ImageOptions => images::parse_root_options(text, release, word),
            ValueKind::SearchPath => match search_path::parse(text, release) {
                // The directories before the refused one count.
                Err(error) if text[..error.span.start as usize].contains(':') => self.report_word(error),
                parsed => self.report_whole(parsed),
            },
            _ => {}
        }
    }

    pub(super) fn directories(&mut self) {
        let (name, text, release) = (self.row.name, self.text, self.release);
        directory_list::parse(name, text, release, &mut drop, &mut |error| self.report_word(error));
    }
}

/// Whether a path that is known to start correctly needs no closer check: it is short, without specifiers or `..`.
pub(super) fn is_plain_path(path: &str) -> bool {
    path.len() < 256 && memchr(b'%', path.as_bytes()).is_none() && !path.contains("..")
}
