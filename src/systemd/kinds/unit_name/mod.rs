//! Unit names: `unit_name_is_valid()` and related functions of systemd's `unit-name.c`. `PREFIX[@[INSTANCE]].TYPE`.

mod unit_type;

use std::fmt;

use memchr::memrchr;

use crate::source::Span;
use crate::text::byte_set::ByteSet;
use crate::value::ValueError;

pub use unit_type::UnitType;

/// A valid unit name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitName<'a> {
    text: &'a str,
    at_sign: Option<usize>,
    dot: usize,
    kind: UnitType,
}

/// Whether this is a valid instance text: `unit_instance_is_valid()`.
#[must_use]
pub fn is_instance(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| PLAIN.has(byte) || byte == b'@')
}

/// The limit that a name must be shorter than (`UNIT_NAME_MAX`).
const MAX: usize = 256;
const EXPECTED: &str = "a name such as foo.service, foo@.service or foo@bar.service";

impl<'a> UnitName<'a> {
    /// Parses a name.
    ///
    /// # Errors
    /// There is no known type after the last dot, nothing before it or before the `@`, a character other than ASCII
    /// letters, digits and `:-_.\@`, or the name has 256 bytes or more.
    pub fn parse(text: &'a str) -> Result<Self, ValueError> {
        Self::read(text).ok_or_else(|| parse_error(text))
    }

    /// Like [`Self::parse`], without building an error.
    #[must_use]
    pub fn read(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        // A type has at most nine letters.
        let dot = bytes.iter().rposition(|byte| *byte == b'.')?;
        let kind = UnitType::from_bytes(&bytes[dot + 1..])?;
        let stem = &bytes[..dot];
        let plain = PLAIN.count_at_start(stem);
        let at_sign = (stem.get(plain) == Some(&b'@')).then_some(plain);
        let is_name = plain == dot
            || at_sign.is_some_and(|at_sign| {
                at_sign > 0 && stem[at_sign..].iter().all(|byte| PLAIN.has(*byte) || *byte == b'@')
            });
        (is_name && dot > 0 && text.len() < MAX).then_some(Self { text, at_sign, dot, kind })
    }

    /// The whole name.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Its type.
    #[must_use]
    pub const fn unit_type(&self) -> UnitType {
        self.kind
    }

    /// The part before the first `@`, or before the type: `%p`.
    #[must_use]
    pub fn prefix(&self) -> &'a str {
        &self.text[..self.at_sign.unwrap_or(self.dot)]
    }

    /// The instance, still escaped: `%i`. Empty for a template, `None` without an `@`.
    #[must_use]
    pub fn instance(&self) -> Option<&'a str> {
        self.at_sign.map(|at_sign| &self.text[at_sign + 1..self.dot])
    }

    /// The name without its type: `%N`.
    #[must_use]
    pub fn without_type(&self) -> &'a str {
        &self.text[..self.dot]
    }

    /// Whether it is a template: `foo@.service`.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.instance() == Some("")
    }

    /// Whether it is an instance of a template: `foo@bar.service`.
    #[must_use]
    pub fn is_instance(&self) -> bool {
        self.instance().is_some_and(|instance| !instance.is_empty())
    }

    /// Whether such a unit can exist: templates and instances only of types that have any. The loader refuses all
    /// others, though the name is valid.
    #[must_use]
    pub const fn is_loadable(&self) -> bool {
        self.at_sign.is_none() || self.kind.may_be_template()
    }

    /// The template that an instance is made from.
    #[must_use]
    pub fn template(&self) -> Option<String> {
        self.is_instance().then(|| build(self.prefix(), Some(""), self.kind))
    }

    /// The instance of this template, or of the template that this is an instance of.
    ///
    /// `None` without an `@`, or if the result is not a valid name of an instance.
    #[must_use]
    pub fn instantiate(&self, instance: &str) -> Option<String> {
        self.at_sign?;
        let name = build(self.prefix(), Some(instance), self.kind);
        UnitName::read(&name).is_some_and(|name| name.is_instance()).then_some(name)
    }

    /// The instance that a template in a dependency stands for if the unit `in_unit` names it: `Wants=getty@.service`
    /// in `foo.service` means `getty@foo.service` (`resolve_template()`).
    #[must_use]
    pub fn instantiate_for(&self, in_unit: &UnitName<'_>) -> Option<String> {
        match in_unit.instance() {
            Some(instance) if self.is_template() && !instance.is_empty() => self.instantiate(instance),
            _ if self.is_template() => self.instantiate(in_unit.prefix()),
            _ => None,
        }
    }

    /// The directories that belong to a unit, except the one of its type, the most specific first:
    /// `unit_file_find_dirs()`.
    ///
    /// For `a-b@x.service` and the suffix `d` these are `a-b@x.service.d`, `a-b@.service.d`, `a-.service.d`,
    /// `a-@x.service.d` and `a-@.service.d`. The third one comes from shortening the template's name, which has no
    /// instance (252). Shortened names are supported since v239.
    #[must_use]
    pub fn directories(&self, suffix: &str) -> Vec<String> {
        let mut directories = Vec::new();
        push_directories(&mut directories, self.prefix(), self.instance(), self.kind, suffix);
        directories
    }
}

