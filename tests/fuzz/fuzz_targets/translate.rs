//! Translates arbitrary bytes in both directions; the first byte selects the type of unit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor_fuzz::{stages, unit_name};

fuzz_target!(|input: (u8, &[u8])| {
    let (unit, bytes) = input;
    stages::translate(unit_name(unit), bytes);
});
