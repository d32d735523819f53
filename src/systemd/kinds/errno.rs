//! Error numbers: `parse_errno()` of systemd's `parse-util.c`, with the numbers of Linux on x86 and ARM.

use std::fmt;

use super::integer;
use crate::text::word_list::WordList;
use crate::value::ValueError;

/// The largest error number of the kernel (`ERRNO_MAX`).
const MAX: u16 = 4095;

/// The names by number; alternative names are at the end.
const NAMES: WordList = WordList::new(
    "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK \
     EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE \
     EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM \
     ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC \
     EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO \
     EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX \
     ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT \
     EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL \
     ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN \
     ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN \
     ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED \
     EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON ENOTSUP EDEADLOCK \
     EWOULDBLOCK",
);

/// The number of each name.
#[rustfmt::skip]
const NUMBERS: [u16; 134] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
    52, 53, 54, 55, 56, 57, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76,
    77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100,
    101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
    120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 95, 35, 11,
];

/// An error number, from 0 to 4095.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Errno(u16);

impl Errno {
    /// Parses `EPERM`, in upper case, or a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(at) = NAMES.index(text) {
            return Some(Self(NUMBERS[at]));
        }
        u16::try_from(integer::number(text)?).ok().filter(|number| *number <= MAX).map(Self)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The name, or the number if it has no name.
impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = NUMBERS.iter().position(|number| *number == self.0);
        match known.and_then(|at| NAMES.iter().nth(at)) {
            Some(name) => f.write_str(name),
            None => self.0.fmt(f),
        }
    }
}

/// Parses a value of `SystemCallErrorNumber=`; `None` stands for `kill`.
///
/// # Errors
/// There is no error of that name or number, or it is 0: systemd ignores the line.
pub fn parse_or_kill(text: &str) -> Result<Option<Errno>, ValueError> {
    const EXPECTED: &str = "an error name such as EPERM, a number from 1 to 4095, or kill";
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
    fn zero_is_not_an_error_number() {
        assert_eq!(parse_or_kill("kill"), Ok(None));
        assert_eq!(parse_or_kill("0").unwrap_err().message, "Invalid error number, ignoring: 0");
        assert_eq!(
            parse_or_kill("KILL").unwrap_err().message,
            "Failed to parse error number, ignoring: KILL"
        );
    }

    #[test]
    fn written_values_parse_back() {
        for errno in (0..=MAX).map(Errno) {
            assert_eq!(Errno::parse(&errno.to_string()), Some(errno));
        }
    }
}
