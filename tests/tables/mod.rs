//! The tables of options and directives, generated from `grammar/`: running the tests regenerates them.
//!
//! Each test renders a `generated.rs` from the tables in `grammar/` and compares it with the committed one. If they differ,
//! the file is written and the test fails once, so that CI notices, and a developer only has to run the tests again and
//! commit.

mod name_tree;
mod render;
mod supervisord;
mod systemd;
mod tsv;

use std::path::Path;

use sysvisor::systemd::check;
use sysvisor::systemd::directives::{self, Section};
use sysvisor::systemd::versions::Release;

/// Compares a generated file with the committed one; writes it and fails if they differ.
#[expect(clippy::disallowed_methods, reason = "the generator writes into the sources")]
fn assert_fresh(path: &str, rendered: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::fs::read_to_string(&file).is_ok_and(|committed| committed == rendered) {
        return;
    }
    std::fs::write(&file, rendered).expect("the sources are writable");
    panic!(
        "{path} was not up to date with grammar/ and has been regenerated: run the tests again and commit it"
    );
}

#[test]
fn the_option_table_is_up_to_date() {
    assert_fresh("src/supervisord/options/generated.rs", &supervisord::render());
}

#[test]
fn the_directive_table_is_up_to_date() {
    assert_fresh("src/systemd/directives/generated.rs", &systemd::render());
}

/// The words of a set, such as those of `Delegate=`, are defined by its parser and not by the table.
#[test]
fn every_enum_value_is_accepted_by_its_parser() {
    let table = tsv::Table::read("systemd/enums.tsv");
    let mut checked = 0;
    for row in table.rows() {
        let (name, word) = (row.get("directive"), row.get("value"));
        // Anything that is not a plain word, including words with an argument.
        if word.contains(['<', '(', '*', ':']) || word.contains("..") {
            continue;
        }
        let is_one = |section: &Section| directives::lookup(*section, name.as_bytes());
        let row = Section::ALL.iter().find_map(is_one).unwrap_or_else(|| panic!("unknown directive {name}"));
        check::check(row, word, Release::NEWEST, &mut |refused| {
            panic!("{name}={word}: {}", refused.error.message);
        });
        checked += 1;
    }
    assert!(checked > 300, "{checked}");
}
