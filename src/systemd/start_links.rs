//! Symlinks in directories such as `multi-user.target.wants/`, created by `systemctl enable` or shipped in packages
//! and images. A unit linked there is started with the other one, whatever its own `[Install]` says
//! (systemd.unit(5)).

use crate::systemd::kinds::unit_name::UnitName;

/// A symlink that causes a unit to be started along with another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StartLink {
    /// The unit that starts it, such as `multi-user.target`.
    pub by: String,
    /// The name of the link: `app.service`, or an instance of a template, `app@x.service`.
    pub name: String,
}

impl StartLink {
    /// The link that `systemctl enable` creates for a word of `Alias=` in the unit `own`, such as
    /// `multi-user.target.wants/app.service`. `None` for a plain name, and for a link that cannot lead to the unit
    /// (`unit_file_verify_alias()`, `src/shared/install.c`).
    pub(super) fn from_alias(word: &str, own: &UnitName<'_>) -> Option<Self> {
        let (directory, name) = word.rsplit_once('/')?;
        let by = wanting_unit(directory)?;
        may_link_to(name, own, &by).then(|| Self { by: by.as_str().to_owned(), name: name.to_owned() })
    }
}

/// The unit whose `.wants` or `.requires` directory has this name; `None` for any other directory.
pub(crate) fn wanting_unit(directory: &str) -> Option<UnitName<'_>> {
    let by = directory.strip_suffix(".wants").or_else(|| directory.strip_suffix(".requires"));
    by.and_then(UnitName::read)
}

/// Whether a link of this name in a directory of `by` may lead to the unit `own` (`unit_symlink_name_compatible()`,
/// `src/shared/install.c`).
pub(crate) fn may_link_to(link: &str, own: &UnitName<'_>, by: &UnitName<'_>) -> bool {
    if link == own.as_str() {
        return own.is_template() == by.is_template() || !own.is_template();
    }
    let template = UnitName::read(link).and_then(|link| link.template());
    // Some packages call the template `app_at.service` in their sources.
    template.is_some_and(|link| link == own.as_str() || link == own.as_str().replace("_at.", "@."))
}
