//! Translates a deployment: lower, emit, read back, compare.

mod settings;

use std::collections::BTreeMap;

use crate::emission::{Comments, Emission, FileKind, NoComments, OutputFile};
use crate::fidelity::{self, Direction, Report};
use crate::ir::Deployment;
use crate::source::{FileId, SourceFile, Sources};
use crate::supervisord::config::Config;
use crate::supervisord::{self, ConfigComments};
use crate::systemd::versions::Release;
use crate::systemd::{self, UnitComments, Units};
use crate::systemd::{logrotate, tmpfiles};
use settings::{supervisord_settings, unit_settings};

pub(crate) use settings::settings_of_file;

/// The result of a translation.
#[derive(Debug)]
pub struct Translation<'a> {
    /// The source, lowered to a deployment.
    pub original: Deployment<'a>,
    /// The files.
    pub files: Vec<OutputFile>,
    /// The verdict on every setting.
    pub report: Report<'a>,
    /// The emitted lines, with the values that could not be written.
    pub emission: Emission,
}

/// Translates a supervisord configuration to units. `environment` holds the values of `%(ENV_NAME)s`, by NAME.
///
/// The configuration must be one that supervisord loads: check it first ([`crate::lint::check_supervisord`]) and refuse it
/// if a finding is a refusal ([`crate::lint::is_refusal`]).
///
/// ```
/// use std::collections::BTreeMap;
/// use sysvisor::fidelity::Verdict;
/// use sysvisor::source::{Memory, SourceFile, Sources};
/// use sysvisor::supervisord::Config;
/// use sysvisor::systemd::emit::{Logs, Target};
/// use sysvisor::systemd::versions::Release;
/// use sysvisor::translate;
///
/// let mut sources = Sources::new();
/// let text = b"[program:web]\ncommand=/usr/bin/web\nstopwaitsecs=30\nstartretries=5\n";
/// let main = sources.add(SourceFile::new("web.conf", text.to_vec())?);
/// let config = Config::read(main, &mut sources, &Memory::new());
///
/// let target = Target { release: Release::NEWEST, source: "web.conf", logs: Logs::Auto, comments: true };
/// let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), target);
/// let unit = &translation.files[0];
/// assert_eq!(unit.name, "web.service");
/// assert!(unit.text.contains("TimeoutStopSec=30"));
/// // systemd counts starts within an interval; supervisord counts failed starts in a row.
/// let retries = translation.report.rows.iter().find(|row| {
///     row.setting().is_some_and(|setting| setting.name == "startretries")
/// });
/// assert_eq!(retries.map(|row| row.verdict), Some(Verdict::Approximate));
/// # Ok::<(), sysvisor::source::TooLarge>(())
/// ```
#[must_use]
pub fn to_systemd<'a>(
    config: &'a Config,
    sources: &'a Sources,
    environment: &BTreeMap<String, String>,
    target: systemd::emit::Target<'_>,
) -> Translation<'a> {
    let lowering = supervisord::lower::Lowering::new(config, sources, environment);
    let original = lowering.deployment();
    let with_comments = ConfigComments { config, sources };
    let comments: &dyn Comments = if target.comments { &with_comments } else { &NoComments };
    let direction = Direction::ToSystemd;
    let settings = supervisord_settings(config, sources);
    let undecided = fidelity::undecided(direction, &settings, &original);
    let emission = systemd::emit::emit(&original, target, &undecided, comments);
    let files = print(&emission, "#", "");
    // Read the units back as systemd would, to compare their meaning.
    let (written, ids) = sources_of(&files);
    let units = Units::of_files(&ids, &written);
    let mut result = systemd::lower::Lowering::new(&units, &written, target.release).deployment();
    let text = |kind| files.iter().find(|file| file.kind == kind).map(|file| file.text.as_str());
    let rules = text(FileKind::Logrotate).map(logrotate::parse).unwrap_or_default();
    systemd::lower::apply_rotation(&mut result, &rules);
    let made = text(FileKind::Tmpfiles).map(tmpfiles::parse).unwrap_or_default();
    systemd::lower::apply_file_modes(&mut result, &made);
    let rows = fidelity::judge(direction, settings, &original, &result, &emission);
    let operate = fidelity::operations(direction, &original, &emission, &[], &[]);
    let names = files.iter().map(|file| file.name.clone()).collect();
    let waiting = fidelity::waiting(direction, &emission, &undecided);
    let report = Report { from: direction.from(), to: direction.to(), files: names, rows, waiting, operate };
    Translation { report, original, files, emission }
}

