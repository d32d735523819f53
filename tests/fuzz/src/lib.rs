//! What the fuzz targets share: the stages that the corpus test runs, too.

#[path = "../../stages.rs"]
pub mod stages;
