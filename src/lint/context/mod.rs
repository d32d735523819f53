//! What a rule is handed.

mod service;
mod supervisord;
mod unit;

pub use service::{Manager, ServiceContext};
pub(crate) use supervisord::in_section;
pub use supervisord::{ConfigContext, EntryContext, SectionContext};
pub use unit::{UnitContext, UnitEntryContext, UnitsContext};
