//! Texts, and what is not known of them before the run.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::sources::Place;
use crate::account;
use crate::source::{FileId, Span};

/// A text of the configuration: bytes, and what a manager puts in their place.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The parts in order; adjacent bytes are one part, and there is no empty one.
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
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// The text that tells the instance from its siblings, as it stands in the instance's name.
    /// supervisord: `%(process_num)02d` written as in `process_name`; systemd: `%i`.
    Instance,
    /// A text that differs from instance to instance in another way than the instances' own: one for each, in their
    /// order. supervisord: `%(process_num)d` beside a `process_name` with `%(process_num)02d`; systemd: none.
    PerInstance(Arc<[String]>),
    /// A variable of the program's environment that the manager fills in. supervisord: none (the program's shell
    /// does); systemd: `$NAME`, `${NAME}`.
    Variable {
        /// The name.
        name: String,
        /// What happens to the value.
        expand: Expand,
    },
    /// Something that is not known before the run.
    Unknown(Unknown),
}

/// What a manager does with the value of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expand {
    /// One text; empty when the variable is not set. systemd: `${NAME}`.
    Joined,
    /// None or several arguments, split at blanks; what stands in quotes is one, without them, and a backslash goes. systemd: `$NAME`
    /// as a whole word.
    Split,
    /// The same where quotes and backslashes are letters like others. A shell that supervisord starts: `$NAME`.
    AtBlanks,
}

/// Something that is not known before the run, and who knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Who will know.
    pub owner: Owner,
    /// What is asked: `ENV_HOME`, `host_node_name`, `here`, or the letter of a specifier.
    pub name: String,
    /// What happens to its value in a command.
    pub expand: Expand,
}

/// Who knows an [`Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// supervisord, when it loads its configuration.
    Supervisord,
    /// systemd, when it loads the unit.
    Systemd,
    /// The machine, whoever asks.
    Host,
}

impl<'a> Text<'a> {
    /// Bytes from a file or made up by a default.
    #[must_use]
    pub fn plain(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { parts: Parts::Plain(bytes.into()), place: None }
    }

    /// A fixed text.
    #[must_use]
    pub fn fixed(text: &'a str) -> Self {
        Self::plain(text.as_bytes())
    }

