//! Links in folders such as `multi-user.target.wants/`: what `systemctl enable` makes, and packages and images bring along. A
//! unit that lies there is started with the other, whatever its own `[Install]` says (systemd.unit(5)).

use crate::systemd::kinds::unit_name::UnitName;

/// A link that has a unit started along with another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StartLink {
    /// The unit that starts it: `multi-user.target`.
    pub by: String,
    /// Its own name there: `app.service`, or an instance of a template, `app@x.service`.
    pub name: String,
}

impl StartLink {
    /// The link that `systemctl enable` makes for a word of `Alias=` in the unit `own`; none for a plain name, and for what is no
    /// link to the unit: `multi-user.target.wants/app.service` (`unit_file_verify_alias()`, `src/shared/install.c`).
    pub(super) fn of_alias(word: &str, own: &UnitName<'_>) -> Option<Self> {
        let (folder, name) = word.rsplit_once('/')?;
        let by = folder_of_wants(folder)?;
        leads_to(name, own, &by).then(|| Self { by: by.as_str().to_owned(), name: name.to_owned() })
    }
}

/// The unit that starts what lies in a folder of this name; none for a folder of anything else.
pub(crate) fn folder_of_wants(folder: &str) -> Option<UnitName<'_>> {
    let by = folder.strip_suffix(".wants").or_else(|| folder.strip_suffix(".requires"));
    by.and_then(UnitName::read)
}

/// Whether a link of this name in a folder of `by` may lead to a unit (`unit_symlink_name_compatible()`, `src/shared/install.c`).
pub(crate) fn leads_to(link: &str, own: &UnitName<'_>, by: &UnitName<'_>) -> bool {
    if link == own.as_str() {
        return own.is_template() == by.is_template() || !own.is_template();
    }
    let template = UnitName::read(link).and_then(|link| link.template());
    // `app_at.service` is what the sources of some packages call the template.
    template.is_some_and(|link| link == own.as_str() || link == own.as_str().replace("_at.", "@."))
}
