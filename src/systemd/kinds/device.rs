//! Devices and their settings: `config_parse_device_allow()`, `config_parse_io_limit()` and similar functions of
//! systemd's `load-fragment.c`.

use super::integer;
use super::path::{self, OnError};
use super::size::{self, Base};
use super::specifier::{self, Table};
use super::timespan::{self, DefaultUnit};
use super::words::{Flags, Words};
use crate::source::Span;
use crate::systemd::directives::DeviceValue;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// Parses a device and its value.
///
/// # Errors
/// The device, its path or the value is missing or invalid: systemd ignores the line.
pub fn parse(directive: &str, kind: DeviceValue, text: &str, release: Release) -> Result<(), ValueError> {
    let (device, value) = match kind {
        DeviceValue::Bytes => ("device node", "bandwidth"),
        DeviceValue::BytesPerSecond | DeviceValue::OperationsPerSecond => ("device node", "bandwidth"),
        DeviceValue::Weight(10, _) => ("device node", "weight"),
        DeviceValue::Weight(..) => ("device path", "weight"),
        DeviceValue::Timespan => ("device path", "latency"),
        DeviceValue::Rights => ("device path", "rights"),
    };
    let whole = |message| Err(ValueError::whole(text, message, "a device and its value"));
    let mut words = Words::new(text, Flags::PATHS);
    let Some(Ok(word)) = words.next() else {
        return whole(format!("Failed to extract {device} and {value} from '{text}', ignoring."));
    };
    let rest = text.get(words.offset() as usize..).unwrap_or_default();
    if rest.is_empty() && kind != DeviceValue::Rights {
        return whole(format!("Invalid {device} or {value} specified in '{text}', ignoring."));
    }
    if let Some((_, at)) = Table::Full.first_unknown(&word.bytes, release) {
        let at = word.span_of(at.start as usize, at.end as usize);
        return Err(specifier::unknown(&word.lossy(), at));
    }
    check_node(directive, kind, &specifier::displayed(&word.bytes))
        .map_err(|error| ValueError::at(word.span, error.message, error.expected))?;
    check_value(kind, rest, Span::new(words.offset(), text.len() as u32))
}

/// Checks the path of a device; for rights, it must be a device node or a pattern.
fn check_node(directive: &str, kind: DeviceValue, text: &str) -> Result<(), ValueError> {
    let rights = kind == DeviceValue::Rights;
    if rights && (text.starts_with("block-") || text.starts_with("char-")) {
        return Ok(());
    }
    let simple = path::either(directive, text, 0, OnError::Ignore)?;
    let expands = specifier::contains_any(text.as_bytes());
    let is_below = |directory: &str| {
        simple.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if !rights || expands || is_below("/dev") || is_below("/run/systemd/inaccessible") {
        return Ok(());
    }
    let message = format!("Invalid device node path '{simple}', ignoring.");
    Err(ValueError::whole(
        text,
        message,
        "a path below /dev, or block- or char- and a name from /proc/devices",
    ))
}

fn check_value(kind: DeviceValue, text: &str, span: Span) -> Result<(), ValueError> {
    let error = |message, expected| Err(ValueError::at(span, message, expected));
    match kind {
        DeviceValue::Rights if text.bytes().all(|byte| matches!(byte, b'r' | b'w' | b'm')) => Ok(()),
        DeviceValue::Rights => {
            error(format!("Invalid device rights '{text}', ignoring."), "a combination of r, w and m")
        }
        DeviceValue::Weight(min, max) => {
            let what = if min == 10 { "Invalid block IO weight" } else { "IO weight" };
            let is = if min == 10 { "" } else { " invalid" };
            match integer::parse_in_range(text, i128::from(min)..=i128::from(max)) {
                Ok(_) => Ok(()),
                Err(why) => error(format!("{what} '{text}'{is}, ignoring: {why}"), "a weight"),
            }
        }
        DeviceValue::Timespan => match timespan::parse(text, DefaultUnit::Seconds) {
            Ok(_) => Ok(()),
            Err(_) => {
                error(format!("Failed to parse timer value, ignoring: {text}"), "a time span such as 25ms")
            }
        },
        DeviceValue::BytesPerSecond | DeviceValue::OperationsPerSecond if text == "infinity" => Ok(()),
        DeviceValue::Bytes | DeviceValue::BytesPerSecond | DeviceValue::OperationsPerSecond => {
            let what = if kind == DeviceValue::Bytes { "Block IO Bandwidth" } else { "IO limit" };
            match size::parse(text, Base::Decimal) {
                Ok(1..) => Ok(()),
                _ => error(format!("Invalid {what} '{text}', ignoring."), "an amount per second, such as 5M"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: DeviceValue, text: &str) -> Result<(), String> {
        parse("X", kind, text, Release(252)).map_err(|error| error.message)
    }

    #[test]
    fn rights_apply_to_nodes_and_patterns() {
        for good in [
            "/dev/null rw",
            "/dev/null",
            "char-pts r",
            "block-*",
            "\"/dev/a b\" rwm",
            "/dev/%i r",
            "/dev//a/ r",
        ] {
            assert_eq!(check(DeviceValue::Rights, good), Ok(()), "{good}");
        }
        for (text, message) in [
            ("null rw", "Invalid device node path 'null', ignoring."),
            ("/tmp/x r", "Invalid device node path '/tmp/x', ignoring."),
            ("/dev/null rx", "Invalid device rights 'rx', ignoring."),
            ("/dev/null r w", "Invalid device rights 'r w', ignoring."),
            ("/dev/../x r", "X= path is not normalized, ignoring: /dev/../x"),
            ("\"/dev", "Failed to extract device path and rights from '\"/dev', ignoring."),
        ] {
            assert_eq!(check(DeviceValue::Rights, text), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn weights_limits_and_time_spans_follow_the_device() {
        assert_eq!(check(DeviceValue::Weight(1, 10_000), "/dev/a 500"), Ok(()));
        assert_eq!(check(DeviceValue::BytesPerSecond, "/dev/a infinity"), Ok(()));
        assert_eq!(check(DeviceValue::OperationsPerSecond, "a 1K"), Ok(()));
        assert_eq!(check(DeviceValue::Timespan, "/dev/a 1s 5ms"), Ok(()));
        for (kind, text, message) in [
            (
                DeviceValue::Weight(1, 10_000),
                "/dev/a 0",
                "IO weight '0' invalid, ignoring: Numerical result out of range",
            ),
            (
                DeviceValue::Weight(10, 1000),
                "/dev/a x",
                "Invalid block IO weight 'x', ignoring: Invalid argument",
            ),
            (DeviceValue::BytesPerSecond, "/dev/a 0", "Invalid IO limit '0', ignoring."),
            (DeviceValue::Bytes, "/dev/a infinity", "Invalid Block IO Bandwidth 'infinity', ignoring."),
            (
                DeviceValue::Weight(1, 10_000),
                "500",
                "Invalid device path or weight specified in '500', ignoring.",
            ),
            (DeviceValue::Timespan, "/dev/a x", "Failed to parse timer value, ignoring: x"),
        ] {
            assert_eq!(check(kind, text), Err(message.to_owned()), "{text}");
        }
    }
}
