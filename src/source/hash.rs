//! A map for lookups on hot paths: fast, and deterministic.
//!
//! The standard `HashMap` is seeded differently in each process, so its order must never reach a result; it is banned
//! by `clippy.toml`. This one has a fixed hash function and cannot be iterated.

#![expect(clippy::disallowed_types, reason = "wrapped so that it cannot be iterated")]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A map that supports lookups but no iteration.
#[derive(Clone, Debug)]
pub struct Map<K, V> {
    inner: HashMap<K, V, BuildHasherDefault<Fx>>,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { inner: HashMap::default() }
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty map with capacity for this many keys.
    #[must_use]
    pub fn with_capacity(keys: usize) -> Self {
        Self { inner: HashMap::with_capacity_and_hasher(keys, BuildHasherDefault::default()) }
    }

    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.inner.get(key)
    }

    /// The value of a key; inserts the result of `make` if there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        self.inner.entry(key).or_insert_with(make)
    }

    /// Removes all keys.
    pub fn clear(&mut self) {
        self.inner.clear();
    }

    /// Sets the value of a key; returns the previous one.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.inner.insert(key, value)
    }

    /// Whether the map has no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }
}

/// A text as a key that is compared by its address, not its content.
///
/// Two copies of the same text are different keys: such a map saves work where most texts come from the same place (a
/// table, a shared reason), but must not decide anything. The text is borrowed, so no other one can be at the same
/// address.
#[derive(Clone, Copy, Debug)]
pub struct ByAddress<'t>(pub &'t str);

impl PartialEq for ByAddress<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for ByAddress<'_> {}

impl Hash for ByAddress<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // One word is enough: texts that start at the same address usually have the same length.
        state.write_u64(self.0.as_ptr().addr() as u64 ^ (self.0.len() as u64) << 48);
    }
}

/// A hash with one multiplication per word, folded. It is no defence against chosen keys, which would only cost the
/// time of the author of the input.
///
/// Folding matters: names that differ in their last characters only (`program:app000123`) would differ in few bits of a
/// plain product.
#[derive(Clone, Copy, Debug, Default)]
struct Fx(u64);

impl Fx {
    const fn add(&mut self, word: u64) {
        let product = (self.0 ^ word) as u128 * 0xf39c_c060_5ced_c835_u128;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
}

/// A hash of the bytes, which differs, with overwhelming probability, for different bytes. It is the same on every run
/// and machine.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = Fx::default();
    hasher.write(bytes);
    hasher.write_usize(bytes.len());
    hasher.finish()
}

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word) ^ 0x2d35_8dcc_aa6c_78a5);
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut word = [0; 8];
            word[..rest.len()].copy_from_slice(rest);
            self.add(u64::from_le_bytes(word) ^ (rest.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
