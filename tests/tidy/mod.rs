//! Rules of this codebase that the compiler cannot check: dependencies between modules, and what no file may contain.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and panic on failure")]

mod source;

use std::path::Path;

use source::{Module, modules};

/// Fails with a list of the lines that break a rule.
fn nothing_in(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

/// The lines of code for which `is_wrong` holds (without comments, string literals and unit tests) in the modules below
/// `directories`.
fn lines<'m>(
    all: &'m [Module],
    directories: &'m [&str],
    is_wrong: impl Fn(&str) -> bool + 'm,
) -> impl Iterator<Item = String> + 'm {
    let is_below = |module: &&Module| directories.iter().any(|directory| module.path.starts_with(directory));
    all.iter().filter(is_below).flat_map(move |module| module.code_lines(&is_wrong).collect::<Vec<_>>())
}

#[test]
fn every_module_has_a_doc_comment() {
    let undocumented = |module: &&Module| !module.text.starts_with("//! ");
    let found = modules().iter().filter(undocumented).map(|module| module.path.clone()).collect();
    nothing_in(found, "a module starts with `//! ` and says what it is for");
}

#[test]
fn shared_modules_do_not_name_a_language() {
    let wrong = |line: &str| names(line, "supervisord") || names(line, "systemd");
    let shared = [
        "src/syntax/",
        "src/ir/",
        "src/emission/",
        "src/source/",
        "src/value.rs",
        "src/diagnostic.rs",
        "src/text/",
        "src/unix/signals.rs",
    ];
    nothing_in(lines(&modules(), &shared, wrong).collect(), "these modules do not depend on a language");
}

#[test]
fn the_languages_do_not_import_each_other() {
    let all = modules();
    let mut found: Vec<String> = lines(&all, &["src/supervisord/"], |line| names(line, "systemd")).collect();
    found.extend(lines(&all, &["src/systemd/"], |line| names(line, "supervisord")));
    nothing_in(found, "shared code belongs in the model or above both languages");
}

#[test]
fn value_kinds_do_not_import_units_or_configurations() {
    let all = modules();
    let outside = |language: &'static str, known: &'static [&'static str]| {
        move |line: &str| {
            let path = format!("crate::{language}::");
            let is_known = |found: &str| known.iter().any(|module| found.starts_with(module));
            !line.trim_start().starts_with("//") && line.split(&path).skip(1).any(|found| !is_known(found))
        }
    };
    let systemd = outside("systemd", &["kinds::", "directives::", "versions::"]);
    let supervisord = outside("supervisord", &["kinds::"]);
    let mut found: Vec<String> = lines(&all, &["src/systemd/kinds/"], systemd).collect();
    found.extend(lines(&all, &["src/supervisord/kinds/"], supervisord));
    nothing_in(found, "a value kind does not depend on the file that contains the value");
}

#[test]
fn nothing_imports_cli() {
    let all = modules();
    let wrong = |line: &str| names(line, "cli");
    let outside =
        |line: &String| ["src/cli/", "src/main.rs", "src/lib.rs"].iter().all(|path| !line.starts_with(path));
    nothing_in(lines(&all, &["src/"], wrong).filter(outside).collect(), "the library works without `cli`");
}

#[test]
fn lint_does_not_import_report() {
    let all = modules();
    let wrong = |line: &str| line.contains("crate::report");
    nothing_in(lines(&all, &["src/lint/"], wrong).collect(), "`report` depends on `lint`, not the reverse");
}

#[test]
fn only_report_and_cli_print() {
    let all = modules();
    let prints = |line: &str| {
        let ways = [
            "println!(",
            "print!(",
            "eprintln!(",
            "eprint!(",
            "dbg!(",
            "io::stdout",
            "io::stderr",
            "stdout()",
            "stderr()",
        ];
        ways.iter().any(|way| line.contains(way))
    };
    let outside = |line: &String| !line.starts_with("src/cli/") && !line.starts_with("src/report/");
    nothing_in(
        lines(&all, &["src/"], prints).filter(outside).collect(),
        "other modules return values instead of printing",
    );
}

#[test]
fn no_parser_uses_noms_streaming_variants() {
    let wrong = |line: &str| names(line, "streaming");
    nothing_in(
        lines(&modules(), &["src/"], wrong).collect(),
        "nom's streaming parsers report incomplete input at the end of a file",
    );
}

