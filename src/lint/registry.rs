//! The list of all rules. A test checks that it matches the files under `rules/`.

use super::mistake::KnownMistake;
use super::rules::{both, reader, service, supervisord, systemd};
use super::suggestions::nearest::nearest;
use super::{LooksAt, Rule};
use crate::diagnostic::Level;

/// Every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &supervisord::accidental_continuation::ACCIDENTAL_CONTINUATION,
    &systemd::after_network_target_for_client::AFTER_NETWORK_TARGET_FOR_CLIENT,
    &systemd::after_syslog_target::AFTER_SYSLOG_TARGET,
    &systemd::alias_type_mismatch::ALIAS_TYPE_MISMATCH,
    &systemd::ambient_outside_bounding::AMBIENT_OUTSIDE_BOUNDING,
    &supervisord::auth_incomplete::AUTH_INCOMPLETE,
    &supervisord::auth_plaintext_password::AUTH_PLAINTEXT_PASSWORD,
    &supervisord::autorestart_invalid::AUTORESTART_INVALID,
    &systemd::bad_dependency_name::BAD_DEPENDENCY_NAME,
    &systemd::before_and_after::BEFORE_AND_AFTER,
    &systemd::before_device::BEFORE_DEVICE,
    &systemd::before_network_pre::BEFORE_NETWORK_PRE,
    &systemd::binding_low_port_unprivileged::BINDING_LOW_PORT_UNPRIVILEGED,
    &supervisord::boolean_invalid::BOOLEAN_INVALID,
    &systemd::bus_name_shared::BUS_NAME_SHARED,
    &supervisord::byte_size_suffix::BYTE_SIZE_SUFFIX,
    &systemd::cap_list_commas::CAP_LIST_COMMAS,
    &supervisord::command_backslash_continuation::COMMAND_BACKSLASH_CONTINUATION,
    &service::command_daemonizes::COMMAND_DAEMONIZES,
    &supervisord::command_empty::COMMAND_EMPTY,
    &supervisord::command_inline_comment::COMMAND_INLINE_COMMENT,
    &supervisord::command_missing::COMMAND_MISSING,
    &supervisord::command_not_absolute::COMMAND_NOT_ABSOLUTE,
    &supervisord::command_quoted_whole::COMMAND_QUOTED_WHOLE,
    &service::command_shell_syntax::COMMAND_SHELL_SYNTAX,
    &supervisord::command_shell_variable::COMMAND_SHELL_VARIABLE,
    &supervisord::command_unbalanced_quote::COMMAND_UNBALANCED_QUOTE,
    &systemd::condition_never_met::CONDITION_NEVER_MET,
    &systemd::condition_reset_surprise::CONDITION_RESET_SURPRISE,
    &systemd::conflict_requires::CONFLICT_REQUIRES,
    &systemd::cpuquota_no_percent::CPUQUOTA_NO_PERCENT,
    &systemd::dbus_without_busname::DBUS_WITHOUT_BUSNAME,
    &systemd::default_dependencies_no::DEFAULT_DEPENDENCIES_NO,
    &systemd::default_instance_invalid::DEFAULT_INSTANCE_INVALID,
    &systemd::default_instance_unused::DEFAULT_INSTANCE_UNUSED,
    &supervisord::default_section::DEFAULT_SECTION,
    &systemd::deprecated_directive::DEPRECATED_DIRECTIVE,
    &systemd::deprecated_specifier::DEPRECATED_SPECIFIER,
    &supervisord::devstdout_rotation::DEVSTDOUT_ROTATION,
    &systemd::directive_too_new::DIRECTIVE_TOO_NEW,
    &systemd::directory_absolute::DIRECTORY_ABSOLUTE,
    &both::directory_missing::DIRECTORY_MISSING,
    &supervisord::directory_tilde::DIRECTORY_TILDE,
    &systemd::dot_include::DOT_INCLUDE,
    &systemd::drop_in_without_unit::DROP_IN_WITHOUT_UNIT,
    &supervisord::duplicate_option::DUPLICATE_OPTION,
    &systemd::duplicate_scalar::DUPLICATE_SCALAR,
    &supervisord::duplicate_section::DUPLICATE_SECTION,
    &systemd::dynamicuser_conflict::DYNAMICUSER_CONFLICT,
    &systemd::empty_assignment_no_effect::EMPTY_ASSIGNMENT_NO_EFFECT,
    &systemd::empty_unit_is_mask::EMPTY_UNIT_IS_MASK,
    &systemd::enabled_too_early::ENABLED_TOO_EARLY,
    &supervisord::env_expansion_undefined::ENV_EXPANSION_UNDEFINED,
    &systemd::env_no_expansion::ENV_NO_EXPANSION,
    &systemd::env_quoting::ENV_QUOTING,
    &systemd::env_separated_by_commas::ENV_SEPARATED_BY_COMMAS,
    &supervisord::environment_duplicate_key::ENVIRONMENT_DUPLICATE_KEY,
    &supervisord::environment_empty_value::ENVIRONMENT_EMPTY_VALUE,
    &systemd::environment_file_is_script::ENVIRONMENT_FILE_IS_SCRIPT,
    &supervisord::environment_missing_comma::ENVIRONMENT_MISSING_COMMA,
    &supervisord::environment_quote_loss::ENVIRONMENT_QUOTE_LOSS,
    &supervisord::environment_separator_not_comma::ENVIRONMENT_SEPARATOR_NOT_COMMA,
    &supervisord::environment_shell_expansion::ENVIRONMENT_SHELL_EXPANSION,
    &supervisord::environment_unquoted_special::ENVIRONMENT_UNQUOTED_SPECIAL,
    &supervisord::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED,
    &supervisord::eventlistener_no_events::EVENTLISTENER_NO_EVENTS,
    &supervisord::eventlistener_redirect_stderr::EVENTLISTENER_REDIRECT_STDERR,
    &systemd::exec_empty::EXEC_EMPTY,
    &systemd::exec_nested_quotes::EXEC_NESTED_QUOTES,
    &systemd::exec_not_absolute::EXEC_NOT_ABSOLUTE,
    &systemd::exec_prefix_conflict::EXEC_PREFIX_CONFLICT,
    &systemd::exec_prefix_order::EXEC_PREFIX_ORDER,
    &systemd::exec_program_invalid::EXEC_PROGRAM_INVALID,
    &systemd::exec_program_variable::EXEC_PROGRAM_VARIABLE,
    &systemd::exec_quoted_whole::EXEC_QUOTED_WHOLE,
    &systemd::exec_unbalanced_quote::EXEC_UNBALANCED_QUOTE,
    &systemd::exec_unexpanded_pattern::EXEC_UNEXPANDED_PATTERN,
    &systemd::exec_unknown_escape::EXEC_UNKNOWN_ESCAPE,
    &systemd::execreload_async::EXECRELOAD_ASYNC,
    &systemd::execstop_kill_mainpid::EXECSTOP_KILL_MAINPID,
    &systemd::executable_unit_file::EXECUTABLE_UNIT_FILE,
    &supervisord::exitcodes_default_changed::EXITCODES_DEFAULT_CHANGED,
    &supervisord::exitcodes_invalid::EXITCODES_INVALID,
    &supervisord::exitcodes_without_unexpected::EXITCODES_WITHOUT_UNEXPECTED,
    &supervisord::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
    &supervisord::expansion_malformed::EXPANSION_MALFORMED,
    &supervisord::expansion_missing_conversion::EXPANSION_MISSING_CONVERSION,
    &supervisord::expansion_swallows_text::EXPANSION_SWALLOWS_TEXT,
    &supervisord::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT,
    &supervisord::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
    &supervisord::fcgi_program_in_group::FCGI_PROGRAM_IN_GROUP,
    &supervisord::fcgi_socket_invalid::FCGI_SOCKET_INVALID,
    &supervisord::file_bom::FILE_BOM,
    &systemd::file_encoding::FILE_ENCODING,
    &supervisord::file_not_utf8::FILE_NOT_UTF8,
    &supervisord::files_without_root::FILES_WITHOUT_ROOT,
    &systemd::forking_without_pidfile::FORKING_WITHOUT_PIDFILE,
    &supervisord::group_empty::GROUP_EMPTY,
    &supervisord::group_name_collision::GROUP_NAME_COLLISION,
    &supervisord::group_program_ambiguous::GROUP_PROGRAM_AMBIGUOUS,
    &supervisord::group_unknown_program::GROUP_UNKNOWN_PROGRAM,
    &systemd::hardening_baseline::HARDENING_BASELINE,
    &systemd::hardening_full::HARDENING_FULL,
    &supervisord::http_server_missing::HTTP_SERVER_MISSING,
    &systemd::ignored_failure_start::IGNORED_FAILURE_START,
    &supervisord::include_glob_too_wide::INCLUDE_GLOB_TOO_WIDE,
    &supervisord::include_nested::INCLUDE_NESTED,
    &supervisord::include_no_match::INCLUDE_NO_MATCH,
    &supervisord::include_without_files::INCLUDE_WITHOUT_FILES,
    &supervisord::inet_port_invalid::INET_PORT_INVALID,
    &supervisord::inet_port_unbindable::INET_PORT_UNBINDABLE,
    &supervisord::inet_server_all_interfaces::INET_SERVER_ALL_INTERFACES,
    &supervisord::inet_server_no_auth::INET_SERVER_NO_AUTH,
    &systemd::infinite_start_timeout::INFINITE_START_TIMEOUT,
    &systemd::init_script_wrapper::INIT_SCRIPT_WRAPPER,
    &systemd::instance_specifier_in_plain_unit::INSTANCE_SPECIFIER_IN_PLAIN_UNIT,
    &systemd::instance_without_template::INSTANCE_WITHOUT_TEMPLATE,
    &supervisord::integer_invalid::INTEGER_INVALID,
    &supervisord::integer_out_of_range::INTEGER_OUT_OF_RANGE,
    &systemd::invalid_enum_falls_back::INVALID_ENUM_FALLS_BACK,
    &reader::invalid_ignore::INVALID_IGNORE,
    &systemd::invalid_value::INVALID_VALUE,
    &systemd::job_timeout_order::JOB_TIMEOUT_ORDER,
    &systemd::kill_mode_none::KILL_MODE_NONE,
    &systemd::kill_mode_process::KILL_MODE_PROCESS,
    &supervisord::killasgroup_alone::KILLASGROUP_ALONE,
    &supervisord::killasgroup_conflict::KILLASGROUP_CONFLICT,
    &systemd::limit_soft_gt_hard::LIMIT_SOFT_GT_HARD,
    &systemd::limit_unlimited::LIMIT_UNLIMITED,
    &systemd::line_continuation_trap::LINE_CONTINUATION_TRAP,
    &supervisord::logfile_auto_lost::LOGFILE_AUTO_LOST,
    &supervisord::logfile_auto_unbounded::LOGFILE_AUTO_UNBOUNDED,
    &supervisord::logfile_boolean::LOGFILE_BOOLEAN,
    &supervisord::logfile_directory_missing::LOGFILE_DIRECTORY_MISSING,
    &supervisord::logfile_double_expansion::LOGFILE_DOUBLE_EXPANSION,
    &supervisord::logfile_shared::LOGFILE_SHARED,
    &supervisord::logfile_syslog_deprecated::LOGFILE_SYSLOG_DEPRECATED,
    &supervisord::loglevel_invalid::LOGLEVEL_INVALID,
    &supervisord::main_logfile_special::MAIN_LOGFILE_SPECIAL,
    &systemd::mdwe_with_jit::MDWE_WITH_JIT,
    &systemd::memorymax_zero::MEMORYMAX_ZERO,
    &systemd::midword_dollar::MIDWORD_DOLLAR,
    &systemd::missing_description::MISSING_DESCRIPTION,
    &systemd::missing_documentation::MISSING_DOCUMENTATION,
    &systemd::missing_install::MISSING_INSTALL,
    &systemd::misspelled_target::MISSPELLED_TARGET,
    &systemd::mount_api_filesystem::MOUNT_API_FILESYSTEM,
    &systemd::mount_where_mismatch::MOUNT_WHERE_MISMATCH,
    &systemd::mount_without_what::MOUNT_WITHOUT_WHAT,
    &systemd::multiple_execstart::MULTIPLE_EXECSTART,
    &supervisord::mysqld_safe_ignores_stop::MYSQLD_SAFE_IGNORES_STOP,
    &supervisord::name_invalid_character::NAME_INVALID_CHARACTER,
    &systemd::needless_type_simple::NEEDLESS_TYPE_SIMPLE,
    &supervisord::newer_than_target::NEWER_THAN_TARGET,
    &systemd::no_exec::NO_EXEC,
    &systemd::nofile_infinity::NOFILE_INFINITY,
    &systemd::nofile_k_suffix::NOFILE_K_SUFFIX,
    &systemd::nonewprivs_with_setuid::NONEWPRIVS_WITH_SETUID,
    &systemd::not_a_unit::NOT_A_UNIT,
    &systemd::notify_without_access::NOTIFY_WITHOUT_ACCESS,
    &supervisord::numprocs_without_process_num::NUMPROCS_WITHOUT_PROCESS_NUM,
    &systemd::obsolete_target::OBSOLETE_TARGET,
    &supervisord::octal_invalid::OCTAL_INVALID,
    &systemd::oneshot_exittype_cgroup::ONESHOT_EXITTYPE_CGROUP,
    &systemd::oneshot_restart::ONESHOT_RESTART,
    &systemd::oneshot_waits_for_ever::ONESHOT_WAITS_FOR_EVER,
    &systemd::oneshot_without_remain::ONESHOT_WITHOUT_REMAIN,
    &systemd::onfailure_cannot_fail::ONFAILURE_CANNOT_FAIL,
    &systemd::onfailure_isolate::ONFAILURE_ISOLATE,
    &systemd::online_without_order::ONLINE_WITHOUT_ORDER,
    &systemd::online_without_pull::ONLINE_WITHOUT_PULL,
    &systemd::oomscore_extreme::OOMSCORE_EXTREME,
    &systemd::order_without_pull::ORDER_WITHOUT_PULL,
    &systemd::ordering_cycle::ORDERING_CYCLE,
    &supervisord::owner_invalid::OWNER_INVALID,
    &systemd::pam_killmode::PAM_KILLMODE,
    &systemd::path_goes_up::PATH_GOES_UP,
    &supervisord::path_shell_variable::PATH_SHELL_VARIABLE,
    &systemd::path_without_path::PATH_WITHOUT_PATH,
    &systemd::personality_of_one_machine::PERSONALITY_OF_ONE_MACHINE,
    &systemd::pidfile_not_normalized::PIDFILE_NOT_NORMALIZED,
    &systemd::pidfile_without_forking::PIDFILE_WITHOUT_FORKING,
    &systemd::podman_in_sandbox::PODMAN_IN_SANDBOX,
    &supervisord::priority_as_dependency::PRIORITY_AS_DEPENDENCY,
    &systemd::privileged_exec_prefix::PRIVILEGED_EXEC_PREFIX,
    &supervisord::process_name_collision::PROCESS_NAME_COLLISION,
    &supervisord::program_in_two_groups::PROGRAM_IN_TWO_GROUPS,
    &both::program_missing::PROGRAM_MISSING,
    &supervisord::program_runs_as_root::PROGRAM_RUNS_AS_ROOT,
    &systemd::protect_home_conflict::PROTECT_HOME_CONFLICT,
    &systemd::pull_without_order::PULL_WITHOUT_ORDER,
    &systemd::quoted_scalar::QUOTED_SCALAR,
    &systemd::randomized_without_runtimemax::RANDOMIZED_WITHOUT_RUNTIMEMAX,
    &supervisord::redirect_stderr_with_stderr_logfile::REDIRECT_STDERR_WITH_STDERR_LOGFILE,
    &systemd::redundant_default::REDUNDANT_DEFAULT,
    &supervisord::relative_command_with_directory::RELATIVE_COMMAND_WITH_DIRECTORY,
    &systemd::relative_script::RELATIVE_SCRIPT,
    &systemd::remain_hides_clean_end::REMAIN_HIDES_CLEAN_END,
    &systemd::requires_online_too_strong::REQUIRES_ONLINE_TOO_STRONG,
    &systemd::requires_vs_wants::REQUIRES_VS_WANTS,
    &service::restart_hits_start_limit::RESTART_HITS_START_LIMIT,
    &systemd::restart_limit_never_triggers::RESTART_LIMIT_NEVER_TRIGGERS,
    &systemd::restart_prevent_all::RESTART_PREVENT_ALL,
    &systemd::restart_sec_without_restart::RESTART_SEC_WITHOUT_RESTART,
    &systemd::restart_steps_pair::RESTART_STEPS_PAIR,
    &supervisord::result_handler_invalid::RESULT_HANDLER_INVALID,
    &supervisord::rpcinterface_factory_invalid::RPCINTERFACE_FACTORY_INVALID,
    &supervisord::rpcinterface_missing::RPCINTERFACE_MISSING,
    &systemd::run_dir_without_runtime_directory::RUN_DIR_WITHOUT_RUNTIME_DIRECTORY,
    &systemd::runs_as_root::RUNS_AS_ROOT,
    &systemd::runtimemax_oneshot::RUNTIMEMAX_ONESHOT,
    &systemd::scheduling_priority_impossible::SCHEDULING_PRIORITY_IMPOSSIBLE,
    &systemd::scope_unit_file::SCOPE_UNIT_FILE,
    &service::script_not_quoted::SCRIPT_NOT_QUOTED,
    &systemd::secrets_in_environment::SECRETS_IN_ENVIRONMENT,
    &supervisord::section_name_blank::SECTION_NAME_BLANK,
    &systemd::self_dependency::SELF_DEPENDENCY,
    &supervisord::shell_wrapper_orphans::SHELL_WRAPPER_ORPHANS,
    &systemd::signal_lowercase::SIGNAL_LOWERCASE,
    &systemd::size_unit_trap::SIZE_UNIT_TRAP,
    &systemd::sleep_hook_order::SLEEP_HOOK_ORDER,
    &systemd::sleep_in_execstartpre::SLEEP_IN_EXECSTARTPRE,
    &systemd::slice_in_slice::SLICE_IN_SLICE,
    &systemd::socket_accept_mismatch::SOCKET_ACCEPT_MISMATCH,
    &supervisord::socket_in_tmp::SOCKET_IN_TMP,
    &systemd::socket_symlinks_without_node::SOCKET_SYMLINKS_WITHOUT_NODE,
    &systemd::socket_without_listen::SOCKET_WITHOUT_LISTEN,
    &supervisord::socket_world_writable::SOCKET_WORLD_WRITABLE,
    &systemd::specifier_in_restricted_place::SPECIFIER_IN_RESTRICTED_PLACE,
    &systemd::start_limit_interval_in_service::START_LIMIT_INTERVAL_IN_SERVICE,
    &systemd::start_limit_legacy_location::START_LIMIT_LEGACY_LOCATION,
    &service::start_limit_unset::START_LIMIT_UNSET,
    &supervisord::startsecs_oneshot::STARTSECS_ONESHOT,
    &supervisord::startsecs_zero_respawn_loop::STARTSECS_ZERO_RESPAWN_LOOP,
    &systemd::stdout_file_needs_prefix::STDOUT_FILE_NEEDS_PREFIX,
    &systemd::stdout_file_not_rotated::STDOUT_FILE_NOT_ROTATED,
    &systemd::stop_timeout_long::STOP_TIMEOUT_LONG,
    &supervisord::stopsignal_invalid::STOPSIGNAL_INVALID,
    &supervisord::stopsignal_suspicious::STOPSIGNAL_SUSPICIOUS,
    &supervisord::stopwait_sum::STOPWAIT_SUM,
    &supervisord::stopwaitsecs_zero::STOPWAITSECS_ZERO,
    &systemd::success_status_vs_restart::SUCCESS_STATUS_VS_RESTART,
    &systemd::sudo_su_nohup_in_exec::SUDO_SU_NOHUP_IN_EXEC,
    &supervisord::supervisorctl_section_missing::SUPERVISORCTL_SECTION_MISSING,
    &supervisord::supervisorctl_url_mismatch::SUPERVISORCTL_URL_MISMATCH,
    &supervisord::supervisord_directory_with_nodaemon::SUPERVISORD_DIRECTORY_WITH_NODAEMON,
    &supervisord::supervisord_root_no_user::SUPERVISORD_ROOT_NO_USER,
    &supervisord::supervisord_section_missing::SUPERVISORD_SECTION_MISSING,
    &systemd::swap_what_mismatch::SWAP_WHAT_MISMATCH,
    &reader::syntax_error::SYNTAX_ERROR,
    &systemd::syslog_target_output::SYSLOG_TARGET_OUTPUT,
    &systemd::system_unit_user_target::SYSTEM_UNIT_USER_TARGET,
    &systemd::tasksmax_zero::TASKSMAX_ZERO,
    &systemd::template_enable_without_default::TEMPLATE_ENABLE_WITHOUT_DEFAULT,
    &systemd::template_without_instance_use::TEMPLATE_WITHOUT_INSTANCE_USE,
    &systemd::timer_never_reruns::TIMER_NEVER_RERUNS,
    &systemd::timer_persistent_monotonic::TIMER_PERSISTENT_MONOTONIC,
    &systemd::timer_pulls_service::TIMER_PULLS_SERVICE,
    &systemd::timer_unit_has_install::TIMER_UNIT_HAS_INSTALL,
    &systemd::timer_unit_missing::TIMER_UNIT_MISSING,
    &systemd::timer_without_first_run::TIMER_WITHOUT_FIRST_RUN,
    &systemd::timer_without_trigger::TIMER_WITHOUT_TRIGGER,
    &systemd::timespan_unit_trap::TIMESPAN_UNIT_TRAP,
    &systemd::trailing_comment::TRAILING_COMMENT,
    &service::typographic_dash::TYPOGRAPHIC_DASH,
    &service::typographic_quote::TYPOGRAPHIC_QUOTE,
    &systemd::umask_world_writable::UMASK_WORLD_WRITABLE,
    &supervisord::unclosed_section_header::UNCLOSED_SECTION_HEADER,
    &systemd::unescaped_percent::UNESCAPED_PERCENT,
    &reader::unfilled_template::UNFILLED_TEMPLATE,
    &systemd::uninstantiated_template_dependency::UNINSTANTIATED_TEMPLATE_DEPENDENCY,
    &systemd::unit_file_unused::UNIT_FILE_UNUSED,
    &systemd::unit_missing::UNIT_MISSING,
    &systemd::unit_name_invalid::UNIT_NAME_INVALID,
    &systemd::unit_triggers_itself::UNIT_TRIGGERS_ITSELF,
    &supervisord::unix_server_without_file::UNIX_SERVER_WITHOUT_FILE,
    &systemd::unknown_directive::UNKNOWN_DIRECTIVE,
    &supervisord::unknown_option::UNKNOWN_OPTION,
    &reader::unknown_rule::UNKNOWN_RULE,
    &both::unknown_section::UNKNOWN_SECTION,
    &systemd::unknown_secure_bit::UNKNOWN_SECURE_BIT,
    &systemd::unset_variable::UNSET_VARIABLE,
    &systemd::unsupported_for_unit_type::UNSUPPORTED_FOR_UNIT_TYPE,
    &reader::unused_ignore::UNUSED_IGNORE,
    &systemd::usb_pair::USB_PAIR,
    &both::user_missing::USER_MISSING,
    &supervisord::user_name_invalid::USER_NAME_INVALID,
    &systemd::user_name_not_strict::USER_NAME_NOT_STRICT,
    &systemd::user_nobody::USER_NOBODY,
    &systemd::user_specifiers_mean_manager::USER_SPECIFIERS_MEAN_MANAGER,
    &systemd::user_unit_drops_capabilities::USER_UNIT_DROPS_CAPABILITIES,
    &systemd::user_unit_sets_user::USER_UNIT_SETS_USER,
    &systemd::user_unit_system_target::USER_UNIT_SYSTEM_TARGET,
    &systemd::user_unit_wantedby_multi_user::USER_UNIT_WANTEDBY_MULTI_USER,
    &supervisord::user_without_home::USER_WITHOUT_HOME,
    &supervisord::user_without_root::USER_WITHOUT_ROOT,
    &supervisord::value_quoted::VALUE_QUOTED,
    &systemd::value_too_new::VALUE_TOO_NEW,
    &systemd::var_run_path::VAR_RUN_PATH,
    &systemd::wantedby_garbage::WANTEDBY_GARBAGE,
    &systemd::watchdog_without_restart::WATCHDOG_WITHOUT_RESTART,
    &systemd::workdir_bad::WORKDIR_BAD,
    &systemd::world_writable_unit_file::WORLD_WRITABLE_UNIT_FILE,
];

