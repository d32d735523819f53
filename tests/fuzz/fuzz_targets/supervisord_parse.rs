//! The tree of arbitrary bytes is lossless: its items are contiguous and print back as the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor::supervisord;
use sysvisor::syntax::ItemKind;

fuzz_target!(|bytes: &[u8]| {
    let tree = supervisord::parse(bytes);
    assert_eq!(tree.print(bytes), bytes);
    let mut end = 0;
    for item in &tree.items {
        assert!(item.start == end && item.end > end, "{item:?} does not start at {end}");
        end = item.end;
        assert_eq!(item.kind == ItemKind::Error, supervisord::SyntaxError::of(item).is_some());
        if item.kind == ItemKind::Entry {
            let _ = supervisord::value(bytes, item).bytes();
        }
    }
});
