//! Recognises secrets by the name of a variable or option ([`name`]), or by their position in a command line
//! ([`words`]). A rule warns about them, and reports hide them.

pub(crate) mod name;
mod urls;
mod value;
pub(crate) mod words;