/// Translates units, as read by `release`, to a supervisord configuration.
///
/// ```
/// use sysvisor::source::{Memory, SourceFile, Sources};
/// use sysvisor::supervisord::emit::Options;
/// use sysvisor::systemd::Units;
/// use sysvisor::systemd::versions::Release;
/// use sysvisor::translate;
///
/// let text = b"[Service]\nExecStart=/usr/bin/web\nMemoryMax=1G\n";
/// let files = Memory::new().with("web.service.d/stop.conf", "[Service]\nTimeoutStopSec=30\n");
/// let mut sources = Sources::new();
/// let web = sources.add(SourceFile::new("web.service", text.to_vec())?);
/// let units = Units::read(&[web], &mut sources, &files);
///
/// let translation = translate::to_supervisord(&units, &sources, Release::NEWEST, Options::of("web.service"));
/// let config = &translation.files[0];
/// assert_eq!(config.name, "supervisord.conf");
/// assert!(config.text.contains("[program:web]"));
/// // The drop-in counts.
/// assert!(config.text.contains("stopwaitsecs=30"));
/// # Ok::<(), sysvisor::source::TooLarge>(())
/// ```
#[must_use]
pub fn to_supervisord<'a>(
    units: &'a Units,
    sources: &'a Sources,
    release: Release,
    target: supervisord::emit::Options<'_>,
) -> Translation<'a> {
    let lowering = systemd::lower::Lowering::new(units, sources, release);
    let original = lowering.deployment();
    let with_comments = target.comments.then(|| UnitComments::new(units, sources));
    let comments = with_comments.as_ref().map_or(&NoComments as &dyn Comments, |comments| comments);
    let direction = Direction::ToSupervisord;
    let settings = unit_settings(units, sources);
    let undecided = fidelity::undecided(direction, &settings, &original);
    let emission = supervisord::emit::emit(&original, target, &undecided, comments);
    let files = print(&emission, ";", "    ");
    let (written, ids) = sources_of(&files);
    let config = Config::of_files(&ids, &written);
    let result = supervisord::lower::Lowering::new(&config, &written, &BTreeMap::new())
        .emitted_by(&emission)
        .deployment();
    let rows = fidelity::judge(direction, settings, &original, &result, &emission);
    let operate = fidelity::operations(
        direction,
        &original,
        &emission,
        &lowering.reload_signals(),
        &lowering.have_targets(),
    );
    let names = files.iter().map(|file| file.name.clone()).collect();
    let waiting = fidelity::waiting(direction, &emission, &undecided);
    let report = Report { from: direction.from(), to: direction.to(), files: names, rows, waiting, operate };
    Translation { report, original, files, emission }
}

/// Adds the settings that were written to a new set of sources, to be read back.
fn sources_of(files: &[OutputFile]) -> (Sources, Vec<FileId>) {
    let mut written = Sources::new();
    let settings = files.iter().filter(|file| file.kind == FileKind::Settings);
    let read = settings.filter_map(|file| SourceFile::of_text(file.name.clone(), file.text.clone()).ok());
    let ids = read.map(|file| written.add(file)).collect();
    (written, ids)
}

fn print(emission: &Emission, sign: &str, indent: &str) -> Vec<OutputFile> {
    emission.files.iter().map(|file| file.output(sign, indent)).collect()
}
