//! Rules that look at each of the two languages in its own way, under one name.

pub mod unknown_section;
