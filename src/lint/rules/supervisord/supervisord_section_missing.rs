//! `supervisord-section-missing`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::line_end;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::SectionKind;
use crate::syntax::{Edit, ItemKind};

rule! {
    /// Flags a file that looks like a main file and has no `[supervisord]`.
    ///
    /// ## Why
    ///
    /// supervisord refuses a main file without that section; an empty one is enough. Included files need none, and are
    /// not flagged: a main file is one that has `[include]`, or `[supervisorctl]` and a server.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/s.sock
    /// [rpcinterface:supervisor]
    /// supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
    /// [supervisorctl]
    /// serverurl=unix:///run/s.sock
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [unix_http_server]
    /// file=/run/s.sock
    /// [rpcinterface:supervisor]
    /// supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
    /// [supervisorctl]
    /// serverurl=unix:///run/s.sock
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`: `.ini file does not include supervisord section`.
    pub static SUPERVISORD_SECTION_MISSING = {
        name: "supervisord-section-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    if config.section(SectionKind::Supervisord).is_some() {
        return;
    }
    let has = |kind| config.section(kind).is_some();
    // A server alone may be in a fragment; with the client's section next to it, it is in a main file.
    let has_both = has(SectionKind::Supervisorctl)
        && (has(SectionKind::UnixHttpServer) || has(SectionKind::InetHttpServer));
    if !has_both && !has(SectionKind::Include) {
        return;
    }
    let main = &config.files[0];
    let Some(header) = main.tree.items.iter().find(|item| item.kind == ItemKind::Header) else { return };
    let end = line_end(context.sources.get(main.id).bytes());
    sink.add(
        SUPERVISORD_SECTION_MISSING
            .at(main.id, header.name, "this looks like a main file, but it has no [supervisord]")
            .label("the first section")
            .help(
                "supervisord says: .ini file does not include supervisord section. An empty one is enough. If the file is \
                 included by another, nothing is wrong.",
            )
            .fix("add [supervisord]", Applicability::Unsafe, vec![Edit::insert(header.start, format!("[supervisord]{end}{end}"))]),
    );
}
