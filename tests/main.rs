//! The one test binary: everything that needs more than one module, a fixture, or the real managers.

mod cli;
mod grammar;
mod mapping;
mod tables;
mod totality;
