//! `wantedby-garbage`

use super::invalid_value::mended;
use crate::diagnostic::Level;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitName;

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
    let said = if name == Name::Alias && word.contains('/') {
        match link(word, &refused.context.unit.name) {
            Link::Made => return,
            Link::Another(whole) => {
                format!("Failed to enable unit, cannot alias {} as {whole}", refused.context.unit.name)
            }
            Link::Nowhere => format!("Failed to enable unit, invalid unit reference \"{word}\""),
        }
    } else {
        format!("Failed to enable unit, \"{word}\" is not a valid unit name")
    };
    let finding = WANTEDBY_GARBAGE
        .at(refused.file(), refused.place(), format!("`{word}` is no unit that {name}= could name"))
        .label("not the name of a unit")
        .help(format!(
            "systemctl says: {} The manager does not look at [Install]: the unit runs, but is not enabled by this word.{}",
            sentence(&said),
            if name == Name::Alias && !word.contains('.') { " Another name needs the type, too." } else { "" }
        ));
    sink.add(mended(finding, refused));
}

/// What `systemctl enable` makes of an alias that says where its link goes: `multi-user.target.wants/app.service`.
enum Link {
    /// The link; or who can tell, of a name that is not known yet.
    Made,
    /// None: the link has the name of another unit.
    Another(String),
    /// None: there is no such folder.
    Nowhere,
}

/// A link in a folder has the unit's own name, or that of an instance (`unit_validate_alias_symlink_or_warn()`, `install.c`).
fn link(word: &str, unit: &str) -> Link {
    let Some(own) = UnitName::read(unit) else { return Link::Made };
    // A template is enabled with an instance, which is not known here.
    let instance = own.instance().filter(|instance| !instance.is_empty());
    let instance = instance.unwrap_or(if own.is_template() { "i" } else { "" });
    let full = own.instantiate(instance).unwrap_or_else(|| unit.to_owned());
    let word =
        word.replace("%n", &full).replace("%p", own.prefix()).replace("%i", instance).replace("%I", instance);
    if word.contains('%') {
        return Link::Made;
    }
    let Some((folder, file)) = word.split_once('/') else { return Link::Made };
    let of = folder.strip_suffix(".wants").or_else(|| folder.strip_suffix(".requires"));
    let (Some(_), Some(name)) = (of.and_then(UnitName::read), UnitName::read(file)) else {
        return Link::Nowhere;
    };
    // `app_at.service` is what the sources of some packages call the template.
    let is_instance = |of: &str| name.is_instance() && name.template().is_some_and(|template| template == of);
    let is_own = if own.is_template() { is_instance(unit) } else { file == unit };
    if is_own || is_instance(&unit.replace("_at.", "@.")) { Link::Made } else { Link::Another(word) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, unit};

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

    #[test]
    fn a_template_is_linked_by_the_name_of_an_instance() {
        let count = |name: &str, alias: &str| {
            file(&WANTEDBY_GARBAGE, name, &format!("[Install]\nAlias={alias}\n")).len()
        };
        for alias in [
            "m.target.wants/s@eth0.service",
            "m.target.requires/s@%i.service",
            "m@a.target.wants/s@b.service",
        ] {
            assert_eq!(count("s@.service", alias), 0, "{alias}");
        }
        assert_eq!(count("s_at.service", "m.target.wants/s@eth0.service"), 0);
        for alias in
            ["m.target.wants/s@.service", "m.target.wants/t@a.service", "m.target.upholds/s@a.service"]
        {
            assert_eq!(count("s@.service", alias), 1, "{alias}");
        }
        assert_eq!(count("s.service", "m.target.wants/s@%i.service"), 1);
        assert_eq!(
            (count("s.service", "%p.target.wants/%n"), count("s.service", "m.target.wants/%H.service")),
            (0, 0)
        );
    }

    #[test]
    fn the_words_of_systemctl_say_what_is_wrong_with_a_link() {
        let help = |alias: &str| found(&format!("Alias={alias}"))[0].help.clone();
        assert!(
            help("m.target.wants/b.service")
                .contains("cannot alias app.service as m.target.wants/b.service.")
        );
        assert!(help("m.wants/app.service").contains("invalid unit reference \"m.wants/app.service\"."));
    }
}
