//! Base64 without padding.
//!
//! The crate of this name is written for speed and for every variant, and half of the ids and records here would be
//! its tables and its messages. What it reads and writes is what this reads and writes (see the tests).

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The last two of the 64 letters.
#[derive(Debug, Clone, Copy)]
pub struct Alphabet([u8; 2]);

/// With `+` and `/`.
pub const STANDARD: Alphabet = Alphabet(*b"+/");

/// With `-` and `_`, which need no escape in an address.
pub const URL_SAFE: Alphabet = Alphabet(*b"-_");

impl Alphabet {
    /// Bytes as text.
    #[must_use]
    pub fn encode(self, bytes: &[u8]) -> String {
        let letter = |bits: u32| {
            let index = (bits % 64) as usize;
            LETTERS.get(index).copied().unwrap_or_else(|| self.0[index - LETTERS.len()])
        };
        let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
        // The lowest `count` of these are still to be written.
        let (mut bits, mut count) = (0u32, 0);
        for byte in bytes {
            bits = (bits << 8) | u32::from(*byte);
            count += 8;
            while count >= 6 {
                count -= 6;
                text.push(letter(bits >> count));
            }
        }
        if count > 0 {
            text.push(letter(bits << (6 - count)));
        }
        String::from_utf8(text).unwrap_or_default()
    }

    /// The bytes of a text; `None` when it is not what [`Alphabet::encode`] writes.
    #[must_use]
    pub fn decode(self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
        let (mut bits, mut count) = (0u32, 0);
        for letter in text.bytes() {
            bits = (bits << 6) | u32::from(self.value(letter)?);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push((bits >> count).to_le_bytes()[0]);
            }
        }
        // Less than a letter may be left over, and nothing must be in it.
        (count < 6 && bits.trailing_zeros() >= count).then_some(bytes)
    }

    fn value(self, letter: u8) -> Option<u8> {
        match letter {
            b'A'..=b'Z' => Some(letter - b'A'),
            b'a'..=b'z' => Some(letter - b'a' + 26),
            b'0'..=b'9' => Some(letter - b'0' + 52),
            _ if letter == self.0[0] => Some(62),
            _ if letter == self.0[1] => Some(63),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_written_as_the_crate_writes_them(bytes: Vec<u8>) {
            for (alphabet, model) in [(STANDARD, STANDARD_NO_PAD), (URL_SAFE, URL_SAFE_NO_PAD)] {
                let text = alphabet.encode(&bytes);
                prop_assert_eq!(&text, &model.encode(&bytes));
                prop_assert_eq!(alphabet.decode(&text), Some(bytes.clone()));
            }
        }

        #[test]
        fn any_text_is_read_as_the_crate_reads_it(text in "[A-D+/_=-]{0,9}|.{0,6}") {
            for (alphabet, model) in [(STANDARD, STANDARD_NO_PAD), (URL_SAFE, URL_SAFE_NO_PAD)] {
                prop_assert_eq!(alphabet.decode(&text), model.decode(&text).ok());
            }
        }
    }
}
