//! What a rule is: its page, its level, what it looks at and the function that looks.

use super::context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
use super::glance::Glance;
use super::host::HostCheck;
use super::sink::Sink;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{FileId, Span};
use crate::supervisord::options::{self, SectionKind};
use crate::systemd::directives;

/// A rule. Made with [`rule!`](crate::rule!), one to a file; `registry.rs` lists them.
#[derive(Debug)]
pub struct Rule {
    /// The name: kebab-case, names the smell, reads well after "allow".
    pub name: &'static str,
    /// The level of its findings; a rule that has several says which when in its page.
    pub level: Level,
    /// The release of sysvisor that brought it.
    pub since: &'static str,
    /// Whether it can mend what it finds.
    pub fix: Fixable,
    /// What it looks at.
    pub looks_at: LooksAt,
    /// The page, in Markdown: the first paragraph says what it flags; then `## Why`, `## Bad`, `## Good`, `## Source`.
    pub page: &'static str,
}

/// Whether a rule can mend what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixable {
    /// Every finding carries a fix.
    Always,
    /// Some do.
    Sometimes,
    /// None does.
    Never,
}

/// What a rule looks at. One walk over a file calls each rule for what concerns it and nothing else.
#[derive(Clone, Copy, Debug)]
pub enum LooksAt {
    /// The readers find it while they read: a syntax error, a value that its reader refuses. `lint::readers` makes the
    /// finding; the rule's file holds its page.
    Reader,
    /// Entries of supervisord sections.
    Entry(Entries, fn(&EntryContext<'_>, &mut Sink)),
    /// The entries of these options.
    Setting(&'static [options::Name], fn(&EntryContext<'_>, &mut Sink)),
    /// The sections of these kinds with all that is set in them; of every kind, unknown ones too, when there is none.
    Section(&'static [SectionKind], fn(&SectionContext<'_>, &mut Sink)),
    /// The sections that make processes and in which all of these options are set.
    Program(&'static [options::Name], fn(&SectionContext<'_>, &mut Sink)),
    /// The sections that make processes and have a command. The first function says, from what is written, whether the
    /// command could concern the rule at all.
    Command(fn(&Glance) -> bool, fn(&SectionContext<'_>, &mut Sink)),
    /// A whole supervisord configuration.
    Config(fn(&ConfigContext<'_>, &mut Sink)),
    /// Entries of units.
    UnitEntry(Entries, fn(&UnitEntryContext<'_>, &mut Sink)),
    /// The entries of these directives, whatever their section.
    Directive(&'static [directives::Name], fn(&UnitEntryContext<'_>, &mut Sink)),
    /// A unit.
    Unit(fn(&UnitContext<'_>, &mut Sink)),
    /// All units together: what they say of each other.
    Units(fn(&UnitsContext<'_>, &mut Sink)),
    /// A service of the shared model: serves both languages. The first function says, from what is written, whether the
    /// service could concern the rule at all.
    Service(fn(&Glance) -> bool, fn(&ServiceContext<'_>, &mut Sink)),
    /// Settings that say something about the machine: looked at only where one is given, see
    /// [`check_supervisord_host`](super::check_supervisord_host).
    Host(HostCheck),
}

/// Which entries a rule looks at: most concern none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Entries {
    /// Every one.
    All = 1,
    /// Those whose section has no option or directive of the name.
    Unknown = 1 << 1,
    /// Those of supervisord that take the place of an earlier one.
    Again = 1 << 2,
    /// Those that run over several lines.
    Continued = 1 << 3,
}

impl Entries {
    /// One more than the greatest number that [`Entries::of`] gives.
    pub(crate) const KINDS: usize = 1 << 4;

    /// What an entry is, as bits.
    pub(crate) const fn of(is_known: bool, is_again: bool, is_continued: bool) -> usize {
        Self::All as usize
            | if is_known { 0 } else { Self::Unknown as usize }
            | if is_again { Self::Again as usize } else { 0 }
            | if is_continued { Self::Continued as usize } else { 0 }
    }

    /// What an entry may be, by [`Entries::of`], to be one of these.
    pub(crate) fn kinds(self) -> impl Iterator<Item = usize> {
        (0..Self::KINDS).filter(move |kinds| self as usize & kinds != 0)
    }
}

impl Fixable {
    /// For lists: `always`, `sometimes`, `never`, as the answer to "can it be fixed?".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Always => "fix always",
            Self::Sometimes => "fix sometimes",
            Self::Never => "no fix",
        }
    }
}

impl Rule {
    /// A finding of this rule, of its usual level.
    #[must_use]
    pub fn at(&self, file: FileId, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name, self.level, file, span, message)
    }

    /// What it flags, in one sentence on one line.
    #[must_use]
    pub fn summary_line(&self) -> String {
        let words: Vec<&str> = self.summary().split_whitespace().collect();
        let text = words.join(" ");
        match text.find(". ") {
            Some(end) => text[..=end].to_owned(),
            None => text,
        }
    }

    /// What it flags, in one paragraph.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.page.trim_start().split("\n\n").next().unwrap_or_default()
    }
}

/// Makes a rule of its page and its fields.
///
/// The page is the doc comment: rustdoc, `sysvisor explain` and the tests of its examples read the same text.
#[macro_export]
#[doc(hidden)]
macro_rules! rule {
    ($(#[doc = $line:literal])* pub static $ident:ident = { $($field:ident: $value:expr),* $(,)? }) => {
        $(#[doc = $line])*
        pub static $ident: $crate::lint::Rule = $crate::lint::Rule {
            page: concat!($($line, "\n",)*),
            $($field: $value,)*
        };
    };
}
