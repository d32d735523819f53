//! Leaves units that systemd refuses to load out of a translation, as systemd starts the other units without them.

use std::collections::BTreeSet;

use super::load::Loaded;
use super::{Failure, Terminal};
use crate::diagnostic::Diagnostic;
use crate::emission::MAX_NAMED_SOURCES;
use crate::lint::concerns_one_unit;
use crate::report::full;
use crate::source::FileId;
use crate::systemd::kinds::unit_name::UnitType;
use crate::truncated_list::truncated_list;

/// Leaves out the units that these errors are in. Returns `false` if that leaves nothing to translate: an error concerns more
/// than one unit, or no service remains that systemd loads.
pub(super) fn leave_out(errors: &[Diagnostic], loaded: &mut Loaded) -> bool {
    let files: BTreeSet<FileId> = errors.iter().map(|error| error.file).collect();
    if !errors.iter().all(concerns_one_unit) || !loaded.units.refuse(&files) {
        return false;
    }
    let mut units = loaded.units.given().iter();
    units.any(|unit| unit.is(UnitType::Service) && unit.is_loaded(&loaded.sources))
}

/// Prints the errors and the names of the units that were left out because of them.
///
/// # Errors
/// When standard error cannot be written.
pub(super) fn report(errors: &[Diagnostic], loaded: &Loaded, terminal: &mut Terminal) -> Result<(), Failure> {
    full::write(&mut terminal.err, &loaded.sources, errors, terminal.look)?;
    let refused = loaded.units.given().iter().filter(|unit| unit.is_refused);
    let names: Vec<&str> = refused.map(|unit| unit.name.as_str()).collect();
    let (were, them, those) =
        if names.len() == 1 { ("was", "it", "that one") } else { ("were", "them", "those") };
    terminal.error(
        &format!(
            "{} {were} not translated: systemd refuses {them}",
            truncated_list(&names, MAX_NAMED_SOURCES)
        ),
        Some(&format!("systemd starts the other units without {those}, so they were translated")),
    );
    Ok(())
}
