//! Rules whose findings the readers of both languages make.

pub mod syntax_error;