/// The compiler then lists every place that a new field concerns.
#[test]
fn no_rest_patterns_in_lower_emit_and_fidelity() {
    let is_bound = |module: &&Module| {
        let path = &module.path;
        path.contains("/lower/") || path.contains("/emit/") || path.starts_with("src/fidelity/")
    };
    let found = modules().iter().filter(is_bound).flat_map(Module::rests).collect();
    nothing_in(found, "no `..` in patterns of structs, variants and tuples, nor in struct updates");
}

/// A string literal that continues on the next line needs a backslash; otherwise it contains the indentation.
#[test]
fn no_string_contains_source_indentation() {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let wrong = |line: &str| {
        let runs = line.trim_start().match_indices("          ");
        let code = line.trim_start().as_bytes();
        let mut runs = runs.map(|(at, run)| (at, at + run.len()));
        line.contains('"')
            && !line.trim_start().starts_with("//")
            && runs.any(|(start, end)| {
                let rest = code.get(end..).unwrap_or_default();
                let next = rest.iter().find(|byte| **byte != b' ');
                start.checked_sub(1).is_some_and(|before| is_letter(code.get(before))) && is_letter(next)
            })
    };
    let mut found = Vec::new();
    for module in modules().iter().filter(|module| module.path.starts_with("src/")) {
        let code = module.text.split("#[cfg(test)]").next().unwrap_or_default();
        found.extend(code.lines().filter(|line| wrong(line)).map(|line| format!("{}: {line}", module.path)));
    }
    nothing_in(found, "end the line with a backslash to drop the indentation");
}

#[test]
fn no_todos_or_ignored_tests() {
    let all = modules();
    let wrong = |line: &str| ["#[ignore", "todo!(", "unimplemented!("].iter().any(|word| line.contains(word));
    let mut found: Vec<String> = lines(&all, &["src/", "tests/"], wrong).collect();
    for module in &all {
        for (at, line) in module.text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            if ["TODO", "FIXME", "XXX"].iter().any(|word| comment.contains(word))
                && !module.path.ends_with("tidy/mod.rs")
            {
                found.push(format!("{}:{}: {line}", module.path, at + 1));
            }
        }
    }
    nothing_in(found, "no unfinished code");
}

#[test]
fn no_line_has_trailing_whitespace_or_tabs() {
    let mut found = Vec::new();
    for module in modules() {
        for (at, line) in module.text.split('\n').enumerate() {
            if line.ends_with([' ', '\r']) || line.contains('\t') {
                found.push(format!("{}:{}", module.path, at + 1));
            }
        }
        if !module.text.ends_with('\n') || module.text.ends_with("\n\n") {
            found.push(format!("{}: its end", module.path));
        }
    }
    nothing_in(found, "no trailing whitespace, no tabs, one newline at the end");
}

#[test]
fn both_licences_exist_and_are_named_in_the_manifest() {
    let root = source::root();
    let manifest = source::read(&root.join("Cargo.toml"));
    assert!(manifest.contains("\nlicense = \"MIT OR Apache-2.0\"\n"));
    assert!(source::read(&root.join("LICENSE-MIT")).contains("Permission is hereby granted, free of charge"));
    assert!(source::read(&root.join("LICENSE-APACHE")).contains("Version 2.0, January 2004"));
}

#[test]
fn every_included_file_is_in_the_package() {
    let root = source::root();
    let manifest = source::read(&root.join("Cargo.toml"));
    let (_, list) = manifest.split_once("\nexclude = [").unwrap();
    let excluded: Vec<&str> = list.split(']').next().unwrap().split('"').skip(1).step_by(2).collect();
    assert!(
        excluded.iter().all(|path| path.starts_with('/')),
        "{excluded:?}: exclude only paths from the package root"
    );
    let mut checked = 0;
    for module in modules().iter().filter(|module| module.path.starts_with("src/")) {
        for macro_name in ["include_str!(\"", "include_bytes!(\""] {
            for rest in module.text.split(macro_name).skip(1) {
                let name = rest.split('"').next().unwrap();
                let directory = root.join(&module.path).parent().unwrap().to_owned();
                let path = directory.join(name).canonicalize().unwrap();
                let below = Path::new("/").join(path.strip_prefix(root.canonicalize().unwrap()).unwrap());
                assert!(
                    !excluded.iter().any(|one| below.starts_with(one)),
                    "{name} is excluded from the package"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 0, "no include was found");
}

/// Whether a line of code contains a name as a whole identifier.
fn names(line: &str, name: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}
