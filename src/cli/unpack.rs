//! The bytes of an input: from a file or from standard input, unpacked if it was packed
//! with gzip.
//!
//! It must not believe a packed file's promises: unpacking stops at a limit, so that a few
//! bytes cannot fill the memory.

use crate::bundle::{Fault, Severity};
use anyhow::{Context, Result};
use flate2::bufread::GzDecoder;
use std::io::{self, Read};
use std::path::Path;

/// Unpacked bytes for each packed byte. Texts seldom come to 10; gzip can reach 1,000.
const MOST_TIMES: u64 = 200;
/// Bytes that a packed file may always come to, however small it is.
const ALWAYS: u64 = 16 << 20;
/// Bytes that no packed file may come to.
const NEVER: u64 = 2 << 30;

const MAGIC: &[u8] = b"\x1f\x8b";

/// An input in memory.
#[derive(Debug)]
pub(super) struct Bytes {
    /// Unpacked.
    pub(super) bytes: Vec<u8>,
    /// What was noticed while unpacking.
    pub(super) fault: Option<Fault>,
}

/// True for `-`.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads an input.
///
/// # Errors
/// If it is a folder, cannot be read, or is packed and damaged or too large.
pub(super) fn read(path: &Path) -> Result<Bytes> {
    let bytes = if is_standard_input(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("Standard input cannot be read")?;
        bytes
    } else if path.is_dir() {
        anyhow::bail!("This is a folder. Name the files in it.");
    } else {
        std::fs::read(path).context("This file cannot be read")?
    };
    if !bytes.starts_with(MAGIC) {
        return Ok(Bytes { bytes, fault: None });
    }
    let limit = (bytes.len() as u64).saturating_mul(MOST_TIMES).clamp(ALWAYS, NEVER);
    Ok(unpacked(&bytes, limit)?)
}

/// Unpacks gzip, one member after the other, to at most `limit` bytes.
fn unpacked(packed: &[u8], limit: u64) -> Result<Bytes, Fault> {
    let refused = |what: String, remedy: &str| Fault::new(Severity::Fatal, what, remedy);
    let mut rest = packed;
    let mut bytes = Vec::new();
    while rest.starts_with(MAGIC) {
        let mut member = GzDecoder::new(&mut rest);
        let room = (limit + 1).saturating_sub(bytes.len() as u64);
        let read = member.by_ref().take(room).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(refused(
                format!("This gzip file unpacks to more than {} MB.", limit >> 20),
                "Unpack it by hand, if you trust it, and open what is in it.",
            ));
        }
        if let Err(error) = read {
            return Err(if error.kind() == io::ErrorKind::UnexpectedEof {
                refused(
                    "This gzip file ends too early.".to_owned(),
                    "It may have been cut off on its way. Fetch it again.",
                )
            } else {
                refused(
                    format!("This gzip file is damaged: {error}."),
                    "Fetch it again, or unpack it with a tool that can repair it.",
                )
            });
        }
    }
    // Zeros at the end are the padding of tapes and of some tools.
    let beyond = rest.iter().any(|&byte| byte != 0).then(|| {
        let what = format!("{} bytes after the end of the gzip data were left out.", rest.len());
        Fault::new(Severity::Error, what, "Check that the file came over whole, or pack it again.")
    });
    Ok(Bytes { bytes, fault: beyond })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// What came out, or what was wrong.
    fn told(bytes: &[u8]) -> String {
        match unpacked(bytes, 1 << 20) {
            Ok(Bytes { bytes, fault }) => {
                let fault = fault.map(|fault| format!(" ({})", fault.what)).unwrap_or_default();
                format!("{}{fault}", String::from_utf8(bytes).unwrap())
            }
            Err(fault) => fault.what,
        }
    }

    #[test]
    fn packed_files_open_or_say_what_is_wrong() {
        let quay = packed(b"Quay opens");
        let mut damaged = quay.clone();
        let checksum = damaged.len() - 8;
        damaged[checksum] ^= 1;
        for (bytes, expected) in [
            (quay.clone(), "Quay opens"),
            ([&quay[..], &packed(b" again")].concat(), "Quay opens again"),
            ([&quay[..], &[0; 512]].concat(), "Quay opens"),
            (
                [&quay[..], b"rest"].concat(),
                "Quay opens (4 bytes after the end of the gzip data were left out.)",
            ),
            (quay[..quay.len() - 3].to_vec(), "This gzip file ends too early."),
            (quay[..4].to_vec(), "This gzip file ends too early."),
            (
                damaged,
                "This gzip file is damaged: corrupt gzip stream does not have a matching checksum.",
            ),
            (packed(&vec![b'a'; (1 << 20) + 1]), "This gzip file unpacks to more than 1 MB."),
        ] {
            assert_eq!(told(&bytes), expected);
        }
    }

    #[test]
    fn a_text_that_fills_the_limit_is_not_too_large() {
        assert_eq!(told(&packed(&vec![b'a'; 1 << 20])).len(), 1 << 20);
    }
}
