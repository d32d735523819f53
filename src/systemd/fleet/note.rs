//! Records what is kept of a unit before it is dropped.

use super::{File, Fleet, Member, Mention};
use crate::source::{MappedText, Sources, Span};
use crate::syntax::Item;
use crate::systemd::directives::{DirectiveRow, Name, Section};
use crate::systemd::kinds::boolean;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::{Unit, UnitEntry, UnitFile, is_relation};

impl Fleet {
    /// Notes what other units and rules may need to know of a unit. It is appended to those already noted.
    pub fn note(&mut self, unit: &Unit, sources: &Sources) {
        let first_file = self.files.len() as u32;
        for file in &unit.files {
            let source = sources.get(file.id);
            let name = self.names.intern(source.name());
            self.files.push(File { name, digest: source.digest() });
        }
        let first_alias = self.aliases.len() as u32;
        for alias in &unit.aliases {
            let alias = self.names.intern(alias);
            self.aliases.push(alias);
        }
        let main = unit.main();
        let mut member = Member {
            name: self.names.intern(&unit.name),
            first_alias,
            aliases: unit.aliases.len() as u16,
            first_file,
            files: unit.files.len() as u16,
            type_at: (unit.name.len() - unit.type_name().len()) as u16,
            unit_type: unit.unit_type(),
            first_mention: self.mentions.len() as u32,
            first_item: main.tree.items.first().map_or(Span::at(0), |item| item.name),
            is_drop_in: main.is_drop_in,
            is_user_unit: unit.is_user_unit(sources),
            needs_starter: is_started_by_others(unit, sources),
            is_enabled: false,
            remains_after_exit: false,
            counts_from_runs: unit.counts_from_runs(),
            // The default of `service_add_defaults()`.
            is_oneshot: unit.is(UnitType::Service) && !unit.sets_any(&[Name::BusName, Name::ExecStart]),
            has_default_dependencies: true,
            is_remote: false,
            may_fail: false,
        };
        for (at, file) in unit.files.iter().enumerate() {
            for entry in file.filtered_entries(sources.get(file.id), is_relevant) {
                self.take(&mut member, first_file + at as u32, &entry, unit.reads(&entry));
            }
        }
        self.members.push(member);
    }

    fn take(&mut self, member: &mut Member, file: u32, entry: &UnitEntry<'_>, is_read: bool) {
        let Some(row) = entry.row else {
            // A line in the wrong section has no effect, but rules still look at the unit that it names.
            if let Some(name) = Name::of(entry.name()).filter(|name| is_relation(*name)) {
                self.mention(file, name, &entry.value(), false, false);
            }
            return;
        };
        match row.name {
            name if is_related_list(name) => self.mention(file, name, &entry.value(), true, is_read),
            Name::WantedBy | Name::RequiredBy => member.is_enabled = true,
            Name::BusName => self.mention(file, row.name, &entry.value(), true, is_read),
            Name::RemainAfterExit if is_read && entry.section == Some(Section::Service) => {
                if let Some(Ok(remains_after_exit)) = entry.value().text().map(boolean::parse) {
                    member.remains_after_exit = remains_after_exit;
                }
            }
            Name::DefaultDependencies if is_read => {
                let value = entry.value();
                member.has_default_dependencies = boolean::parse(value.text().unwrap_or_default())
                    .unwrap_or(member.has_default_dependencies);
            }
            Name::Type if is_read && entry.section == Some(Section::Service) => {
                if let Some(kind) = entry.value().text() {
                    member.is_oneshot = kind == "oneshot";
                }
            }
            Name::Type if is_read && entry.section == Some(Section::Mount) => {
                member.is_remote |= entry.value().text().is_some_and(is_network_type);
            }
            Name::Options if is_read => {
                let value = entry.value();
                let has =
                    |word| value.text().unwrap_or_default().split(',').any(|option| option.trim() == word);
                member.is_remote |= has("_netdev");
                member.may_fail |= has("nofail") && entry.section == Some(Section::Mount);
            }
            _ => {}
        }
    }

    /// Notes each word of a list of units; there is no quoting or escaping in such a list ([`Flags::UNITS`]).
    ///
    /// [`Flags::UNITS`]: crate::systemd::kinds::words::Flags::UNITS
    fn mention(&mut self, file: u32, directive: Name, value: &MappedText<'_>, is_known: bool, is_read: bool) {
        let Some(text) = value.text() else { return };
        let words = text.as_bytes().split(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        for span in words.filter(|word| !word.is_empty()).map(|word| Span::of(text.as_bytes(), word)) {
            let word = self.names.intern(&text[span.range()]);
            let span = value.span(span);
            self.mentions.push(Mention { directive, is_known, is_read, file, span, word });
        }
    }
}

/// Whether an entry is of interest here; most are not.
fn is_relevant(item: &Item, row: Option<&DirectiveRow>) -> bool {
    match row.map(|row| row.name) {
        None => matches!(item.name.len(), 4..=9),
        Some(
            Name::WantedBy
            | Name::RequiredBy
            | Name::RemainAfterExit
            | Name::DefaultDependencies
            | Name::Type
            | Name::BusName
            | Name::Options,
        ) => true,
        Some(name) => is_related_list(name),
    }
}

/// Whether a directive relates units to each other in a way that some rule asks for.
fn is_related_list(name: Name) -> bool {
    is_relation(name)
        || matches!(
            name,
            Name::After | Name::Before | Name::Also | Name::RequiresOverridable | Name::RequisiteOverridable
        )
}

/// Whether a unit has no `[Install]` section, so that something else must start it.
fn is_started_by_others(unit: &Unit, sources: &Sources) -> bool {
    let is_install = |file: &UnitFile| {
        let bytes = sources.get(file.id).bytes();
        file.headers().any(|header| header.name.slice(bytes) == b"Install")
    };
    matches!(unit.unit_type(), Some(UnitType::Service | UnitType::Socket | UnitType::Timer))
        && !unit.files.iter().any(is_install)
}

/// `fstype_is_network()`, `src/basic/mountpoint-util.c`.
pub(crate) fn is_network_type(kind: &str) -> bool {
    const TYPES: [&str; 16] = [
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "gfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb3",
        "pvfs2",
    ];
    let kind = kind.strip_prefix("fuse.").unwrap_or(kind);
    TYPES.contains(&kind) || matches!(kind, "smbfs" | "sshfs")
}
