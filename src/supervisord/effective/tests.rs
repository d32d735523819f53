//! Behaviour, unit by unit.
