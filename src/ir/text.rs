//! Texts, including the parts that are not known before the run.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::setting_ids::Place;
use crate::source::{FileId, Span};
use crate::unix::account;
use crate::unix::lexical_path::has_parent_dir;

/// A text of the configuration: bytes, and placeholders that a manager replaces.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The parts in order; adjacent byte parts are merged, and no part is empty.
    parts: Parts<'a>,
    place: Option<Place>,
}

#[derive(Clone, Debug)]
enum Parts<'a> {
    Plain(Cow<'a, [u8]>),
    Many(Vec<Part<'a>>),
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Literal bytes.
    Bytes(Cow<'a, [u8]>),
    /// The part that differs between the instances of a service, as it appears in the name of the instance. supervisord:
    /// `%(process_num)02d` as written in `process_name`; systemd: `%i`.
    Instance,
    /// A text that differs between instances in another way than their names: one text per instance, in the order of the
    /// instances. supervisord: `%(process_num)d` together with a `process_name` that has `%(process_num)02d`; systemd:
    /// none.
    PerInstance(Arc<[String]>),
    /// An environment variable of the program that the manager expands. supervisord: none (the program's shell does);
    /// systemd: `$NAME`, `${NAME}`.
    Variable {
        /// The name of the variable.
        name: String,
        /// How the value is expanded.
        expand: Expand,
    },
    /// Something that is not known before the run.
    Unknown(Unknown),
}

/// How the value of a variable is expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expand {
    /// To a single text; empty if the variable is not set. systemd: `${NAME}`.
    Joined,
    /// To zero or more arguments, split at whitespace; quoted parts stay together and lose their quotes, and backslashes
    /// are removed. systemd: `$NAME` as a whole word.
    Split,
    /// The same, but quotes and backslashes are ordinary characters. A shell that supervisord starts: `$NAME`.
    ShellSplit,
}

/// Something that is not known before the run, and who will know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Who will know the value.
    pub known_by: KnownBy,
    /// What is unknown: `ENV_HOME`, `host_node_name`, `here`, or the letter of a specifier.
    pub name: String,
    /// How the value is expanded in a command.
    pub expand: Expand,
}

/// Who will know the value of an [`Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// supervisord, when it loads its configuration.
    Supervisord,
    /// systemd, when it loads the unit.
    Systemd,
    /// The machine, whichever manager asks.
    Host,
}

impl<'a> Text<'a> {
    /// Creates a text of literal bytes, from a file or from a default.
    #[must_use]
    pub fn plain(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { parts: Parts::Plain(bytes.into()), place: None }
    }

    /// Creates a text from a string.
    #[must_use]
    pub fn fixed(text: &'a str) -> Self {
        Self::plain(text.as_bytes())
    }

    /// Creates a text of several parts. Adjacent byte parts are merged and empty ones dropped, so that equal texts have
    /// equal parts.
    #[must_use]
    pub fn of(parts: impl IntoIterator<Item = Part<'a>>) -> Self {
        // Most texts consist of bytes only and need no list.
        let (mut bytes, mut joined) = (Cow::Borrowed(&[][..]), Vec::new());
        let add = |joined: &mut Vec<Part<'a>>, bytes: &mut Cow<'a, [u8]>| {
            if !bytes.is_empty() {
                joined.push(Part::Bytes(std::mem::take(bytes)));
            }
        };
        for part in parts {
            match part {
                Part::Bytes(more) if bytes.is_empty() => bytes = more,
                Part::Bytes(more) => bytes.to_mut().extend_from_slice(&more),
                part => {
                    add(&mut joined, &mut bytes);
                    joined.push(part);
                }
            }
        }
        if joined.is_empty() {
            return Self { parts: Parts::Plain(bytes), place: None };
        }
        add(&mut joined, &mut bytes);
        Self { parts: Parts::Many(joined), place: None }
    }

