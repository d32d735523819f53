//! Checks units one at a time: each is read, linted, its findings rendered, and dropped.
//!
//! What units say about each other is kept in a [`Fleet`]. Once all have been read, it decides which findings hold. With
//! several jobs, each gets a chunk of the files; concatenated, their results are the same as those of a single job.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::args::{CheckArgs, InputArgs};
use super::discover::Target;
use super::worker::{Chunk, Worker};
use super::{Failure, Terminal, load};
use crate::host::Host;
use crate::language::{Language, NameHint};
use crate::lint::{Ignores, Options, Reported, SuppressedBy, UnitHostLinter, UnitLinter};
use crate::report::order;
use crate::report::rendered::{Form, Rendered};
use crate::source::{Files, SourceFile, Sources};
use crate::systemd::UnitReader;
use crate::systemd::fleet::Fleet;

use super::late::Late;

/// The result of a check.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// The rendered findings.
    pub(super) findings: Vec<Rendered>,
    /// The number of files that were checked.
    pub(super) files: usize,
    /// Whether something could not be read; the error has been printed already.
    pub(super) failed: bool,
}

/// The parameters of a run.
pub(super) struct Run<'a> {
    /// The command line.
    pub(super) args: &'a CheckArgs,
    /// The options of the library.
    pub(super) options: &'a Options,
    /// The file system.
    pub(super) files: &'a dyn Files,
    /// The output format.
    pub(super) form: Form,
    /// The machine, if there is one to check.
    pub(super) host: Option<&'a Host>,
}

/// The number of files that justify another job: starting one takes as long as reading some files.
const LEAST: usize = 256;

