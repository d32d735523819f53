//! The processes of one program.

use super::Reader;
use crate::ir::{Decided, Instance, Instances, PartRef, SettingId, SettingIds, Text};
use crate::supervisord::kinds::expansion::{self, Piece, Spec};
use crate::supervisord::lower::names::render;
use crate::supervisord::options::Name;

impl Reader<'_, '_> {
    /// The conversion with which `process_name` prints the number.
    pub(super) fn number_spec(&self) -> Option<Spec> {
        let entry = self.lowering.setting(self.settings, Name::ProcessName)?;
        let value = entry.value();
        let text = value.text()?;
        expansion::scan(text).find_map(|piece| match piece {
            Ok(Piece::Name { name, spec, span: _ }) if text.get(name.range()) == Some("process_num") => {
                Some(spec)
            }
            _ => None,
        })
    }

    pub(super) fn instances(&self) -> Decided<Instances> {
        let is_known = |id: &SettingId| !self.unknown.borrow().contains(id);
        let ids = [Name::Numprocs, Name::NumprocsStart, Name::ProcessName]
            .map(|name| self.settings.get(name).filter(is_known));
        let numbers = self.names.numbers;
        if numbers.count == 1 {
            // The name goes into the leaf for the shown name; that there is one process is the default.
            return Decided::by(Instances::One, SettingIds::of([ids[0], ids[1]]));
        }
        let template = self.text(Name::ProcessName).map(|(_, text)| text);
        let instances = numbers.iter().enumerate().map(|(at, number)| {
            let own = self.names.number_spec.as_ref().and_then(|spec| render(spec, number));
            let text = own.unwrap_or_else(|| number.to_string());
            let shown = match &template {
                Some(template) => process_name(template, &text, at),
                None => text.clone(),
            };
            Instance { text, shown }
        });
        Decided::by(Instances::Each(instances.collect()), SettingIds::of(ids))
    }
}

/// The name of the process at this index.
fn process_name(template: &Text<'_>, instance: &str, at: usize) -> String {
    let mut name = String::new();
    for part in template.parts() {
        match part {
            PartRef::Bytes(bytes) => name.push_str(&String::from_utf8_lossy(bytes)),
            PartRef::Instance => name.push_str(instance),
            PartRef::PerInstance(texts) => name.push_str(texts.get(at).map_or("", String::as_str)),
            PartRef::Variable(variable, _) => name.push_str(variable),
            PartRef::Unknown(unknown) => name.push_str(&unknown.name),
        }
    }
    name
}
