//! Delivers the results of a translation: its files, and the report.

use std::io::Write as _;
use std::path::Path;

use crate::cli::args::{ConvertArgs, ReportFormat};
use crate::cli::output::{Outputs, Written};
use crate::cli::{Exit, Failure, Terminal};
use crate::emission::OutputFile;
use crate::report::diff;
use crate::source::{Disk, Files as _};

/// The fidelity report in the formats that were requested.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReportTexts<'a> {
    /// As text.
    pub(super) text: &'a str,
    /// In the format of `--report`, JSON or HTML; empty if that is text.
    pub(super) machine: &'a str,
}

impl<'a> ReportTexts<'a> {
    /// The format that is written to the destination of `--report-file`.
    fn requested(self, args: &ConvertArgs) -> &'a str {
        match args.report {
            ReportFormat::Text => self.text,
            ReportFormat::Json | ReportFormat::Html => self.machine,
        }
    }
}

/// Whether the report is machine-readable and is the only output on standard error.
#[must_use]
pub(super) fn is_alone(args: &ConvertArgs) -> bool {
    args.report != ReportFormat::Text && args.report_file.is_none()
}

/// Delivers the files, unless `files` is `None`: into the directory, as a diff against it, or to standard output. The text
/// report goes to standard error with every conversion; a machine-readable one replaces it there, so that a script can
/// parse it. A diff that is not empty results in status 1, as with `check`.
///
/// # Errors
/// If a file cannot be written, including the report; then no file has changed, and nothing was printed.
pub(super) fn deliver(
    args: &ConvertArgs,
    files: Option<&[OutputFile]>,
    texts: ReportTexts<'_>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let requested = texts.requested(args);
    let mut outputs = Outputs::default();
    let directory = args.directory().filter(|_| !args.diff);
    let written = match (directory, files) {
        (Some(directory), Some(files)) => {
            let files = files.iter().map(|file| (file.name.as_str(), file.text.as_bytes()));
            Some((directory, outputs.add_directory(directory, files)?))
        }
        _ => None,
    };
    if let Some(path) = args.report_path() {
        outputs.add_file(path, requested.as_bytes())?;
    }
    outputs.write(args.force)?;
    let mut exit = Exit::Clean;
    match (written, files) {
        (Some((directory, written)), _) => say_written(directory, written, terminal),
        (None, Some(files)) if args.diff => exit = show_differences(args, files, terminal)?,
        (None, Some(files)) => print_files(files, terminal)?,
        (None, None) => {}
    }
    if args.prints_report() {
        terminal.out.write_all(requested.as_bytes())?;
    }
    if is_alone(args) {
        let _ = terminal.err.write_all(requested.as_bytes());
    } else {
        terminal.report(texts.text.trim_end());
    }
    Ok(exit)
}

fn say_written(directory: &Path, written: Written, terminal: &mut Terminal) {
    let Written { changed, unchanged } = written;
    if changed + unchanged == 0 {
        return terminal.note(&format!("Wrote nothing to {}", directory.display()));
    }
    let same = if unchanged > 0 { format!(", {unchanged} unchanged") } else { String::new() };
    let plural = if changed == 1 { "" } else { "s" };
    terminal.note(&format!("Wrote {changed} file{plural} to {}{same}", directory.display()));
}

fn show_differences(
    args: &ConvertArgs,
    files: &[OutputFile],
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let directory = args.directory().unwrap_or(Path::new("."));
    let mut exit = Exit::Clean;
    for OutputFile { name, kind: _, text: after } in files {
        let path = directory.join(name);
        let before = Disk.read(&path).ok();
        if before.as_deref() != Some(after.as_bytes()) {
            exit = Exit::Findings;
        }
        let name = path.to_string_lossy();
        diff::write(&mut terminal.out, &name, before.as_deref(), after.as_bytes(), terminal.look.color)?;
    }
    Ok(exit)
}

fn print_files(files: &[OutputFile], terminal: &mut Terminal) -> Result<(), Failure> {
    for (at, OutputFile { name, kind: _, text }) in files.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(terminal.out, "{gap}# file: {name}")?;
        terminal.out.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            writeln!(terminal.out)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::args::{Cli, Command};
    use crate::cli::terminal::tests::memory;
    use crate::emission::FileKind;

    /// Standard output and standard error of a delivery.
    fn delivered(options: &str) -> (String, String) {
        let line = format!("sysvisor convert --to systemd x {options}");
        let args = match Cli::try_parse_from(line.trim_end().split(' ')).unwrap().command {
            Command::Convert(args) => args,
            other => panic!("{other:?}"),
        };
        let files = [("a.service", "[Unit]\n"), ("b.service", "[Unit]")].map(|(name, text)| OutputFile {
            name: name.to_owned(),
            kind: FileKind::Settings,
            text: text.to_owned(),
        });
        let (mut terminal, out, err) = memory();
        deliver(&args, Some(&files), ReportTexts { text: "text\n", machine: "{}\n" }, &mut terminal).unwrap();
        (out.text(), err.text())
    }

    #[test]
    fn files_are_printed_one_after_another_under_their_names() {
        let printed = "# file: a.service\n[Unit]\n\n# file: b.service\n[Unit]\n";
        assert_eq!(delivered(""), (printed.into(), "text\n".into()));
        assert_eq!(delivered("-o -").0, printed, "a dash is standard output");
    }

    #[test]
    fn a_dash_is_standard_output_for_the_report() {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().display();
        let (out, err) = delivered(&format!("-o {directory} --report json --report-file -"));
        assert_eq!((out.as_str(), err), ("{}\n", format!("Wrote 2 files to {directory}\ntext\n")));
    }

    #[test]
    fn diff_shows_what_would_be_written_and_writes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let (out, _) = delivered(&format!("--diff -o {}", root.path().display()));
        assert!(out.contains("--- /dev/null\n") && out.contains("a.service\n@@ -0,0 +1 @@\n+[Unit]\n"));
        assert!(Disk.list(root.path()).unwrap().is_empty());
    }

    #[test]
    fn files_are_written_and_counted() {
        let root = tempfile::tempdir().unwrap();
        let (out, err) = delivered(&format!("-o {}", root.path().display()));
        assert_eq!(Disk.list(root.path()).unwrap(), ["a.service", "b.service"]);
        assert_eq!(err, format!("Wrote 2 files to {}\ntext\n", root.path().display()));
        assert_eq!(out, "");
    }

    #[test]
    fn a_json_report_replaces_the_text_on_stderr_unless_it_goes_to_a_file() {
        assert_eq!(delivered("--report json").1, "{}\n");
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("report.json");
        let (_, err) = delivered(&format!("--report json --report-file {}", file.display()));
        assert_eq!((err.as_str(), Disk.read(&file).unwrap()), ("text\n", b"{}\n".to_vec()));
    }
}
