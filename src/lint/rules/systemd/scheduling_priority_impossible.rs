//! `scheduling-priority-impossible`

use crate::diagnostic::Level;
use crate::ir::CpuPolicy;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::lower::{PRIORITY_BEFORE_POLICY_SINCE, cpu_policy};

rule! {
    /// Flags a CPU scheduling priority that the kernel does not have for the policy.
    ///
    /// ## Why
    ///
    /// Only the real-time policies `fifo` and `rr` have priorities, from 1 to 99. Without `CPUSchedulingPolicy=` the policy is
    /// `other`, and the kernel refuses a priority for it: the program is never started. systemd loads the unit without a
    /// message from 252 on, since the policy could follow; older releases ignore the line.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CPUSchedulingPriority=99
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CPUSchedulingPolicy=rr
    /// CPUSchedulingPriority=99
    /// ```
    ///
    /// ## Source
    ///
    /// sched(7); `config_parse_exec_cpu_sched_policy()`, which brings a priority that was set before it into its range, and
    /// `exec_child()`. Run on 252: 214/SETSCHEDULER.
    pub static SCHEDULING_PRIORITY_IMPOSSIBLE = {
        name: "scheduling-priority-impossible",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::CPUSchedulingPriority], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(section) = entry.section else { return };
    let Some(priority) = value.text().and_then(|text| text.parse::<u8>().ok()) else { return };
    // Older releases ignore the line. A drop-in alone does not show the policy.
    if context.release() < PRIORITY_BEFORE_POLICY_SINCE || !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let both = context.in_effect(section, &[Name::CPUSchedulingPolicy, Name::CPUSchedulingPriority]);
    let place = both.iter().position(|one| one.id == entry.id);
    let (policy, is_later) = match both.iter().position(|one| one.id != entry.id) {
        None => (CpuPolicy::Other, false),
        Some(at) => match both[at].value().text().and_then(cpu_policy) {
            None => return,
            Some(policy) => (policy, Some(at) > place),
        },
    };
    // A policy that follows brings the priority into its range.
    if is_later || policy.priorities().contains(&priority) {
        return;
    }
    let help = if policy.is_realtime() {
        "Write one from 1 to 99."
    } else {
        "Remove the line, or write CPUSchedulingPolicy=fifo or rr: only these have priorities."
    };
    sink.add(
        SCHEDULING_PRIORITY_IMPOSSIBLE
            .at(entry.id.file, value.whole(), format!("the policy {} has no priority {priority}", policy.name()))
            .label("the program is never started")
            .help(format!(
                "systemd says at the start: Failed to set up CPU scheduling: Invalid argument (214/SETSCHEDULER). {help}"
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, file_for, unit};

    fn found(lines: &str) -> Vec<String> {
        let text = format!("[Service]\nExecStart=/a\n{lines}\n");
        unit(&SCHEDULING_PRIORITY_IMPOSSIBLE, &text).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn without_a_policy_the_policy_is_other() {
        assert_eq!(found("CPUSchedulingPriority=99"), ["the policy other has no priority 99"]);
        assert!(found("CPUSchedulingPriority=0").is_empty());
        assert!(found("CPUSchedulingPriority=1\nCPUSchedulingPriority=0").is_empty(), "overridden");
        assert!(found("CPUSchedulingPriority=100").is_empty(), "ignored, and reported by another rule");
        let text = "[Service]\nExecStart=/a\nCPUSchedulingPriority=99\n";
        let of = |release| file_for(&SCHEDULING_PRIORITY_IMPOSSIBLE, release, "a.service", text).len();
        assert_eq!((of(251), of(252)), (0, 1), "the older release ignores the line");
    }

    #[test]
    fn a_policy_brings_only_the_priority_before_it_into_its_range() {
        assert_eq!(found("CPUSchedulingPolicy=batch\nCPUSchedulingPriority=5").len(), 1);
        assert_eq!(found("CPUSchedulingPolicy=rr\nCPUSchedulingPriority=0").len(), 1);
        assert!(found("CPUSchedulingPriority=5\nCPUSchedulingPolicy=batch").is_empty());
        assert!(found("CPUSchedulingPriority=0\nCPUSchedulingPolicy=rr").is_empty());
        assert!(found("CPUSchedulingPolicy=1\nCPUSchedulingPriority=5").is_empty());
    }

    #[test]
    fn a_drop_in_alone_does_not_show_the_policy() {
        let text = "[Service]\nCPUSchedulingPriority=9\n";
        assert!(file(&SCHEDULING_PRIORITY_IMPOSSIBLE, "a.service.d/b.conf", text).is_empty());
    }
}