impl Run<'_> {
    /// Checks what the command line names.
    ///
    /// # Errors
    /// If a finding cannot be rendered.
    pub(super) fn check(&self, terminal: &mut Terminal) -> Result<Checked, Failure> {
        let discovery = load::targets(&load::paths(self.args), &self.args.input, self.files);
        let mut problems: Vec<Failure> = discovery.problems;
        let targets = discovery.targets;
        let parts: BTreeMap<&Path, &Target> = targets
            .iter()
            .filter(|target| is_drop_in(target, &self.args.input))
            .map(|target| (target.path.as_path(), target))
            .collect();
        let open = |path: &Path| self.open_part(path, &parts);
        let mut reader = UnitReader::new(self.files, &open);
        let linter = UnitLinter::new(self.options);
        let host = self.host.map(|host| UnitHostLinter::new(self.options, host));
        let worker = |reader| Worker::new(self, &linter, host.as_ref(), reader);

        let mut chunks = self.chunks(&targets, &mut reader, &worker)?;
        let mut fleet = Fleet::new();
        for chunk in &mut chunks {
            chunk.first = fleet.len();
            fleet.append(std::mem::take(&mut chunk.fleet));
        }
        // A drop-in is checked as a part of its unit, or on its own if the unit is not there.
        let known: BTreeSet<&str> = fleet.drop_in_files().collect();
        let postponed = chunks.iter().flat_map(|chunk| &chunk.postponed).copied();
        let (own, alone): (Vec<usize>, Vec<usize>) =
            postponed.partition(|at| targets[*at].path.to_str().is_some_and(|path| known.contains(path)));
        let mut last = worker(reader);
        for at in alone {
            last.check(at, &targets[at])?;
        }
        let (mut last, mut reader) = last.end();
        last.first = fleet.len();
        fleet.append(std::mem::take(&mut last.fleet));
        chunks.push(last);
        fleet.mark_given();
        reader.neighbours(&mut fleet);
        fleet.build_indices();

        let files = own.len() + chunks.iter().map(|chunk| chunk.files).sum::<usize>();
        problems.extend(take_problems(&mut chunks));
        let (of_supervisord, included) = self.supervisord(&mut chunks)?;
        let mut findings = vec![of_supervisord];
        let mut ignores = Ignores::new();
        chunks.iter_mut().for_each(|chunk| ignores.append(std::mem::take(&mut chunk.ignores)));
        let late = Late::new(self.files, &chunks);
        findings.push(late.check(&linter, &fleet, &chunks, &mut ignores, self.form)?);
        problems.extend(late.problems());
        drop_unconfirmed(&mut chunks, &fleet, &mut ignores);
        findings.extend(chunks.into_iter().map(|chunk| chunk.findings));
        if !ignores.is_empty() {
            findings.push(self.unused(&ignores)?);
        }
        if fleet.shares_files() {
            // A drop-in in `service.d` is read once for every service.
            Rendered::dedup(&mut findings);
        }
        for problem in &problems {
            terminal.fail(problem);
        }
        Ok(Checked { findings, files: files + included, failed: !problems.is_empty() })
    }

    /// Checks all files except drop-ins, in chunks.
    fn chunks<'r>(
        &self,
        targets: &[Target],
        reader: &mut UnitReader<'r>,
        worker: &(impl Fn(UnitReader<'r>) -> Worker<'r> + Sync),
    ) -> Result<Vec<Chunk>, Failure>
    where
        Self: 'r,
    {
        let jobs = jobs(self.args, targets.len());
        if jobs > 1 {
            // Directories that every job would otherwise list for itself.
            targets
                .iter()
                .filter_map(|target| target.path.to_str())
                .for_each(|name| reader.prefetch_directories(name));
        }
        let length = targets.len().div_ceil(jobs).max(1);
        let work = |at: usize, targets: &[Target], reader: UnitReader<'r>| -> Result<_, Failure> {
            let mut worker = worker(reader);
            for (number, target) in targets.iter().enumerate() {
                if is_drop_in(target, &self.args.input) {
                    worker.postpone(at * length + number);
                } else {
                    worker.check(at * length + number, target)?;
                }
            }
            Ok(worker.end())
        };
        thread::scope(|scope| {
            let mut target_chunks = targets.chunks(length).enumerate();
            let first = target_chunks.next();
            let work = &work;
            let others: Vec<_> = target_chunks
                .map(|(at, targets)| {
                    let reader = reader.clone();
                    scope.spawn(move || work(at, targets, reader))
                })
                .collect();
            let mut chunks = Vec::new();
            if let Some((at, targets)) = first {
                let (chunk, seen) = work(at, targets, reader.clone())?;
                // What it has listed need not be listed again.
                *reader = seen;
                chunks.push(chunk);
            }
            for other in others {
                chunks.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?.0);
            }
            Ok(chunks)
        })
    }

    /// Opens a drop-in of a unit; if it is named itself, in the same way as it is read then.
    fn open_part(&self, path: &Path, parts: &BTreeMap<&Path, &Target>) -> Option<SourceFile> {
        match parts.get(path) {
            Some(target) => {
                let read = load::read(target, &self.args.input, self.files).ok()??;
                (read.language == Language::Systemd).then_some(read.file)
            }
            None => {
                let (bytes, mode) = self.files.read_with_mode(path).ok()?;
                Some(SourceFile::new(path.to_str()?, bytes).ok()?.with_mode(mode))
            }
        }
    }

    /// The findings in supervisord configurations, and the number of further files that they include. Each configuration is
    /// checked as a whole.
    fn supervisord(&self, chunks: &mut [Chunk]) -> Result<(Rendered, usize), Failure> {
        let mut sources = Sources::new();
        let files = chunks.iter_mut().flat_map(|chunk| std::mem::take(&mut chunk.supervisord));
        let ids: Vec<_> = files.map(|file| sources.add(file)).collect();
        let configs = load::configs(&ids, &mut sources, self.files, &self.options.environment);
        let mut linted = load::lint_configs(&configs, &sources, self.options, self.host);
        order(&sources, &mut linted.findings);
        let mut rendered = Rendered::new(self.form);
        rendered.set_may_repeat(true);
        rendered.add(&sources, &linted.findings)?;
        rendered.add_ignored(&sources, &linted.ignored)?;
        Ok((rendered, load::included_count(&configs, &ids)))
    }

    /// The findings on ignore comments in units that suppress nothing.
    fn unused(&self, ignores: &Ignores) -> Result<Rendered, Failure> {
        let mut sources = Sources::new();
        let unused = ignores.unused(self.options, |source| Some(sources.add(Arc::clone(source))));
        let (ignored, mut findings): (Vec<_>, Vec<_>) =
            unused.into_iter().partition(|finding| ignores.find(&sources, finding).is_some());
        order(&sources, &mut findings);
        let mut rendered = Rendered::new(self.form);
        rendered.add(&sources, &findings)?;
        rendered.add_ignored(&sources, &ignored)?;
        Ok(rendered)
    }
}

