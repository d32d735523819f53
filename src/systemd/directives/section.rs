//! The sections that the loader knows, and those that a unit type may have.

use crate::systemd::kinds::unit_name::UnitType;
/// A section of a unit file that the loader knows.
///
/// Names are compared byte for byte: `[service]` and `[ Service ]` are unknown sections (`conf-parser.c`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Section {
    /// `[Unit]`: common to all unit types.
    Unit,
    /// `[Install]`: read by `systemctl enable`, never by the manager.
    Install,
    /// `[Service]`
    Service,
    /// `[Socket]`
    Socket,
    /// `[Timer]`
    Timer,
    /// `[Path]`
    Path,
    /// `[Mount]`
    Mount,
    /// `[Automount]`
    Automount,
    /// `[Swap]`
    Swap,
    /// `[Slice]`
    Slice,
    /// `[Scope]`
    Scope,
    /// `[Target]`: known, but has no directives of its own.
    Target,
    /// `[Device]`: known, but has no directives of its own.
    Device,
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 13] = [
        Self::Unit,
        Self::Install,
        Self::Service,
        Self::Socket,
        Self::Timer,
        Self::Path,
        Self::Mount,
        Self::Automount,
        Self::Swap,
        Self::Slice,
        Self::Scope,
        Self::Target,
        Self::Device,
    ];

    /// The section of this name, given without brackets.
    #[must_use]
    pub fn of(header: &[u8]) -> Option<Self> {
        Some(match header {
            b"Unit" => Self::Unit,
            b"Install" => Self::Install,
            b"Service" => Self::Service,
            b"Socket" => Self::Socket,
            b"Timer" => Self::Timer,
            b"Path" => Self::Path,
            b"Mount" => Self::Mount,
            b"Automount" => Self::Automount,
            b"Swap" => Self::Swap,
            b"Slice" => Self::Slice,
            b"Scope" => Self::Scope,
            b"Target" => Self::Target,
            b"Device" => Self::Device,
            _ => return None,
        })
    }

    /// The name, without brackets.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "Unit",
            Self::Install => "Install",
            Self::Service => "Service",
            Self::Socket => "Socket",
            Self::Timer => "Timer",
            Self::Path => "Path",
            Self::Mount => "Mount",
            Self::Automount => "Automount",
            Self::Swap => "Swap",
            Self::Slice => "Slice",
            Self::Scope => "Scope",
            Self::Target => "Target",
            Self::Device => "Device",
        }
    }
}

/// A set of sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionSet(u16);

impl SectionSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// The set of these sections.
    #[must_use]
    pub const fn of(sections: &[Section]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < sections.len() {
            set |= 1 << sections[at] as u16;
            at += 1;
        }
        Self(set)
    }

    /// The sections that a unit file of this type may have: `[Unit]`, `[Install]` and the type's own.
    ///
    /// A known section in a unit of another type, such as `[Service]` in a timer, is treated like an unknown one:
    /// the loader warns and ignores it (the `sections` string of each `UnitVTable`, 257).
    #[must_use]
    pub const fn of_unit_type(unit_type: UnitType) -> Self {
        let own = match unit_type {
            UnitType::Service => Section::Service,
            UnitType::Socket => Section::Socket,
            UnitType::Timer => Section::Timer,
            UnitType::Path => Section::Path,
            UnitType::Mount => Section::Mount,
            UnitType::Automount => Section::Automount,
            UnitType::Swap => Section::Swap,
            UnitType::Slice => Section::Slice,
            UnitType::Scope => Section::Scope,
            UnitType::Target => Section::Target,
            UnitType::Device => Section::Device,
        };
        Self::of(&[Section::Unit, Section::Install, own])
    }

    /// Whether the set contains the section.
    #[must_use]
    pub const fn contains(self, section: Section) -> bool {
        self.0 & (1 << section as u16) != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The union of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The sections that both sets have.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The first section, in the order of [`Section::ALL`].
    #[must_use]
    pub fn first(self) -> Option<Section> {
        Section::ALL.get(self.0.trailing_zeros() as usize).copied()
    }

    /// The sections, in the order of [`Section::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Section> {
        Section::ALL.into_iter().filter(move |section| self.contains(*section))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_name_is_compared_byte_for_byte() {
        assert_eq!(Section::of(b"Service"), Some(Section::Service));
        for header in [&b"service"[..], b" Service", b"Service ", b"", b"X-Service"] {
            assert_eq!(Section::of(header), None);
        }
    }

    #[test]
    fn a_timer_has_no_service_section() {
        let timer = SectionSet::of_unit_type(UnitType::Timer);
        assert!(timer.contains(Section::Timer) && timer.contains(Section::Unit));
        assert!(!timer.contains(Section::Service));
        assert_eq!(timer.iter().count(), 3);
    }
}
