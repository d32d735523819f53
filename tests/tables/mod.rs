//! The tables of options and directives, made from `grammar/`: running the tests is regenerating.
//!
//! Each test renders a `generated.rs` from the tables in `grammar/` and compares it with the committed one. Where
//! they differ, the file is written anew and the test fails once, so that a continuous integration run notices
//! and a developer only has to run the tests again and commit.

mod name_tree;
mod render;
mod supervisord;
mod systemd;
mod tsv;

use std::path::Path;

/// Compares a generated file with the committed one; writes it and fails where they differ.
#[expect(clippy::disallowed_methods, reason = "the generator is the one that writes into the sources")]
fn assert_fresh(path: &str, rendered: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::fs::read_to_string(&file).is_ok_and(|committed| committed == rendered) {
        return;
    }
    std::fs::write(&file, rendered).expect("the sources are writable");
    panic!(
        "{path} was not up to date with grammar/ and has been written anew: run the tests again and commit it"
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
