//! The user and privileges of a command: options of `setpriv`.

use super::{Launch, Piece, ShellWord};
use crate::ir::Capabilities;
use crate::unix::capabilities;

/// A user and a group.
#[derive(Clone, Debug)]
pub(in crate::supervisord) struct RunAs {
    pub(in crate::supervisord) user: ShellWord,
    /// `None` for the user's own.
    pub(in crate::supervisord) group: Option<ShellWord>,
}

impl RunAs {
    pub(super) fn group(&self) -> ShellWord {
        let own =
            || ShellWord(vec![Piece::PrimaryGroupOf(self.user.literal().unwrap_or_default().to_owned())]);
        self.group.clone().unwrap_or_else(own)
    }

    /// The words that run the command after them as this user.
    fn words(&self, groups: &[ShellWord]) -> Vec<ShellWord> {
        let of_user = match groups {
            [] => ShellWord::of("--init-groups"),
            groups => {
                let user = self.user.literal().unwrap_or_default().to_owned();
                let own = ShellWord(vec![Piece::AllGroupsOf(user)]);
                group_option(std::iter::once(&own).chain(groups))
            }
        };
        vec![
            ShellWord::of("setpriv"),
            ShellWord::of("--reuid=").concat(&self.user),
            ShellWord::of("--regid=").concat(&self.group()),
            of_user,
        ]
    }
}

/// The words that run the command after them with exactly this group and these supplementary groups.
fn group_words(group: &ShellWord, groups: &[ShellWord]) -> Vec<ShellWord> {
    let others =
        if groups.is_empty() { ShellWord::of("--clear-groups") } else { group_option(groups.iter()) };
    vec![ShellWord::of("setpriv"), ShellWord::of("--regid=").concat(group), others]
}

impl Launch {
    /// The words that run the command after them as the service's user, with its groups and privileges.
    pub(super) fn identity_words(&self) -> Vec<ShellWord> {
        let mut words = Vec::new();
        if let Some(identity) = &self.identity {
            words.extend(identity.words(&self.groups));
        } else if let Some(group) = &self.group {
            words.extend(group_words(group, &self.groups));
        } else if self.no_new_privileges || self.capabilities.is_some() || !self.groups.is_empty() {
            words.push(ShellWord::of("setpriv"));
            if !self.groups.is_empty() {
                words.push(group_option(self.groups.iter()));
            }
        }
        words.extend(self.confining_options());
        words
    }

    /// The words that run the command after them with the service's privileges, without changing the user.
    pub(super) fn confining_words(&self) -> Vec<ShellWord> {
        let options = self.confining_options();
        let setpriv = (!options.is_empty()).then(|| ShellWord::of("setpriv"));
        setpriv.into_iter().chain(options).collect()
    }

    fn confining_options(&self) -> Vec<ShellWord> {
        let mut options: Vec<ShellWord> = self.capabilities.iter().flat_map(capability_options).collect();
        options.extend(self.no_new_privileges.then(|| ShellWord::of("--no-new-privs")));
        options
    }
}

/// Joins groups to an option: `--groups=FIRST,SECOND`.
fn group_option<'w>(groups: impl Iterator<Item = &'w ShellWord>) -> ShellWord {
    let start = |at| ShellWord::of(if at == 0 { "--groups=" } else { "," });
    groups.enumerate().fold(ShellWord::default(), |word, (at, group)| word.concat(&start(at)).concat(group))
}

/// The options of `setpriv` for a set of capabilities. Ambient capabilities must also be inheritable.
fn capability_options(capabilities: &Capabilities) -> Vec<ShellWord> {
    let Capabilities { bounding, ambient } = *capabilities;
    let list = |sign: char, mask: u64| {
        capabilities::numbers(mask).map(move |number| format!("{sign}{}", setpriv_name(number)))
    };
    let mut options = Vec::new();
    if bounding != u64::MAX {
        // Chooses the shorter list: capabilities that are dropped, or those that are kept.
        let is_exception = bounding.count_ones() > 32;
        let all: Vec<String> = match is_exception {
            true => list('-', !bounding).collect(),
            false => std::iter::once("-all".to_owned()).chain(list('+', bounding)).collect(),
        };
        options.push(format!("--bounding-set={}", all.join(",")));
    }
    if ambient != 0 {
        let all: Vec<String> = list('+', ambient).collect();
        let all = all.join(",");
        options.extend([format!("--inh-caps={all}"), format!("--ambient-caps={all}")]);
    }
    options.iter().map(|option| ShellWord::of(option)).collect()
}

/// The name that `setpriv` uses: `net_bind_service`; `cap_63` for a number without a name.
fn setpriv_name(number: u8) -> String {
    let name = capabilities::name(number).to_ascii_lowercase();
    name.strip_prefix("cap_").map_or_else(|| format!("cap_{number}"), str::to_owned)
}
