//! Rules whose findings the readers of both languages make.

pub mod invalid_ignore;
pub mod syntax_error;
pub mod unfilled_template;
pub mod unknown_rule;
pub mod unused_ignore;
