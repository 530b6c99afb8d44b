use super::*;
use proptest::prelude::*;

fn in_utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn texts_are_read_however_they_were_written() {
    use Encoding::{Utf8, Utf16BigEndian, Utf16LittleEndian, Windows1252};
    let mut broken = "ä".repeat(20).into_bytes();
    broken.extend([0xFF, b'x']);
    for (bytes, text, how, replaced) in [
        (b"".to_vec(), "", Utf8, 0),
        (b"Name,Owner".to_vec(), "Name,Owner", Utf8, 0),
        ("Größe €".as_bytes().to_vec(), "Größe €", Utf8, 0),
        ("\u{feff}Größe".as_bytes().to_vec(), "Größe", Utf8, 0),
        // A mark says what follows, and so does most of a text.
        (b"\xEF\xBB\xBFa\xE4".to_vec(), "a\u{fffd}", Utf8, 1),
        (broken, &("ä".repeat(20) + "\u{fffd}x"), Utf8, 1),
        (b"\xFF\xFEN\0a\0".to_vec(), "Na", Utf16LittleEndian, 0),
        (b"\xFE\xFF\0N\0a".to_vec(), "Na", Utf16BigEndian, 0),
        (b"\xFF\xFEN\0a".to_vec(), "N\u{fffd}", Utf16LittleEndian, 1),
        (b"\xFF\xFE\x00\xD8a\0".to_vec(), "\u{fffd}a", Utf16LittleEndian, 1),
        (in_utf16("Name\tOwner 😀", u16::to_le_bytes), "Name\tOwner 😀", Utf16LittleEndian, 0),
        (in_utf16("Name\tGröße €", u16::to_be_bytes), "Name\tGröße €", Utf16BigEndian, 0),
        (b"Gr\xF6\xDFe \x80 \x84x\x93 \x96".to_vec(), "Größe € „x“ –", Windows1252, 0),
        (b"\x81\xE4".to_vec(), "\u{fffd}ä", Windows1252, 1),
        (b"\xE4".to_vec(), "ä", Windows1252, 0),
        (b"a\0".to_vec(), "a\0", Utf8, 0),
    ] {
        assert_eq!(decode(&bytes), Decoded { text: text.to_owned(), how, replaced }, "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
        let decoded = decode(&bytes);
        let count = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
        prop_assert!(count >= decoded.replaced);
    }

    #[test]
    fn any_text_comes_back(text in any::<String>()) {
        for (mark, bytes) in [
            (&b"\xEF\xBB\xBF"[..], text.clone().into_bytes()),
            (b"\xFF\xFE", in_utf16(&text, u16::to_le_bytes)),
            (b"\xFE\xFF", in_utf16(&text, u16::to_be_bytes)),
        ] {
            let decoded = decode(&[mark, &bytes].concat());
            prop_assert_eq!((decoded.text.as_str(), decoded.replaced), (text.as_str(), 0));
        }
    }
}
