//! Rules that look at supervisord configurations.

pub mod accidental_continuation;
pub mod command_empty;
pub mod command_missing;
pub mod command_not_absolute;
pub mod devstdout_rotation;
pub mod duplicate_option;
pub mod duplicate_section;
pub mod group_name_collision;
pub mod group_unknown_program;
pub mod http_server_missing;
pub mod killasgroup_conflict;
pub mod name_invalid_character;
pub mod numprocs_without_process_num;
pub mod process_name_collision;
pub mod program_in_two_groups;
pub mod redirect_stderr_with_stderr_logfile;
pub mod relative_command_with_directory;
pub mod rpcinterface_missing;
pub mod socket_in_tmp;
pub mod supervisord_section_missing;
pub mod unclosed_section_header;
pub mod unknown_option;
pub mod user_without_home;
