//! Which settings of a unit are in effect once all of its files are read.

use crate::source::Sources;
use crate::systemd::check::{self, Effect};
use crate::systemd::directives::{DirectiveRow, ListSemantics, Name, Section};
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::versions::Release;

/// The entries of these directives of a section that are in effect, in order: those that the loader accepts, without
/// those that a later one overrides or resets.
///
/// An entry of a list is in effect if the loader accepts any word of it.
pub(crate) fn in_effect<'u>(
    unit: &'u Unit,
    sources: &'u Sources,
    release: Release,
    section: Section,
    names: &[Name],
) -> Vec<UnitEntry<'u>> {
    let mut in_effect: Vec<UnitEntry<'u>> = Vec::new();
    for entry in unit.entries_of(sources, names) {
        let Some(row) = entry.row.filter(|_| entry.section == Some(section)) else { continue };
        let value = entry.value();
        let Some(text) = value.text() else { continue };
        let is_same = |other: &UnitEntry<'_>| other.row.is_some_and(|other| other.name == row.name);
        if text.is_empty() {
            in_effect
                .retain(|other| !other.row.is_some_and(|other| row.resets(other, other.name == row.name)));
        } else if is_accepted(row, text, release) {
            match row.list {
                ListSemantics::LastWins => in_effect.retain(|other| !is_same(other)),
                ListSemantics::FirstWins if in_effect.iter().any(is_same) => continue,
                ListSemantics::FirstWins
                | ListSemantics::Appends
                | ListSemantics::AppendsForGood
                | ListSemantics::MergesSet => {}
            }
            in_effect.push(entry);
        }
    }
    in_effect
}

/// Whether the last assignment of a directive is refused: the mistake is reported there, and what follows from it was
/// not meant.
pub(crate) fn last_is_refused(unit: &Unit, sources: &Sources, release: Release, name: Name) -> bool {
    let written = unit.entries_of(sources, &[name]);
    written.last().is_some_and(|entry| {
        let value = entry.value();
        let text = value.text().filter(|text| !text.is_empty());
        entry.row.zip(text).is_some_and(|(row, text)| !is_accepted(row, text, release))
    })
}

/// Whether the release knows the directive and accepts its value, or a part of it.
fn is_accepted(row: &DirectiveRow, text: &str, release: Release) -> bool {
    let mut is_accepted = row.is_known_to(release);
    check::check(row, text, release, &mut |refused| {
        is_accepted &= matches!(refused.effect, Effect::WordIgnored | Effect::Kept);
    });
    is_accepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::systemd as rules;
    use crate::lint::testing::unit;
    use crate::source::SourceFile;

    /// The values in effect in a socket.
    fn values(names: &[Name], text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let text = format!("[Socket]\n{text}\n").into_bytes();
        let id = sources.add(SourceFile::new("a.socket", text).unwrap());
        let unit = Unit::of_file(id, &sources);
        let in_effect = in_effect(&unit, &sources, Release(252), Section::Socket, names);
        in_effect.iter().map(|entry| entry.value().text().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_last_valid_value_applies() {
        let accept = |text: &str| values(&[Name::Accept], text);
        assert_eq!(accept("Accept=yes\nAccept=no\nAccept=perhaps"), ["no"]);
        assert_eq!(accept("Accept=yes\nAccept="), ["yes"], "an empty boolean is an error");
        assert_eq!(values(&[Name::PAMName], "PAMName=a\nPAMName="), [""; 0]);
    }

    #[test]
    fn any_empty_address_resets_all_addresses() {
        let names = [Name::ListenStream, Name::ListenDatagram];
        assert_eq!(values(&names, "ListenStream=1\nListenDatagram=2"), ["1", "2"]);
        assert_eq!(values(&names, "ListenStream=1\nListenDatagram=\nListenStream=3"), ["3"]);
    }

    #[test]
    fn overridden_values_are_not_flagged() {
        for (rule, wrong, later) in [
            (&rules::nofile_infinity::NOFILE_INFINITY, "LimitNOFILE=infinity", "LimitNOFILE=1024"),
            (&rules::oomscore_extreme::OOMSCORE_EXTREME, "OOMScoreAdjust=-1000", "OOMScoreAdjust=0"),
            (&rules::kill_mode_process::KILL_MODE_PROCESS, "KillMode=process", "KillMode=mixed"),
            (&rules::kill_mode_none::KILL_MODE_NONE, "KillMode=none", "KillMode=mixed"),
            (&rules::umask_world_writable::UMASK_WORLD_WRITABLE, "UMask=0000", "UMask=0022"),
            (&rules::privileged_exec_prefix::PRIVILEGED_EXEC_PREFIX, "ExecStart=+/a", "ExecStart="),
            (&rules::user_nobody::USER_NOBODY, "User=nobody", "User=app"),
            (
                &rules::stdout_file_not_rotated::STDOUT_FILE_NOT_ROTATED,
                "StandardOutput=append:/a",
                "StandardOutput=journal",
            ),
            (&rules::sleep_in_execstartpre::SLEEP_IN_EXECSTARTPRE, "ExecStartPre=sleep 1", "ExecStartPre="),
            (
                &rules::environment_file_is_script::ENVIRONMENT_FILE_IS_SCRIPT,
                "EnvironmentFile=/etc/profile",
                "EnvironmentFile=",
            ),
        ] {
            let count = |lines: &str| unit(rule, &format!("[Service]\nExecStart=/b\n{lines}\n")).len();
            assert_eq!((count(wrong), count(&format!("{wrong}\n{later}"))), (1, 0), "{wrong}");
        }
    }
}
