//! Rules for both languages that check each of the two in its own way.

pub mod directory_missing;
pub mod program_missing;
pub mod unknown_section;
pub mod user_missing;
