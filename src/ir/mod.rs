//! The shared model: what the operating system and the program will *observe*, independent of either language.
//!
//! # Terms
//!
//! A [`Deployment`] is everything that one run looks at together: services and groups of services. A [`Service`] is a
//! command that a manager keeps in some state; it has one or several *instances*, processes of the same command that
//! differ in a number or a name. A [`Group`] starts, stops and restarts its members together.
//!
//! A service is a tree of *leaves* ([`Leaf`] lists them all). A leaf has a value, with every default filled in, and the
//! *settings* that decided it ([`SettingIds`]). Settings have places in the files, so that a rule on the model can point
//! at the character that caused a finding, and a translation can report what became of every setting. A leaf without
//! settings holds the manager's default.
//!
//! # What equality means
//!
//! Values are designed so that equal values *behave* alike: a leaf holds not `Restart=on-failure` but the set of
//! endings after which the program is restarted. Each language defines its meaning in `lower` (settings to leaves) and
//! its notation in `emit` (leaves to settings). A translation lowers the source, emits the target, reads the target
//! back, lowers that, and compares leaf by leaf. A leaf that is equal was translated exactly; for any other the report
//! says how it differs. `fidelity::equivalent` lists the few differences that experiments have shown not to matter;
//! there are no other exceptions.
//!
//! # How to read a value
//!
//! - Every text is a [`Text`]: bytes, the part that differs between instances, an environment variable that the manager
//!   expands, or something that cannot be known before the run ([`Unknown`]). Two unknowns are equal if they ask the
//!   same manager the same question.
//! - Durations are whole microseconds; [`Duration::INFINITE`] means no limit.
//! - `Managers…` values stand for whatever the manager itself has: its working directory, its umask or its environment.
//!
//! # What the model does not hold
//!
//! Settings whose meaning is specific to one manager are [`Native`] rows: they are printed back into their own language
//! and counted in every report. When the other language or a rule needs the meaning, the row becomes a leaf: a new
//! field of [`Service`] breaks the build until every place that lowers, emits or compares handles it.

mod command;
mod conditions;
mod confine;
mod deployment;
pub mod describe;
mod duration;
mod endings;
mod environment;
mod group_index;
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
mod setting_ids;
mod stop;
mod text;
mod timer;

pub use command::{Command, Lookup};
pub use conditions::{Check, CheckKind, Condition, IfUnmet};
pub use confine::{Capabilities, CpuPolicy, CpuScheduling, IoClass, Scheduling};
pub use deployment::{Awaited, Deployment, Group, Native, NativeReason, PartlyKept, Wait};
pub use duration::Duration;
pub use endings::EndingSet;
pub use environment::{Assignment, EnvironmentFile, Identity, Inherited};
pub use group_index::GroupIndex;
pub use instances::{Instance, Instances, NumberRange};
pub use items::Items;
pub use launch::{ControlCommand, Limit, Purpose, Resource, Rights, ServiceDirectory};
pub use leaf::Leaf;
pub use listen::{Address, SocketOwner};
pub use listener::{Listener, Mail, MailEvent, Subscription};
pub use output::{Input, Output, Rotation};
pub use resolve::{Resolved, is_set_by_systemd};
pub use restart::{Backoff, GivesUp, Started};
pub use service::{Decided, Directory, Service, ServiceGroup, Start, Umask};
pub use setting_ids::{Place, SettingId, SettingIds, Settings};
pub use stop::{KillScope, OutOfMemory, SignalScope, StopCommands, Survivors};
pub use text::{Expand, KnownBy, Part, PartRef, Text, Unknown};
pub use timer::{Timer, Trigger};
