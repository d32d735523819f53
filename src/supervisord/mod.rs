//! Everything that sysvisor knows about supervisord.
//!
//! One file for each kind of value, its reader and its writer side by side. A reader takes the value's text as
//! supervisord's INI reader hands it on (comment cut off, continuation lines joined with `\n`, edges stripped)
//! and, where a reader works on text that is expanded first, after [`expansion`]. Spans are relative to that text.
//! Facts are those of supervisor 4.3.0 on CPython 3.11 under Linux unless a comment names another release.

pub mod autorestart;
pub mod boolean;
pub mod byte_size;
pub mod environment;
pub mod events;
pub mod exit_codes;
pub mod expansion;
pub mod ini_text;
pub mod integer;
pub mod list;
pub mod log_level;
pub mod logfile;
pub mod octal;
mod percent_format;
mod percent_scan;
pub mod python;
mod shlex;
pub mod signal;
pub mod user;
pub mod words;
