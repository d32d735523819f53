//! Finds the lines of a unit's files that take effect in the end.

use super::super::check::{self, Effect};
use super::super::directives::{DirectiveRow, ListSemantics, Name, Section, Status};
use super::super::parse::SyntaxError;
use super::super::unit::{Unit, UnitEntry, UnitFile};
use super::super::versions::Release;
use super::json::SettingV1;
use crate::ir::SettingId;
use crate::source::{FileId, Sources};

/// The lines that are effective so far, in the order in which they were read.
#[derive(Debug)]
pub(super) struct Merge<'u> {
    sources: &'u Sources,
    release: Release,
    kept: Vec<EffectiveLine<'u>>,
    /// The file that systemd stopped reading because of a value, if that is the current one.
    abandoned_file: Option<FileId>,
}

#[derive(Debug)]
struct EffectiveLine<'u> {
    entry: UnitEntry<'u>,
    row: &'static DirectiveRow,
    key: Key,
}

/// What a line sets: the section and directive under their current names.
type Key = (Section, Name);

impl<'u> Merge<'u> {
    /// Merges the files of a unit.
    pub(super) fn of(unit: &'u Unit, sources: &'u Sources, release: Release) -> Self {
        let mut merge = Self { sources, release, kept: Vec::new(), abandoned_file: None };
        let ends: Vec<SettingId> = unit.files.iter().map(end_of_reading).collect();
        for entry in unit.entries(sources).filter(|entry| unit.reads(entry)) {
            let is_read = ends.iter().any(|end| end.file == entry.id.file && entry.id.item < end.item);
            if let (Some(row), Some(section)) = (entry.row, entry.section)
                && is_read
                && merge.abandoned_file != Some(entry.id.file)
            {
                merge.apply(EffectiveLine { entry, row, key: key(row, section) });
            }
        }
        merge
    }

    pub(super) fn into_settings(self) -> impl Iterator<Item = SettingV1> + 'u {
        let sources = self.sources;
        self.kept.into_iter().map(move |EffectiveLine { entry, row, key: _ }| SettingV1 {
            section: entry.section.map_or("", Section::as_str),
            directive: row.name.as_str(),
            value: String::from_utf8_lossy(entry.value().bytes()).into_owned(),
            path: sources.get(entry.id.file).name().to_owned(),
            line: Some(sources.get(entry.id.file).position(entry.item.name.start).line),
        })
    }

    fn apply(&mut self, new: EffectiveLine<'u>) {
        if !new.row.is_effective_in(self.release) {
            return;
        }
        let value = new.entry.value();
        let text = value.text().unwrap_or_default();
        if text.is_empty() {
            return self.kept.retain(|kept| !new.row.resets(kept.row, kept.key == new.key));
        }
        let mut is_accepted = true;
        check::check(new.row, text, self.release, &mut |refused| match refused.effect {
            Effect::UnitRefused => {
                is_accepted = false;
                self.abandoned_file = Some(new.entry.id.file);
            }
            Effect::LineIgnored => is_accepted = false,
            Effect::WordIgnored | Effect::Kept => {}
        });
        if !is_accepted {
            return;
        }
        let is_set = || self.kept.iter().any(|kept| kept.key == new.key);
        match new.row.list {
            ListSemantics::FirstWins if is_set() => return,
            ListSemantics::LastWins => self.kept.retain(|kept| kept.key != new.key),
            ListSemantics::FirstWins
            | ListSemantics::Appends
            | ListSemantics::AppendsForGood
            | ListSemantics::MergesSet => {}
        }
        self.kept.push(new);
    }
}

fn key(row: &DirectiveRow, section: Section) -> Key {
    match row.status {
        Status::AliasOf { section: moved, name, value: _, deprecated: _ } => (moved.unwrap_or(section), name),
        Status::Current | Status::Deprecated(_) | Status::RemovedIn(_) => (section, row.name),
    }
}

