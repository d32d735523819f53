//! `mdwe-with-jit`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::base_name_bytes;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::words::Word;

rule! {
    /// Flags `MemoryDenyWriteExecute=yes` with a program that generates machine code at run time: `java`, `node`,
    /// `dotnet`, `mono`, `luajit`, `pypy`, and the like.
    ///
    /// ## Why
    ///
    /// Such a program writes code into memory and runs it, which is what the setting forbids: it crashes at the start
    /// or as soon as the compiler runs.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/java -jar /srv/app.jar
    /// MemoryDenyWriteExecute=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/java -jar /srv/app.jar
    /// MemoryDenyWriteExecute=no
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `MemoryDenyWriteExecute=`: "incompatible with programs and libraries that generate program code
    /// dynamically at runtime, including JIT execution engines".
    pub static MDWE_WITH_JIT = {
        name: "mdwe-with-jit",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::MemoryDenyWriteExecute], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.is_whole() {
        return;
    }
    let in_effect = context.last_in_effect(Section::Service, Name::MemoryDenyWriteExecute);
    let Some(entry) = in_effect.filter(|entry| entry.flag() == Some(true)) else { return };
    let place = context.commands.for_directives(&[Name::ExecStart]).find_map(|one| {
        let words: Vec<_> = one.command.words().collect();
        // `env` runs the first word that is neither an assignment nor an option.
        let is_env = one.command.program_name() == b"env";
        let is_program = |word: &&&Word<'_>| !word.bytes.starts_with(b"-") && !word.bytes.contains(&b'=');
        let program = if is_env { words.iter().skip(1).find(is_program) } else { words.first() };
        // An interpreter that is told not to compile.
        let is_told = words.iter().any(|word| matches!(word.bytes.as_ref(), b"-Xint" | b"--jitless"));
        program.filter(|word| has_jit(base_name_bytes(&word.bytes)) && !is_told).map(|word| one.place(word))
    });
    let Some((file, span)) = place else { return };
    sink.add(
        MDWE_WITH_JIT
            .at(entry.id.file, entry.value().whole(), "the program generates code at run time, and this forbids it")
            .label("crashes the program")
            .related(file, span, "generates code at run time")
            .help("systemd has the kernel refuse memory that is both writable and executable. Remove the setting for \
                   this program."),
    );
}

fn has_jit(program: &[u8]) -> bool {
    matches!(
        program,
        b"java"
            | b"node"
            | b"nodejs"
            | b"deno"
            | b"bun"
            | b"dotnet"
            | b"mono"
            | b"luajit"
            | b"pypy"
            | b"pypy3"
            | b"php"
            | b"julia"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_program_without_a_jit_passes() {
        let count = |lines: &str| unit(&MDWE_WITH_JIT, &format!("[Service]\n{lines}\n")).len();
        let on = "MemoryDenyWriteExecute=yes\nExecStart=";
        assert_eq!(count(&format!("{on}/usr/bin/node /srv/app.js")), 1);
        assert_eq!(count(&format!("{on}/usr/bin/env node /srv/app.js")), 1);
        assert_eq!(count(&format!("{on}/usr/bin/app /srv/node/node")), 0);
        assert_eq!(count(&format!("{on}/usr/bin/node --jitless /srv/app.js")), 0);
        assert_eq!(count("MemoryDenyWriteExecute=no\nExecStart=/usr/bin/java"), 0);
    }
}
