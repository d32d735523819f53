//! Checks kinds that confine a unit: CPUs, controllers, namespaces, system calls, address families, errnos.

use super::Checker;
use crate::systemd::directives::{Name, ValueKind};
use crate::systemd::kinds::{
    address_family, architecture, cgroup, coredump_filter, cpu_set, errno, filesystems, namespaces, syscall,
};

impl Checker<'_> {
    /// Checks the kinds that list names of the kernel.
    pub(super) fn confinement(&mut self) {
        let (text, release) = (self.text, self.release);
        match self.row.kind {
            ValueKind::CpuSet => self.cpus(),
            ValueKind::BoolOrControllers => {
                cgroup::parse_delegate(text, &mut |error| self.report_word(error));
            }
            ValueKind::Controllers => self.report_whole(cgroup::parse_disabled(text)),
            ValueKind::BoolOrNamespaces => self.namespaces(),
            ValueKind::AddressFamilies => {
                address_family::parse(text, release, &mut |error| self.report_word(error));
            }
            ValueKind::Architectures => {
                architecture::parse(text, release, &mut |error| self.report_word(error));
            }
            ValueKind::CoredumpFilter => {
                self.report_whole(coredump_filter::CoredumpFilter::parse(text).map(drop));
            }
            ValueKind::ErrnoOrKill => self.report_whole(errno::parse_or_kill(text).map(drop)),
            ValueKind::Syscalls { errno } => {
                syscall::parse(text, errno, release, &mut |error| self.report_word(error));
            }
            ValueKind::FileSystems => filesystems::parse(text, &mut |error| self.report_word(error)),
            _ => {}
        }
    }

    fn namespaces(&mut self) {
        let read = if self.row.name == Name::DelegateNamespaces {
            namespaces::parse_delegated(self.text)
        } else {
            namespaces::Namespaces::parse(self.text)
        };
        self.report_whole(read.map(drop));
    }

    fn cpus(&mut self) {
        let is_word =
            matches!((self.row.name, self.text), (Name::CPUAffinity, "numa") | (Name::NUMAMask, "all"));
        if is_word {
            return;
        }
        if self.has_specifiers(self.text.as_bytes()) {
            return self
                .check_with_placeholders(&["0", ""], |text| cpu_set::read(text, &mut drop, &mut drop));
        }
        let read = cpu_set::read(self.text, &mut |error| self.report_word(error), &mut drop);
        self.report_whole(read);
    }
}
