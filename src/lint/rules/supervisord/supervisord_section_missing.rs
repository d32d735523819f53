//! `supervisord-section-missing`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::SectionKind;
use crate::syntax::Edit;

rule! {
    /// Flags a file that looks like a main file and has no `[supervisord]`.
    ///
    /// ## Why
    ///
    /// supervisord refuses a main file without that section; an empty one is enough. Files that are included need none, and
    /// are not flagged: a main file is one that has `[unix_http_server]`, `[inet_http_server]`, `[supervisorctl]` or
    /// `[include]`, or is called `supervisord.conf`.
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
    let main_only = [SectionKind::Supervisorctl, SectionKind::Include];
    let servers = [SectionKind::UnixHttpServer, SectionKind::InetHttpServer];
    let found = |kinds: &[SectionKind]| kinds.iter().find_map(|kind| config.section(*kind));
    // A server alone may well stand in a fragment; with the client's section beside it, it is a main file's.
    let looks_main = found(&main_only).is_some()
        && (found(&servers).is_some() || config.section(SectionKind::Include).is_some());
    let file = config.files[0].id;
    if !looks_main || context.sources.get(file).bytes().is_empty() {
        return;
    }
    let first = config.files[0].tree.items.iter().find(|item| item.kind == crate::syntax::ItemKind::Header);
    let Some(header) = first else { return };
    sink.add(
        SUPERVISORD_SECTION_MISSING
            .at(file, header.name, "this looks like a main file, and it has no [supervisord]")
            .label("the first section")
            .help(
                "supervisord says: .ini file does not include supervisord section. An empty one is enough. If the file is \
                 included by another, nothing is wrong.",
            )
            .fix("add [supervisord]", Applicability::Unsafe, vec![Edit::replace(Span::at(header.start), "[supervisord]\n\n")]),
    );
}