/// The number of jobs for this many files. It is one unless more are requested: each needs memory of its own, and all of
/// them together more CPU time than a single one.
fn jobs(args: &CheckArgs, files: usize) -> usize {
    args.jobs.map_or(1, |jobs| jobs.get().min(files / LEAST).max(1))
}

/// Whether a file is a drop-in, judging by its path. What it belongs to is known once all units have been read.
fn is_drop_in(target: &Target, input: &InputArgs) -> bool {
    // Most files are not, which is checked before their path is split.
    if !target.path.as_os_str().as_encoded_bytes().ends_with(b".conf") {
        return false;
    }
    let directory = target.path.parent().and_then(Path::file_name).and_then(|directory| directory.to_str());
    directory.is_some_and(|directory| directory.ends_with(".d"))
        && (input.language.map(Language::from) == Some(Language::Systemd)
            || target.hint == NameHint::Language(Language::Systemd))
}

/// What could not be read, in the order of the files.
fn take_problems(chunks: &mut [Chunk]) -> impl Iterator<Item = Failure> + use<> {
    let mut problems: Vec<(usize, Failure)> =
        chunks.iter_mut().flat_map(|chunk| std::mem::take(&mut chunk.problems)).collect();
    problems.sort_by_key(|(at, _)| *at);
    problems.into_iter().map(|(_, problem)| problem)
}

