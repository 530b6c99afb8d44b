//! What a file is, or what was pasted.

use guidepost::format::packed::{self, Packed, Unreadable};
use guidepost::format::table::{NoSheet, Sheet, from_delimited, from_html, from_json, read_yaml};
use guidepost::format::text::decode;
use guidepost::language::tr;
use guidepost::worker::{Import, Refusal, Remedy};
use guidepost_view::tr;

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

/// The most lines of a page of text. Each may become an entry, which takes a hundred times its room; a playbook of 10,000
/// entries has about a quarter of it.
const MOST_LINES: usize = 500_000;

const TOO_MUCH_IN_LINK: &str = "The link holds more than is read of any file. Nothing of it was taken. Ask whoever sent it \
    for the playbook as a file, and open no more of such links from people whom you do not know.";

const TOO_MUCH_IN_YAML: &str = "It stands for more than can be read: its aliases repeat too much, or it is nested too \
    deeply. Nothing of it was taken. Write it without aliases, or bring it in parts.";

/// What is in a file, and what has to be said about how it was read; empty where there is nothing to say.
///
/// # Errors
/// Where it is nothing that could be read here.
pub(super) fn recognized(import: &Import) -> Result<(Content, String), Refusal> {
    let refusal = |why: &str, remedy| Refusal { why: why.to_owned(), remedy };
    // The page asks first, as it need not read the file for that. What was pasted comes unasked.
    if let Some(refusal) = Refusal::of_size(import.bytes.len().max(import.html.len())) {
        return Err(refusal);
    }
    if let Some(what) = other_format(&import.bytes) {
        return Err(refusal(&tr!("This is {}.", tr(what)), Remedy::CheckFile));
    }
    let extension = import.file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or_default();
    let decoded = decode(&import.bytes);
    let note = match decoded.replaced {
        0 => String::new(),
        1 => tr!("One character could not be read, and stands as �.").to_owned(),
        count => tr!("{count} characters could not be read, and stand as �."),
    };
    let text = decoded.text;
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if packed::is_packed(trimmed) {
        let why = tr!("The link is cut off, or of a newer Guidepost. Ask for it again, or for a file.");
        return match packed::unpack(trimmed) {
            Ok(packed) => Ok((Content::Packed(packed), note)),
            Err(Unreadable::CutOff) => Err(refusal(why, Remedy::Reload)),
            Err(Unreadable::TooLarge) => Err(refusal(tr(TOO_MUCH_IN_LINK), Remedy::CheckFile)),
        };
    }
    let has_table = |html: &str| html.contains("<table") || html.contains("<TABLE");
    let content = match extension {
        "csv" | "tsv" | "tab" => Content::Sheets(vec![from_delimited(&text)]),
        "yaml" | "yml" => match read_yaml(&text) {
            Ok(sheet) => Content::Sheets(vec![sheet]),
            Err(NoSheet::NoRecords) => {
                return Err(refusal(tr!("There is no list of records in it that could be read."), Remedy::CheckFile));
            }
            Err(NoSheet::TooMuch) => return Err(refusal(tr(TOO_MUCH_IN_YAML), Remedy::CheckFile)),
        },
        "html" | "htm" => match from_html(&text) {
            sheets if sheets.is_empty() => {
                let why = tr!("There is no table in it. Save the page as Markdown or text to bring the rest.");
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
    if let Content::Markdown(text) = &content
        && text.lines().nth(MOST_LINES).is_some()
    {
        let why = tr!(
            "It has more than {MOST_LINES} lines, which is more than one playbook can hold. Nothing of it was taken. Bring \
             it in parts."
        );
        return Err(refusal(&why, Remedy::CheckFile));
    }
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
            let import =
                Import { file: file.into(), bytes: bytes.to_vec(), html, open: None, published: false, author, today };
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

    #[test]
    fn what_is_too_large_is_refused_in_words() {
        let refused = |file: &str, bytes: Vec<u8>, html: String| {
            let (author, today) = (String::new(), NaiveDate::default());
            recognized(&Import { file: file.into(), bytes, html, open: None, published: false, author, today })
                .err()
                .map(|refusal| refusal.why)
        };
        let none = String::new;
        let large = "The file is too large: it has 65 MB, and 64 MB is the most that is read.";
        assert_eq!(refused("a.csv", vec![b' '; 64_000_001], none()).as_deref(), Some(large));
        assert_eq!(refused("what was pasted", Vec::new(), " ".repeat(64_000_001)).as_deref(), Some(large));
        assert_eq!(refused("a.md", vec![b' '; 64_000_000], none()), None);
        assert_eq!(refused("a.md", vec![b'\n'; MOST_LINES], none()), None);
        let lines = refused("a.md", vec![b'\n'; MOST_LINES + 1], none()).unwrap_or_default();
        assert!(lines.contains("more than 500000 lines"), "{lines}");
        let deep = format!("{}a", "- ".repeat(70)).into_bytes();
        assert_eq!(refused("a.yaml", deep, none()).as_deref(), Some(TOO_MUCH_IN_YAML));
        // 70 MB of zeros, deflated in blocks that say the same again.
        let link = format!("gp1j.{}.{}", guidepost::model::PlaybookId::from_bits(1), zeros());
        assert!(link.len() < 1_000_000, "{}", link.len());
        assert_eq!(refused("the link", link.into_bytes(), none()).as_deref(), Some(TOO_MUCH_IN_LINK));
    }

    fn zeros() -> String {
        let deflated = miniz_oxide::deflate::compress_to_vec(&vec![0; 70_000_000], 1);
        guidepost::model::base64::URL_SAFE.encode(&deflated)
    }
}
