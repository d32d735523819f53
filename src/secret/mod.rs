//! What is a secret: by the name of a variable or an option ([`name`]), or by where it stands in a command line ([`words`]). A rule
//! warns of it, and no report shows it.

pub(crate) mod name;
mod urls;
mod value;
pub(crate) mod words;
