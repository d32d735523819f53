//! Options that keep known daemons in the foreground: `grammar/mapping/foreground.tsv`.
//!
//! Each row cites the program's own manual. A program that is not in the table is left to the user. The table is parsed
//! on first use: as a static value it would contain pointers, which the loader relocates at every start.

use std::sync::OnceLock;

use crate::source::Map;
use crate::text::word_list::WordList;

const TABLE: &str = include_str!("../../../grammar/mapping/foreground.tsv");

/// How a group of programs is kept in the foreground.
#[derive(Clone, Copy, Debug)]
pub(super) struct Daemon {
    /// The programs' base names.
    names: WordList,
    /// Words that already keep them in the foreground.
    pub(super) foreground_options: WordList,
    /// Words that send them to the background, which are removed; `--daemonize yes` for two in a row.
    pub(super) background_options: WordList,
    /// Words to add after the program name; empty if removing the others is enough.
    add: &'static str,
    /// Where this is documented.
    pub(super) source: &'static str,
}

fn rows() -> impl Iterator<Item = Daemon> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let (names, foreground_options, background_options) = (next()?, next()?, next()?);
        let (names, foreground_options, background_options) = (
            WordList::with_bars(names),
            WordList::with_bars(foreground_options),
            WordList::with_bars(background_options),
        );
        Some(Daemon { names, foreground_options, background_options, add: next()?, source: next()? })
    })
}

impl Daemon {
    /// The row of a program.
    pub(super) fn of(name: &str) -> Option<Self> {
        // Parsing the table once costs as much as one search through it, and with many services each is looked up.
        static BY_NAME: OnceLock<Map<&'static str, Daemon>> = OnceLock::new();
        let by_name = BY_NAME.get_or_init(|| {
            let mut by_name = Map::new();
            for row in rows() {
                row.names.iter().for_each(|name| _ = by_name.insert(name, row));
            }
            by_name
        });
        by_name.get(name).copied()
    }

    /// The words to add.
    pub(super) fn added_options(self) -> impl DoubleEndedIterator<Item = &'static str> {
        self.add.split(' ').filter(|word| !word.is_empty())
    }

    /// The word that replaces `start`.
    pub(super) fn start_replacement(self) -> Option<&'static str> {
        self.added_options().next().filter(|word| !word.starts_with('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_each_program_once() {
        assert_eq!(TABLE.lines().next(), Some("programs\tstays\tgoes\tadd\tsource"));
        assert!(TABLE.lines().all(|line| line.split('\t').count() == 5));
        let firsts: Vec<&str> = rows().filter_map(|row| row.names.iter().next()).collect();
        assert!(firsts.is_sorted() && firsts.len() > 100);
        assert!(rows().all(|row| !row.source.is_empty()));
        let mut names: Vec<&str> = rows().flat_map(|row| row.names.iter()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
