//! Prints the normal form of a file: the same settings, in the usual order and spelling.
//!
//! This prints what is written, not what it means: an explicit default stays, an expansion stays unexpanded, an unknown
//! option or section stays. Only what supervisord 4.3.0 ignores is changed:
//!
//! - Sections are in the order of supervisor's own sample, `[DEFAULT]` before all others. Programs, groups, event
//!   listeners and sections that supervisord ignores keep their relative order: of two groups with the same name and
//!   priority the first wins.
//! - Sections with the same name are merged, as the loader merges them; of several settings with the same name the last
//!   stays.
//! - Options are in the order of the table, their names in lower case, followed by those without a row there.
//! - `name=value`, each at the start of its line; the continuation lines of a value are indented by four spaces.
//! - In `environment` a value has no quotes if it is read the same without them.
//! - Comments stay, unchanged, with the setting or header below them or before them on their line.
//!
//! Normalising is idempotent.

mod lines;
mod quotes;
mod section;

pub(crate) use quotes::set_same_variables;
use section::{Collector, Section};

use super::options::SectionKind;
use crate::source::SourceFile;
use crate::syntax::{ItemKind, Tree};

/// The normal form of a file with this tree; `comments` says whether its comments are kept.
///
/// `None` for a file that the loader refuses: what it cannot read has no order and no spelling.
#[must_use]
pub fn print(file: &SourceFile, tree: &Tree, comments: bool) -> Option<String> {
    let text = file.text()?;
    if tree.errors().next().is_some() {
        return None;
    }
    let mut collector = Collector::new(text, comments);
    for item in &tree.items {
        match item.kind {
            ItemKind::Blank | ItemKind::Bom | ItemKind::Error => collector.blank(),
            ItemKind::Comment => collector.comment(item),
            ItemKind::Header => collector.header(item),
            ItemKind::Entry => collector.entry(item),
        }
    }
    let (head, mut sections) = collector.finish();
    sections.sort_by_key(|section| rank(section));
    let mut out = String::with_capacity(text.len());
    section::write_lines(&mut out, &head);
    for section in &sections {
        if !out.is_empty() {
            out.push('\n');
        }
        section.print(&mut out);
    }
    Some(out)
}

/// The name of an option as the loader converts it: Python's `str.lower()`.
#[must_use]
pub fn option_name(written: &str) -> String {
    written.to_lowercase()
}

