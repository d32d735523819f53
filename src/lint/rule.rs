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

/// A rule. Made with `rule!`, one to a file; `registry.rs` lists them.
#[derive(Debug)]
pub struct Rule {
    /// The name, and behind a line end the page. One text: the loader of programs fills in the address of every text at each
    /// start, and there are hundreds of rules.
    pub(crate) text: &'static str,
    /// How long the name is.
    pub(crate) name_length: u8,
    /// The level of its findings; a rule that has several says which when in its page.
    pub level: Level,
    /// The release of sysvisor that brought it.
    pub since: Since,
    /// Whether it can mend what it finds.
    pub fix: Fixable,
    /// What it looks at.
    pub(crate) looks_at: LooksAt,
}

/// A release of sysvisor. Numbers, not text: the loader of programs fills in the address of every text at each start, and
/// there are hundreds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(u8, u8, u8);

impl Since {
    /// The release of this text, `0.1.0`.
    ///
    /// # Panics
    /// While compiling, where the text is no release.
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
pub(crate) enum LooksAt {
    /// The readers find it while they read: a syntax error, a value that its reader refuses. `lint::readers` makes the
    /// finding; the rule's file holds its page.
    Reader,
    /// Entries of supervisord sections.
    Entry(Entries, fn(&EntryContext<'_>, &mut Sink)),
    /// The entries of these options.
    Setting(&'static [options::Name], fn(&EntryContext<'_>, &mut Sink)),
    /// The sections of these kinds with all that is set in them; of every kind, unknown ones too, when there is none.
    Section(&'static [SectionKind], fn(&SectionContext<'_>, &mut Sink)),
    /// The sections that make processes and in which all of these options are set; every such section when there is none.
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
    /// The units that write at least one of these directives, in a section that systemd reads in them
    /// ([`Unit::writes`](crate::systemd::Unit::writes)); every unit when there is none. Without one of them the rule finds nothing.
    Unit(&'static [directives::Name], fn(&UnitContext<'_>, &mut Sink)),
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
pub(crate) enum Entries {
    /// Every one.
    All,
    /// Those whose section has no option or directive of the name.
    Unknown,
    /// Those of supervisord that take the place of an earlier one.
    Again,
    /// Those that run over several lines.
    Continued,
    /// Those of units that assign nothing.
    Empty,
    /// Those of units whose value holds a `%`.
    Percent,
    /// Those of units whose value holds what a comment starts with: `#`, `;`.
    CommentSign,
    /// Those of units whose value holds a comma.
    Comma,
    /// Those of units whose value holds what a shell would replace: `$`, `~`.
    Replaced,
    /// Those of units whose value starts with a digit.
    Digit,
    /// Those of units whose value starts with a quote.
    Quote,
    /// Those of units that the release may be too old for.
    New,
    /// Those of units that run over several lines, or have something between their value and the end of the line.
    Loose,
}

impl Entries {
    /// How many there are.
    pub(crate) const KINDS: usize = 13;

    /// As a bit, where it is `true`.
    pub(crate) const fn when(self, is_so: bool) -> u16 {
        (is_so as u16) << self as u8
    }
}

impl Fixable {
    /// For lists: `fix always`, `fix sometimes`, `no fix`.
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
    /// The name: kebab-case, names the smell, reads well after "allow".
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text.get(..usize::from(self.name_length)).unwrap_or_default()
    }

    /// The page, in Markdown: the first paragraph says what it flags; then `## Why`, `## Bad`, `## Good`, `## Source`.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.text.get(usize::from(self.name_length) + 1..).unwrap_or_default()
    }

    /// The page under its name and what else there is to know of it, as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let facts = format!("{} · {} · since {}", self.level.as_str(), self.fix.words(), self.since);
        // Doc comments start each line with a space.
        let lines = self.page().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let page: Vec<&str> = lines.collect();
        format!("# {}\n\n{facts}\n\n{}", self.name(), page.join("\n"))
    }

    /// Whether it asks the machine that a configuration is for, and is silent where none is given.
    #[must_use]
    pub const fn asks_host(&self) -> bool {
        matches!(self.looks_at, LooksAt::Host(_))
    }

    /// A finding of this rule, of its usual level.
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

/// Makes a rule of its page and its fields.
///
/// The page is the doc comment: rustdoc, `sysvisor explain` and the tests of its examples read the same text.
macro_rules! rule {
    (
        $(#[doc = $line:literal])*
        pub static $ident:ident = {
            name: $name:literal,
            level: $level:expr,
            since: $since:literal,
            $($field:ident: $value:expr),* $(,)?
        }
    ) => {
        $(#[doc = $line])*
        pub static $ident: $crate::lint::Rule = $crate::lint::Rule {
            text: concat!($name, "\n", $($line, "\n",)*),
            name_length: $name.len() as u8,
            level: $level,
            since: $crate::lint::Since::of($since),
            $($field: $value,)*
        };
    };
}
pub(crate) use rule;
