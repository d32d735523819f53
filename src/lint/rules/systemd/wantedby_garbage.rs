//! `wantedby-garbage`

use super::invalid_value::mended;
use crate::diagnostic::Level;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a word in a list of `[Install]` that is no name of a unit.
    ///
    /// ## Why
    ///
    /// The manager never looks at `[Install]`; `systemctl enable` does, and fails for the word. `WantedBy=multi-user` makes
    /// no link, and the service is not there after the next boot.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// `install_info_symlink_wants()`, `src/shared/install.c`. Run on 252: exit status 1, the other links are made.
    pub static WANTEDBY_GARBAGE = {
        name: "wantedby-garbage",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a word that `systemctl enable` does not take.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let (name, word) = (refused.mistake.row.name, refused.word());
    // An alias may say where the link goes: `multi-user.target.wants/app.service`.
    let is_link = word.split_once('/').is_some_and(|(folder, file)| {
        file == refused.context.unit.name && (folder.ends_with(".wants") || folder.ends_with(".requires"))
    });
    if name == Name::Alias && is_link {
        return;
    }
    let finding = WANTEDBY_GARBAGE
        .at(refused.file(), refused.place(), format!("`{word}` is no unit that {name}= could name"))
        .label("not the name of a unit")
        .help(format!(
            "systemctl says: {} The manager does not look at [Install]: the unit runs, but is not enabled by this word.{}",
            sentence(&format!("Failed to enable unit, \"{word}\" is not a valid unit name")),
            if name == Name::Alias && !word.contains('.') { " Another name needs the type, too." } else { "" }
        ));
    sink.add(mended(finding, refused));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(line: &str) -> Vec<Found> {
        unit(&WANTEDBY_GARBAGE, &format!("[Install]\n{line}\n"))
    }

    #[test]
    fn each_word_is_looked_at() {
        assert_eq!(found("WantedBy=multi-user.target multi-user")[0].text, "multi-user");
        let fixed = found("RequiredBy=multi-user")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Install]\nRequiredBy=multi-user.target\n");
        assert!(found("WantedBy=a.target\nAlso=b.socket").is_empty());
    }

    #[test]
    fn an_alias_may_be_a_link_in_a_folder() {
        assert!(found("Alias=multi-user.target.wants/app.service").is_empty());
        assert_eq!(found("Alias=multi-user.target.wants/other.service").len(), 1);
    }
}