impl fmt::Display for UnitName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// The bytes of a name besides `@`.
static PLAIN: ByteSet = ByteSet::new(b":-_.\\").with_alphanumeric();

/// Explains why a text is not a unit name.
#[cold]
fn parse_error(text: &str) -> ValueError {
    let Some(dot) = text.rfind('.') else {
        return ValueError::whole(
            text,
            format!("{text} is not a unit name: it has no type suffix"),
            EXPECTED,
        );
    };
    if UnitType::from_name(&text[dot + 1..]).is_none() {
        let message = format!("{text} is not a unit name: there is no unit type .{}", &text[dot + 1..]);
        let expected = "service, socket, target, device, mount, automount, swap, timer, path, slice or scope";
        return ValueError::at(Span::new(dot as u32 + 1, text.len() as u32), message, expected);
    }
    let is_bad = |c: char| u8::try_from(c).map_or(true, |byte| byte != b'@' && !PLAIN.has(byte));
    if let Some((index, bad)) = text[..dot].char_indices().find(|(_, c)| is_bad(*c)) {
        let span = Span::new(index as u32, (index + bad.len_utf8()) as u32);
        let message = format!("{text} is not a unit name: it contains {bad:?}");
        return ValueError::at(span, message, "ASCII letters, digits and :-_.\\@");
    }
    if dot == 0 || text.starts_with('@') {
        let message = format!("{text} is not a unit name: nothing comes before the first @ or .");
        return ValueError::whole(text, message, EXPECTED);
    }
    let message = format!("a unit name of {} bytes is too long", text.len());
    ValueError::whole(text, message, "fewer than 256 bytes")
}

fn build(prefix: &str, instance: Option<&str>, kind: UnitType) -> String {
    match instance {
        Some(instance) => format!("{prefix}@{instance}.{kind}"),
        None => format!("{prefix}.{kind}"),
    }
}

