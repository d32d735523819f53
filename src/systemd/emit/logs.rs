//! Where the output of programs goes.

use std::borrow::Cow;

use super::names::Names;
use crate::ir::{Deployment, Instances, Output, Part, Rotation, Text};

/// Where the output of programs goes (`convert --logs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logs {
    /// To the journal, even if files are named.
    Journal,
    /// To the files that are named, and to files under `/var/log` where supervisord makes up a name.
    Files,
    /// To the files that are named, otherwise to the journal.
    Auto,
}

/// How supervisord rotates a log file by default (`stdout_logfile_maxbytes`, `_backups`).
const DEFAULT_ROTATION: Rotation = Rotation::Size { bytes: 50 * 1024 * 1024, backups: 10 };

/// The deployment with its logs moved to where `logs` asks for them.
pub(super) fn redirect<'d, 'a>(
    deployment: &'d Deployment<'a>,
    names: &Names,
    logs: Logs,
) -> Cow<'d, Deployment<'a>> {
    if logs == Logs::Auto {
        return Cow::Borrowed(deployment);
    }
    let mut redirected = deployment.clone();
    for (index, service) in redirected.services.iter_mut().enumerate() {
        let prefix = names.prefix(index).to_owned();
        let is_one = service.instances.value == Instances::One;
        let streams = [
            ("stdout", &mut service.stdout.value, &mut service.stdout_rotation.value),
            ("stderr", &mut service.stderr.value, &mut service.stderr_rotation.value),
        ];
        for (word, output, rotation) in streams {
            match (logs, &*output) {
                (Logs::Journal, Output::File(_) | Output::FileAndJournal(_) | Output::Automatic) => {
                    *output = Output::Journal { identifier: None };
                }
                (Logs::Files, Output::Automatic) => {
                    *output = Output::File(default_log_file(&prefix, word, is_one));
                    if *rotation == Rotation::None {
                        *rotation = DEFAULT_ROTATION;
                    }
                }
                _ => {}
            }
        }
    }
    Cow::Owned(redirected)
}

/// The file that replaces one whose name supervisord makes up.
fn default_log_file(prefix: &str, word: &str, is_one: bool) -> Text<'static> {
    let bytes = |text: String| Part::Bytes(Cow::Owned(text.into_bytes()));
    let directory = format!("/var/log/{}/", prefix.replace('\\', "_"));
    if is_one {
        return Text::of([bytes(format!("{directory}{word}.log"))]);
    }
    Text::of([bytes(format!("{directory}{word}-")), Part::Instance, bytes(".log".to_owned())])
}
