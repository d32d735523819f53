//! Error numbers: `parse_errno()` of systemd's `parse-util.c`, with the numbers of Linux on x86 and ARM.

use std::fmt;

use super::integer;
use crate::value::ValueError;

/// The largest number that the kernel takes for an error (`ERRNO_MAX`).
const MAX: u16 = 4095;

/// By number; a second name of one stands at the end.
#[rustfmt::skip]
const NAMES: [(&str, u16); 134] = [
    ("EPERM", 1),
    ("ENOENT", 2),
    ("ESRCH", 3),
    ("EINTR", 4),
    ("EIO", 5),
    ("ENXIO", 6),
    ("E2BIG", 7),
    ("ENOEXEC", 8),
    ("EBADF", 9),
    ("ECHILD", 10),
    ("EAGAIN", 11),
    ("ENOMEM", 12),
    ("EACCES", 13),
    ("EFAULT", 14),
    ("ENOTBLK", 15),
    ("EBUSY", 16),
    ("EEXIST", 17),
    ("EXDEV", 18),
    ("ENODEV", 19),
    ("ENOTDIR", 20),
    ("EISDIR", 21),
    ("EINVAL", 22),
    ("ENFILE", 23),
    ("EMFILE", 24),
    ("ENOTTY", 25),
    ("ETXTBSY", 26),
    ("EFBIG", 27),
    ("ENOSPC", 28),
    ("ESPIPE", 29),
    ("EROFS", 30),
    ("EMLINK", 31),
    ("EPIPE", 32),
    ("EDOM", 33),
    ("ERANGE", 34),
    ("EDEADLK", 35),
    ("ENAMETOOLONG", 36),
    ("ENOLCK", 37),
    ("ENOSYS", 38),
    ("ENOTEMPTY", 39),
    ("ELOOP", 40),
    ("ENOMSG", 42),
    ("EIDRM", 43),
    ("ECHRNG", 44),
    ("EL2NSYNC", 45),
    ("EL3HLT", 46),
    ("EL3RST", 47),
    ("ELNRNG", 48),
    ("EUNATCH", 49),
    ("ENOCSI", 50),
    ("EL2HLT", 51),
    ("EBADE", 52),
    ("EBADR", 53),
    ("EXFULL", 54),
    ("ENOANO", 55),
    ("EBADRQC", 56),
    ("EBADSLT", 57),
    ("EBFONT", 59),
    ("ENOSTR", 60),
    ("ENODATA", 61),
    ("ETIME", 62),
    ("ENOSR", 63),
    ("ENONET", 64),
    ("ENOPKG", 65),
    ("EREMOTE", 66),
    ("ENOLINK", 67),
    ("EADV", 68),
    ("ESRMNT", 69),
    ("ECOMM", 70),
    ("EPROTO", 71),
    ("EMULTIHOP", 72),
    ("EDOTDOT", 73),
    ("EBADMSG", 74),
    ("EOVERFLOW", 75),
    ("ENOTUNIQ", 76),
    ("EBADFD", 77),
    ("EREMCHG", 78),
    ("ELIBACC", 79),
    ("ELIBBAD", 80),
    ("ELIBSCN", 81),
    ("ELIBMAX", 82),
    ("ELIBEXEC", 83),
    ("EILSEQ", 84),
    ("ERESTART", 85),
    ("ESTRPIPE", 86),
    ("EUSERS", 87),
    ("ENOTSOCK", 88),
    ("EDESTADDRREQ", 89),
    ("EMSGSIZE", 90),
    ("EPROTOTYPE", 91),
    ("ENOPROTOOPT", 92),
    ("EPROTONOSUPPORT", 93),
    ("ESOCKTNOSUPPORT", 94),
    ("EOPNOTSUPP", 95),
    ("EPFNOSUPPORT", 96),
    ("EAFNOSUPPORT", 97),
    ("EADDRINUSE", 98),
    ("EADDRNOTAVAIL", 99),
    ("ENETDOWN", 100),
    ("ENETUNREACH", 101),
    ("ENETRESET", 102),
    ("ECONNABORTED", 103),
    ("ECONNRESET", 104),
    ("ENOBUFS", 105),
    ("EISCONN", 106),
    ("ENOTCONN", 107),
    ("ESHUTDOWN", 108),
    ("ETOOMANYREFS", 109),
    ("ETIMEDOUT", 110),
    ("ECONNREFUSED", 111),
    ("EHOSTDOWN", 112),
    ("EHOSTUNREACH", 113),
    ("EALREADY", 114),
    ("EINPROGRESS", 115),
    ("ESTALE", 116),
    ("EUCLEAN", 117),
    ("ENOTNAM", 118),
    ("ENAVAIL", 119),
    ("EISNAM", 120),
    ("EREMOTEIO", 121),
    ("EDQUOT", 122),
    ("ENOMEDIUM", 123),
    ("EMEDIUMTYPE", 124),
    ("ECANCELED", 125),
    ("ENOKEY", 126),
    ("EKEYEXPIRED", 127),
    ("EKEYREVOKED", 128),
    ("EKEYREJECTED", 129),
    ("EOWNERDEAD", 130),
    ("ENOTRECOVERABLE", 131),
    ("ERFKILL", 132),
    ("EHWPOISON", 133),
    ("ENOTSUP", 95),
    ("EDEADLOCK", 35),
    ("EWOULDBLOCK", 11),
];

/// An error's number, from 0 to 4095.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Errno(u16);

impl Errno {
    /// Reads `EPERM`, in upper case, or a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((_, number)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Self(*number));
        }
        u16::try_from(integer::number(text)?).ok().filter(|number| *number <= MAX).map(Self)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The name, or the number of one that has none.
impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NAMES.iter().find(|(_, number)| *number == self.0) {
            Some((name, _)) => f.write_str(name),
            None => self.0.fmt(f),
        }
    }
}

/// Reads a value of `SystemCallErrorNumber=`; none is `kill`.
///
/// # Errors
/// No error of that name or number, or 0: systemd drops the line.
pub fn parse_or_kill(text: &str) -> Result<Option<Errno>, ValueError> {
    const EXPECTED: &str = "the name of an error, such as EPERM, a number from 1 to 4095, or kill";
    if text == "kill" {
        return Ok(None);
    }
    match Errno::parse(text) {
        Some(Errno(0)) => {
            Err(ValueError::whole(text, format!("Invalid error number, ignoring: {text}"), EXPECTED))
        }
        Some(errno) => Ok(Some(errno)),
        None => {
            let message = format!("Failed to parse error number, ignoring: {text}");
            Err(ValueError::whole(text, message, EXPECTED))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_errors() {
        for (text, number) in
            [("EPERM", 1), ("EWOULDBLOCK", 11), ("EHWPOISON", 133), ("0x10", 16), ("4095", 4095), ("0", 0)]
        {
            assert_eq!(Errno::parse(text).map(Errno::number), Some(number), "{text}");
        }
        for text in ["eperm", "4096", "-1", "", "EFOO"] {
            assert_eq!(Errno::parse(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_no_error() {
        assert_eq!(parse_or_kill("kill"), Ok(None));
        assert_eq!(parse_or_kill("0").unwrap_err().message, "Invalid error number, ignoring: 0");
        assert_eq!(
            parse_or_kill("KILL").unwrap_err().message,
            "Failed to parse error number, ignoring: KILL"
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        for errno in (0..=MAX).map(Errno) {
            assert_eq!(Errno::parse(&errno.to_string()), Some(errno));
        }
    }
}