/// Rules that are off by default because they are a matter of policy.
#[derive(Debug)]
pub struct Group {
    /// The name that `--select` and `--ignore` accept for all of its rules.
    pub name: &'static str,
    /// A few words on what its rules are about.
    pub about: &'static str,
    /// Its rules, sorted by name.
    pub rules: &'static [&'static Rule],
}

/// Every group, sorted by name.
pub static GROUPS: &[Group] = &[
    Group {
        name: "dependencies",
        about: "ordering and requirement dependencies that are often not what was meant",
        rules: &[
            &systemd::order_without_pull::ORDER_WITHOUT_PULL,
            &systemd::requires_vs_wants::REQUIRES_VS_WANTS,
        ],
    },
    Group {
        name: "documentation",
        about: "units without any",
        rules: &[&systemd::missing_documentation::MISSING_DOCUMENTATION],
    },
    Group {
        name: "hardening",
        about: "sandboxing settings, services that run as root",
        rules: &[
            &systemd::hardening_baseline::HARDENING_BASELINE,
            &systemd::hardening_full::HARDENING_FULL,
            &systemd::runs_as_root::RUNS_AS_ROOT,
        ],
    },
    Group {
        name: "pedantic",
        about: "what is correct as is, but could be written better",
        rules: &[
            &systemd::needless_type_simple::NEEDLESS_TYPE_SIMPLE,
            &systemd::template_enable_without_default::TEMPLATE_ENABLE_WITHOUT_DEFAULT,
        ],
    },
];

