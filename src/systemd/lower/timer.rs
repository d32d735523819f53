//! The timer units that start a service.

use super::Lowering;
use super::text::Specifiers;
use crate::ir::{Decided, Duration, Service, SettingId, SettingIds, Timer, Trigger};
use crate::systemd::directives::{Name, Section};
use crate::systemd::in_effect::in_effect;
use crate::systemd::kinds::calendar::Calendar;
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::kinds::unit_name::{UnitName, UnitType, is_instance};
use crate::systemd::unit::Unit;

/// The settings of a timer.
pub(super) struct TimerFacts<'a> {
    pub(super) unit: &'a Unit,
    /// The unit that it starts.
    pub(super) starts: String,
    triggers: Vec<Trigger>,
    at_boot: bool,
    from: SettingIds,
}

impl<'a> Lowering<'a> {
    /// The given timers.
    pub(super) fn timers(&self) -> Vec<TimerFacts<'a>> {
        let timers = self.units_of_type(UnitType::Timer);
        timers.map(|unit| self.timer(unit)).collect()
    }

    /// The instances that timer templates start: for each template those started by links, and the default instance
    /// with the setting that names it.
    pub(super) fn instances_of_timers(&self) -> Vec<(String, Option<SettingId>)> {
        let mut all = Vec::new();
        for unit in self.units_of_type(UnitType::Timer).filter(|unit| unit.is_template()) {
            let name = self.triggered_unit(unit);
            let Some(template) = UnitName::read(&name).filter(UnitName::is_template) else { continue };
            let links = unit.links.iter().filter_map(|link| UnitName::read(&link.name)?.instance());
            all.extend(links.filter_map(|instance| Some((template.instantiate(instance)?, None))));
            let entries =
                in_effect(unit, self.sources, self.release, Section::Install, &[Name::DefaultInstance]);
            let default = entries.last().and_then(|entry| {
                let value = entry.value();
                let instance = value.text().filter(|text| is_instance(text))?;
                Some((template.instantiate(instance)?, Some(entry.id)))
            });
            all.extend(default);
        }
        all
    }

    fn timer(&self, unit: &'a Unit) -> TimerFacts<'a> {
        let wanted_by = self.wanted_by(unit);
        let mut facts = TimerFacts {
            unit,
            starts: self.triggered_unit(unit),
            triggers: Vec::new(),
            at_boot: !unit.links.is_empty() || !wanted_by.is_default(),
            from: SettingIds::NONE,
        };
        let specifiers = Specifiers::of(unit, self.sources, self.release);
        for entry in self.in_effect(unit).entries {
            let Some(row) = entry.row else { continue };
            let value = entry.value();
            let Some(written) = value.text() else { continue };
            // `unit_full_printf()` in `config_parse_timer()`.
            let expanded = written.contains('%').then(|| specifiers.expand(written.as_bytes()));
            let text = expanded.as_ref().map_or(Some(written), |expanded| expanded.as_str());
            let Some(text) = text else { continue };
            let pause = || {
                let span = TimeSpan::read("", text).ok()?;
                Some(Duration { micros: span.as_micros() })
            };
            let trigger = match row.name {
                Name::OnCalendar => Calendar::parse(text).ok().map(|calendar| Trigger::Calendar {
                    times: calendar.to_string(),
                    crontab: calendar.crontab(),
                }),
                Name::OnActiveSec | Name::OnBootSec | Name::OnStartupSec => pause().map(Trigger::Once),
                Name::OnUnitActiveSec | Name::OnUnitInactiveSec => pause().map(Trigger::Again),
                _ => continue,
            };
            if let Some(trigger) = trigger {
                facts.triggers.push(trigger);
                facts.from.add(entry.id);
            }
        }
        // The settings that enable the timer or name its service matter only if it has a trigger.
        if !facts.triggers.is_empty() {
            facts.from.extend(&SettingIds::of([self.explicit_triggered_unit(unit).map(|(_, from)| from)]));
            facts.from.extend(&wanted_by);
        }
        facts
    }
}

/// Whether a directive sets when the timer starts its service.
pub(super) const fn is_trigger(name: Name) -> bool {
    matches!(
        name,
        Name::OnCalendar
            | Name::OnActiveSec
            | Name::OnBootSec
            | Name::OnStartupSec
            | Name::OnUnitActiveSec
            | Name::OnUnitInactiveSec
    )
}

/// Combines the timers of a service.
pub(super) fn combine<'f>(timers: impl Iterator<Item = &'f TimerFacts<'f>>) -> Decided<Timer> {
    let mut timer = Timer::default();
    let mut from = SettingIds::NONE;
    for one in timers {
        timer.triggers.extend(one.triggers.iter().cloned());
        timer.at_boot |= one.at_boot;
        from.extend(&one.from);
    }
    Decided::by(timer, from)
}

/// If only a timer starts the service, the timer decides what happens before and after a run.
pub(super) fn apply(service: &mut Service<'_>) {
    let is_repeated = service.pause_between_runs().is_some();
    if !is_repeated && service.only_start().is_none() {
        return;
    }
    let from = service.timer.from.clone();
    for undecided in [&mut service.prepare.from, &mut service.start.from] {
        if undecided.is_default() {
            undecided.clone_from(&from);
        }
    }
    if !is_repeated {
        return;
    }
    for undecided in [
        &mut service.restart_early.from,
        &mut service.restart_later.from,
        &mut service.restart_pause.from,
        &mut service.restart_backoff.from,
        &mut service.gives_up.from,
    ] {
        if undecided.is_default() {
            undecided.clone_from(&from);
        }
    }
}
