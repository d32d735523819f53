//! `unknown-directive`

use super::start_limit_interval_in_service;
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::fix::unit_lines;
use crate::lint::placeholder::is_template_line;
use crate::lint::suggestions::absent_directives;
use crate::lint::suggestions::nearest::{completed, nearest};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::{self, ListSemantics, Name, Section};
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a directive that its section does not have. If another section has it, the message says which; if the name
    /// is close to one that the section has, or an abbreviation of it, the message names that one. An argument of a
    /// command on a line of its own, after a line that lacks its backslash, is recognised.
    ///
    /// ## Why
    ///
    /// systemd logs a line and continues without the setting: `After=` in `[Service]` orders nothing, `Restart=` in
    /// `[Unit]` restarts nothing. Names are case-sensitive. Those that start with `X-` are for other programs, and
    /// pass.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// After=network.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=network.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `next_assignment()`, `src/shared/conf-parser.c`: `Unknown key '…' in section […], ignoring.` The directives are those
    /// of `load-fragment-gperf.gperf.in`, compared with what 252 lists itself.
    pub static UNKNOWN_DIRECTIVE = {
        name: "unknown-directive",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::UnitEntry(EntryKind::Unknown, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if entry.row.is_some() || directives::is_extension(entry.name()) || !context.unit.reads(entry) {
        return;
    }
    let Some(section) = entry.section else { return };
    // A more specific rule reports this one.
    let specific_rule = &start_limit_interval_in_service::START_LIMIT_INTERVAL_IN_SERVICE;
    if start_limit_interval_in_service::matches(entry) && sink.wants(specific_rule) {
        return;
    }
    let name = String::from_utf8_lossy(entry.name());
    let (file, span) = (entry.id.file, entry.item.name);
    let message = format!("[{}] has no directive `{name}`", section.as_str());
    let says = format!("systemd says: Unknown key '{name}' in section [{}], ignoring.", section.as_str());
    let finding = UNKNOWN_DIRECTIVE.at(file, entry.display_span(), message);
    if unit_lines::is_argument(entry.name()) {
        return sink.add(detached_argument(context, finding, &says));
    }
    if let Some(advice) = absent_directives::advice(section, &name, context.release()) {
        return sink.add(finding.label("there is no such directive").help(format!("{says} {advice}")));
    }
    if let Some(known) = Name::of(entry.name()) {
        return sink.add(misplaced(context, known, finding, &says));
    }
    // `!ConditionPathExists=/a` has the negation on the wrong side.
    if let Some(condition) = name.strip_prefix('!').map(str::trim_start)
        && condition.starts_with(['C', 'A'])
        && directives::lookup(section, condition.as_bytes()).is_some()
    {
        let value = entry.item.value;
        let edits = vec![Edit::replace(span, condition), Edit::insert(value.start, "!")];
        let finding = finding.label("`!` belongs before the value").help(says);
        sink.add(finding.fix(format!("write `{condition}=!`"), Applicability::Unsafe, edits));
        return;
    }
    let names = || directives::directives_of(section).map(|row| row.name.as_str());
    match nearest(&name, names()).or_else(|| completed(&name, names())) {
        Some(near) => {
            let is_typo = strsim::damerau_levenshtein(&name.to_lowercase(), &near.to_lowercase()) <= 1;
            let is_free = Name::of(near.as_bytes()).is_some_and(|near| !is_set(context, section, near));
            let applicability = if is_typo && is_free { Applicability::Safe } else { Applicability::Unsafe };
            sink.add(
                finding
                    .label(format!("did you mean `{near}`?"))
                    .help(format!("{says} {}", nearest_label(&name, near)))
                    .fix(format!("write `{near}`"), applicability, vec![Edit::replace(span, near)]),
            );
        }
        None => {
            let advice = if is_template_line(entry.name()) {
                "A template has to be filled in before systemd reads the file."
            } else {
                "A setting for another program needs a name that starts with `X-`."
            };
            sink.add(finding.label("unknown").help(format!("{says} {advice}")));
        }
    }
}

/// The finding about an argument on a line of its own, which the line above does not continue to.
fn detached_argument(context: &UnitEntryContext<'_>, finding: Diagnostic, says: &str) -> Diagnostic {
    let entry = &context.entry;
    let finding = finding.label("not part of the line above").help(format!(
        "{says} A line continues on the next one only if a backslash is its very last character."
    ));
    let file = context.unit.file_of(entry);
    unit_lines::with_continuation_fix(finding, file, entry.id.item as usize, entry.bytes)
}

/// What the section has instead. Case is the mistake only if the names differ in nothing else.
fn nearest_label(name: &str, near: &str) -> String {
    if name.eq_ignore_ascii_case(near) {
        format!("Names are case-sensitive: it knows {near}=.")
    } else {
        format!("The closest that it knows is {near}=.")
    }
}

/// The finding about a directive that belongs to another section.
fn misplaced(context: &UnitEntryContext<'_>, known: Name, finding: Diagnostic, says: &str) -> Diagnostic {
    let entry = &context.entry;
    let elsewhere: Vec<Section> = directives::sections_with(known).iter().collect();
    let is_own = |section: &Section| context.unit.sections().contains(*section);
    let own: Vec<Section> = elsewhere.iter().copied().filter(is_own).collect();
    let shown = if own.is_empty() { &elsewhere } else { &own };
    let places: Vec<String> = shown.iter().map(|section| format!("[{}]", section.as_str())).collect();
    let places = places.join(", ");
    if own.is_empty() {
        return finding
            .label("not for this type of unit")
            .help(format!("{says} It belongs in {places}, which other types of units have."));
    }
    let finding = finding.label(format!("belongs in {places}")).help(format!("{says} {places} has it."));
    let [target] = own[..] else { return finding };
    let edits = unit_lines::move_to(context.unit.file_of(entry), entry, target, known.as_str());
    // Of several values one would override the others: that is for a person to decide.
    let is_safe = !is_single_value(target, known) || !is_set_elsewhere(context, known);
    let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
    finding.fix(format!("move it to [{}]", target.as_str()), applicability, edits)
}

/// Whether a directive has a single value.
fn is_single_value(section: Section, name: Name) -> bool {
    // ExecStart= is a list, but most services may have only one item.
    name == Name::ExecStart
        || directives::row(section, name)
            .is_some_and(|row| matches!(row.list, ListSemantics::LastWins | ListSemantics::FirstWins))
}

/// Whether the unit has another entry of this name, in whatever section.
fn is_set_elsewhere(context: &UnitEntryContext<'_>, name: Name) -> bool {
    let own = context.entry.id;
    let mut all = context.unit.entries(context.sources);
    all.any(|entry| entry.id != own && entry.name() == name.as_str().as_bytes())
}

/// Whether a setting with a single value is set in a section of the unit.
fn is_set(context: &UnitEntryContext<'_>, section: Section, name: Name) -> bool {
    let has = |entry: &UnitEntry<'_>| entry.section == Some(section);
    is_single_value(section, name)
        && context.unit.entries_backwards(context.sources, name).any(|entry| has(&entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, file_for, unit};

    fn one(text: &str) -> Found {
        let mut found = unit(&UNKNOWN_DIRECTIVE, text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0)
    }

    #[test]
    fn a_template_tag_line_gets_a_template_note() {
        let help = |line: &str| unit(&UNKNOWN_DIRECTIVE, &format!("[Service]\n{line}\n")).remove(0).help;
        let filled_in = "A template has to be filled in before systemd reads the file.";
        assert!(
            help("{% if a == 'b' %}").ends_with(filled_in) && help("<% if a == 1 -%>").ends_with(filled_in)
        );
        assert!(help("SurelyUnknown=1").ends_with("needs a name that starts with `X-`."));
    }

    #[test]
    fn a_line_in_the_wrong_section_is_moved() {
        let found = one("[Unit]\nDescription=x\n\n[Service]\nAfter=a.target\n");
        assert_eq!((found.label.as_str(), found.text.as_str()), ("belongs in [Unit]", "After"));
        assert_eq!(found.fixed.unwrap(), "[Unit]\nDescription=x\nAfter=a.target\n\n[Service]\n");
        let found = one("[Unit]\nWantedBy=a.target\n");
        assert_eq!(found.fixed.unwrap(), "[Unit]\n\n[Install]\nWantedBy=a.target\n");
    }

    #[test]
    fn a_directive_of_other_unit_types_has_no_fix() {
        let found = one("[Service]\nListenStream=80\n");
        assert_eq!((found.label.as_str(), found.fixed), ("not for this type of unit", None));
    }

    #[test]
    fn all_lines_are_flagged_and_only_the_name_is_fixed() {
        let found = one("[Service]\nExecStartt=/a \\\n  b\n");
        assert_eq!(found.text, "ExecStartt=/a \\\n  b");
        assert_eq!(found.fixed.unwrap(), "[Service]\nExecStart=/a \\\n  b\n");
    }

    #[test]
    fn a_typo_is_fixed() {
        assert_eq!(one("[Service]\nExecStartt=/a\n").fixed.unwrap(), "[Service]\nExecStart=/a\n");
        assert_eq!(one("[Service]\nrestart=no\n").fixed.unwrap(), "[Service]\nRestart=no\n");
        assert_eq!(one("[Service]\nWibble=no\n").label, "unknown");
        let negated = one("[Unit]\n!ConditionPathExists=/a\n").fixed.unwrap();
        assert_eq!(negated, "[Unit]\nConditionPathExists=!/a\n");
    }

    #[test]
    fn a_move_is_safe_only_if_no_other_value_is_overridden() {
        let safe = |text: &str| {
            let found = unit(&UNKNOWN_DIRECTIVE, text);
            found.iter().map(|found| found.is_safe).collect::<Vec<_>>()
        };
        assert_eq!(safe("[Unit]\nUser=a\nExecStart=/a\n[Service]\n"), [true, true]);
        // Both would be moved.
        let twice = "[Unit]\nUser=a\nUser=b\nExecStart=/a\nExecStart=/b\n[Service]\n";
        assert_eq!(safe(twice), [false; 4]);
        assert_eq!(safe("[Unit]\nUser=a\n[Service]\nUser=b\n"), [false]);
        assert_eq!(safe("[Service]\nAfter=a.target\nAfter=b.target\n"), [true, true], "a list");
    }

    #[test]
    fn an_argument_is_attached_to_a_command_only() {
        let fixed = |text: &str| unit(&UNKNOWN_DIRECTIVE, text).pop().and_then(|found| found.fixed);
        assert_eq!(fixed("[Service]\nExecStart=/a\nRestart=always\n--port=80\n"), None);
        assert_eq!(fixed("[Service]\nExecStart=\n--port=80\n"), None);
        assert!(fixed("[Service]\nExecReload=/a\n--port=80\n").is_some());
    }

    #[test]
    fn advice_is_what_the_release_has() {
        let help = |release| {
            let found = file_for(&UNKNOWN_DIRECTIVE, release, "a.service", "[Service]\nMemory=1G\n");
            found[0].help.clone()
        };
        assert!(help(231).contains("MemoryMax="));
        assert!(!help(230).contains("MemoryMax="));
    }

    #[test]
    fn an_abbreviation_is_completed() {
        let found = one("[Service]\nWorkingDir=/srv\n");
        assert_eq!(found.label, "did you mean `WorkingDirectory`?");
        assert_eq!(found.fixed.unwrap(), "[Service]\nWorkingDirectory=/srv\n");
        assert!(!found.is_safe);
        let timer = file(&UNKNOWN_DIRECTIVE, "a.timer", "[Timer]\nOnBoot=5min\n").remove(0);
        assert_eq!(timer.label, "did you mean `OnBootSec`?");
    }

    #[test]
    fn nonexistent_directives_get_help_with_the_systemd_equivalent() {
        let help = |unit_type: &str, line: &str| {
            let mut section = unit_type.to_owned();
            section[..1].make_ascii_uppercase();
            let text = format!("[{section}]\n{line}\n");
            let found = file(&UNKNOWN_DIRECTIVE, &format!("a.{unit_type}"), &text).remove(0);
            assert_eq!((found.label.as_str(), found.fixed), ("there is no such directive", None));
            found.help
        };
        assert!(help("service", "ExecRestart=/a").ends_with("what `systemctl reload` runs is ExecReload=."));
        assert!(help("service", "ExecStopPre=/a").ends_with("commands run one after the other."));
        assert!(help("service", "command=/a").ends_with("The command is ExecStart=."));
        assert!(help("service", "Auto_Restart=true").contains("Restart= says"));
        assert!(help("timer", "TimeZone=Europe/Berlin").ends_with("OnCalendar=daily Europe/Berlin."));
        assert!(help("mount", "FsckPassNo=2").contains("removed in 209"));
        assert!(one("[Unit]\nName=a\n").help.contains("Description="));
    }

    #[test]
    fn an_argument_on_its_own_line_can_be_attached_to_the_line_above() {
        let text = "[Service]\nExecStart=/srv/app \n  --port=80\n  -v=1\nRestart=no\n";
        let found = unit(&UNKNOWN_DIRECTIVE, text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].label, "not part of the line above");
        assert!(!found[0].is_safe);
        assert_eq!(
            found[0].fixed.as_deref(),
            Some("[Service]\nExecStart=/srv/app \\\n  --port=80\n  -v=1\nRestart=no\n")
        );
        assert_eq!(
            found[1].fixed.as_deref(),
            Some("[Service]\nExecStart=/srv/app \n  --port=80 \\\n  -v=1\nRestart=no\n")
        );
        // Windows line ends stay, and whitespace after a backslash is the business of another rule.
        let windows = unit(&UNKNOWN_DIRECTIVE, "[Service]\r\nExecStart=/a\r\n--b=c\r\n").remove(0);
        assert_eq!(windows.fixed.as_deref(), Some("[Service]\r\nExecStart=/a \\\r\n--b=c\r\n"));
        assert_eq!(one("[Service]\nExecStart=/a \\ \n--b=c\n").fixed, None);
        assert_eq!(one("[Service]\nExecStart=/a\n\n--b=c\n").fixed, None);
    }

    #[test]
    fn the_help_mentions_case_if_only_the_case_differs() {
        let help = |line: &str| one(&format!("[Service]\n{line}\n")).help;
        assert!(help("restart=no").ends_with("Names are case-sensitive: it knows Restart=."));
        assert!(help("ExexStopPost=/a").ends_with("ignoring. The closest that it knows is ExecStopPost=."));
    }

    #[test]
    fn extensions_and_unread_sections_pass() {
        let unknown = |name: &str, text: &str| file(&UNKNOWN_DIRECTIVE, name, text);
        assert!(unknown("a.service", "[Service]\nX-Foo=1\n[X-Bar]\nA=1\n").is_empty());
        assert!(unknown("a.timer", "[Service]\nFoo=1\n").is_empty());
        assert_eq!(unknown("a.service.d/b.conf", "[Service]\nFoo=1\n").len(), 1);
    }
}
