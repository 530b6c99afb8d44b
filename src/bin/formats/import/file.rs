//! What a file is.

use guidepost::format::packed::{self, Packed};
use guidepost::worker::{Refusal, Remedy};

/// What is in a file.
pub(super) enum Content {
    /// An object or a list of JSON, or what claims to be.
    Json(String),
    /// A page of text.
    Markdown(String),
    /// What was packed into a link.
    Packed(Packed),
}

/// What is in a file with this name.
///
/// # Errors
/// Where it is nothing that could be read here.
pub(super) fn recognized(name: &str, bytes: Vec<u8>) -> Result<Content, Refusal> {
    if let Some(what) = other_format(&bytes) {
        return Err(Refusal { why: format!("This is {what}."), remedy: Remedy::CheckFile });
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if packed::is_packed(text.trim()) {
        let why = "The link is cut off, or of a newer Guidepost. Ask for it again, or for a file.".to_owned();
        return packed::unpack(&text).map(Content::Packed).ok_or(Refusal { why, remedy: Remedy::Reload });
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let is_page = matches!(extension.as_deref(), Some("md" | "markdown" | "txt"));
    let begins_as_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    Ok(if is_page && !begins_as_json { Content::Markdown(text) } else { Content::Json(text) })
}

/// What a file is by its first bytes, for what people may take for a document.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 8] = [
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a picture or a recording"),
        (b"%PDF", "a PDF, which holds pages rather than text"),
        (b"PK\x03\x04", "a Word, Excel or other packed file. Save it as Markdown, CSV or text first"),
        (b"\xd0\xcf\x11\xe0", "an old Word or Excel file. Save it as Markdown, CSV or text first"),
        (b"{\\rtf", "a rich text file. Save it as Markdown or text first"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_shows_in_its_first_bytes_and_its_name() {
        for (name, bytes, expected) in [
            ("a.json", &b"{}"[..], "json"),
            ("a.json", b"Dear colleagues", "json"),
            ("a.md", b"# A", "page"),
            ("a.txt", b"[1]", "json"),
            ("A.MARKDOWN", b"\xef\xbb\xbf# A", "page"),
            ("a", b"", "json"),
            ("a.md", b"\x89PNG\r\n", "refused"),
            ("a.docx", b"PK\x03\x04", "refused"),
        ] {
            let found = match recognized(name, bytes.to_vec()) {
                Ok(Content::Json(_)) => "json",
                Ok(Content::Markdown(_)) => "page",
                Ok(Content::Packed(_)) => "packed",
                Err(_) => "refused",
            };
            assert_eq!(found, expected, "{name}");
        }
    }
}