/// Where systemd stops reading a file: at the first fatal syntax error, otherwise after the last item.
fn end_of_reading(file: &UnitFile) -> SettingId {
    let items = &file.tree.items;
    let fatal = items.iter().position(|item| SyntaxError::of(item).is_some_and(SyntaxError::is_fatal));
    SettingId { file: file.id, item: fatal.unwrap_or(items.len()) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile};
    use crate::systemd::Units;

    /// The effective settings of a unit with a drop-in, each as `Name=value`.
    fn merged(name: &str, text: &str, drop_in: &str) -> String {
        let files = Memory::new().with(format!("{name}.d/a.conf"), drop_in);
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &files);
        let merge = Merge::of(&units.units[0], &sources, Release(252));
        let settings: Vec<String> =
            merge.into_settings().map(|one| format!("{}={}", one.directive, one.value)).collect();
        settings.join(" ")
    }

    #[test]
    fn the_last_valid_scalar_wins() {
        let main = "[Service]\nRestart=no\nType=simple\n";
        assert_eq!(merged("a.service", main, "[Service]\nRestart=always\n"), "Type=simple Restart=always");
        assert_eq!(merged("a.service", main, "[Service]\nRestart=allways\n"), "Restart=no Type=simple");
        assert_eq!(merged("a.service", main, "[Service]\nRestart=\nType=\n"), "Restart=no Type=simple");
    }

    #[test]
    fn an_empty_assignment_resets_a_scalar_to_its_default() {
        let main = "[Service]\nKillMode=process\nWorkingDirectory=/srv\n";
        assert_eq!(merged("a.service", main, "[Service]\nKillMode=\nWorkingDirectory=\n"), "");
    }

    #[test]
    fn lists_accumulate_and_an_empty_assignment_resets_them() {
        let main = "[Service]\nExecStart=/bin/a\nEnvironment=A=1\n";
        let added = merged("a.service", main, "[Service]\nExecStart=/bin/b\nEnvironment=\n");
        assert_eq!(added, "ExecStart=/bin/a ExecStart=/bin/b");
        let reset = merged("a.service", main, "[Service]\nExecStart=\nExecStart=/bin/b\n");
        assert_eq!(reset, "Environment=A=1 ExecStart=/bin/b");
    }

    #[test]
    fn a_dependency_cannot_be_reset() {
        let merged = merged("a.service", "[Unit]\nAfter=b.service\n", "[Unit]\nAfter=\nAfter=c.service\n");
        assert_eq!(merged, "After=b.service After=c.service");
    }

    #[test]
    fn one_empty_condition_resets_all_conditions_and_no_assertion() {
        let main = "[Unit]\nConditionPathExists=/a\nConditionUser=root\nAssertPathExists=/b\n";
        assert_eq!(merged("a.service", main, "[Unit]\nConditionUser=\n"), "AssertPathExists=/b");
        let other = merged("a.service", main, "[Unit]\nAssertUser=\n");
        assert_eq!(other, "ConditionPathExists=/a ConditionUser=root");
    }

    #[test]
    fn one_empty_timer_socket_address_or_path_resets_all_of_them() {
        let timer = "[Timer]\nOnBootSec=1\nOnCalendar=daily\nPersistent=yes\n";
        assert_eq!(merged("a.timer", timer, "[Timer]\nOnActiveSec=\n"), "Persistent=yes");
        let socket = "[Socket]\nListenStream=80\nListenDatagram=81\nAccept=yes\n";
        assert_eq!(merged("a.socket", socket, "[Socket]\nListenFIFO=\n"), "Accept=yes");
        let path = "[Path]\nPathExists=/a\nPathChanged=/b\nMakeDirectory=yes\n";
        assert_eq!(merged("a.path", path, "[Path]\nPathModified=\n"), "MakeDirectory=yes");
    }

    #[test]
    fn the_first_unit_of_a_timer_wins() {
        let main = "[Timer]\nUnit=a.service\n";
        assert_eq!(merged("a.timer", main, "[Timer]\nUnit=b.service\n"), "Unit=a.service");
    }

    #[test]
    fn a_legacy_name_sets_the_current_directive() {
        let main = "[Service]\nStartLimitInterval=5\n";
        let merged = merged("a.service", main, "[Unit]\nStartLimitIntervalSec=6\n");
        assert_eq!(merged, "StartLimitIntervalSec=6");
    }

    #[test]
    fn unread_lines_do_not_count() {
        let main = "[Service]\nExecStrat=/bin/a\n[service]\nUser=a\n[Timer]\nOnBootSec=1\n[X-A]\nB=c\n";
        assert_eq!(merged("a.service", main, "[Service]\nX-Key=1\nExitType=cgroup\n"), "ExitType=cgroup");
        assert_eq!(merged("a.service", main, "[Service]\nRestartSteps=3\n"), "", "added in 254");
    }

    #[test]
    fn a_drop_in_is_abandoned_at_a_line_that_would_refuse_a_unit() {
        let main = "[Service]\nUser=a\n";
        assert_eq!(merged("a.service", main, "[Service]\nUser=b\n[Service] x\nUser=c\n"), "User=b");
        let fatal = "[Service]\nUMask=0022\nExecStart=bin/relative\nUser=c\n";
        assert_eq!(merged("a.service", main, fatal), "User=a UMask=0022");
    }
}
