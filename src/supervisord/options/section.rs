//! The kinds of section, and how supervisord chooses one by the header.

/// The kind of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SectionKind {
    /// `[supervisord]`: the daemon itself.
    Supervisord,
    /// `[unix_http_server]`: the Unix socket to which `supervisorctl` connects.
    UnixHttpServer,
    /// `[inet_http_server]`: the TCP address to which `supervisorctl` and browsers connect.
    InetHttpServer,
    /// `[supervisorctl]`: read by the client only.
    Supervisorctl,
    /// `[include]`: additional files to read.
    Include,
    /// `[program:NAME]`
    Program,
    /// `[fcgi-program:NAME]`: a program that receives a listening socket.
    FcgiProgram,
    /// `[eventlistener:NAME]`: a program that receives events.
    EventListener,
    /// `[group:NAME]`: programs that are controlled together.
    Group,
    /// `[rpcinterface:NAME]`: a plugin of the daemon, which receives the other options of the section.
    RpcInterface,
    /// `[ctlplugin:NAME]`: a plugin of the client, which receives the other options of the section.
    CtlPlugin,
}

impl SectionKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Supervisord,
        Self::UnixHttpServer,
        Self::InetHttpServer,
        Self::Supervisorctl,
        Self::Include,
        Self::Program,
        Self::FcgiProgram,
        Self::EventListener,
        Self::Group,
        Self::RpcInterface,
        Self::CtlPlugin,
    ];

    /// The kind of the section with this header (the text between the brackets), and the name after the first colon,
    /// including whitespace; the name is empty for kinds without one.
    ///
    /// Follows `options.py` of 4.3.0: it is case-sensitive, nothing is stripped, and the HTTP servers are chosen by a
    /// prefix without a colon, so `[inet_http_serverfoo]` opens a server, too. `None` for a header that supervisord
    /// silently ignores: `[programs:a]`, `[Program:a]`, `[program]`.
    #[must_use]
    pub fn of(header: &[u8]) -> Option<(Self, &[u8])> {
        // Fast path: nearly every section is a program.
        if let Some(name) = header.strip_prefix(Self::Program.prefix().as_bytes()) {
            return Some((Self::Program, name));
        }
        for kind in Self::ALL {
            let Some(rest) = header.strip_prefix(kind.prefix().as_bytes()) else { continue };
            match kind {
                Self::Supervisord | Self::Supervisorctl | Self::Include if !rest.is_empty() => {}
                _ => return Some((kind, kind.member(header))),
            }
        }
        None
    }

    /// The name after the colon of a header of this kind, including whitespace; empty for kinds without one.
    #[must_use]
    pub fn member(self, header: &[u8]) -> &[u8] {
        let rest = header.get(self.prefix().len()..).unwrap_or_default();
        match self {
            Self::UnixHttpServer | Self::InetHttpServer => {
                let colon = rest.iter().position(|byte| *byte == b':').map_or(rest.len(), |at| at + 1);
                rest.get(colon..).unwrap_or_default()
            }
            _ => rest,
        }
    }

    /// The start of the headers of this kind: `program:`.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Supervisord => "supervisord",
            Self::UnixHttpServer => "unix_http_server",
            Self::InetHttpServer => "inet_http_server",
            Self::Supervisorctl => "supervisorctl",
            Self::Include => "include",
            Self::Program => "program:",
            Self::FcgiProgram => "fcgi-program:",
            Self::EventListener => "eventlistener:",
            Self::Group => "group:",
            Self::RpcInterface => "rpcinterface:",
            Self::CtlPlugin => "ctlplugin:",
        }
    }

    /// The prefix without its colon, which denotes the kind of section without a name.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.prefix().trim_end_matches(':')
    }

    /// Whether the section defines processes: a program, an event listener or a FastCGI program.
    #[must_use]
    pub const fn runs_processes(self) -> bool {
        matches!(self, Self::Program | Self::FcgiProgram | Self::EventListener)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_chosen_by_its_prefix_and_case_matters() {
        let of = |header: &'static str| {
            SectionKind::of(header.as_bytes())
                .map(|(kind, name)| (kind, std::str::from_utf8(name).expect("ASCII")))
        };
        assert_eq!(of("program:a"), Some((SectionKind::Program, "a")));
        assert_eq!(of("program: a "), Some((SectionKind::Program, " a ")));
        assert_eq!(of("program:"), Some((SectionKind::Program, "")));
        assert_eq!(of("program:a:b"), Some((SectionKind::Program, "a:b")));
        assert_eq!(of("fcgi-program:a"), Some((SectionKind::FcgiProgram, "a")));
        assert_eq!(of("supervisord"), Some((SectionKind::Supervisord, "")));
        assert_eq!(of("include"), Some((SectionKind::Include, "")));
        for other in [
            "Program:a",
            "program :a",
            " program:a",
            "program",
            "programs:a",
            "SUPERVISORD",
            "supervisord ",
            "supervisord:a",
            "includes",
            "",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn an_http_server_is_chosen_by_a_prefix_without_colon() {
        assert_eq!(SectionKind::of(b"inet_http_serverfoo"), Some((SectionKind::InetHttpServer, &b""[..])));
        assert_eq!(SectionKind::of(b"inet_http_server:b"), Some((SectionKind::InetHttpServer, &b"b"[..])));
        assert_eq!(SectionKind::of(b"unix_http_server"), Some((SectionKind::UnixHttpServer, &b""[..])));
    }
}
