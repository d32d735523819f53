//! Equality, tested with running managers: a configuration runs under its own manager, its translation under the other, and
//! what the program and the outside observe is compared, leaf by leaf, with the report of the translation.
//!
//! The managers are a real supervisord and a real systemd, inside one box (`box.sh`): the same kernel, files and users. The
//! program is `probe.rs`. A case ([`case`]) consists of a configuration, actions, and the leaves that it shows. In every
//! case everything that is always observable must be as reported ([`leaves`]).
//!
//! `SYSVISOR_LIVE=all` runs the slow cases as well. A box needs root and a kernel that grants namespaces, an overlay and a
//! cgroup; if these are not granted, the tests print a message and pass, even if engines are required, since nothing that
//! could be installed would help. What can be installed (systemd, util-linux, supervisor) is required like any other
//! engine.

mod boots;
mod case;
mod compare;
mod coverage;
mod dependencies;
mod deployments;
mod drawn;
mod late_program;
mod leaves;
mod machine;
mod managers;
mod restarts;
mod seen;
mod sequential;
mod stops;
mod streams;
mod supervisord;
mod surroundings;
mod systemd;
mod translated;
mod users;
mod whole;
