//! The shared model: what the operating system and the program will *observe*, in words of no language.
//!
//! # Terms
//!
//! A [`Deployment`] is everything that one run looks at together: services and groups of them. A [`Service`] is one
//! command that a manager keeps in some state; it has one or several *instances* (processes of the same command that
//! differ in a number or a name). A [`Group`] starts, stops and restarts its members together.
//!
//! A service is a tree of *leaves* ([`Leaf`] names them all). A leaf has a value, with every default filled in, and the
//! *settings* that decided it ([`Sources`]): places in the files, so that a rule on the model points at the character
//! that caused it, and a translation can say of every setting what became of it. A leaf without a setting holds the
//! manager's default.
//!
//! # What equality means
//!
//! Values are made so that being equal *is* behaving alike: not `Restart=on-failure` but the set of endings after
//! which the program is started again. Each language has a meaning function (`lower`: settings to leaves) and a
//! spelling function (`emit`: leaves to settings). A translation lowers the source, emits the target, reads the target
//! back, lowers that and compares leaf by leaf; what is equal is exact, and what is not says how it differs.
//! `fidelity::equivalent` holds the few differences that experiments showed not to matter; nothing else is forgiven.
//!
//! # How a value is read
//!
//! - Every text is a [`Text`]: bytes, the instance's own text, a variable of the environment that the manager fills in,
//!   or something that nobody can know before the run ([`Unknown`]). Two unknowns are equal when the same manager is
//!   asked the same question.
//! - Durations are whole microseconds, [`Duration::INFINITE`] for no limit.
//! - `Managers…` values stand for "whatever the manager itself has": the directory, the file mode mask or the
//!   environment of whoever started it.
//!
//! # What the model does not hold
//!
//! Settings whose meaning only one manager has are [`Native`] rows: they print back into their own language and are
//! counted in every report. When a second language or a rule needs the meaning, the row becomes a leaf: adding a field
//! to [`Service`] stops the build until every place that lowers, emits or compares has decided.

mod command;
mod conditions;
mod confine;
mod deployment;
pub mod describe;
mod duration;
mod endings;
mod environment;
mod grouping;
mod instances;
mod items;
pub mod json;
mod launch;
mod leaf;
mod listen;
mod listener;
mod output;
mod resolve;
mod restart;
mod service;
mod sources;
mod stop;
mod text;
mod timer;

pub use command::{Command, Lookup};
pub use conditions::{Asks, Check, Condition, Otherwise};
pub use confine::{Capabilities, CpuPolicy, CpuTurn, IoClass, Scheduling};
pub use deployment::{Awaited, Besides, Deployment, Group, Native, NativeReason, Wait};
pub use duration::Duration;
pub use endings::EndingSet;
pub use environment::{Assignment, EnvironmentFile, Identity, Inherited};
pub use grouping::Grouping;
pub use instances::{Instance, Instances, Row};
pub use items::Items;
pub use launch::{Limit, OwnDirectory, Preparation, Purpose, Resource, Rights};
pub use leaf::Leaf;
pub use listen::{Address, SocketOwner};
pub use listener::{About, Listener, Mail, Told};
pub use output::{Input, Output, Rotation};
pub use resolve::{Resolved, is_set_by_systemd};
pub use restart::{Backoff, GivesUp, Started};
pub use service::{Decided, Directory, Service, ServiceGroup, Start, Umask};
pub use sources::{Place, SettingId, Settings, Sources};
pub use stop::{KillScope, OutOfMemory, SignalScope, StopCommands, Survivors};
pub use text::{Expand, Owner, Part, PartRef, Text, Unknown};
pub use timer::{Timer, Trigger};
