//! Speed of the stages: parse, check, convert.
fn main() {
    divan::main();
}
