//! Checking any bytes in both languages; the first byte chooses the unit's type.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor_fuzz::stages;

fuzz_target!(|input: (u8, &[u8])| {
    let (unit, bytes) = input;
    stages::check(stages::unit_name(unit), bytes);
});
