//! Generates `src/supervisord/options/generated.rs` from `grammar/supervisord/options.tsv` and `plugins.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::render::{HEAD, Texts, literal, names};
use super::tsv::Table;

/// The kinds of sections with their variants, in the order of the enum.
const SECTIONS: [(&str, &str); 11] = [
    ("supervisord", "Supervisord"),
    ("unix_http_server", "UnixHttpServer"),
    ("inet_http_server", "InetHttpServer"),
    ("supervisorctl", "Supervisorctl"),
    ("include", "Include"),
    ("program", "Program"),
    ("fcgi-program", "FcgiProgram"),
    ("eventlistener", "EventListener"),
    ("group", "Group"),
    ("rpcinterface", "RpcInterface"),
    ("ctlplugin", "CtlPlugin"),
];

pub(super) fn render() -> String {
    let table = Table::read("supervisord/options.tsv");
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in table.rows() {
        sections.entry(row.get("option")).or_default().push(row.get("section"));
    }
    let all: Vec<(&str, String, String)> = sections
        .iter()
        .map(|(name, of)| (*name, camel(name), format!("`{name}` of {}.", of.join(", "))))
        .collect();

    let mut out = HEAD.to_owned();
    out.push_str("use super::row::{Expansions as E, OptionKind as K, OptionRow, PluginOption};\n");
    out.push_str("use super::section::SectionKind as S;\n");
    out.push_str("use crate::text::name_table::NameTable;\nuse crate::text::range::TextRange;\n\n");
    out.push_str(&names(&all, true));

    let _ = writeln!(out, "pub(super) static ROWS: [OptionRow; {}] = [", table.rows().count());
    let mut index = vec![vec![0_usize; all.len()]; SECTIONS.len()];
    let (mut last_section, mut texts) = (0, Texts::default());
    for (at, row) in table.rows().enumerate() {
        let section = section(row.get("section"));
        assert!(section >= last_section, "the rows of a section are adjacent and in the order of the enum");
        last_section = section;
        let name = all
            .iter()
            .position(|(text, _, _)| *text == row.get("option"))
            .expect("the option is a known name");
        assert_eq!(index[section][name], 0, "{}.{} has two rows", row.get("section"), row.get("option"));
        index[section][name] = at + 1;
        let _ = writeln!(
            out,
            "    OptionRow {{ section: S::{}, name: N::{}, kind: {}, default: {}, required: {}, expansions: {}, passes: {}, since: {} }},",
            SECTIONS[section].1,
            camel(row.get("option")),
            kind(row.get("kind")),
            texts.put(row.get("default")),
            row.get("required") == "yes",
            expansions(row.get("expansions")),
            row.get("passes"),
            texts.put(row.get("since")),
        );
    }
    let _ = writeln!(
        out,
        "];\n\n/// The number of each row plus one, by section and name; 0 for none.\npub(super) static INDEX: [[u8; {}]; {}] = [",
        all.len(),
        SECTIONS.len()
    );
    for row in index {
        let _ = writeln!(out, "    {row:?},");
    }
    out.push_str("];\n\n");
    out.push_str(&texts.render());
    plugins(&mut out);
    out
}

fn plugins(out: &mut String) {
    let plugins = Table::read("supervisord/plugins.tsv");
    let mut seen = BTreeSet::new();
    let _ = writeln!(out, "pub(super) static PLUGINS: [PluginOption; {}] = [", plugins.rows().count());
    for row in plugins.rows() {
        assert!(seen.insert((row.get("section"), row.get("option"))), "{} has two rows", row.get("option"));
        assert!(!row.get("source").is_empty(), "{} needs a source", row.get("option"));
        let _ = writeln!(
            out,
            "    PluginOption {{ section: {}, name: {}, plugin: {} }},",
            literal(row.get("section")),
            literal(row.get("option")),
            literal(row.get("plugin")),
        );
    }
    out.push_str("];\n");
}

fn section(name: &str) -> usize {
    SECTIONS.iter().position(|(text, _)| *text == name).unwrap_or_else(|| panic!("unknown section {name}"))
}

/// Converts `stdout_logfile` to `StdoutLogfile`.
fn camel(name: &str) -> String {
    let words = name.split(['_', '.']);
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

fn kind(text: &str) -> String {
    if text == "integer" {
        return "K::Integer { min: i64::MIN, max: i64::MAX }".to_owned();
    }
    if let Some(range) = text.strip_prefix("integer(").and_then(|rest| rest.strip_suffix(')')) {
        let (min, max) = range.split_once("..").expect("a range is MIN..MAX");
        let or = |end: &str, none: &str| if end.is_empty() { none.to_owned() } else { end.to_owned() };
        return format!("K::Integer {{ min: {}, max: {} }}", or(min, "i64::MIN"), or(max, "i64::MAX"));
    }
    let words = text.split('-');
    let variant: String = words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect();
    format!("K::{variant}")
}

fn expansions(text: &str) -> String {
    let names: Vec<String> =
        text.split(' ').map(|name| format!("E::{}", name.to_ascii_uppercase())).collect();
    format!("E::of(&[{}])", names.join(", "))
}
