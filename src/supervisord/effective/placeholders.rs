//! Placeholder words for unknown variables until everything is parsed: values are split and joined around them as
//! around any other word, and do not parse as a number or boolean.

use std::collections::BTreeMap;

use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::kinds::expansion;
use crate::supervisord::unique_word::{underscores_before, unique_word};

/// The placeholders. They consist of letters, digits and underscores, which every parser accepts as part of a word.
#[derive(Debug)]
pub(super) struct Placeholders {
    /// The placeholder of each variable, by the variable's name.
    words: BTreeMap<String, String>,
    /// The names of the variables, in order.
    names: Vec<String>,
    /// The start of every placeholder, which occurs nowhere else. It is followed by the index of the variable.
    start: String,
}

/// The end of that start, after as many underscores as make it unique.
const STEM: &str = "_v";

/// The end of every placeholder. No number contains two consecutive underscores.
const END: &str = "v__";

impl Placeholders {
    /// Creates a placeholder for each variable that a configuration refers to and that is not in `given`.
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
        let start = unique_word(STEM, underscores.unwrap_or_default());
        for (at, word) in words.values_mut().enumerate() {
            *word = format!("{start}{at}{END}");
        }
        let names = words.keys().cloned().collect();
        Self { words, names, start }
    }

    /// The placeholder for a variable, if the variable is unknown.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// Whether a text contains a placeholder.
    pub(super) fn occur_in(&self, text: &str) -> bool {
        !self.words.is_empty() && text.contains(&self.start)
    }

    /// Replaces placeholders by the variables as written.
    pub(super) fn restore(&self, text: String) -> String {
        if !self.occur_in(&text) {
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
                // A conversion such as `%(ENV_A).3s` has truncated the placeholder.
                None => out.extend([&self.start, piece]),
            }
        }
        out
    }
}
