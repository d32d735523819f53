//! What a rule is: its page, its level, what it looks at and its check.

use super::context::{
    ConfigContext, EntryContext, SectionContext, ServiceContext, UnitContext, UnitEntryContext, UnitsContext,
};
use super::host::HostCheck;
use super::prefilter::CommandFeatures;
use super::sink::Sink;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{FileId, Span};
use crate::supervisord::options::{self, SectionKind};
use crate::systemd::directives;

/// A rule. Made with `rule!`, one per file; `registry.rs` lists them.
#[derive(Debug)]
pub struct Rule {
    /// The name, a newline, and the page. In one string: each static string costs the dynamic loader a relocation at
    /// every start, and there are hundreds of rules.
    pub(crate) text: &'static str,
    /// The length of the name in bytes.
    pub(crate) name_length: u8,
    /// The level of its findings; the page of a rule with several levels says when it uses which.
    pub level: Level,
    /// The level to which it raises a finding if the manager refuses the file for it; else the same. Readers need not
    /// say, nor known mistakes: their level is the one of what they read.
    pub(crate) highest_level: Level,
    /// The release of sysvisor that introduced it.
    pub since: Since,
    /// Whether it can fix what it finds.
    pub fix: Fixable,
    /// Whether its findings depend on more than the file: on the release, on other units, on permission bits, on the
    /// machine; or on comments. If so, that it finds nothing in this run says nothing about other runs.
    pub(crate) depends_on_context: bool,
    /// What it looks at.
    pub(crate) looks_at: LooksAt,
}

/// A release of sysvisor. Numbers and not a string: each static string costs the dynamic loader a relocation at every
/// start, and there are hundreds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(u8, u8, u8);

impl Since {
    /// Parses a release such as `0.1.0`.
    ///
    /// # Panics
    /// At compile time, if the text is not a release.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        let (mut numbers, mut number, mut at) = ([0_u8; 3], 0, 0);
        // `const` code has no iterators.
        while at < text.len() {
            match text.as_bytes()[at] {
                b'.' => number += 1,
                digit @ b'0'..=b'9' => numbers[number] = numbers[number] * 10 + (digit - b'0'),
                _ => panic!("not a release"),
            }
            at += 1;
        }
        assert!(number == 2, "a release has three numbers");
        Self(numbers[0], numbers[1], numbers[2])
    }
}

impl std::fmt::Display for Since {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// Whether a rule can fix what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixable {
    /// Every finding has a fix.
    Always,
    /// Some findings have one.
    Sometimes,
    /// No finding has one.
    Never,
}

