//! `supervisor.rpcinterface_factory=` and `result_handler=`: a Python object by its module and name
//! (`supervisor.compat.import_spec`, `importlib.metadata.EntryPoint`).
//!
//! supervisord imports it while it loads the file. The packages of a host are not known here; those of supervisor
//! itself are (4.3.0).

use super::python;
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "module:callable, from a module that can be imported";

/// The modules of the `supervisor` package.
const MODULES: [&str; 21] = [
    "childutils",
    "compat",
    "confecho",
    "datatypes",
    "dispatchers",
    "events",
    "http",
    "http_client",
    "loggers",
    "options",
    "pidproxy",
    "poller",
    "process",
    "rpcinterface",
    "socket_manager",
    "states",
    "supervisorctl",
    "supervisord",
    "templating",
    "web",
    "xmlrpc",
];

/// The subdirectories of the package, whose contents are not checked.
const SUBDIRECTORIES: [&str; 5] = ["medusa", "scripts", "skel", "tests", "ui"];

/// The names in `supervisor.rpcinterface`, imports included.
const RPCINTERFACE: [&str; 38] = [
    "API_VERSION",
    "Automatic",
    "BadCommand",
    "Faults",
    "NOT_DONE_YET",
    "NoPermission",
    "NotExecutable",
    "NotFound",
    "ProcessStates",
    "RPCError",
    "RUNNING_STATES",
    "RemoteCommunicationEvent",
    "SIGNALLABLE_STATES",
    "STOPPED_STATES",
    "SupervisorNamespaceRPCInterface",
    "SupervisorStates",
    "VERSION",
    "_total_seconds",
    "as_bytes",
    "as_string",
    "capped_int",
    "datetime",
    "errno",
    "getProcessStateDescription",
    "getSupervisorStateDescription",
    "isNotRunning",
    "isRunning",
    "isSignallable",
    "make_allfunc",
    "make_main_rpcinterface",
    "make_namespec",
    "notify",
    "os",
    "readFile",
    "signal_number",
    "split_namespec",
    "tailFile",
    "time",
];

/// The names in `supervisor.dispatchers`, imports included.
const DISPATCHERS: [&str; 20] = [
    "ANSI_ESCAPE_BEGIN",
    "ANSI_TERMINATORS",
    "EventListenerStates",
    "EventRejectedEvent",
    "PDispatcher",
    "PEventListenerDispatcher",
    "PInputDispatcher",
    "POutputDispatcher",
    "ProcessLogStderrEvent",
    "ProcessLogStdoutEvent",
    "RejectEvent",
    "as_string",
    "compact_traceback",
    "default_handler",
    "errno",
    "find_prefix_at_end",
    "getEventListenerStateDescription",
    "loggers",
    "notify",
    "stripEscapes",
];

/// The name of a Python object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportSpec<'a> {
    /// The dotted name of the module.
    pub module: &'a str,
    /// The dotted name of the object in it; empty for the module itself.
    pub object: &'a str,
}

/// Parses the name of an object.
///
/// # Errors
///
/// If it does not have this form, or if the `supervisor` package does not contain it.
pub fn parse(text: &str) -> Result<ImportSpec<'_>, ValueError> {
    let found = split(text).filter(|spec| may_exist(*spec));
    found.ok_or_else(|| ValueError::whole(text, format!("{text} cannot be resolved"), EXPECTED))
}

/// Parses the parts of `([\w.]+)\s*(:\s*([\w.]+)\s*)?(\[.*\]\s*)?$`.
fn split(text: &str) -> Option<ImportSpec<'_>> {
    let (module, rest) = word(text)?;
    let (object, rest) = match rest.strip_prefix(':') {
        Some(rest) => word(rest.trim_start_matches(python::is_space))?,
        None => ("", rest),
    };
    let rest = rest.trim_end_matches(python::is_space);
    let is_extras = rest.len() > 1 && rest.starts_with('[') && rest.ends_with(']') && !rest.contains('\n');
    (rest.is_empty() || is_extras).then_some(ImportSpec { module, object })
}

/// The letters, digits, underscores and dots at the start of a text, and the text after them and after the whitespace
/// that follows.
fn word(text: &str) -> Option<(&str, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let (word, rest) = text.split_at(text.find(|c| !is_word(c)).unwrap_or(text.len()));
    (!word.is_empty()).then(|| (word, rest.trim_start_matches(python::is_space)))
}

/// Whether the object may exist on a host.
fn may_exist(spec: ImportSpec<'_>) -> bool {
    let mut modules = spec.module.split('.');
    if modules.next() != Some("supervisor") {
        return true;
    }
    let Some(module) = modules.next() else { return true };
    if SUBDIRECTORIES.contains(&module) {
        return true;
    }
    if !MODULES.contains(&module) || modules.next().is_some() {
        return false;
    }
    let names: &[&str] = match module {
        "rpcinterface" => &RPCINTERFACE,
        "dispatchers" => &DISPATCHERS,
        _ => return true,
    };
    match spec.object.split('.').find(|name| !name.is_empty()) {
        Some(name) => name.starts_with("__") || names.contains(&name),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_extras_and_a_bare_module_are_accepted() {
        let main = ImportSpec { module: "supervisor.rpcinterface", object: "make_main_rpcinterface" };
        for text in [
            "supervisor.rpcinterface:make_main_rpcinterface",
            "supervisor.rpcinterface : make_main_rpcinterface",
            "supervisor.rpcinterface:make_main_rpcinterface [x]",
        ] {
            assert_eq!(parse(text), Ok(main), "{text}");
        }
        for text in
            ["supervisor.rpcinterface", "supervisor:rpcinterface", "a_plugin:make", "supervisor_quick.a:b"]
        {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn malformed_specs_cannot_be_resolved() {
        for text in ["", "a b:c", "a-b:c", "a:", ":b", "a:b junk", "a:b[", "\"a:b\""] {
            assert_eq!(parse(text).unwrap_err().message, format!("{text} cannot be resolved"));
        }
    }

    #[test]
    fn names_missing_from_supervisor_cannot_be_resolved() {
        for text in [
            "supervisor.rpcinterface:make_reread_rpcinterface",
            "supervisor.rpcinterface.make_main_rpcinterface",
            "supervisor.rpc:make_main_rpcinterface",
            "supervisor.dispatchers:handler",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
