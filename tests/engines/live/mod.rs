//! Equality shown on the running managers: a configuration runs under its own manager, its translation under the other,
//! and what the program and the outside saw is compared, leaf by leaf, with what the translation says.
//!
//! The managers are a real supervisord and a real systemd, inside one box (`box.sh`): the same kernel, files and users. The
//! program is `probe.rs`. A case ([`case`]) is a configuration, what is done to it, and the leaves that it shows. In every
//! case all that is always visible must be as it is said to be ([`leaves`]).
//!
//! `SYSVISOR_LIVE=all` runs the slow cases as well. A box needs root and a kernel that grants namespaces, an overlay and a
//! cgroup; where they are not granted the tests say so and pass, even where engines are required, since nothing that could
//! be installed would help. What can be installed (systemd, util-linux, supervisor) is required like any other engine.

mod boots;
mod by_turns;
mod case;
mod compare;
mod coverage;
mod deployments;
mod drawn;
mod later;
mod leaves;
mod machine;
mod managers;
mod restarts;
mod seen;
mod stops;
mod streams;
mod supervisord;
mod surroundings;
mod systemd;
mod ties;
mod translated;
mod users;
mod whole;
