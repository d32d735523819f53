//! Words that stand for the variables that nobody gives, until all is read: so values are divided and joined around them as
//! around any other word, and no number or boolean is read from them.

use std::collections::BTreeMap;

use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::free_word::{free_word, underscores_before};
use crate::supervisord::kinds::expansion;

/// The words. Letters, digits and underscores only: what every reader takes as a part of a word.
#[derive(Debug)]
pub(super) struct Marks {
    /// The word of each variable, by its name.
    words: BTreeMap<String, String>,
    /// The names, in order.
    names: Vec<String>,
    /// What each starts with; it stands nowhere else. Then comes the place of the variable among all.
    start: String,
}

/// What each starts with, behind as many underscores as it takes.
const STEM: &str = "_v";

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
        let in_files =
            config.files.iter().flat_map(|file| [sources.get(file.id).bytes(), file.here.as_bytes()]);
        let texts = in_files.chain(given.values().map(String::as_bytes));
        let underscores = texts.map(|text| underscores_before(STEM, text)).max();
        let start = free_word(STEM, underscores.unwrap_or_default());
        for (at, word) in words.values_mut().enumerate() {
            *word = format!("{start}{at}{END}");
        }
        let names = words.keys().cloned().collect();
        Self { words, names, start }
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
            let name = piece
                .split_once(END)
                .and_then(|(at, rest)| Some((self.names.get(at.parse::<usize>().ok()?)?, rest)));
            match name {
                Some((name, rest)) => out.extend(["%(ENV_", name, ")s", rest]),
                // A conversion like `%(ENV_A).3s` has cut it.
                None => out.extend([&self.start, piece]),
            }
        }
        out
    }
}
