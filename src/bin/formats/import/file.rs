//! What a file is, or what was pasted.

use guidepost::format::packed::{self, Packed};
use guidepost::format::table::{Sheet, from_delimited, from_html, from_json, from_yaml};
use guidepost::format::text::decode;
use guidepost::worker::{Import, Refusal, Remedy};

/// What is in a file.
pub(super) enum Content {
    /// An object or a list of JSON, or what claims to be.
    Json(String),
    /// A page of text.
    Markdown(String),
    /// Rows.
    Sheets(Vec<Sheet>),
    /// What was packed into a link.
    Packed(Packed),
}

/// What is in a file, and what has to be said about how it was read; empty where there is nothing to say.
///
/// # Errors
/// Where it is nothing that could be read here.
pub(super) fn recognized(import: &Import) -> Result<(Content, String), Refusal> {
    let refusal = |why: &str, remedy| Refusal { why: why.to_owned(), remedy };
    if let Some(what) = other_format(&import.bytes) {
        return Err(refusal(&format!("This is {what}."), Remedy::CheckFile));
    }
    let extension = import.file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or_default();
    let decoded = decode(&import.bytes);
    let note = match decoded.replaced {
        0 => String::new(),
        1 => "One character could not be read, and stands as �.".to_owned(),
        count => format!("{count} characters could not be read, and stand as �."),
    };
    let text = decoded.text;
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if packed::is_packed(trimmed) {
        let why = "The link is cut off, or of a newer Guidepost. Ask for it again, or for a file.";
        return match packed::unpack(trimmed) {
            Some(packed) => Ok((Content::Packed(packed), note)),
            None => Err(refusal(why, Remedy::Reload)),
        };
    }
    let has_table = |html: &str| html.contains("<table") || html.contains("<TABLE");
    let content = match extension {
        "csv" | "tsv" | "tab" => Content::Sheets(vec![from_delimited(&text)]),
        "yaml" | "yml" => match from_yaml(&text) {
            Some(sheet) => Content::Sheets(vec![sheet]),
            None => return Err(refusal("There is no list of records in it that could be read.", Remedy::CheckFile)),
        },
        "html" | "htm" => match from_html(&text) {
            sheets if sheets.is_empty() => {
                let why = "There is no table in it. Save the page as Markdown or text to bring the rest.";
                return Err(refusal(why, Remedy::CheckFile));
            }
            sheets => Content::Sheets(sheets),
        },
        _ if has_table(&import.html) => Content::Sheets(from_html(&import.html)),
        _ if extension == "json" || trimmed.starts_with(['{', '[']) => match records(trimmed) {
            Some(sheet) => Content::Sheets(vec![sheet]),
            None => Content::Json(text),
        },
        "md" | "markdown" => Content::Markdown(text),
        _ if is_of_rows(trimmed) => Content::Sheets(vec![from_delimited(&text)]),
        _ => Content::Markdown(text),
    };
    Ok((content, note))
}

/// Records of JSON, where it is no playbook.
fn records(text: &str) -> Option<Sheet> {
    // Where "format" comes first, as it does in all exports, all the rest need not be read twice.
    let head: String = text.chars().take(200).collect();
    if head.contains("\"format\"") { None } else { from_json(text).filter(|sheet| !sheet.rows.is_empty()) }
}

/// Whether a text is what a spreadsheet puts on the clipboard: lines with as many tabs each.
fn is_of_rows(text: &str) -> bool {
    let tabs: Vec<usize> =
        text.lines().filter(|line| !line.trim().is_empty()).take(20).map(|line| line.matches('\t').count()).collect();
    tabs.len() > 1 && tabs.iter().all(|count| *count > 0)
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
    use chrono::NaiveDate;

    #[test]
    fn what_a_file_is_shows_in_its_first_bytes_its_name_and_its_text() {
        for (file, bytes, html, expected) in [
            ("a.json", &b"{}"[..], "", "json"),
            ("a.json", b"Dear colleagues", "", "json"),
            ("a.json", b"[{\"name\": \"CRM\"}]", "", "rows"),
            ("a.json", b"{\"format\": \"guidepost-playbook\"}", "", "json"),
            ("a.md", b"# A", "", "page"),
            ("a.md", b"a\tb\nc\td", "", "page"),
            ("a.txt", b"[1]", "", "json"),
            ("a.txt", b"a\tb\nc\td", "", "rows"),
            ("A.MARKDOWN", b"\xef\xbb\xbf# A", "", "page"),
            ("a.CSV", b"a;b\nc;d", "", "rows"),
            ("a.yml", b"- name: CRM\n", "", "rows"),
            ("a.yml", b"name", "", "refused"),
            ("a.html", b"<table><tr><td>a<tr><td>b</table>", "", "rows"),
            ("a.html", b"<p>a", "", "refused"),
            ("what was pasted", b"a\tb", "<table><tr><td>a<tr><td>b</table>", "rows"),
            ("what was pasted", b"- a\n- b", "<ul><li>a<li>b</ul>", "page"),
            ("a", b"", "", "page"),
            ("a.md", b"\x89PNG\r\n", "", "refused"),
            ("a.docx", b"PK\x03\x04", "", "refused"),
            ("the link", b"gp1j.x.y", "", "refused"),
        ] {
            let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
            let (html, author) = (html.to_owned(), String::new());
            let import = Import { file: file.into(), bytes: bytes.to_vec(), html, open: None, author, today };
            let found = match recognized(&import) {
                Ok((Content::Json(_), _)) => "json",
                Ok((Content::Markdown(_), _)) => "page",
                Ok((Content::Sheets(_), _)) => "rows",
                Ok((Content::Packed(_), _)) => "packed",
                Err(_) => "refused",
            };
            assert_eq!(found, expected, "{file} {:?}", String::from_utf8_lossy(bytes));
        }
    }
}
