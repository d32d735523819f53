//! `user-specifiers-mean-manager`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Specifiers};
use crate::systemd::kinds::specifier::{self, Piece};
use crate::systemd::versions::Release;

rule! {
    /// Flags `%h`, `%u`, `%U`, `%g`, `%G` and `%s` in a unit with `User=`: they are those of the user who runs systemd,
    /// not of that one.
    ///
    /// ## Why
    ///
    /// In a system unit they are `/root`, `root`, `0`, `root`, `0` and root's shell, whatever `User=` says.
    /// `WorkingDirectory=%h/app` is `/root/app`, which another user may not even enter.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// WorkingDirectory=%h/data
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// WorkingDirectory=/srv/app/data
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers": "not influenced by the User= setting"; NEWS of 228. Run on 252: `%h` is `/root`.
    pub static USER_SPECIFIERS_MEAN_MANAGER = {
        name: "user-specifiers-mean-manager",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::User], check),
    }
}

/// The first release in which they are those of the manager.
const MANAGERS_SINCE: Release = Release(228);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (unit, user) = (context.unit, &context.entry);
    let written = user.item.value.slice(user.bytes);
    let is_another = !matches!(written, b"" | b"root" | b"0")
        && memchr::memchr(b'%', written).is_none_or(|_| written == b"%i");
    let has_any = |bytes: &[u8]| {
        memchr::memchr_iter(b'%', bytes).any(|at| bytes.get(at + 1).is_some_and(is_user_specifier))
    };
    let mut files = unit.files.iter().map(|file| context.sources.get(file.id).bytes());
    let mut is_used = || *context.memo.has_user_specifiers.get_or_init(|| files.any(has_any));
    if !is_another || !is_used() || context.release() < MANAGERS_SINCE || !context.is_in_effect() {
        return;
    }
    for entry in unit.entries(context.sources).filter(|entry| entry.section == user.section) {
        if entry.row.is_none_or(|row| row.specifiers == Specifiers::None) {
            continue;
        }
        let value = entry.value();
        let mut pieces = specifier::pieces(value.bytes());
        let found = pieces.find_map(|(piece, span)| match piece {
            Piece::Specifier(letter) if is_user_specifier(&letter) => Some((letter, span)),
            _ => None,
        });
        let Some((letter, span)) = found else { continue };
        let (what, roots) = match letter {
            b'h' => ("home directory", "/root"),
            b's' => ("shell", "root's shell"),
            b'u' => ("name", "root"),
            b'g' => ("group", "root"),
            _ => ("numeric ID", "0"),
        };
        let letter = char::from(letter);
        sink.add(
            USER_SPECIFIERS_MEAN_MANAGER
                .at(entry.id.file, value.span(span), format!("`%{letter}` is root's {what} here, not that of User="))
                .label(format!("{roots} in the system manager"))
                .related(user.id.file, user.item.value, "the user is set here")
                .help("systemd says nothing: it expands this for the user who runs systemd itself. Write out what \
                       you mean."),
        );
    }
}

const fn is_user_specifier(letter: &u8) -> bool {
    matches!(letter, b'h' | b's' | b'u' | b'U' | b'g' | b'G')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn root_and_units_without_a_user_pass() {
        let count = |lines: &str| unit(&USER_SPECIFIERS_MEAN_MANAGER, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("User=app\nExecStart=/a %h %u\nReadWritePaths=%h"), 2);
        assert_eq!(count("User=root\nExecStart=/a %h"), 0);
        assert_eq!(count("User=app\nUser=\nExecStart=/a %h"), 0);
        assert_eq!(count("User=app\nExecStart=/a %%h %t"), 0);
        assert_eq!(count("ExecStart=/a %h"), 0);
    }

    #[test]
    fn before_228_they_meant_the_services_user() {
        let text = "[Service]\nUser=app\nExecStart=/a %h\n";
        assert!(file_for(&USER_SPECIFIERS_MEAN_MANAGER, 219, "a.service", text).is_empty());
    }
}
