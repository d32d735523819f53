//! Named flags, for kinds that are a bit mask: `SecureBits=`, `CoredumpFilter=`, `RestrictNamespaces=`.

use std::fmt;

/// The bit of a name; the first name is bit 0.
pub(super) fn bit(names: &[&str], name: &str) -> Option<u32> {
    names.iter().position(|known| *known == name).map(|at| 1 << at)
}

/// Writes the names of the bits of `mask`, in order, separated by spaces.
pub(super) fn write(f: &mut fmt::Formatter<'_>, names: &[&str], mask: u32) -> fmt::Result {
    let set = names.iter().enumerate().filter(|(at, _)| mask & 1 << at != 0);
    for (count, (_, name)) in set.enumerate() {
        if count > 0 {
            f.write_str(" ")?;
        }
        f.write_str(name)?;
    }
    Ok(())
}
