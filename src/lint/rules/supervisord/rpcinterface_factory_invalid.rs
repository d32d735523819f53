//! `rpcinterface-factory-invalid`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::value_or_name;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::{expansion, import_spec};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an `[rpcinterface:x]` without `supervisor.rpcinterface_factory`, or with one that cannot be imported.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. For modules of other packages only the form of the name is checked;
    /// supervisor's own are all known.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [rpcinterface:supervisor]
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [rpcinterface:supervisor]
    /// supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `get_plugins`, and `compat.py`, `import_spec`.
    pub static RPCINTERFACE_FACTORY_INVALID = {
        name: "rpcinterface-factory-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::RpcInterface], check),
    }
}

/// The factory that belongs in `[rpcinterface:supervisor]`.
const MAIN: &str = "supervisor.rpcinterface:make_main_rpcinterface";

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let section = context.header_text();
    let is_main = section == "rpcinterface:supervisor";
    let name = Name::SupervisorRpcinterfaceFactory;
    let Some(entry) = context.entry(name) else {
        let (file, span) = context.header();
        let finding = RPCINTERFACE_FACTORY_INVALID
            .at(file, span, format!("[{section}] has no {name}"))
            .label("created by which factory?")
            .help(format!(
                "supervisord says: section [{section}] does not specify a {name}. It refuses the whole file."
            ));
        sink.add(if is_main {
            let line = context.append_line(&format!("{name} = {MAIN}"));
            finding.fix(format!("add {name}"), Applicability::Safe, vec![line])
        } else {
            finding
        });
        return;
    };
    let Some(text) = context.expanded(name) else { return };
    let Err(error) = import_spec::parse(&text) else { return };
    let value = entry.value();
    let finding = RPCINTERFACE_FACTORY_INVALID
        .at(entry.id.file, value_or_name(&entry), format!("`{text}` cannot be imported"))
        .label(format!("expected {}", error.expected))
        .help(format!("supervisord says: {} within [{section}]. It refuses the whole file.", error.message));
    let is_plain = value.text().is_some_and(|text| !expansion::is_needed(text));
    sink.add(if is_main && is_plain {
        finding.fix(format!("write `{MAIN}`"), Applicability::Safe, vec![Edit::replace(value.whole(), MAIN)])
    } else {
        finding
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(text: &str) -> Vec<Found> {
        supervisord(&RPCINTERFACE_FACTORY_INVALID, text)
    }

    #[test]
    fn the_main_interface_gets_its_factory_as_a_fix() {
        let fixed = format!("[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = {MAIN}\n");
        assert_eq!(found("[rpcinterface:supervisor]")[0].fixed.as_ref(), Some(&fixed));
        let typo = "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main\n";
        assert_eq!(found(typo)[0].fixed.as_ref(), Some(&fixed));
        assert_eq!(found("[rpcinterface:x]\n")[0].fixed, None);
    }

    #[test]
    fn a_name_missing_from_a_supervisor_module_is_flagged() {
        let factory = "supervisor.rpcinterface:make_reread_rpcinterface";
        let found = found(&format!("[rpcinterface:reread]\nsupervisor.rpcinterface_factory={factory}\n"));
        let help = format!(
            "supervisord says: {factory} cannot be resolved within [rpcinterface:reread]. It refuses the whole file."
        );
        assert_eq!((found[0].help.as_str(), &found[0].fixed), (help.as_str(), &None));
    }

    #[test]
    fn a_module_from_another_package_passes() {
        for factory in ["supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface", "%(ENV_FACTORY)s"] {
            assert!(
                found(&format!("[rpcinterface:x]\nsupervisor.rpcinterface_factory={factory}\n")).is_empty()
            );
        }
    }

    #[test]
    fn a_missing_colon_is_flagged() {
        let spec = "supervisor.rpcinterface.make_main_rpcinterface";
        let found = found(&format!("[rpcinterface:x]\nsupervisor.rpcinterface_factory: {spec}\n"));
        assert_eq!(found[0].text, spec);
    }
}
