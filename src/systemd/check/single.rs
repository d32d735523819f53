//! Checks single values: enumerations, numbers, time spans, commands.

use super::{Cause, Checker, Effect, messages, quick_check};
use crate::systemd::directives::{Also, Enumeration, Name, ShortTime, TimeUnit};
use crate::systemd::kinds::calendar::Calendar;
use crate::systemd::kinds::exec::{self, ExecErrorKind};
use crate::systemd::kinds::specifier;
use crate::systemd::kinds::timespan::{self, TimeSpan};
use crate::systemd::kinds::{boolean, environment, exit_status, integer, output};
use crate::value::ValueError;

impl Checker<'_> {
    pub(super) fn enumeration(&mut self, values: &Enumeration) {
        let (name, text, release) = (self.row.name, self.text, self.release);
        match name {
            Name::StandardOutput | Name::StandardError => {
                return self.report_whole(output::parse_output(name.as_str(), text, release).map(drop));
            }
            Name::StandardInput => return self.report_whole(output::parse_input(text, release).map(drop)),
            _ => {}
        }
        let is_accepted = match values.find(text) {
            Some(value) => value.is_known_to(release),
            None => values.also.iter().any(|also| match also {
                Also::Boolean => boolean::parse(text).is_ok(),
                Also::Number(min, max) => integer::number(text)
                    .is_some_and(|number| (i128::from(*min)..=i128::from(*max)).contains(&number)),
            }),
        };
        if !is_accepted {
            self.report_whole(Err(messages::enumeration(name, values, text)));
        }
    }

    pub(super) fn number(&mut self, min: i64, max: i64) {
        let number = integer::number(self.text);
        if !number.is_some_and(|number| (i128::from(min)..=i128::from(max)).contains(&number)) {
            self.report_whole(Err(messages::number(self.row, self.text, number)));
        }
    }

    pub(super) fn timespan(&mut self, unit: TimeUnit, short: ShortTime) {
        let (name, text) = (self.row.name.as_str(), self.text);
        match unit {
            TimeUnit::Nanoseconds => self.report_whole(timespan::parse_nanoseconds(text).map(drop)),
            // Timers expand specifiers in their times. These may expand to a number, a unit, both or nothing.
            TimeUnit::Seconds if self.has_specifiers(text.as_bytes()) => {
                self.check_with_placeholders(&["1", "s", "1s", ""], |text| {
                    TimeSpan::read(name, text).map(drop)
                });
            }
            TimeUnit::Seconds => {
                let read = TimeSpan::read(name, text);
                let is_short =
                    |span: &TimeSpan| short == ShortTime::AtLeastOneSecond && *span < TimeSpan::from_secs(1);
                self.report_whole(match read {
                    Ok(span) if is_short(&span) => {
                        let message = format!("{name}= must be at least 1s, ignoring: {text}");
                        Err(ValueError::whole(text, message, "a time span of 1s or more"))
                    }
                    read => read.map(drop),
                });
            }
        }
    }

    pub(super) fn calendar(&mut self) {
        if self.has_specifiers(self.text.as_bytes()) {
            return self.specifiers();
        }
        let read = Calendar::parse(&specifier::displayed(self.text.as_bytes())).map(drop);
        self.report_whole(read.map_err(|error| ValueError::whole(self.text, error.message, error.expected)));
    }

    pub(super) fn exit_statuses(&mut self) {
        let read = exit_status::parse(self.row.name.as_str(), self.text, self.release);
        for error in read.errors {
            self.report_word(error);
        }
    }

    pub(super) fn exec(&mut self) {
        if exec::is_plain(self.text) {
            return;
        }
        let bytes = self.text.as_bytes();
        let line = exec::parse(self.text, self.release);
        if let Some(refusal) = line.refusal {
            let effect = if refusal.fatal { Effect::UnitRefused } else { Effect::LineIgnored };
            let cause = match refusal.kind {
                ExecErrorKind::UnknownSpecifier => Cause::Specifier,
                kind => Cause::Command(kind),
            };
            self.refuse(cause, effect, refusal.error);
        }
        for command in &line.commands {
            for span in command.words().flat_map(|word| &word.unknown_escapes) {
                let shown = String::from_utf8_lossy(span.slice(bytes)).into_owned();
                let message = format!("Ignoring unknown escape sequences: \"{shown}\"");
                let error =
                    ValueError::at(*span, message, "an escape that systemd knows, or \\\\ for a backslash");
                self.refuse(Cause::Escape, Effect::Kept, error);
            }
        }
    }

    pub(super) fn environment(&mut self) {
        if quick_check::is_simple_environment(self.text.as_bytes()) {
            return;
        }
        for error in environment::parse(self.text, self.release).errors {
            let cause =
                if error.expected == specifier::EXPECTED { Cause::Specifier } else { Cause::Assignment };
            self.refuse(cause, Effect::WordIgnored, error);
        }
    }
}
