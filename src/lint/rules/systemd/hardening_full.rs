//! `hardening-full`

use super::hardening_baseline::{listed, missing};
use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a service without the settings that confine it further than `hardening-baseline` asks. Part of the group
    /// `hardening`: off unless selected with `--select hardening`.
    ///
    /// ## Why
    ///
    /// These take away what some programs do need: the network, the processes of others, code that is written while it
    /// runs. If the program can do without, a vulnerability in it is of little use.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// RestrictAddressFamilies=AF_UNIX
    /// IPAddressDeny=any
    /// PrivateNetwork=yes
    /// PrivateUsers=yes
    /// ProtectClock=yes
    /// ProtectProc=invisible
    /// ProcSubset=pid
    /// SystemCallArchitectures=native
    /// MemoryDenyWriteExecute=yes
    /// UMask=0077
    /// KeyringMode=private
    /// ProtectHostname=yes
    /// RemoveIPC=yes
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Sandboxing"; `src/analyze/analyze-security.c`, whose other items are those of `hardening-baseline` and
    /// `runs-as-root`.
    pub static HARDENING_FULL = {
        name: "hardening-full",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

/// The settings, the weightiest first.
const SETTINGS: [Name; 13] = [
    Name::RestrictAddressFamilies,
    Name::PrivateNetwork,
    Name::PrivateUsers,
    Name::IPAddressDeny,
    Name::ProtectClock,
    Name::ProtectProc,
    Name::ProcSubset,
    Name::SystemCallArchitectures,
    Name::MemoryDenyWriteExecute,
    Name::UMask,
    Name::KeyringMode,
    Name::ProtectHostname,
    Name::RemoveIPC,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let missing = missing(context, &SETTINGS);
    let settings = match missing.len() {
        0 => return,
        1 => "setting that may be too strict for the program is",
        _ => "settings that may be too strict for the program are",
    };
    let (file, span) = context.header(Section::Service);
    sink.add(
        HARDENING_FULL
            .at(file, span, format!("{} {settings} not set", missing.len()))
            .label(format!("no {}=", missing[0].as_str()))
            .help(format!(
                "systemd allows the program everything that is not taken away. Look at each: {}. See \
                 systemd.exec(5), Sandboxing.",
                listed(&missing)
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn only_directives_of_the_target_release_are_suggested() {
        let text = "[Service]\nExecStart=/a\n";
        let help = |release: u16| file_for(&HARDENING_FULL, release, "a.service", text)[0].help.clone();
        assert!(help(257).contains("ProtectProc=") && !help(240).contains("ProtectProc="));
        let dynamic = unit(&HARDENING_FULL, &format!("{text}DynamicUser=yes\n"));
        assert!(!dynamic[0].help.contains("RemoveIPC="));
    }
}
