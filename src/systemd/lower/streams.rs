//! Where the output of a service goes, under what name, and with which file mode.

use super::read::ReadSettings;
use crate::ir::{Decided, Input, Output, SettingIds};

/// The outputs of a service.
pub(super) struct Streams<'a> {
    pub(super) stdout: Decided<Output<'a>>,
    pub(super) stderr: Decided<Output<'a>>,
    /// The mode with which systemd creates their files.
    pub(super) files_mode: Decided<Option<u32>>,
}

/// Takes the streams out of `read`; must be called before `StandardInput=` is taken.
pub(super) fn streams<'a>(read: &mut ReadSettings<'a>) -> Streams<'a> {
    // If it is not set, or set to `inherit`, standard output is the same as standard input if that is a terminal or a
    // socket, and the journal otherwise (run on 252).
    let inherited = match read.stdin.value {
        Some(Input::Socket) => Output::Other("socket"),
        Some(Input::Terminal) => Output::Other("tty"),
        None | Some(Input::Null | Input::Pipe | Input::File(_) | Input::Data) => {
            Output::Journal { identifier: None }
        }
    };
    let stdout = output(read.stdout.value.take(), read, inherited);
    let stderr = output(read.stderr.value.take(), read, Output::SameAsStdout);
    let files_mode = files_mode(read, [&stdout, &stderr]);
    let decided = |mut from: SettingIds, output: Output<'a>| {
        if matches!(output, Output::Journal { identifier: _ }) {
            from.extend(&SettingIds::of([read.identifier.from]));
        }
        Decided::by(output, from)
    };
    Streams {
        stdout: decided(read.stdout.from(), stdout),
        stderr: decided(read.stderr.from(), stderr),
        files_mode,
    }
}

/// systemd creates log files with the umask of the unit (O8).
fn files_mode(read: &ReadSettings<'_>, outputs: [&Output<'_>; 2]) -> Decided<Option<u32>> {
    let is_file = |output: &&Output<'_>| {
        matches!(
            output,
            Output::File(_) | Output::FileAndJournal(_) | Output::Overwrite { path: _, truncate: _ }
        )
    };
    if !outputs.iter().any(is_file) {
        return Decided::default_of(None);
    }
    Decided::by(Some(0o666 & !read.umask.value.unwrap_or(0o022)), read.umask.from())
}

/// An output with the identifier of its journal lines.
fn output<'a>(written: Option<Output<'a>>, read: &ReadSettings<'a>, default: Output<'a>) -> Output<'a> {
    match written.unwrap_or(default) {
        Output::Journal { identifier: _ } => Output::Journal { identifier: read.identifier.value.clone() },
        output => output,
    }
}
