//! `unfilled-template`

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Level};
use crate::language::Language;
use crate::lint::placeholder::Template;
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::source::FileId;
use crate::text::truncated_list::truncated_list;

rule! {
    /// Flags a template that is named like a unit or a configuration file: Jinja, Helm, mustache, ERB, EPP, or the
    /// variables of autoconf, meson and CMake (`@bindir@`) or of an installation script (`__APP__`). This one finding
    /// replaces all others in the template; if this rule is ignored, they are reported one by one. In a file that has
    /// placeholders but no lines of template syntax, only the findings on lines with placeholders are left out, and
    /// errors about something missing in their section.
    ///
    /// ## Why
    ///
    /// The manager reads the file as is: systemd ignores the lines that it does not know and reads each word of a
    /// condition as a unit name, supervisord refuses the file. What is right and what is wrong shows only once the
    /// template is filled in.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// {% if database %}
    /// After=database.service
    /// {% endif %}
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini
    /// [program:app]
    /// <% if @directory %>
    /// directory=<%= @directory %>
    /// <% end %>
    /// command=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// Run: `Missing '=', ignoring line.` (systemd 252), `Source contains parsing errors` (supervisor 4.3.0).
    pub static UNFILLED_TEMPLATE = {
        name: "unfilled-template",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Reader,
    }
}

/// How many rules are named.
const MAX_NAMES: usize = 5;

/// The finding for a file, before it is known which findings it replaces.
pub(in crate::lint) fn finding(template: Template, file: FileId) -> Diagnostic {
    let (message, label) = if template.is_whole {
        ("this file is a template that has not been filled in", "template syntax")
    } else {
        ("this file has placeholders that have not been filled in", "a placeholder")
    };
    UNFILLED_TEMPLATE.at(file, template.marker, message).label(label)
}

