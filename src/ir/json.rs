//! The model as versioned JSON (`sysvisor inspect`).
use super::Deployment;
use crate::lint::Items;
use crate::source::Sources;
#[derive(Debug, Default, serde::Serialize)]
pub struct Model {
    x: u8,
}
impl Model {
    pub fn add(&mut self, _: &Deployment<'_>, _: &dyn Items, _: &Sources) {}
}
