//! From the bytes of a file to its text, whatever program wrote it.

#[cfg(test)]
mod tests;

/// How the characters of a text were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What nearly everything writes today.
    Utf8,
    /// What Excel calls Unicode text.
    Utf16LittleEndian,
    /// The same, the other way round.
    Utf16BigEndian,
    /// What Excel on Windows writes as CSV.
    Windows1252,
}

/// A text that was read from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was written.
    pub how: Encoding,
    /// How many characters could not be read: there is a U+FFFD for each.
    pub replaced: usize,
}

/// How many bytes say whether a text without a byte order mark is UTF-16.
const BEGINNING: usize = 256;

/// Reads a text. Nothing is refused: what can't be read as a character is replaced and counted.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16LittleEndian),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16BigEndian),
        _ => match utf16_without_mark(bytes) {
            Some(how) => utf16(bytes, how),
            None if is_mostly_utf8(bytes) => utf8(bytes),
            None => windows_1252(bytes),
        },
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), how: Encoding::Utf8, replaced }
}

/// Whether more than nine of ten characters beyond ASCII are whole in UTF-8. In Windows-1252, hardly any would be.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 9 && (broken == 0 || whole > 0)
}

/// Whether nearly every second byte is 0 in the beginning, and hardly any other: Latin letters in UTF-16.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
    let pairs: Vec<[u8; 2]> = beginning.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).collect();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair.get(place) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = |zeros: usize| pairs.len() >= 2 && zeros * 4 >= pairs.len() * 3;
    let few = |zeros: usize| zeros * 10 <= pairs.len();
    match (first, second) {
        (first, second) if few(first) && most(second) => Some(Encoding::Utf16LittleEndian),
        (first, second) if most(first) && few(second) => Some(Encoding::Utf16BigEndian),
        _ => None,
    }
}

fn utf16(bytes: &[u8], how: Encoding) -> Decoded {
    let pairs = bytes.chunks_exact(2);
    // Half a character, where the file was cut off.
    let mut replaced = pairs.remainder().len();
    let units = pairs.filter_map(|pair| pair.try_into().ok()).map(|pair| match how {
        Encoding::Utf16BigEndian => u16::from_be_bytes(pair),
        _ => u16::from_le_bytes(pair),
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    for unit in char::decode_utf16(units) {
        text.push(unit.unwrap_or_else(|_| {
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !bytes.len().is_multiple_of(2) {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, how, replaced }
}

/// What Windows-1252 has where Latin-1 has control characters. Five places are empty.
const FROM_80: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', //
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> Decoded {
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => FROM_80.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(*byte),
    };
    let text: String = bytes.iter().map(letter).collect();
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { text, how: Encoding::Windows1252, replaced }
}
