//! Words that stand for the variables that nobody gives, until all is read: so values are divided and joined around them as
//! around any other word, and no number or boolean is read from them.

use std::collections::BTreeMap;

use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::kinds::expansion;

/// The words. Letters, digits and underscores only: what every reader takes as a part of a word.
#[derive(Debug)]
pub(super) struct Marks {
    /// The word of each variable, by its name.
    words: BTreeMap<String, String>,
    /// What each starts with; it stands nowhere else. Then comes the place of the variable among all.
    start: String,
}

/// What each ends with. No number holds two underscores in a row.
const END: &str = "v__";

impl Marks {
    /// A word for each variable that a configuration asks for and `given` has not.
    pub(super) fn new(config: &Config, sources: &Sources, given: &BTreeMap<String, String>) -> Self {
        let mut words = BTreeMap::new();
        let sections = config.sections.iter().flat_map(|section| config.entries(section, sources));
        for entry in sections.chain(config.default_entries(sources)) {
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            for name in expansion::variables(text).filter(|name| !given.contains_key(*name)) {
                words.insert(name.to_owned(), String::new());
            }
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
        for (at, word) in words.values_mut().enumerate() {
            *word = format!("{start}{at}{END}");
        }
        Self { words, start }
    }

    /// The word for a variable, if nobody gives it.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// Whether a text holds such a word.
    pub(super) fn are_in(&self, text: &str) -> bool {
        !self.words.is_empty() && text.contains(&self.start)
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
                let name = self.words.keys().nth(at.parse().ok()?)?;
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
