//! Tools for texts and tables of words, of no language: classes of bytes, lists stored as one string, shortening, wrapping.

pub(crate) mod byte_marks;
pub(crate) mod byte_set;
pub(crate) mod name_table;
pub(crate) mod range;
pub(crate) mod start;
pub(crate) mod truncated_list;
pub mod word_list;
pub(crate) mod wrap;
