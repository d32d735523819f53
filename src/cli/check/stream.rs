//! Checks units one at a time: each is read, linted, its findings rendered, and dropped.
//!
//! What units say about each other is kept in a [`Fleet`]. Once all have been read, it decides which findings hold. With
//! several jobs, each gets a chunk of the files; concatenated, their results are the same as those of a single job.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::chunk::{Chunk, drop_unconfirmed, take_problems};
use super::late::Late;
use super::render;
use super::run::Run;
use super::worker::Worker;
use crate::cli::discover::{Discovery, Target};
use crate::cli::{Failure, Terminal, load};
use crate::language::Language;
use crate::lint::{Ignores, UnitHostLinter, UnitLinter};
use crate::report::rendered::Rendered;
use crate::source::{SourceFile, Sources};
use crate::systemd::UnitReader;
use crate::systemd::fleet::Fleet;

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

impl Run<'_> {
    /// Checks what the command line names.
    ///
    /// # Errors
    /// If a finding cannot be rendered.
    pub(super) fn check(&self, terminal: &mut Terminal) -> Result<Checked, Failure> {
        let Discovery { targets, mut problems } =
            load::targets(&load::paths(self.args), &self.args.input, self.files);
        let parts: BTreeMap<&Path, &Target> = targets
            .iter()
            .filter(|target| self.is_drop_in(target))
            .map(|target| (target.path.as_path(), target))
            .collect();
        let open = |path: &Path| self.open_part(path, &parts);
        let reader = UnitReader::new(self.files, &open);
        let linter = UnitLinter::new(self.options);
        let host = self.host.map(|host| UnitHostLinter::new(self.options, host));
        let worker = |reader| Worker::new(self, &linter, host.as_ref(), reader);
        let (mut chunks, fleet) = self.read(&targets, reader, &worker)?;

        let files = chunks.iter().map(|chunk| chunk.files).sum::<usize>();
        problems.extend(take_problems(&mut chunks));
        let (of_supervisord, included) = self.supervisord(&mut chunks)?;
        let mut findings = vec![of_supervisord];
        let mut ignores = Ignores::new();
        chunks.iter_mut().for_each(|chunk| ignores.append(std::mem::take(&mut chunk.ignores)));
        let late = Late::new(self.files, &chunks);
        findings.push(late.check(self, &linter, &fleet, &chunks, &mut ignores)?);
        problems.extend(late.problems());
        drop_unconfirmed(&mut chunks, &fleet, &mut ignores);
        findings.extend(chunks.into_iter().map(|chunk| chunk.findings));
        if !ignores.is_empty() {
            findings.push(self.unused(&mut ignores)?);
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

    /// Reads all files and checks the units among them. The result is in the order of the files, but for drop-ins without
    /// their unit, which come last.
    fn read<'r>(
        &self,
        targets: &[Target],
        mut reader: UnitReader<'r>,
        worker: &(impl Fn(UnitReader<'r>) -> Worker<'r> + Sync),
    ) -> Result<(Vec<Chunk>, Fleet), Failure>
    where
        Self: 'r,
    {
        let mut chunks = self.chunks(targets, &mut reader, worker)?;
        let mut fleet = Fleet::new();
        chunks.iter_mut().for_each(|chunk| chunk.join(&mut fleet));
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
        last.files += own.len();
        last.join(&mut fleet);
        chunks.push(last);
        fleet.mark_given();
        reader.neighbours(&mut fleet);
        fleet.build_indices();
        Ok((chunks, fleet))
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
        let jobs = self.jobs(targets.len());
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
                if self.is_drop_in(target) {
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
        let linted = load::lint_configs(&configs, &sources, self.options, self.host);
        let mut rendered = Rendered::new(self.form);
        rendered.set_may_repeat(true);
        render(&mut rendered, &sources, linted)?;
        Ok((rendered, load::included_count(&configs, &ids)))
    }

    /// The findings on ignore comments in units that suppress nothing.
    fn unused(&self, ignores: &mut Ignores) -> Result<Rendered, Failure> {
        let mut sources = Sources::new();
        let unused = ignores.unused(self.options, |source| Some(sources.add(Arc::clone(source))));
        let linted = ignores.split(&sources, unused);
        let mut rendered = Rendered::new(self.form);
        render(&mut rendered, &sources, linted)?;
        Ok(rendered)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests use files on the real file system")]
mod tests {
    use std::os::unix::fs::symlink;

    use clap::Parser as _;

    use super::super::run::LEAST;
    use super::*;
    use crate::cli::args::{CheckArgs, Cli, Command};
    use crate::cli::check;
    use crate::cli::terminal::tests::memory;
    use crate::lint::{Linted, Options};
    use crate::report::order;
    use crate::report::rendered::{Form, Ordered};
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
