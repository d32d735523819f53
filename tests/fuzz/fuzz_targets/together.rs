//! Files that belong together: a unit with a drop-in and a neighbouring unit, and a configuration with two includes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor_fuzz::stages;

fuzz_target!(|input: (u8, Vec<u8>, Vec<u8>, Vec<u8>)| {
    let (neighbour, first, second, third) = input;
    stages::together([&first, &second, &third], usize::from(neighbour));
});
