//! A file's bytes with its name, and the set of files that a run reads.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::hash::{Map, digest};
use super::{LineIndex, Position, Span, base_name};

/// Identifies a file of a [`Sources`]; diagnostics carry it instead of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file: its name as the user wrote it, and its bytes.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    directory: Option<String>,
    has_temporary_path: bool,
    mode: Option<u32>,
    is_device: bool,
    content: Content,
    lines: OnceLock<LineIndex>,
}

/// The content of a file. Whether it is UTF-8 is checked once, here, and not again for every value in it.
#[derive(Debug)]
enum Content {
    Text(String),
    /// Not valid UTF-8.
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

    /// Returns the content if it is small enough for spans to address.
    fn check_size(self) -> Result<Self, TooLarge> {
        if u32::try_from(self.bytes().len()).is_ok() { Ok(self) } else { Err(TooLarge) }
    }
}

/// The error for a file of 4 GiB or more, which the 32 bits of a span cannot address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is larger than 4 GiB")
    }
}

impl std::error::Error for TooLarge {}

impl SourceFile {
    /// Creates a file named `name`.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        Self::with(name.into(), Content::of(bytes))
    }

    /// Creates a file named `name` from text.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn of_text(name: impl Into<String>, text: String) -> Result<Self, TooLarge> {
        Self::with(name.into(), Content::Text(text))
    }

    fn with(name: String, content: Content) -> Result<Self, TooLarge> {
        let content = content.check_size()?;
        Ok(Self {
            name,
            directory: None,
            has_temporary_path: false,
            mode: None,
            is_device: false,
            content,
            lines: OnceLock::new(),
        })
    }

    /// Returns the same file with different content.
    ///
    /// # Errors
    /// [`TooLarge`] for 4 GiB or more.
    pub fn with_content(&self, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        let Self { name, directory, has_temporary_path, mode, is_device, content: _, lines: _ } = self;
        let (name, directory, content) = (name.clone(), directory.clone(), Content::of(bytes).check_size()?);
        let (has_temporary_path, mode, is_device) = (*has_temporary_path, *mode, *is_device);
        Ok(Self { name, directory, has_temporary_path, mode, is_device, content, lines: OnceLock::new() })
    }

    /// The name as the user wrote it: a path, or the argument of `--stdin-filename`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file with its directory set to this absolute path, for a file whose name is a relative path.
    #[must_use]
    pub fn in_directory(mut self, directory: impl Into<String>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// Returns the file with these permission bits (`0o644`); `None` if they are unknown.
    #[must_use]
    pub const fn with_mode(mut self, mode: Option<u32>) -> Self {
        self.mode = mode;
        self
    }

    /// The permission bits; `None` unless the file was read from a disk that has them.
    #[must_use]
    pub const fn mode(&self) -> Option<u32> {
        self.mode
    }

    /// Marks the file as a device, or as a link to one such as `/dev/null`, which masks a unit.
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

    /// The directory of the file: the one set by [`SourceFile::in_directory`], otherwise the name without its last
    /// component.
    #[must_use]
    pub fn directory(&self) -> &str {
        let of_name = || {
            self.name
                .rsplit_once('/')
                .map_or("", |(directory, _)| if directory.is_empty() { "/" } else { directory })
        };
        self.directory.as_deref().unwrap_or_else(of_name)
    }

    /// Marks the location of the file as temporary, such as a checkout: its directory does not exist under this path on
    /// the target machine.
    #[must_use]
    pub const fn with_temporary_path(mut self, has_temporary_path: bool) -> Self {
        self.has_temporary_path = has_temporary_path;
        self
    }

    /// Whether the file's directory is only where it was found, and not where it is on the target machine.
    #[must_use]
    pub const fn has_temporary_path(&self) -> bool {
        self.has_temporary_path
    }

    /// The last component of the name, which holds a unit's name and type.
    #[must_use]
    pub fn base_name(&self) -> &str {
        base_name(&self.name)
    }

    /// The content.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.content.bytes()
    }

    /// The content as text; `None` if it is not valid UTF-8.
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

    /// A hash of the content, which differs, with overwhelming probability, when a byte has changed.
    #[must_use]
    pub fn digest(&self) -> u64 {
        digest(self.bytes())
    }

    /// The line index. It is built on first use, since a file without a finding never needs it.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.bytes()))
    }

    /// Whether its lines have been found already.
    #[must_use]
    pub(crate) fn has_lines(&self) -> bool {
        self.lines.get().is_some()
    }

    /// The span of a line, counted from 0, without its line terminator.
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

    /// The line and column of an offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(offset, self.bytes())
    }
}

/// The files of a run, in the order in which they were first read.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
    /// The first file for each hash of a name; filled once there are more than [`FEW`] files.
    by_name: Map<u64, FileId>,
}

/// Up to this many files, which is all that most units have, a name is found by a linear search.
const FEW: usize = 16;

impl Sources {
    /// Creates an empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
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

    /// Replaces a file, which keeps its id.
    pub fn replace(&mut self, id: FileId, file: SourceFile) {
        if let Some(place) = self.files.get_mut(id.0 as usize) {
            *place = Arc::new(file);
        }
    }

    /// Removes all files; ids that were given out are no longer valid.
    pub fn clear(&mut self) {
        self.files.clear();
        self.by_name.clear();
    }

    /// Returns the file with this id.
    ///
    /// # Panics
    /// If the id was given out by another `Sources`.
    #[must_use]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns the file with this id as an `Arc`, for callers that keep it longer than this set.
    pub(crate) fn get_arc(&self, id: FileId) -> Arc<SourceFile> {
        Arc::clone(&self.files[id.0 as usize])
    }

    /// Iterates over all files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file.as_ref()))
    }

    /// Finds the file with this name, if it was added.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        let is_it = |id: &FileId| self.get(*id).name == name;
        let search = || self.iter().map(|(id, _)| id).find(is_it);
        match self.files.len() {
            ..=FEW => search(),
            // A different name with the same hash is all but impossible; it is still handled, by a linear search.
            _ => self
                .by_name
                .get(&digest(name.as_bytes()))
                .and_then(|id| Some(*id).filter(is_it).or_else(search)),
        }
    }
}