/// The same, in place of other findings.
pub(in crate::lint) fn instead_of(
    finding: Diagnostic,
    others: &[Diagnostic],
    language: Language,
) -> Diagnostic {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for other in others {
        *counts.entry(other.rule).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let names: Vec<String> = counts.iter().map(|(rule, count)| format!("{count} of {rule}")).collect();
    let left_out = if names.is_empty() {
        String::new()
    } else {
        format!(
            " Left out: {}. --ignore {} reports them one by one.",
            truncated_list(&names, MAX_NAMES),
            UNFILLED_TEMPLATE.name()
        )
    };
    let level = others.iter().map(|other| other.level).max().unwrap_or(finding.level);
    let finding = Diagnostic { level: level.max(finding.level), ..finding };
    finding.help(format!("{language} would read it as is. Check the file once it is filled in.{left_out}"))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Level};
    use crate::lint::{Options, Selection, check_supervisord, check_units};
    use crate::source::{Memory, SourceFile, Sources};
    use crate::supervisord::Config;
    use crate::systemd::Units;

    fn unit(text: &str, ignored: &[&str]) -> Vec<Diagnostic> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("app.service", text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let selection = Selection::new(&[], ignored).unwrap();
        check_units(&units, &sources, &Options { selection, ..Options::default() })
    }

    fn program(text: &str) -> Vec<Diagnostic> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("app.conf", text.as_bytes().to_vec()).unwrap());
        check_supervisord(&Config::of_file(id, &sources), &sources, &Options::default())
    }

    fn rules(findings: &[Diagnostic]) -> Vec<&str> {
        let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules
    }

    const UNIT: &str = "[Unit]\nDescription=a\n{% if a %}\nAfter=b {% if b %}\nWnats=c\n{% endif %}\n[Service]\nExecStart=/a\n";

    #[test]
    fn a_template_has_one_finding_that_counts_the_omitted_ones() {
        let found = unit(UNIT, &[]);
        assert_eq!(rules(&found), ["unfilled-template"]);
        let help = found[0].help.as_deref().unwrap();
        assert!(help.contains("Left out: 5 of bad-dependency-name, 2 of syntax-error, 1 of "), "{help}");
        assert_eq!(found[0].level, Level::Warning);
        assert!(unit(UNIT, &["unfilled-template"]).len() > 7);
    }

    #[test]
    fn a_template_that_the_manager_refuses_is_an_error() {
        let found = program("[program:a]\n{% if a %}\ncommand=/a\n{% endif %}\n");
        assert_eq!((rules(&found), found[0].level), (vec!["unfilled-template"], Level::Error));
    }

    #[test]
    fn lines_without_a_placeholder_are_still_checked() {
        let found = program("[program:a]\ncommand=/a\nautostart={{ starts }}\nautorestrat=true\n");
        assert_eq!(rules(&found), ["unfilled-template", "unknown-option"]);
        assert_eq!(found.iter().map(|one| one.level).max(), Some(Level::Error));
        // A template that the manager accepts as is, and that has no findings, is not reported.
        assert_eq!(rules(&program("[program:a]\ncommand=/a\ndirectory={{ home }}\n")), Vec::<&str>::new());
    }

    #[test]
    fn a_build_variable_is_a_placeholder() {
        let found =
            unit("[Unit]\nDescription=a\nAfter=@BUS@\n[Service]\nExecStart=@bindir@/a\nUser=b c\n", &[]);
        let shown: Vec<(&str, Level)> = found.iter().map(|one| (one.rule, one.level)).collect();
        assert!(shown.contains(&("unfilled-template", Level::Error)), "{shown:?}");
        assert!(
            shown.contains(&("user-name-not-strict", Level::Warning)),
            "the line has its own mistake: {shown:?}"
        );
        assert!(!shown.iter().any(|(rule, _)| ["exec-not-absolute", "bad-dependency-name"].contains(rule)));
    }

    #[test]
    fn a_setting_with_a_placeholder_is_not_missing() {
        let timer = |text: &str| {
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new("app.timer", text.as_bytes().to_vec()).unwrap());
            let units = Units::read(&[id], &mut sources, &Memory::new());
            let options = Options {
                selection: Selection::new(&[], &["missing-install"]).unwrap(),
                ..Options::default()
            };
            let found = check_units(&units, &sources, &options);
            found.iter().map(|one| one.rule).collect::<Vec<_>>()
        };
        let text = "[Unit]\nDescription=a\n[Timer]\nOnCalendar={{ when }}\nUnit=b.target\n";
        assert_eq!(timer(text), ["unfilled-template"]);
        let text = text.replace("{{ when }}", "when");
        assert!(timer(&text).contains(&"timer-without-trigger"));
    }

    #[test]
    fn a_placeholder_value_is_not_missing_for_rules_about_other_lines() {
        let service = "[Unit]\nDescription=a\n[Service]\nType=dbus\nBusName=@BUS_NAME@\nExecStart=/a\n[Install]\nWantedBy=b.target\n";
        assert_eq!(rules(&unit(service, &[])), ["unfilled-template"]);
        let found = unit(&service.replace("@BUS_NAME@", "bus name"), &[]);
        let without = found.iter().find(|one| one.rule == "dbus-without-busname").expect("the finding");
        assert_eq!(without.related[0].message, "systemd ignores this name");
    }

    #[test]
    fn ignoring_unfilled_template_reports_all_other_findings() {
        let text = format!("# sysvisor: ignore-file[unfilled-template] checked as it stands\n{UNIT}");
        let found = unit(&text, &[]);
        assert!(found.len() > 7 && !rules(&found).contains(&"unused-ignore"), "{:?}", rules(&found));
        // A comment about a finding that is left out anyway is not unused.
        let text = UNIT.replace("After=", "# sysvisor: ignore[bad-dependency-name] filled in\nAfter=");
        assert_eq!(rules(&unit(&text, &[])), ["unfilled-template"]);
    }
}