    /// Sets the place where the text is written.
    #[must_use]
    pub fn at(mut self, file: FileId, span: Span) -> Self {
        self.place = Some(Place { file, span });
        self
    }

    /// Sets the place of the text to that of `other`.
    #[must_use]
    pub fn with_place_of(mut self, other: &Text<'_>) -> Self {
        self.place = other.place;
        self
    }

    /// The place where the text is written; `None` if it does not come from a file.
    #[must_use]
    pub fn place(&self) -> Option<(FileId, Span)> {
        self.place.map(|place| (place.file, place.span))
    }

    /// Returns the bytes, if the text has no other parts.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.parts {
            Parts::Plain(bytes) => Some(bytes),
            Parts::Many(_) => None,
        }
    }

    /// Returns the bytes as a string, if the text has no other parts and is valid UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// Iterates over the parts.
    pub fn parts(&self) -> impl Iterator<Item = PartRef<'_>> {
        let (plain, many) = match &self.parts {
            Parts::Plain(bytes) => (Some(PartRef::Bytes(bytes)), [].as_slice()),
            Parts::Many(parts) => (None, parts.as_slice()),
        };
        plain.into_iter().chain(many.iter().map(Part::as_ref))
    }

    /// Returns the parts, to build another text from them.
    #[must_use]
    pub fn owned_parts(&self) -> Vec<Part<'a>> {
        match &self.parts {
            Parts::Plain(bytes) => vec![Part::Bytes(bytes.clone())],
            Parts::Many(parts) => parts.clone(),
        }
    }

    /// Marks the text as a word of a command that is expanded before it is split: an unknown that is the whole text may
    /// then expand to several words, or to none.
    #[must_use]
    pub fn split_if_whole(mut self) -> Self {
        if let Parts::Many(parts) = &mut self.parts
            && let [Part::Unknown(unknown)] = parts.as_mut_slice()
        {
            unknown.expand = Expand::Split;
        }
        self
    }

    /// Whether the text, as a user or group, is root: by name or by number.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.as_str().is_some_and(account::is_root)
    }

    /// Whether the text begins with a slash; `None` if its first part is not known before the run.
    #[must_use]
    pub fn is_absolute(&self) -> Option<bool> {
        match self.parts().next() {
            Some(PartRef::Bytes(bytes)) => Some(bytes.starts_with(b"/")),
            _ => None,
        }
    }

    /// Resolves a path against `base`, unless it is absolute or not known to be relative.
    #[must_use]
    pub fn resolved_against(self, base: &Self) -> Self {
        if self.is_absolute() != Some(false) {
            return self;
        }
        let mut own = self.owned_parts();
        if let Some(Part::Bytes(bytes)) = own.first_mut() {
            while bytes.starts_with(b"./") {
                bytes.to_mut().drain(..2);
            }
        }
        let is_here = matches!(own.as_slice(), [Part::Bytes(bytes)] if matches!(&**bytes, b"" | b"."));
        if is_here {
            return base.clone().with_place_of(&self);
        }
        let mut parts = base.owned_parts();
        let has_slash = matches!(parts.last(), Some(Part::Bytes(bytes)) if bytes.ends_with(b"/"));
        if !has_slash {
            parts.push(Part::Bytes(Cow::Borrowed(b"/")));
        }
        parts.append(&mut own);
        Self::of(parts).with_place_of(&self)
    }

    /// Whether the text, as a path, has a `..` component.
    #[must_use]
    pub fn has_parent_dir(&self) -> bool {
        self.parts().any(|part| matches!(part, PartRef::Bytes(bytes) if has_parent_dir(bytes)))
    }

    /// Whether the text differs between instances.
    #[must_use]
    pub fn has_instance(&self) -> bool {
        self.parts().any(|part| matches!(part, PartRef::Instance | PartRef::PerInstance(_)))
    }

    /// Iterates over the unknown parts.
    pub fn unknowns(&self) -> impl Iterator<Item = &Unknown> {
        let many = match &self.parts {
            Parts::Plain(_) => [].as_slice(),
            Parts::Many(parts) => parts.as_slice(),
        };
        many.iter().filter_map(|part| match part {
            Part::Unknown(unknown) => Some(unknown),
            _ => None,
        })
    }

    /// Converts into a text that borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        let parts = match self.parts {
            Parts::Plain(bytes) => Parts::Plain(Cow::Owned(bytes.into_owned())),
            Parts::Many(parts) => Parts::Many(parts.into_iter().map(Part::into_owned).collect()),
        };
        Text { parts, place: self.place }
    }
}