/// Removes the findings of all chunks that the units as a whole do not confirm, and records the ignore comments that the
/// others use.
fn drop_unconfirmed(chunks: &mut [Chunk], fleet: &Fleet, ignores: &mut Ignores) {
    let mut reported = Reported::default();
    for chunk in chunks {
        for (number, unit, condition) in &chunk.conditions {
            if !condition.holds(fleet, fleet.unit(chunk.first + unit), &mut reported) {
                chunk.findings.omit(*number);
            }
        }
        let holds = |(number, _): &&(usize, SuppressedBy)| !chunk.findings.is_omitted(*number);
        chunk.suppressed.iter().filter(holds).for_each(|(_, by)| ignores.mark_used(by));
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests use files on the real file system")]
mod tests {
    use std::os::unix::fs::symlink;

    use clap::Parser as _;

    use super::super::args::{Cli, Command};
    use super::super::check;
    use super::super::terminal::tests::memory;
    use super::*;
    use crate::lint::Linted;
    use crate::report::rendered::Ordered;
    use crate::source::{Memory, Rooted};

    /// A directory with more units than one job gets: services that start each other, drop-ins of several units, neighbours
    /// without files of their own, a cycle, a finding that only another unit confirms, and a supervisord file.
    fn directory() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        for number in 0..LEAST * 3 {
            let text = format!(
                "[Unit]\nDescription=One of many\nWants=u{:04}.service w@{}.service\n\n[Service]\nType=simple\nExecStart=/bin/a\n\
                 WatchdogSec=5\n",
                number * 7 % (LEAST * 4),
                number % 3,
            );
            write(&format!("u{number:04}.service"), &text);
        }
        write("a.service", "[Unit]\nRequires=z.service\nAfter=z.service\n[Service]\nExecStart=/bin/a\n");
        write("z.service", "[Unit]\nRequires=a.service\nAfter=a.service\n[Service]\nExecStart=/bin/z\n");
        write(
            "b.service",
            "[Unit]\nBindsTo=once.service\nAfter=once.service\nRequires=a.service\n[Service]\nExecStart=/bin/b\n",
        );
        write("once.service", "[Service]\nType=oneshot\nExecStart=/bin/once\n");
        write(
            "u0007.service",
            "[Service]\nExecStart=/bin/a\nWatchdogSec=5\n[Install]\nWantedBy=multi-user.target\n",
        );
        write("u0007.socket", "[Socket]\nListenStream=1\n");
        write("u0007.service.d/boot.conf", "[Install]\nWantedBy=multi-user.target\n");
        write("t.timer", "[Timer]\nOnCalendar=daily\nUnit=gone.service\n");
        write(
            "service.d/all.conf",
            "[Service]\nRestrat=always\n# sysvisor: ignore[unknown-directive, kill-mode-none]\nFoo=1\n",
        );
        write(
            "quiet.service",
            "# sysvisor: ignore-file[missing-install, pull-without-order, umask-world-writable, bogus]\n[Unit]\n\
             BindsTo=once.service\nRequires=b.service\n[Service]\nExecStart=/bin/q\n# sysvisor: ignore\nFoo=1\n",
        );
        write("u0003.service.d/own.conf", "[Service]\nKillMode=none\n");
        write("onec.service.d/own.conf", "[Service]\nKillMode=none\n");
        write("web.conf", "[program:web]\ncommand=web\n");
        symlink("u0001.service", root.path().join("alias.service")).unwrap();
        root
    }

    fn args(line: &str, root: &Path) -> CheckArgs {
        let path = root.to_str().unwrap();
        match Cli::try_parse_from(line.split(' ').chain([path])).unwrap().command {
            Command::Check(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn printed(line: &str, root: &Path) -> (String, String) {
        let (mut terminal, out, err) = memory();
        let _ = check::run(&args(line, root), &mut terminal).unwrap();
        (out.text(), err.text())
    }

    #[test]
    fn any_number_of_jobs_prints_the_same() {
        let root = directory();
        for form in ["full", "concise", "json", "github", "json --statistics"] {
            let one = printed(&format!("sysvisor check --output-format {form} --jobs 1"), root.path());
            // A full report takes long.
            let jobs: &[usize] = if form == "full" { &[2] } else { &[2, 3, 64] };
            for jobs in jobs {
                let line = format!("sysvisor check --output-format {form} --jobs {jobs}");
                assert_eq!(printed(&line, root.path()), one, "{line}");
            }
        }
    }

    #[test]
    fn units_linted_one_by_one_give_the_same_findings_as_all_at_once() {
        let root = directory();
        let line = "sysvisor check --output-format concise";
        let args = args(line, root.path());
        let options = Options::default();
        let mut terminal = memory().0;
        let loaded = load::load(&args.paths, &args.input, &options.environment, &mut terminal);
        let Linted { mut findings, ignored } = loaded.lint(&options, None);
        order(&loaded.sources, &mut findings);
        let (mut rendered, mut expected) = (Rendered::new(Form::Concise), Vec::new());
        rendered.add(&loaded.sources, &findings).unwrap();
        Ordered::new(Form::Concise, &[rendered], loaded.files).write(&mut expected).unwrap();
        let (streamed, summary) = printed(line, root.path());
        assert_eq!(streamed, String::from_utf8(expected).unwrap());
        assert!(
            ignored.len() > 2 && summary.contains(&format!(", {} ignored by comments", ignored.len())),
            "{summary}"
        );
        for rule in [
            "[ordering-cycle]",
            "[oneshot-without-remain]",
            "[missing-install]",
            "[timer-unit-missing]",
            "[instance-without-template]",
            "[drop-in-without-unit]",
            "[pull-without-order]",
            "info[watchdog-without-restart]",
            "warning[watchdog-without-restart]",
            "[unknown-directive]",
            "[unused-ignore] `kill-mode-none` finds nothing here",
            "[unused-ignore] `umask-world-writable` finds nothing here",
            "[unknown-rule]",
            "[invalid-ignore]",
        ] {
            assert!(streamed.contains(rule), "{rule}");
        }
        assert_eq!(streamed.matches("[unknown-directive]").count(), 2, "a shared drop-in is reported once");
    }

    #[test]
    fn a_file_that_changes_during_the_run_is_reported() {
        let files = Rooted::new("r", Memory::new().with("r/a.service", "[Unit]\n"));
        let late = Late::new(&files, &[]);
        let digest = SourceFile::new("r/a.service", b"[Unit]\n".to_vec()).unwrap().digest();
        let file = |digest| crate::systemd::fleet::FleetFile { name: "r/a.service", digest };
        assert!(late.open(file(digest)).is_some());
        assert!(late.open(file(digest + 1)).is_none());
        assert_eq!(late.problems().len(), 1);
    }
}
