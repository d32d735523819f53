//! What the fuzz targets share: the stages, which the corpus test runs as well.

#[path = "../../stages.rs"]
pub mod stages;

/// A unit name for each number, one of each kind that is handled differently.
pub fn unit_name(number: u8) -> &'static str {
    const NAMES: [&str; 6] =
        ["app.service", "app@.service", "app@1.service", "app.target", "app.timer", "app.service.d/a.conf"];
    NAMES[usize::from(number) % NAMES.len()]
}