/// A borrowed [`Part`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartRef<'t> {
    /// Literal bytes.
    Bytes(&'t [u8]),
    /// The part that differs between instances.
    Instance,
    /// One text per instance.
    PerInstance(&'t [String]),
    /// An environment variable of the program.
    Variable(&'t str, Expand),
    /// Something that is not known before the run.
    Unknown(&'t Unknown),
}

impl Part<'_> {
    fn as_ref(&self) -> PartRef<'_> {
        match self {
            Self::Bytes(bytes) => PartRef::Bytes(bytes),
            Self::Instance => PartRef::Instance,
            Self::PerInstance(texts) => PartRef::PerInstance(texts),
            Self::Variable { name, expand } => PartRef::Variable(name, *expand),
            Self::Unknown(unknown) => PartRef::Unknown(unknown),
        }
    }

    fn into_owned(self) -> Part<'static> {
        match self {
            Self::Bytes(bytes) => Part::Bytes(Cow::Owned(bytes.into_owned())),
            Self::Instance => Part::Instance,
            Self::PerInstance(texts) => Part::PerInstance(texts),
            Self::Variable { name, expand } => Part::Variable { name, expand },
            Self::Unknown(unknown) => Part::Unknown(unknown),
        }
    }
}

/// Texts are equal when their parts are; their places do not matter.
impl PartialEq for Text<'_> {
    fn eq(&self, other: &Text<'_>) -> bool {
        match (&self.parts, &other.parts) {
            (Parts::Plain(own), Parts::Plain(other)) => own == other,
            (Parts::Many(_), Parts::Many(_)) => self.parts().eq(other.parts()),
            // `Many` has more than one part, or one that is not bytes.
            _ => false,
        }
    }
}

impl Eq for Text<'_> {}

/// For display: bytes are shown as is, other parts as `‹…›`.
impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.parts() {
            match part {
                PartRef::Bytes(bytes) => write!(f, "{}", String::from_utf8_lossy(bytes))?,
                PartRef::Instance | PartRef::PerInstance(_) => f.write_str("‹instance›")?,
                PartRef::Variable(name, _) => write!(f, "${{{name}}}")?,
                PartRef::Unknown(unknown) => write!(f, "‹{}›", unknown.name)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_is_resolved_against_a_directory() {
        for (path, directory, whole) in [
            ("app", "/srv", "/srv/app"),
            ("./app/./x", "/srv/", "/srv/app/./x"),
            (".", "/srv", "/srv"),
            ("././", "/srv", "/srv"),
            ("..", "/srv", "/srv/.."),
            (".app", "/", "/.app"),
            ("/opt", "/srv", "/opt"),
        ] {
            assert_eq!(
                Text::fixed(path).resolved_against(&Text::fixed(directory)),
                Text::fixed(whole),
                "{path}"
            );
        }
    }

    #[test]
    fn a_path_that_starts_with_an_unknown_part_is_not_resolved() {
        let unknown =
            Unknown { known_by: KnownBy::Supervisord, name: "ENV_A".to_owned(), expand: Expand::Joined };
        let path = Text::of([Part::Unknown(unknown), Part::Bytes(b"/x".into())]);
        assert_eq!(path.clone().resolved_against(&Text::fixed("/srv")), path);
    }
}
