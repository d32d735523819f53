//! The contexts that rules are handed.

mod service;
mod supervisord;
mod unit;

pub(crate) use service::ServiceContext;
pub(crate) use supervisord::{ConfigContext, EntryContext, SectionContext, SectionSettings};
pub(crate) use supervisord::{may_include_more, message_suffix, value_or_name};
pub(crate) use unit::refusal;
pub(crate) use unit::{UnitContext, UnitEntryContext, UnitMemo, UnitView, UnitsContext};
