//! Rules that look at each of the two languages in its own way, under one name.

pub mod directory_missing;
pub mod program_missing;
pub mod unknown_section;
pub mod user_missing;
