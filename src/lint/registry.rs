//! The one list of rules. A test holds it equal to the files under `rules/`.

use super::Rule;
use super::nearest::nearest as nearest_name;
use super::rules::{both, reader, service, supervisord, systemd};

/// Every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &supervisord::accidental_continuation::ACCIDENTAL_CONTINUATION,
    &supervisord::autorestart_invalid::AUTORESTART_INVALID,
    &supervisord::boolean_invalid::BOOLEAN_INVALID,
    &supervisord::byte_size_suffix::BYTE_SIZE_SUFFIX,
    &service::command_daemonizes::COMMAND_DAEMONIZES,
    &supervisord::command_empty::COMMAND_EMPTY,
    &supervisord::command_missing::COMMAND_MISSING,
    &supervisord::command_not_absolute::COMMAND_NOT_ABSOLUTE,
    &service::command_shell_syntax::COMMAND_SHELL_SYNTAX,
    &systemd::dbus_without_busname::DBUS_WITHOUT_BUSNAME,
    &supervisord::devstdout_rotation::DEVSTDOUT_ROTATION,
    &supervisord::duplicate_option::DUPLICATE_OPTION,
    &systemd::duplicate_scalar::DUPLICATE_SCALAR,
    &supervisord::duplicate_section::DUPLICATE_SECTION,
    &supervisord::env_expansion_undefined::ENV_EXPANSION_UNDEFINED,
    &systemd::env_quoting::ENV_QUOTING,
    &supervisord::environment_empty_value::ENVIRONMENT_EMPTY_VALUE,
    &supervisord::environment_missing_comma::ENVIRONMENT_MISSING_COMMA,
    &supervisord::environment_separator_not_comma::ENVIRONMENT_SEPARATOR_NOT_COMMA,
    &supervisord::environment_unquoted_special::ENVIRONMENT_UNQUOTED_SPECIAL,
    &supervisord::environment_value_truncated::ENVIRONMENT_VALUE_TRUNCATED,
    &supervisord::eventlistener_no_events::EVENTLISTENER_NO_EVENTS,
    &systemd::exec_empty::EXEC_EMPTY,
    &systemd::exec_not_absolute::EXEC_NOT_ABSOLUTE,
    &systemd::exec_prefix_conflict::EXEC_PREFIX_CONFLICT,
    &systemd::exec_prefix_order::EXEC_PREFIX_ORDER,
    &systemd::exec_program_invalid::EXEC_PROGRAM_INVALID,
    &systemd::exec_unbalanced_quote::EXEC_UNBALANCED_QUOTE,
    &systemd::exec_unknown_escape::EXEC_UNKNOWN_ESCAPE,
    &supervisord::exitcodes_invalid::EXITCODES_INVALID,
    &supervisord::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
    &supervisord::expansion_malformed::EXPANSION_MALFORMED,
    &supervisord::expansion_missing_conversion::EXPANSION_MISSING_CONVERSION,
    &supervisord::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT,
    &supervisord::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
    &supervisord::file_bom::FILE_BOM,
    &systemd::file_encoding::FILE_ENCODING,
    &supervisord::file_not_utf8::FILE_NOT_UTF8,
    &supervisord::group_name_collision::GROUP_NAME_COLLISION,
    &supervisord::group_unknown_program::GROUP_UNKNOWN_PROGRAM,
    &supervisord::http_server_missing::HTTP_SERVER_MISSING,
    &systemd::instance_without_template::INSTANCE_WITHOUT_TEMPLATE,
    &supervisord::integer_invalid::INTEGER_INVALID,
    &systemd::invalid_value::INVALID_VALUE,
    &supervisord::killasgroup_conflict::KILLASGROUP_CONFLICT,
    &supervisord::logfile_double_expansion::LOGFILE_DOUBLE_EXPANSION,
    &supervisord::loglevel_invalid::LOGLEVEL_INVALID,
    &systemd::missing_install::MISSING_INSTALL,
    &systemd::multiple_execstart::MULTIPLE_EXECSTART,
    &supervisord::name_invalid_character::NAME_INVALID_CHARACTER,
    &systemd::no_exec::NO_EXEC,
    &supervisord::numprocs_without_process_num::NUMPROCS_WITHOUT_PROCESS_NUM,
    &supervisord::octal_invalid::OCTAL_INVALID,
    &systemd::oneshot_restart::ONESHOT_RESTART,
    &supervisord::owner_invalid::OWNER_INVALID,
    &supervisord::process_name_collision::PROCESS_NAME_COLLISION,
    &supervisord::program_in_two_groups::PROGRAM_IN_TWO_GROUPS,
    &supervisord::redirect_stderr_with_stderr_logfile::REDIRECT_STDERR_WITH_STDERR_LOGFILE,
    &supervisord::relative_command_with_directory::RELATIVE_COMMAND_WITH_DIRECTORY,
    &service::restart_hits_start_limit::RESTART_HITS_START_LIMIT,
    &supervisord::rpcinterface_missing::RPCINTERFACE_MISSING,
    &supervisord::socket_in_tmp::SOCKET_IN_TMP,
    &systemd::start_limit_interval_in_service::START_LIMIT_INTERVAL_IN_SERVICE,
    &systemd::start_limit_legacy_location::START_LIMIT_LEGACY_LOCATION,
    &service::start_limit_unset::START_LIMIT_UNSET,
    &supervisord::stopsignal_invalid::STOPSIGNAL_INVALID,
    &supervisord::supervisord_section_missing::SUPERVISORD_SECTION_MISSING,
    &reader::syntax_error::SYNTAX_ERROR,
    &systemd::timer_without_trigger::TIMER_WITHOUT_TRIGGER,
    &systemd::trailing_comment::TRAILING_COMMENT,
    &supervisord::unclosed_section_header::UNCLOSED_SECTION_HEADER,
    &systemd::unescaped_percent::UNESCAPED_PERCENT,
    &systemd::unknown_directive::UNKNOWN_DIRECTIVE,
    &supervisord::unknown_option::UNKNOWN_OPTION,
    &both::unknown_section::UNKNOWN_SECTION,
    &supervisord::user_name_invalid::USER_NAME_INVALID,
    &supervisord::user_without_home::USER_WITHOUT_HOME,
];

/// The rule of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The name of a rule that a misspelt name is near to.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    nearest_name(name, RULES.iter().map(|rule| rule.name))
}