/// What a rule looks at. One walk over a file calls each rule for what concerns it and for nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LooksAt {
    /// What the readers find while they read: a syntax error, a value that its reader refuses. `lint::readers` makes
    /// the finding; the rule's file has its page.
    Reader,
    /// Entries of supervisord sections.
    Entry(EntryKind, fn(&EntryContext<'_>, &mut Sink)),
    /// The entries of these options.
    Setting(&'static [options::Name], fn(&EntryContext<'_>, &mut Sink)),
    /// The sections of these kinds with all of their settings; if the list is empty, sections of every kind, unknown
    /// ones too.
    Section(&'static [SectionKind], fn(&SectionContext<'_>, &mut Sink)),
    /// The sections that make processes and set all of these options; if the list is empty, every such section.
    Program(&'static [options::Name], fn(&SectionContext<'_>, &mut Sink)),
    /// The sections that make processes and have a command. The first function tells from the text alone whether the
    /// command could concern the rule.
    Command(fn(&CommandFeatures) -> bool, fn(&SectionContext<'_>, &mut Sink)),
    /// A whole supervisord configuration.
    Config(fn(&ConfigContext<'_>, &mut Sink)),
    /// Entries of units.
    UnitEntry(EntryKind, fn(&UnitEntryContext<'_>, &mut Sink)),
    /// The entries of these directives, whatever their section.
    Directive(&'static [directives::Name], fn(&UnitEntryContext<'_>, &mut Sink)),
    /// The units that set at least one of these directives, in a section that systemd reads in them
    /// ([`Unit::sets`](crate::systemd::Unit::sets)); if the list is empty, every unit. Without one of them the rule
    /// finds nothing.
    Unit(&'static [directives::Name], fn(&UnitContext<'_>, &mut Sink)),
    /// All units together, for what they say about each other.
    Units(fn(&UnitsContext<'_>, &mut Sink)),
    /// A service of the shared model, of either language. The first function tells from the text alone whether the
    /// service could concern the rule.
    Service(fn(&CommandFeatures) -> bool, fn(&ServiceContext<'_>, &mut Sink)),
    /// Settings that refer to the machine: checked only if one is given, see
    /// [`check_supervisord_host`](super::check_supervisord_host).
    Host(HostCheck),
}

/// Which entries a rule looks at: most concern no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum EntryKind {
    /// All of them.
    All,
    /// Entries whose name is not an option or a directive of their section.
    Unknown,
    /// Entries of supervisord that override an earlier one.
    Overriding,
    /// Entries that continue over several lines.
    Continued,
    /// Entries of units with an empty value.
    Empty,
    /// Entries of units with a `%` in the value.
    Percent,
    /// Entries of units with a comment sign, `#` or `;`, in the value.
    CommentSign,
    /// Entries of units with a comma in the value.
    Comma,
    /// Entries of units with something in the value that a shell would expand: `$`, `~`.
    Expandable,
    /// Entries of units whose value starts with a digit.
    Digit,
    /// Entries of units whose value starts with a quote.
    Quote,
    /// Entries of units whose directive the target release may not know.
    TooNew,
    /// Entries of units that continue over several lines, or have something between their value and the end of the
    /// line.
    MultilineOrTrailing,
}

impl EntryKind {
    /// The number of kinds.
    pub(crate) const COUNT: usize = 13;

    /// The bit of this kind if `is_so`, else 0.
    pub(crate) const fn bit_if(self, is_so: bool) -> u16 {
        (is_so as u16) << self as u8
    }
}

impl Fixable {
    /// The words for lists: `fix always`, `fix sometimes`, `no fix`.
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
    /// The name: kebab-case, describes the smell, reads well after "allow".
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text.get(..usize::from(self.name_length)).unwrap_or_default()
    }

    /// Whether the name and the page are the same, which they are for no two rules; at compile time.
    pub(super) const fn has_text_of(&self, other: &Self) -> bool {
        let (own, other) = (self.text.as_bytes(), other.text.as_bytes());
        if own.len() != other.len() {
            return false;
        }
        let mut at = 0;
        while at < own.len() && own[at] == other[at] {
            at += 1;
        }
        at == own.len()
    }

    /// The page, in Markdown: the first paragraph describes what it flags; then `## Why`, `## Bad`, `## Good`,
    /// `## Source`.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.text.get(usize::from(self.name_length) + 1..).unwrap_or_default()
    }

    /// The page as Markdown, under a heading with the name, and a line with the level, the fixability and the release.
    #[must_use]
    pub fn markdown(&self) -> String {
        let facts = format!("{} · {} · since {}", self.level.as_str(), self.fix.words(), self.since);
        // Doc comments start each line with a space.
        let lines = self.page().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let page: Vec<&str> = lines.collect();
        format!("# {}\n\n{facts}\n\n{}", self.name(), page.join("\n"))
    }

    /// Whether it checks the machine that a configuration is for, and finds nothing if none is given.
    #[must_use]
    pub const fn needs_host(&self) -> bool {
        matches!(self.looks_at, LooksAt::Host(_))
    }

    /// Creates a finding of this rule, with its usual level.
    #[must_use]
    pub fn at(&self, file: FileId, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name(), self.level, file, span, message)
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
        self.page().trim_start().split("\n\n").next().unwrap_or_default()
    }
}

/// Makes a rule from its page and its fields.
///
/// The page is the doc comment: rustdoc, `sysvisor explain` and the tests of its examples read the same text.
macro_rules! rule {
    (
        $(#[doc = $line:literal])*
        pub static $ident:ident = {
            name: $name:literal,
            level: $level:expr,
            $(highest_level: $highest_level:expr,)?
            since: $since:literal,
            fix: $fix:expr,
            $(depends_on_context: $depends_on_context:literal,)?
            looks_at: $looks_at:expr $(,)?
        }
    ) => {
        $(#[doc = $line])*
        pub static $ident: $crate::lint::Rule = $crate::lint::Rule {
            text: concat!($name, "\n", $($line, "\n",)*),
            name_length: $name.len() as u8,
            level: $level,
            // The first: the optional one, if it is given.
            highest_level: [$($highest_level,)? $level][0],
            since: $crate::lint::Since::of($since),
            fix: $fix,
            depends_on_context: [$($depends_on_context,)? false][0],
            looks_at: $looks_at,
        };
    };
}
pub(crate) use rule;
