//! `sysvisor convert`: hand over the files of a translation and the report on it.

use std::io::Write as _;
use std::path::Path;

use super::args::{ConvertArgs, ReportFormat};
use super::output::{Written, replace_all, write_all};
use super::{Failure, Terminal};
use crate::report::diff;
use crate::source::{Disk, Files as _};

/// Hands over the files of a translation: into the folder, as a diff against it, or to standard output.
///
/// # Errors
/// When they cannot be written; then no file has changed.
pub fn deliver(
    args: &ConvertArgs,
    files: &[(String, Vec<u8>)],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    match &args.output {
        _ if args.diff => {
            let folder = args.output.as_deref().unwrap_or(Path::new("."));
            for (name, after) in files {
                let path = folder.join(name);
                let before = Disk.read(&path).ok();
                let name = path.to_string_lossy();
                diff::write(&mut terminal.out, &name, before.as_deref(), after, terminal.look.color)?;
            }
        }
        Some(folder) => {
            let Written { changed, unchanged } = write_all(folder, files, args.force)?;
            let same = if unchanged > 0 { format!(", {unchanged} unchanged") } else { String::new() };
            let plural = if changed == 1 { "" } else { "s" };
            terminal.note(&format!("Wrote {changed} file{plural} to {}{same}", folder.display()));
        }
        None => {
            for (at, (name, bytes)) in files.iter().enumerate() {
                let gap = if at > 0 { "\n" } else { "" };
                writeln!(terminal.out, "{gap}# file: {name}")?;
                terminal.out.write_all(bytes)?;
                if !bytes.ends_with(b"\n") {
                    writeln!(terminal.out)?;
                }
            }
        }
    }
    Ok(())
}

/// Hands over the fidelity report: `text` for reading, `machine` when `--report` asks for JSON or HTML.
///
/// The text goes to standard error with every conversion. Where the other one goes there, too, it goes alone, so
/// that a script can read it.
///
/// # Errors
/// When `--report-file` cannot be written.
pub fn deliver_report(
    args: &ConvertArgs,
    text: &str,
    machine: Option<&str>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let asked = match args.report {
        ReportFormat::Text => text,
        ReportFormat::Json | ReportFormat::Html => machine.unwrap_or(text),
    };
    let is_alone = match &args.report_file {
        Some(path) => {
            replace_all(&[(path.clone(), asked.as_bytes().to_vec())])?;
            false
        }
        None => args.report != ReportFormat::Text,
    };
    if is_alone {
        let _ = terminal.err.write_all(asked.as_bytes());
    } else {
        terminal.note(text.trim_end());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::args::{Cli, Command};
    use super::super::terminal::tests::memory;
    use super::*;

    fn args(line: &str) -> ConvertArgs {
        match Cli::try_parse_from(line.split(' ')).unwrap().command {
            Command::Convert(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn files() -> Vec<(String, Vec<u8>)> {
        vec![("a.service".into(), b"[Unit]\n".to_vec()), ("b.service".into(), b"[Unit]".to_vec())]
    }

    #[test]
    fn files_are_printed_one_after_another_under_their_names() {
        let (mut terminal, out, _) = memory();
        deliver(&args("sysvisor convert --to systemd x"), &files(), &mut terminal).unwrap();
        assert_eq!(out.text(), "# file: a.service\n[Unit]\n\n# file: b.service\n[Unit]\n");
    }

    #[test]
    fn a_diff_shows_what_would_be_written_and_writes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let line = format!("sysvisor convert --to systemd x --diff -o {}", root.path().display());
        let (mut terminal, out, _) = memory();
        deliver(&args(&line), &files(), &mut terminal).unwrap();
        assert!(
            out.text().contains("--- /dev/null\n")
                && out.text().contains("a.service\n@@ -0,0 +1 @@\n+[Unit]\n")
        );
        assert!(Disk.list(root.path()).unwrap().is_empty());
    }

    #[test]
    fn files_are_written_and_counted() {
        let root = tempfile::tempdir().unwrap();
        let line = format!("sysvisor convert --to systemd x -o {}", root.path().display());
        let (mut terminal, out, err) = memory();
        deliver(&args(&line), &files(), &mut terminal).unwrap();
        assert_eq!(Disk.list(root.path()).unwrap(), ["a.service", "b.service"]);
        assert_eq!(err.text(), format!("Wrote 2 files to {}\n", root.path().display()));
        assert_eq!(out.text(), "");
    }

    #[test]
    fn json_on_standard_error_stands_alone_and_in_a_file_beside_the_text() {
        let (mut terminal, _, err) = memory();
        deliver_report(
            &args("sysvisor convert --to systemd x --report json"),
            "text\n",
            Some("{}\n"),
            &mut terminal,
        )
        .unwrap();
        assert_eq!(err.text(), "{}\n");

        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("report.json");
        let line = format!("sysvisor convert --to systemd x --report json --report-file {}", file.display());
        let (mut terminal, _, err) = memory();
        deliver_report(&args(&line), "text\n", Some("{}\n"), &mut terminal).unwrap();
        assert_eq!((err.text().as_str(), Disk.read(&file).unwrap()), ("text\n", b"{}\n".to_vec()));
    }
}
