//! The contexts that rules are handed.

mod service;
mod supervisord;
mod unit;

pub(crate) use service::ServiceContext;
pub(crate) use supervisord::{ConfigContext, EntryContext, SectionContext};
pub(crate) use supervisord::{in_section, may_include_more, value_or_name};
pub(crate) use unit::refusal;
pub(crate) use unit::{UnitContext, UnitEntryContext, UnitsContext};