/// The position of a section in supervisor's sample (`skel/sample.conf`), which ends with `[include]`.
fn rank(section: &Section<'_>) -> u8 {
    match section.kind() {
        _ if section.is_default() => 0,
        Some(SectionKind::UnixHttpServer) => 1,
        Some(SectionKind::InetHttpServer) => 2,
        Some(SectionKind::Supervisord) => 3,
        Some(SectionKind::RpcInterface) => 4,
        Some(SectionKind::Supervisorctl) => 5,
        Some(SectionKind::CtlPlugin) => 6,
        // The loader reads the groups before the programs wherever they are, and each kind in file order.
        Some(
            SectionKind::Program | SectionKind::FcgiProgram | SectionKind::EventListener | SectionKind::Group,
        )
        | None => 7,
        Some(SectionKind::Include) => 8,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::supervisord::{parse, value};

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap()
    }

    fn normal(text: &str) -> String {
        print(&file(text), &parse(text.as_bytes()), true).unwrap()
    }

    /// What the loader reads from a file: the sections in the order in which it visits those of one kind, each with the
    /// last value of every option.
    type Loaded = Vec<(u8, String, Vec<(String, String)>)>;

    fn loaded(text: &str) -> Loaded {
        let bytes = text.as_bytes();
        let tree = parse(bytes);
        let mut sections: Loaded = Vec::new();
        for section in tree.sections() {
            let Some(header) = section.header else { continue };
            let name = String::from_utf8(header.name.slice(bytes).to_vec()).unwrap();
            let at = sections.iter().position(|known| known.1 == name).unwrap_or_else(|| {
                let kind = SectionKind::of(name.as_bytes()).map_or(254, |(kind, _)| kind as u8);
                // The loader does not care about its position.
                let kind = if name == "DEFAULT" { 255 } else { kind };
                sections.push((kind, name, Vec::new()));
                sections.len() - 1
            });
            let options = &mut sections[at].2;
            for entry in section.entries() {
                let name = option_name(std::str::from_utf8(entry.name.slice(bytes)).unwrap());
                let value = value(bytes, entry).text().unwrap().to_owned();
                // Quotes in an environment have their own test.
                let value = if name == "environment" { value.replace('"', "") } else { value };
                options.retain(|known| known.0 != name);
                options.push((name, value));
            }
            options.sort();
        }
        sections.sort_by_key(|section| section.0);
        sections
    }

    #[test]
    fn sections_are_in_sample_order_and_programs_in_file_order() {
        let text = "[group:g]\n[include]\n[program:b]\n[supervisorctl]\n[x]\n[program:a]\n[rpcinterface:s]\n[supervisord]\n\
                    [inet_http_server]\n[unix_http_server]\n[ctlplugin:p]\n[DEFAULT]\n";
        let headers: Vec<String> = normal(text).split_whitespace().map(str::to_owned).collect();
        let expected = "[DEFAULT] [unix_http_server] [inet_http_server] [supervisord] [rpcinterface:s] [supervisorctl] \
                        [ctlplugin:p] [group:g] [program:b] [x] [program:a] [include]";
        assert_eq!(headers.join(" "), expected);
    }

    #[test]
    fn options_are_in_table_order_with_unknown_ones_last() {
        let text = "[program:a]\nzeta=1\nUser : root\nalpha =2\ncommand= /bin/a b\n";
        assert_eq!(normal(text), "[program:a]\ncommand=/bin/a b\nuser=root\nzeta=1\nalpha=2\n");
        assert_eq!(normal("[DEFAULT]\nuser=a\ncommand=b\n"), "[DEFAULT]\nuser=a\ncommand=b\n");
    }

    #[test]
    fn values_keep_their_spelling() {
        let text = "[program:a]\ncommand='x'  \"y\" %(ENV_A)s\nautostart=TRUE\nexitcodes=0, 2\nfoo=\n";
        assert_eq!(normal(text), text);
    }

    #[test]
    fn repeated_sections_and_options_are_merged() {
        let text = "[program:a]\ncommand=b\n[program:c]\n[program:a]\nCommand=d\nuser=e\n";
        assert_eq!(normal(text), "[program:a]\ncommand=d\nuser=e\n\n[program:c]\n");
    }

    #[test]
    fn comments_stay_with_the_line_below_or_before_them() {
        let text = "; the file\n\n; the program\n[program:a] ; here\n; the user\n\nuser=b # root?\n; run\ncommand=c\n";
        let expected =
            "; the file\n\n; the program\n[program:a] ; here\n; run\ncommand=c\n; the user\nuser=b # root?\n";
        assert_eq!(normal(text), expected);
    }

    #[test]
    fn comments_after_the_last_option_stay_there() {
        let text = "[program:a]\ncommand=b\n;user=c\n\n\n;[program:d]\n;command=e\n\n; next\n[supervisord]\n\n; end\n\n";
        let expected =
            "; next\n[supervisord]\n\n; end\n\n[program:a]\ncommand=b\n;user=c\n\n;[program:d]\n;command=e\n";
        assert_eq!(normal(text), expected);
    }

    #[test]
    fn merging_loses_no_comment() {
        let text = "; 1\n[a] ; 2\n; 3\nb=c ; 4\n; 5\nb=d ; 6\n; 7\n\n; 8\n[a] nine ; 10\n; 11\n";
        let expected = "; 1\n; 8\n; nine\n; 10\n[a] ; 2\n; 3\n; 4\n; 5\nb=d ; 6\n; 7\n\n; 11\n";
        assert_eq!(normal(text), expected);
    }

    #[test]
    fn a_value_keeps_its_line_breaks() {
        let text = "[program:a]\ncommand=b\n  -c ; d\n\t; e\n\n        -f\n";
        assert_eq!(normal(text), "[program:a]\ncommand=b\n    -c ; d\n    ; e\n\n    -f\n");
        let text = "[program:a]\r\nenvironment =\r\n  A=\"1\",\r\n  B='2 3'";
        assert_eq!(normal(text), "[program:a]\nenvironment=\n    A=1,\n    B='2 3'\n");
    }

    #[test]
    fn quotes_are_removed_only_in_environment_options() {
        assert_eq!(normal("[supervisord]\nenvironment=A=\"1\"\n"), "[supervisord]\nenvironment=A=1\n");
        for text in
            ["[x]\nenvironment=A=\"1\"\n", "[DEFAULT]\nenvironment=A=\"1\"\n", "[program:a]\nuser=A=\"1\"\n"]
        {
            assert_eq!(normal(text), text);
        }
    }

    #[test]
    fn a_value_may_start_with_a_comment_character_or_a_delimiter() {
        assert_eq!(normal("[a]\nb =;c\nd : =e\nf = ; g\n"), "[a]\nb=;c\nd==e\nf= ; g\n");
    }

    #[test]
    fn no_comments_keeps_only_comments_that_affect_parsing() {
        let print = |text: &str| print(&file(text), &parse(text.as_bytes()), false).unwrap();
        let text = "; a\n[b] ; c\n\n; d\ne=f ; g\n  ; h\n  i\n; j\n\n; k\n";
        assert_eq!(print(text), "[b]\ne=f\n    i\n");
        assert_eq!(print("[a]\nb=x;y ;z #w\n"), "[a]\nb=x;y ;z #w\n");
    }

    #[test]
    fn a_file_without_sections_is_its_comments() {
        assert_eq!(normal("\n\n# a\n\n\n# b\n\n"), "# a\n\n# b\n");
        assert_eq!(normal(""), "");
    }

    #[test]
    fn a_file_that_the_loader_rejects_has_no_normal_form() {
        for text in ["a=b\n", "[a]\nb\n", "[a]\n=b\n", "\u{feff}[a]\n"] {
            assert_eq!(print(&file(text), &parse(text.as_bytes()), true), None, "{text:?}");
        }
        let bytes = b"[a]\n# \xff\n";
        let latin = SourceFile::new("a.conf", bytes.to_vec()).unwrap();
        assert_eq!(print(&latin, &parse(bytes), true), None);
    }

    /// The words of all comments, sorted.
    fn comments(text: &str) -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace());
        let mut words: Vec<String> = words.filter(|word| word.starts_with(";c")).map(str::to_owned).collect();
        words.sort();
        words
    }

    fn holds(text: &str) -> Result<(), TestCaseError> {
        for keeps_comments in [true, false] {
            let Some(once) = print(&file(text), &parse(text.as_bytes()), keeps_comments) else {
                return Ok(());
            };
            prop_assert_eq!(loaded(text), loaded(&once), "{}", once);
            prop_assert!(!once.contains('\r') && (once.is_empty() || once.ends_with('\n')));
            let twice = print(&file(&once), &parse(once.as_bytes()), keeps_comments);
            prop_assert_eq!(twice.as_ref(), Some(&once));
            if keeps_comments {
                prop_assert_eq!(comments(text), comments(&once), "{}", once);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn the_normal_form_keeps_the_meaning_and_is_idempotent(
            text in "((\\[(supervisord|program:[ab]|group:a|x|DEFAULT|include)\\]( ;c1)?|[ab;#]{1,2} ?[=:] ?[ab;#=\\[\\] ]{0,5}( ;c2)?|\
                     (command|USER|environment) ?[=:] ?(A=\"1\")?( ;c3)?|;c4|  ;c5|  [ab;#]{1,3}|)(\n|\r\n|\r)){0,14}"
        ) {
            holds(&format!("[program:a]\n{text}"))?;
            holds(&text)?;
        }

        #[test]
        fn any_text_that_has_a_normal_form_keeps_its_meaning(text in "\\[(a|program:b)\\]\n(\\PC{0,6}[=:]\\PC{0,8}\n( {0,2}\\PC{0,4}\n)?){0,5}") {
            holds(&text)?;
        }
    }
}
