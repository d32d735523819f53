//! The value kinds of supervisord, one per file, each with parser and writer, and what several of them share: Python's
//! semantics ([`python`], `shlex`) and its INI parser ([`ini_text`]).

pub mod autorestart;
pub mod boolean;
pub mod byte_size;
pub mod environment;
pub mod events;
pub mod exit_codes;
pub mod expansion;
pub mod fcgi_socket;
pub mod glob;
pub mod import_spec;
pub mod inet_address;
pub mod ini_text;
pub mod integer;
pub mod list;
pub mod log_level;
pub mod logfile;
pub mod octal;
pub mod owner;
pub(super) mod path;
pub mod python;
mod shlex;
pub mod signal;
pub mod space;
pub mod user;
pub mod words;
