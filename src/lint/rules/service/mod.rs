//! Rules that look at the shared model and so serve both languages.