fn push_directories(
    directories: &mut Vec<String>,
    prefix: &str,
    instance: Option<&str>,
    kind: UnitType,
    suffix: &str,
) {
    let directory = format!("{}.{suffix}", build(prefix, instance, kind));
    if !directories.contains(&directory) {
        directories.push(directory);
    }
    if instance.is_some_and(|instance| !instance.is_empty()) {
        push_directories(directories, prefix, Some(""), kind, suffix);
    }
    // `foo-bar-` is shortened to `foo-`: the trailing dash of a shortened name does not count, nor does a leading one.
    let inner = prefix.strip_suffix('-').unwrap_or(prefix);
    if let Some(dash) = memrchr(b'-', inner.as_bytes()).filter(|dash| *dash > 0) {
        // A template has no instance to carry over: `foo-bar@.service` is followed by `foo-.service`.
        let instance = instance.filter(|instance| !instance.is_empty());
        push_directories(directories, &prefix[..=dash], instance, kind, suffix);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> UnitName<'_> {
        UnitName::parse(text).unwrap()
    }

    #[test]
    fn a_name_has_prefix_instance_and_type() {
        for (text, prefix, instance, kind) in [
            ("foo.service", "foo", None, UnitType::Service),
            ("foo@.service", "foo", Some(""), UnitType::Service),
            ("foo@a.b@c.socket", "foo", Some("a.b@c"), UnitType::Socket),
            ("a-b:c_d.e\\x2d.target", "a-b:c_d.e\\x2d", None, UnitType::Target),
            ("-.slice", "-", None, UnitType::Slice),
            ("..mount", ".", None, UnitType::Mount),
        ] {
            let name = name(text);
            assert_eq!(
                (name.prefix(), name.instance(), name.unit_type()),
                (prefix, instance, kind),
                "{text}"
            );
        }
    }

    #[test]
    fn invalid_characters_and_types_are_rejected() {
        for text in [
            "",
            "foo",
            "foo.",
            ".service",
            "@.service",
            "@x.service",
            "foo.snapshot",
            "foo.Service",
            "foo.service ",
            "a b.service",
            "a+b.service",
            "weird!name.service",
            "~.service",
            "%i.service",
            "é.service",
            "a/b.service",
            "\"a.target\"",
            "a.target,b.target",
            "a.target;b.target",
        ] {
            assert!(UnitName::parse(text).is_err(), "{text}");
        }
        let long = format!("{}.service", "x".repeat(248));
        assert!(UnitName::parse(&long).is_err());
        assert!(UnitName::read(&long[1..]).is_some());
        assert_eq!(UnitName::parse("a b.service").unwrap_err().span, Span::new(1, 2));
    }

    #[test]
    fn a_template_has_instances() {
        assert!(name("foo@.service").is_template() && !name("foo@.service").is_instance());
        assert!(name("foo@x.service").is_instance());
        assert_eq!(name("foo@.service").instantiate("05").as_deref(), Some("foo@05.service"));
        assert_eq!(name("foo@x.service").template().as_deref(), Some("foo@.service"));
        assert_eq!(name("foo.service").template(), None);
        assert_eq!(name("foo.service").instantiate("x"), None);
        assert_eq!(name("foo@.service").instantiate(""), None);
        assert_eq!(name("foo@.service").instantiate("a b"), None);
    }

    #[test]
    fn a_template_in_a_dependency_takes_the_instance_or_prefix_of_its_unit() {
        let getty = name("getty@.service");
        assert_eq!(getty.instantiate_for(&name("foo.service")).as_deref(), Some("getty@foo.service"));
        assert_eq!(getty.instantiate_for(&name("foo@x.service")).as_deref(), Some("getty@x.service"));
        assert_eq!(name("a.service").instantiate_for(&name("foo.service")), None);
    }

    #[test]
    fn directories_of_dash_truncated_names_are_included() {
        let directories = |text: &str| name(text).directories("d").join(" ");
        assert_eq!(directories("a--b.service"), "a--b.service.d a--.service.d a-.service.d");
        assert_eq!(directories("a-b-.service"), "a-b-.service.d a-.service.d");
        assert_eq!(directories("-a.socket"), "-a.socket.d");
        assert_eq!(name("a-b.target").directories("wants"), ["a-b.target.wants", "a-.target.wants"]);
        assert_eq!(
            name("a-b-c@x.service").directories("d"),
            [
                "a-b-c@x.service.d",
                "a-b-c@.service.d",
                "a-b-.service.d",
                "a-.service.d",
                "a-b-@x.service.d",
                "a-b-@.service.d",
                "a-@x.service.d",
                "a-@.service.d",
            ]
        );
    }

    proptest! {
        #[test]
        fn the_parts_join_to_the_name(text in r"[a-zA-Z0-9:_.\\@-]{1,20}\.(service|socket|slice)") {
            if let Ok(name) = UnitName::parse(&text) {
                prop_assert_eq!(build(name.prefix(), name.instance(), name.unit_type()), text.as_str());
                prop_assert_eq!(format!("{}.{}", name.without_type(), name.unit_type()), text.as_str());
                prop_assert!(!name.directories("d").is_empty());
            }
        }

        #[test]
        fn an_escaped_instance_makes_a_valid_name(instance in prop::collection::vec(any::<u8>(), 1..20)) {
            let escaped = super::super::escape::escape(&instance);
            let made = name("foo@.service").instantiate(&escaped).unwrap();
            prop_assert_eq!(name(&made).instance(), Some(escaped.as_str()));
        }
    }
}
