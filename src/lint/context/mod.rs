//! What a rule is handed.

mod service;
mod supervisord;
mod unit;

pub use service::{Manager, ServiceContext};
pub use supervisord::{ConfigContext, EntryContext, SectionContext};
pub(crate) use supervisord::{in_section, may_include_more, value_or_name};
pub(crate) use unit::refusal;
pub use unit::{UnitContext, UnitEntryContext, UnitsContext};