/// Whether the rule of this name is off by default.
#[must_use]
pub fn is_in_group(rule: &str) -> bool {
    group_of(rule).is_some()
}

/// For each of [`RULES`], whether it is off by default. Each start asks this about every rule; computed at compile time,
/// the answer costs nothing.
pub(super) static IS_GROUPED: [bool; RULES.len()] = {
    let mut is_grouped = [false; RULES.len()];
    // `const` code has no iterators, and cannot compare addresses.
    let mut at = 0;
    while at < RULES.len() {
        let mut group = 0;
        while group < GROUPS.len() {
            let mut rule = 0;
            while rule < GROUPS[group].rules.len() {
                is_grouped[at] |= RULES[at].has_text_of(GROUPS[group].rules[rule]);
                rule += 1;
            }
            group += 1;
        }
        at += 1;
    }
    is_grouped
};

/// The group of the rule of this name, if any: the rules of groups are off by default.
#[must_use]
pub fn group_of(rule: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.rules.iter().any(|other| other.name() == rule))
}

/// Finds a group by name.
#[must_use]
pub fn find_group(name: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.name == name)
}

/// Finds a rule by name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name() == name).copied()
}

/// Whether a rule may report errors. A finding may be raised above the rule's own level, where systemd or supervisord
/// refuses the file for the same mistake in some places only. [`Sink::add`](super::Sink::add) asserts that no other
/// rule reports one.
#[must_use]
pub fn may_find_error(rule: &Rule) -> bool {
    rule.highest_level == Level::Error
        || matches!(rule.looks_at, LooksAt::Reader)
        || KnownMistake::has_rule(rule)
}

/// The names of rules and groups that may have been meant by an unknown name: the nearest one, or those that contain
/// it, if they are few enough to choose from.
#[must_use]
pub fn suggestions(name: &str) -> Vec<&'static str> {
    const MAX_SUGGESTIONS: usize = 4;
    let names = || RULES.iter().map(|rule| rule.name()).chain(GROUPS.iter().map(|group| group.name));
    if let Some(nearest) = nearest(name, names()) {
        return vec![nearest];
    }
    let longer: Vec<&str> = names().filter(|known| !name.is_empty() && known.contains(name)).collect();
    if longer.len() <= MAX_SUGGESTIONS { longer } else { Vec::new() }
}
