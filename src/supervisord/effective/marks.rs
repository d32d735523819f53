//! Words that stand for the variables that nobody gives, until all is read: so values are divided and joined around them as
//! around any other word, and no number or boolean is read from them.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::expansion;

/// The words. Letters, digits and underscores only: what every reader takes as a part of a word.
#[derive(Debug)]
pub(super) struct Marks {
    names: BTreeSet<String>,
    /// What each starts with; it stands nowhere else.
    start: String,
}

/// What each ends with. No number holds two underscores in a row.
const END: &str = "v__";

impl Marks {
    /// A word for each variable that a configuration asks for and `given` has not.
    pub(super) fn new(config: &Config, sources: &Sources, given: &BTreeMap<String, String>) -> Self {
        let mut names = BTreeSet::new();
        let sections = config.sections.iter().flat_map(|section| config.entries(section, sources));
        for entry in sections.chain(config.default_entries(sources)) {
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            names.extend(
                expansion::variables(text).filter(|name| !given.contains_key(*name)).map(str::to_owned),
            );
        }
        let is_taken = |start: &str| {
            let is_in = |bytes: &[u8]| memchr::memmem::find(bytes, start.as_bytes()).is_some();
            config.files.iter().any(|file| {
                let source = sources.get(file.id);
                is_in(source.bytes()) || is_in(file.here.as_bytes())
            }) || given.values().any(|value| is_in(value.as_bytes()))
        };
        let mut start = "__v".to_owned();
        while is_taken(&start) {
            start.insert(0, '_');
        }
        Self { names, start }
    }

    /// The variables, each with its word.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, String)> {
        self.names.iter().enumerate().map(|(at, name)| (name.as_str(), format!("{}{at}{END}", self.start)))
    }

    /// Whether a text holds such a word.
    pub(super) fn are_in(&self, text: &str) -> bool {
        !self.names.is_empty() && text.contains(&self.start)
    }

    /// Writes the variables in place of their words again.
    pub(super) fn written(&self, text: String) -> String {
        if !self.are_in(&text) {
            return text;
        }
        let mut out = String::with_capacity(text.len() * 2);
        let mut pieces = text.split(&self.start);
        out.extend(pieces.next());
        for piece in pieces {
            let name = piece.split_once(END).and_then(|(at, rest)| {
                let name = self.names.iter().nth(at.parse().ok()?)?;
                Some((name, rest))
            });
            match name {
                Some((name, rest)) => out.extend(["%(ENV_", name, ")s", rest]),
                // A conversion like `%(ENV_A).3s` has cut it.
                None => out.extend([&self.start, piece]),
            }
        }
        out
    }
}