    /// A text of several parts; adjacent bytes are joined and empty ones dropped, so that equal texts have equal parts.
    #[must_use]
    pub fn of(parts: impl IntoIterator<Item = Part<'a>>) -> Self {
        // Most texts are bytes to their end, which need no list.
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

    /// The same text with the place where it stands.
    #[must_use]
    pub fn at(mut self, file: FileId, span: Span) -> Self {
        self.place = Some(Place { file, span });
        self
    }

    /// The same text, standing where the other does.
    #[must_use]
    pub fn in_place_of(mut self, other: &Text<'_>) -> Self {
        self.place = other.place;
        self
    }

    /// Where it stands, if it was written.
    #[must_use]
    pub fn place(&self) -> Option<(FileId, Span)> {
        self.place.map(|place| (place.file, place.span))
    }

    /// The bytes, unless something else takes part.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.parts {
            Parts::Plain(bytes) => Some(bytes),
            Parts::Many(_) => None,
        }
    }

    /// The bytes as a string, unless something else takes part or they are not UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// The parts.
    pub fn parts(&self) -> impl Iterator<Item = PartRef<'_>> {
        let (plain, many) = match &self.parts {
            Parts::Plain(bytes) => (Some(PartRef::Bytes(bytes)), [].as_slice()),
            Parts::Many(parts) => (None, parts.as_slice()),
        };
        plain.into_iter().chain(many.iter().map(Part::as_ref))
    }

    /// The parts, for building another text.
    #[must_use]
    pub fn owned_parts(&self) -> Vec<Part<'a>> {
        match &self.parts {
            Parts::Plain(bytes) => vec![Part::Bytes(bytes.clone())],
            Parts::Many(parts) => parts.clone(),
        }
    }

    /// The same text as a word of a command that is filled in before it is split: where an unknown is all of it, its value may
    /// be several words, or none.
    #[must_use]
    pub fn split_where_whole(mut self) -> Self {
        if let Parts::Many(parts) = &mut self.parts
            && let [Part::Unknown(unknown)] = parts.as_mut_slice()
        {
            unknown.expand = Expand::Split;
        }
        self
    }

    /// Whether this user, or this group, is root: both have the name and the number.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.as_str().is_some_and(account::is_root)
    }

    /// Whether it begins with a slash; none where only a run tells what it begins with.
    #[must_use]
    pub fn begins_at_root(&self) -> Option<bool> {
        match self.parts().next() {
            Some(PartRef::Bytes(bytes)) => Some(bytes.starts_with(b"/")),
            _ => None,
        }
    }

    /// This path as it is seen from a folder, unless it begins at the root anyway.
    #[must_use]
    pub fn seen_from(self, folder: &Self) -> Self {
        if self.begins_at_root() != Some(false) {
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
            return folder.clone().in_place_of(&self);
        }
        let mut parts = folder.owned_parts();
        let has_slash = matches!(parts.last(), Some(Part::Bytes(bytes)) if bytes.ends_with(b"/"));
        if !has_slash {
            parts.push(Part::Bytes(Cow::Borrowed(b"/")));
        }
        parts.append(&mut own);
        Self::of(parts).in_place_of(&self)
    }

    /// Whether a part of it as a path is `..`.
    #[must_use]
    pub fn climbs(&self) -> bool {
        let is_up = |bytes: &[u8]| bytes.split(|byte| *byte == b'/').any(|name| name == b"..");
        self.parts().any(|part| matches!(part, PartRef::Bytes(bytes) if is_up(bytes)))
    }

    /// Whether the instance takes part.
    #[must_use]
    pub fn has_instance(&self) -> bool {
        self.parts().any(|part| matches!(part, PartRef::Instance | PartRef::PerInstance(_)))
    }

    /// The unknowns that take part.
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

    /// The same text, holding on to nothing else.
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
    /// Bytes.
    Bytes(&'t [u8]),
    /// The instance's text.
    Instance,
    /// A text for each instance.
    PerInstance(&'t [String]),
    /// A variable of the program's environment.
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

/// Texts are equal when their parts are; where they stand does not matter.
impl PartialEq for Text<'_> {
    fn eq(&self, other: &Text<'_>) -> bool {
        match (&self.parts, &other.parts) {
            (Parts::Plain(own), Parts::Plain(other)) => own == other,
            (Parts::Many(_), Parts::Many(_)) => self.parts().eq(other.parts()),
            // What is many has more than one part, or one that is no bytes.
            _ => false,
        }
    }
}

impl Eq for Text<'_> {}

/// For people: bytes as they are, the rest as `‹…›`.
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
    fn a_relative_path_is_seen_from_a_folder() {
        for (path, folder, whole) in [
            ("app", "/srv", "/srv/app"),
            ("./app/./x", "/srv/", "/srv/app/./x"),
            (".", "/srv", "/srv"),
            ("././", "/srv", "/srv"),
            ("..", "/srv", "/srv/.."),
            (".app", "/", "/.app"),
            ("/opt", "/srv", "/opt"),
        ] {
            assert_eq!(Text::fixed(path).seen_from(&Text::fixed(folder)), Text::fixed(whole), "{path}");
        }
    }

    #[test]
    fn what_a_run_tells_may_begin_at_the_root() {
        let unknown = Unknown { owner: Owner::Supervisord, name: "ENV_A".to_owned(), expand: Expand::Joined };
        let path = Text::of([Part::Unknown(unknown), Part::Bytes(b"/x".into())]);
        assert_eq!(path.clone().seen_from(&Text::fixed("/srv")), path);
    }
}
