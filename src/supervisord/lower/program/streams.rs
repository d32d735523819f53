//! Where the output of a program goes.

use super::Reader;
use crate::ir::{Decided, Output, PartRef, Rotation, SettingIds, Text};
use crate::supervisord::defaults;
use crate::supervisord::kinds::byte_size;
use crate::supervisord::kinds::logfile::{self, Device, LogFile};
use crate::supervisord::options::Name;

/// The options of one of the two output streams.
pub(super) struct Stream {
    logfile: Name,
    syslog: Name,
    maxbytes: Name,
    backups: Name,
}

pub(super) const STDOUT: Stream = Stream {
    logfile: Name::StdoutLogfile,
    syslog: Name::StdoutSyslog,
    maxbytes: Name::StdoutLogfileMaxbytes,
    backups: Name::StdoutLogfileBackups,
};

pub(super) const STDERR: Stream = Stream {
    logfile: Name::StderrLogfile,
    syslog: Name::StderrSyslog,
    maxbytes: Name::StderrLogfileMaxbytes,
    backups: Name::StderrLogfileBackups,
};

impl<'a> Reader<'_, 'a> {
    /// The mode of log files: supervisord creates them with its own umask, before that of the program is set (O8).
    pub(super) fn logs_mode(&self, outputs: &[&Output<'_>]) -> Decided<Option<u32>> {
        if !outputs.iter().any(|output| matches!(output, Output::File(_) | Output::FileAndJournal(_))) {
            return Decided::default_of(None);
        }
        match self.lowering.global.umask {
            Some((id, mask)) if self.lowering.global.daemonizes => {
                Decided::by(Some(0o666 & !mask), SettingIds::one(id))
            }
            _ => Decided::default_of(Some(0o644)),
        }
    }

    /// Resolves the path of a log file, which supervisord opens each time it starts the program. A path with `~` is not
    /// relative.
    fn resolve_log_path(&self, path: Text<'a>, from: &mut SettingIds) -> Text<'a> {
        let starts_with_tilde =
            matches!(path.parts().next(), Some(PartRef::Bytes(bytes)) if bytes.starts_with(b"~"));
        if starts_with_tilde {
            return path;
        }
        let (path, base) = self.lowering.global.resolve_path(path);
        base.into_iter().for_each(|base| from.add(base));
        path
    }

    pub(super) fn output(&self, stream: &Stream, name: &str) -> (Decided<Output<'a>>, Decided<Rotation>) {
        let syslog = self.boolean(stream.syslog, false);
        let mut from = syslog.from;
        let file = self.expanded(stream.logfile);
        let syslogged = || Output::ManagersSyslog { name: Text::plain(name.as_bytes().to_vec()) };
        let output = match &file {
            None => Output::Automatic,
            Some((id, value)) => {
                from.add(*id);
                match value.known().map(logfile::parse) {
                    Some(LogFile::None) => Output::Null,
                    Some(LogFile::Auto) => Output::Automatic,
                    Some(LogFile::Syslog) => syslogged(),
                    Some(LogFile::Path("")) => Output::Null,
                    Some(LogFile::Path(path)) => match logfile::device(path) {
                        Some(Device::Stdout | Device::Descriptor(1)) => Output::Managers { error: false },
                        Some(Device::Stderr | Device::Descriptor(2)) => Output::Managers { error: true },
                        Some(Device::Null) => Output::Null,
                        Some(Device::Terminal) => Output::Other("tty"),
                        Some(Device::Descriptor(_)) => Output::Other("an open descriptor of supervisord"),
                        None => Output::File(self.resolve_log_path(value.whole(id.file), &mut from)),
                    },
                    None => Output::File(self.resolve_log_path(value.whole(id.file), &mut from)),
                }
            }
        };
        let output = match (output, syslog.value) {
            (output, false) => output,
            // The automatic log still exists next to syslog, but nobody would look there.
            (Output::Automatic | Output::Null | Output::ManagersSyslog { name: _ }, true) => syslogged(),
            (Output::File(path), true) => Output::FileAndJournal(path),
            (output, true) => output,
        };
        let bytes = self.read(stream.maxbytes, defaults::LOG_MAXBYTES, byte_size::parse);
        let backups = self.integer(stream.backups, defaults::LOG_BACKUPS);
        let mut rotation_from = bytes.from.clone();
        rotation_from.extend(&backups.from);
        let is_file = matches!(output, Output::File(_) | Output::FileAndJournal(_));
        let is_automatic = matches!(output, Output::Automatic) && !rotation_from.is_default();
        let rotation = if bytes.value > 0 && (is_file || is_automatic) {
            Rotation::Size { bytes: bytes.value, backups: backups.value.max(0) }
        } else {
            Rotation::None
        };
        (Decided::by(output, from), Decided::by(rotation, rotation_from))
    }
}
