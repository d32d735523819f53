//! A file's bytes with its name, and the set of files that a run looks at.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::hash::{Map, digest};
use super::{LineIndex, Position, Span, base_name};

/// Which file of a [`Sources`]; diagnostics carry it instead of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file: its name as the user wrote it, and its bytes.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    folder: Option<String>,
    is_as_found: bool,
    mode: Option<u32>,
    is_device: bool,
    content: Content,
    lines: OnceLock<LineIndex>,
}

/// What a file holds: looked at once, so that no value in it has to be.
#[derive(Debug)]
enum Content {
    Text(String),
    /// Something in it is not UTF-8.
    Bytes(Vec<u8>),
}

impl Content {
    fn of(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Bytes(error.into_bytes()),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// Itself, if spans can say where everything in it stands.
    fn fitting(self) -> Result<Self, TooLarge> {
        if u32::try_from(self.bytes().len()).is_ok() { Ok(self) } else { Err(TooLarge) }
    }
}

/// Spans are 32 bits wide: a file of 4 GiB or more has no place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is larger than 4 GiB")
    }
}

impl std::error::Error for TooLarge {}

impl SourceFile {
    /// A file named `name`.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        Self::with(name.into(), Content::of(bytes))
    }

    /// A file named `name` that holds a text.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn of_text(name: impl Into<String>, text: String) -> Result<Self, TooLarge> {
        Self::with(name.into(), Content::Text(text))
    }

    fn with(name: String, content: Content) -> Result<Self, TooLarge> {
        let content = content.fitting()?;
        Ok(Self {
            name,
            folder: None,
            is_as_found: false,
            mode: None,
            is_device: false,
            content,
            lines: OnceLock::new(),
        })
    }

    /// The same file with another content.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn with_content(&self, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        let Self { name, folder, is_as_found, mode, is_device, content: _, lines: _ } = self;
        let (name, folder, content) = (name.clone(), folder.clone(), Content::of(bytes).fitting()?);
        let (is_as_found, mode, is_device) = (*is_as_found, *mode, *is_device);
        Ok(Self { name, folder, is_as_found, mode, is_device, content, lines: OnceLock::new() })
    }

    /// The name, as the user wrote it: a path, or what `--stdin-filename` said.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same file, lying in this folder: an absolute path, where the name is a relative one.
    #[must_use]
    pub fn in_folder(mut self, folder: impl Into<String>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// The same file, with these permission bits (`0o644`), if they are known.
    #[must_use]
    pub const fn with_mode(mut self, mode: Option<u32>) -> Self {
        self.mode = mode;
        self
    }

    /// The permission bits; none for what was not read from a disk that has them.
    #[must_use]
    pub const fn mode(&self) -> Option<u32> {
        self.mode
    }

    /// The same file, which is no regular one: it stands for a device, as a link to `/dev/null` does.
    #[must_use]
    pub const fn as_device(mut self, is_device: bool) -> Self {
        self.is_device = is_device;
        self
    }

    /// Whether it is a device, or a link to one.
    #[must_use]
    pub const fn is_device(&self) -> bool {
        self.is_device
    }

    /// The folder that the file lies in: as it was said, else the name without its last part.
    #[must_use]
    pub fn folder(&self) -> &str {
        let of_name = || {
            self.name.rsplit_once('/').map_or("", |(folder, _)| if folder.is_empty() { "/" } else { folder })
        };
        self.folder.as_deref().unwrap_or_else(of_name)
    }

    /// The same file, as it was found for now, such as in a checkout: its folder is no place on the machine that it is for.
    #[must_use]
    pub const fn as_found(mut self, is_as_found: bool) -> Self {
        self.is_as_found = is_as_found;
        self
    }

    /// Whether its folder is only where it was found.
    #[must_use]
    pub const fn is_as_found(&self) -> bool {
        self.is_as_found
    }

    /// The last part of the name: what tells a unit's name and type.
    #[must_use]
    pub fn base_name(&self) -> &str {
        base_name(&self.name)
    }

    /// The content.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.content.bytes()
    }

    /// The content as text; none if anything in it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// The bytes of a range.
    #[must_use]
    pub fn slice(&self, span: Span) -> &[u8] {
        span.slice(self.bytes())
    }

    /// A number for the content: another one, as good as always, when a byte has changed.
    #[must_use]
    pub fn digest(&self) -> u64 {
        digest(self.bytes())
    }

    /// The lines; found when first asked for, since a file without a finding never needs them.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.bytes()))
    }

    /// Where a line, counted from 0, stands without what ends it.
    #[must_use]
    pub fn line_content(&self, line: usize) -> Span {
        let (bytes, lines) = (self.bytes(), self.lines());
        let start = lines.start(line, bytes);
        let whole = Span::new(start, lines.start(line + 1, bytes)).slice(bytes);
        let content = whole.strip_suffix(b"\n").unwrap_or(whole);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        Span::new(start, start + content.len() as u32)
    }

    /// The line of an offset, counted from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.lines().line(offset) + 1
    }

    /// Line and column of an offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(offset, self.bytes())
    }
}

/// The files of a run, in the order in which they were met.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
    /// The first file with each number that a name gives, once there are more than [`FEW`].
    by_name: Map<u64, FileId>,
}

/// So many files are looked through for a name: those of a unit, as a rule.
const FEW: usize = 16;

impl Sources {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file in.
    pub fn add(&mut self, file: impl Into<Arc<SourceFile>>) -> FileId {
        self.files.push(file.into());
        if self.files.len() > FEW {
            let known = if self.files.len() == FEW + 1 { 0 } else { self.files.len() - 1 };
            for (at, file) in self.files.iter().enumerate().skip(known) {
                self.by_name.get_or_insert_with(digest(file.name.as_bytes()), || FileId(at as u32));
            }
        }
        FileId(self.files.len() as u32 - 1)
    }

    /// Puts another content in a file's place.
    pub fn replace(&mut self, id: FileId, file: SourceFile) {
        if let Some(place) = self.files.get_mut(id.0 as usize) {
            *place = Arc::new(file);
        }
    }

    /// Lets all files go; ids that were given out are void.
    pub fn clear(&mut self) {
        self.files.clear();
        self.by_name.clear();
    }

    /// The file with this id.
    ///
    /// # Panics
    /// When the id was given out by another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The same, to be kept for longer than the others.
    pub(crate) fn kept(&self, id: FileId) -> Arc<SourceFile> {
        Arc::clone(&self.files[id.0 as usize])
    }

    /// All files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file.as_ref()))
    }

    /// The file of this name, if it was taken in.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        let is_it = |id: &FileId| self.get(*id).name == name;
        let search = || self.iter().map(|(id, _)| id).find(is_it);
        match self.files.len() {
            ..=FEW => search(),
            // As good as never two names give one number.
            _ => self
                .by_name
                .get(&digest(name.as_bytes()))
                .and_then(|id| Some(*id).filter(is_it).or_else(search)),
        }
    }
}
