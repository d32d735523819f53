//! The configurations that are translated: those of `tests/fixtures`, including `tests/fixtures/convert*`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sysvisor::emission::FileKind;
use sysvisor::source::{Disk, Files as _, Memory, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::supervisord::emit;
use sysvisor::systemd::Units;
use sysvisor::translate;

use crate::stages;

/// The files of a deployment, as names and texts.
pub(super) type Files = Vec<(String, String)>;

/// Reads a file, or the files in a directory, below `tests/fixtures`.
pub(super) fn read(path: &str) -> Files {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path);
    let files: Vec<PathBuf> = match Disk.list(&path) {
        Ok(names) => names.iter().map(|name| path.join(name)).collect(),
        Err(_) => vec![path],
    };
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, String::from_utf8(Disk.read(path).unwrap()).unwrap())
    };
    files.iter().map(read).collect()
}

/// The names in a directory of `tests/fixtures`.
pub(super) fn list(directory: &str) -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(directory);
    let names = Disk.list(&directory).unwrap();
    assert!(!names.is_empty());
    names
}

/// The units that a configuration becomes, without their environment files.
pub(super) fn to_systemd(name: &str, text: &str) -> Files {
    let (mut sources, memory) = (Sources::new(), Memory::new());
    let main = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
    let config = Config::read(main, &mut sources, &memory);
    let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), stages::target(name));
    assert!(translation.emission.refused.is_empty(), "{name}: {:?}", translation.emission.refused);
    let files = translation.files.into_iter().filter(|file| file.kind != FileKind::Environment);
    files.map(|file| (file.name, file.text)).collect()
}

/// The configuration that units become.
pub(super) fn to_supervisord(files: &Files) -> String {
    let mut sources = Sources::new();
    let mut memory = Memory::new();
    let mut ids = Vec::new();
    for (name, text) in files {
        memory = memory.with(name, text.as_bytes());
        ids.push(sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap()));
    }
    let units = Units::read(&ids, &mut sources, &memory);
    let translation =
        translate::to_supervisord(&units, &sources, stages::RELEASE, emit::Options::of("units"));
    assert!(translation.emission.refused.is_empty(), "{:?}", translation.emission.refused);
    let [file] = <[_; 1]>::try_from(translation.files).unwrap();
    file.text
}
