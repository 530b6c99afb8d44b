//! How bytes become a stored text, and how damage to it is noticed.
//!
//! A record reads `<format>:<checksum>:<body>`. The checksum covers the key too: a value that ended up under
//! the wrong key is damage. This start stays the same in all formats to come, so that an older program can tell
//! what is newer from what is damaged.

use crate::model::base64::STANDARD as BASE64;
use xxhash_rust::xxh64::Xxh64;

/// The newest format that this program reads. Snapshots are written in it.
pub(super) const NEWEST: u32 = 2;

/// The format of changes, and of snapshots before there was another.
pub(super) const FIRST: u32 = 1;

/// Why a record can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Not what was written.
    Damaged,
    /// Whole, but written by a newer program.
    Newer,
}

/// The text to store under `key`.
pub(super) fn seal(format: u32, key: &str, body: &str) -> String {
    format!("{format}:{:016x}:{body}", checksum(key, format, body))
}

/// The format and the body of what was stored under `key`.
pub(super) fn unseal<'a>(key: &str, text: &'a str) -> Result<(u32, &'a str), Flaw> {
    let parts = text.split_once(':').and_then(|(format, rest)| Some((format.parse().ok()?, rest.split_once(':')?)));
    let Some((format, (sum, body))) = parts else { return Err(Flaw::Damaged) };
    if u64::from_str_radix(sum, 16) != Ok(checksum(key, format, body)) {
        return Err(Flaw::Damaged);
    }
    if format > NEWEST { Err(Flaw::Newer) } else { Ok((format, body)) }
}

/// What tells a record from any other: its checksum, as text.
pub(super) fn mark(text: &str) -> String {
    text.split(':').nth(1).unwrap_or_default().to_owned()
}

fn checksum(key: &str, format: u32, body: &str) -> u64 {
    let mut hash = Xxh64::new(u64::from(format));
    hash.update(key.as_bytes());
    hash.update(b":");
    hash.update(body.as_bytes());
    hash.digest()
}

/// What tells bytes that are kept apart from any others.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh64::xxh64(bytes, 0))
}

pub(super) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

pub(super) fn decode(text: &str) -> Result<Vec<u8>, Flaw> {
    BASE64.decode(text).ok_or(Flaw::Damaged)
}

/// What a newer program could store.
#[cfg(test)]
pub(super) fn seal_as_newer(key: &str, body: &str) -> String {
    seal(NEWEST + 1, key, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back() {
        for body in ["", "a:b", "Überblick"] {
            for format in [FIRST, NEWEST] {
                assert_eq!(unseal("k", &seal(format, "k", body)), Ok((format, body)));
            }
        }
        assert_eq!(decode(&encode(b"\0\xff")), Ok(vec![0, 0xff]));
    }

    #[test]
    fn every_damage_is_noticed() {
        let sealed = seal(FIRST, "key", "some body");
        for at in 0..sealed.len() {
            assert_eq!(unseal("key", &sealed[..at]), Err(Flaw::Damaged), "cut at {at}");
            let mut changed = sealed.clone().into_bytes();
            changed[at] ^= 1;
            let changed = String::from_utf8(changed).expect("still ASCII");
            assert_eq!(unseal("key", &changed), Err(Flaw::Damaged), "{changed}");
        }
        assert_eq!(unseal("other key", &sealed), Err(Flaw::Damaged));
        assert_eq!(unseal("key", &format!("{sealed} ")), Err(Flaw::Damaged));
    }

    #[test]
    fn a_newer_format_is_told_from_damage() {
        let sealed = seal_as_newer("key", "anything");
        assert_eq!(unseal("key", &sealed), Err(Flaw::Newer));
        assert_eq!(unseal("key", &sealed.replace("any", "Any")), Err(Flaw::Damaged));
    }
}
