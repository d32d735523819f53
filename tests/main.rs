//! The one test binary: everything that needs more than one module, a fixture, or the real managers.

mod cli;
mod corpus;
mod engines;
mod fixtures;
mod grammar;
mod injection;
mod loader;
mod mapping;
mod nineteen_defects;
mod page;
mod program;
mod readme;
mod rules;
mod same_bytes;
mod secrets;
mod seed;
mod stages;
mod system_tree;
mod tables;
mod there_and_back;
mod tidy;
mod to_supervisord;
mod to_systemd;
mod totality;
mod undecided;
mod verify_cases;
