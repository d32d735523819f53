//! Translating any bytes both ways; the first byte chooses the unit's type.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor_fuzz::stages;

fuzz_target!(|input: (u8, &[u8])| {
    let (unit, bytes) = input;
    stages::translate(stages::unit_name(unit), bytes);
});
