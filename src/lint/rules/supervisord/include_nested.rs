//! `include-nested`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::SectionKind;

rule! {
    /// Flags an `[include]` in a file that is itself included.
    ///
    /// ## Why
    ///
    /// supervisord silently ignores it: what it names is not read, and its programs do not exist.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [include]
    /// files=x.conf
    /// ```
    ///
    /// ```ini x.conf
    /// [include]
    /// files=y.conf
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [include]
    /// files=x.conf y.conf
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `read_config`: the section is read once, before any file is included.
    pub static INCLUDE_NESTED = {
        name: "include-nested",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Section(&[SectionKind::Include], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let (main, header) = context.header();
    for part in context.section.parts().filter(|part| part.file != 0) {
        let file = config.files[part.file as usize].id;
        sink.add(
            INCLUDE_NESTED
                .at(file, config.header(part).name, "this [include] is ignored: the file is itself included")
                .label("not read")
                .help("supervisord follows only the [include] of its main file. Name the files there.")
                .related(main, header, "only this one is followed"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, Selection, check_supervisord};
    use crate::source::{Memory, SourceFile, Sources};
    use crate::supervisord::Config;

    /// The files that the rule reports.
    fn found(main: &str, included: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("main.conf", main.as_bytes().to_vec()).unwrap());
        let config = Config::read(id, &mut sources, &Memory::new().with("x.conf", included));
        let selection = Selection::new(&[INCLUDE_NESTED.name()], &[]).unwrap();
        let options = Options { selection, ..Options::default() };
        let findings = check_supervisord(&config, &sources, &options);
        findings.iter().map(|finding| sources.get(finding.file).name().to_owned()).collect()
    }

    #[test]
    fn an_include_that_pulls_in_a_nested_include_is_flagged() {
        assert_eq!(
            found("[supervisord]\n[include]\nfiles=x.conf\n", "[include]\nfiles=y.conf\n"),
            ["x.conf"]
        );
        assert!(found("[supervisord]\n[include]\nfiles=x.conf\n", "[program:w]\ncommand=a\n").is_empty());
    }

    #[test]
    fn two_include_sections_of_the_main_file_pass() {
        assert!(found("[supervisord]\n[include]\nfiles=x.conf\n[include]\nfiles=y.conf\n", "").is_empty());
    }

    #[test]
    fn a_main_file_that_includes_itself_passes() {
        assert!(found("[supervisord]\n[include]\nfiles=*.conf\n", "").is_empty());
    }
}
