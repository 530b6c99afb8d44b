//! Files that are more than a line of text: in other encodings, deep, and long.

use super::*;

const HEAD: &str = r#"{"format": "guidepost-playbook", "version": 1"#;

/// A file with these bytes as its title.
fn titled(title: &[u8]) -> Vec<u8> {
    [HEAD.as_bytes(), b", \"title\": \"", title, b"\"}"].concat()
}

/// A file with these members.
fn with(members: &str) -> Vec<u8> {
    format!("{HEAD}, {members}}}").into_bytes()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// So many of something, with a number in each, and commas between.
fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

const DEEP: usize = 100_000;
const TOO_DEEP: Comes<'_> =
    Other("The file is nested more than a hundred levels deep (line 1), deeper than any playbook.");

fn encodings() -> Vec<(&'static str, Vec<u8>, Comes<'static>)> {
    let text = format!("{HEAD}, \"title\": \"Größe 営業\"}}");
    let latin = format!("{HEAD}, \"title\": \"Plan\"}}");
    let mut half = utf16(&text, u16::to_le_bytes);
    half.splice(0..0, [0xFF, 0xFE]);
    half.push(b'}');
    let wide = text.chars().flat_map(|c| u32::from(c).to_le_bytes());
    vec![
        ("UTF-8 with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat(), Read("Größe 営業")),
        ("UTF-8 with two marks", [b"\xEF\xBB\xBF\xEF\xBB\xBF", text.as_bytes()].concat(), Read("Größe 営業")),
        (
            "UTF-8 with three marks",
            [b"\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBF", text.as_bytes()].concat(),
            Broken(NO_VALUE, 1, 1),
        ),
        ("UTF-16 with a mark", [vec![0xFF, 0xFE], utf16(&text, u16::to_le_bytes)].concat(), Read("Größe 営業")),
        (
            "UTF-16 with a mark, the other way round",
            [vec![0xFE, 0xFF], utf16(&text, u16::to_be_bytes)].concat(),
            Read("Größe 営業"),
        ),
        ("UTF-16 without a mark", utf16(&latin, u16::to_le_bytes), Read("Plan")),
        (
            "UTF-16 with the mark of the other way round",
            [vec![0xFE, 0xFF], utf16(&latin, u16::to_le_bytes)].concat(),
            Broken(NO_VALUE, 1, 1),
        ),
        ("UTF-16 with half a character at its end", half, Broken(AFTER_THE_END, 1, 68)),
        (
            "UTF-16 with half of an emoji",
            [
                vec![0xFF, 0xFE],
                utf16(&format!("{HEAD}, \"title\": \""), u16::to_le_bytes),
                vec![0x3D, 0xD8],
                utf16("\"}", u16::to_le_bytes),
            ]
            .concat(),
            Read("\u{fffd}"),
        ),
        ("UTF-32 with a mark", [vec![0xFF, 0xFE, 0, 0], wide.collect()].concat(), Broken(NO_VALUE, 1, 1)),
        ("Windows-1252", titled(b"Gr\xF6\xDFe \x96 \x93Plan\x94"), Read("Größe – “Plan”")),
        ("a byte that Windows-1252 leaves empty", titled(b"a\x81b"), Read("a\u{fffd}b")),
        (
            "one byte that is no UTF-8",
            titled(&["é".repeat(20).as_bytes(), b"\xFF"].concat()),
            Read("éééééééééééééééééééé\u{fffd}"),
        ),
        (
            "a slash in too many bytes",
            titled(&["é".repeat(20).as_bytes(), b"\xC0\xAF"].concat()),
            Read("éééééééééééééééééééé\u{fffd}\u{fffd}"),
        ),
        (
            "half a character in UTF-8",
            titled(&["é".repeat(30).as_bytes(), b"\xED\xA0\x80"].concat()),
            Read("éééééééééééééééééééééééééééééé\u{fffd}\u{fffd}\u{fffd}"),
        ),
        (
            "a character that is cut off by the end of its text",
            titled(&["é".repeat(20).as_bytes(), b"\xF0\x9F\x98"].concat()),
            Read("éééééééééééééééééééé\u{fffd}"),
        ),
        (
            "a quotation mark swallowed by half a character",
            titled(&["é".repeat(20).as_bytes(), b"\xE3"].concat()),
            Read("éééééééééééééééééééé\u{fffd}"),
        ),
        ("every byte there is", (0..=255).collect(), Broken(NO_VALUE, 1, 1)),
        ("what was packed", b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), Broken(NO_VALUE, 1, 1)),
        ("nothing but NUL", vec![0; 4_096], Broken(NO_VALUE, 1, 1)),
    ]
}

fn depths() -> Vec<(&'static str, Vec<u8>, Comes<'static>)> {
    let nested = |open: &str, inner: &str, close: &str, deep: usize| {
        format!("{}{inner}{}", open.repeat(deep), close.repeat(deep)).into_bytes()
    };
    let title = |deep| with(&format!("\"title\": {}", String::from_utf8_lossy(&nested("[", "", "]", deep))));
    let unknown = |deep| with(&format!("\"x\": {}", String::from_utf8_lossy(&nested("[", "", "]", deep))));
    let state = |deep| with(&format!("\"state\": {}", String::from_utf8_lossy(&nested("[", "", "]", deep))));
    vec![
        ("lists that never end", "[".repeat(DEEP).into_bytes(), TOO_DEEP),
        ("lists that end", nested("[", "", "]", DEEP), TOO_DEEP),
        ("objects that never end", "{\"a\":".repeat(DEEP).into_bytes(), TOO_DEEP),
        ("objects that end", nested("{\"a\":", "0", "}", DEEP), TOO_DEEP),
        ("lists and objects in turn", nested("[{\"a\":", "0", "}]", DEEP), TOO_DEEP),
        ("a title in 100,000 lists", title(DEEP), TOO_DEEP),
        ("a state in 100,000 lists", state(DEEP), TOO_DEEP),
        (
            "as deep as is read",
            title(126),
            Told("", &[("title", "Title: a text belongs here, but the file has a list; left out.")]),
        ),
        ("one level deeper", title(127), TOO_DEEP),
        (
            "what it has no place for, as deep as is kept",
            unknown(100),
            Told("", &[("x", "A playbook has no field “x”; kept in the file for other programs, and shown nowhere.")]),
        ),
        (
            "what it has no place for, deeper than that",
            unknown(101),
            Told("", &[("x", "A playbook has no field “x”; left out.")]),
        ),
        ("names that are lists without end", format!("{{{}", "[".repeat(DEEP)).into_bytes(), Broken(NO_NAME, 1, 2)),
    ]
}

fn lengths() -> Vec<(&'static str, Vec<u8>, Comes<'static>)> {
    let people = |count| numbered(count, |n| format!("{{\"name\":\"{n}\"}}"));
    vec![
        ("a million blanks before it", [" ".repeat(1_000_000).as_bytes(), &titled(b"T")].concat(), Read("T")),
        (
            "a million lines before what is wrong",
            format!("{}}}", "\n".repeat(1_000_000)).into_bytes(),
            Broken(NO_VALUE, 1_000_001, 1),
        ),
        ("a million commas", format!("[{}]", ",".repeat(1_000_000)).into_bytes(), Broken(NO_VALUE, 1, 2)),
        (
            "a number of a million digits",
            with(&format!("\"title\": {}", "9".repeat(1_000_000))),
            Broken(TOO_LARGE, 1, 1_000_056),
        ),
        (
            "a million digits behind a point",
            with(&format!("\"title\": 0.{}1", "0".repeat(1_000_000))),
            Told("0.0", &[("title", "Title: a text belongs here, but the file has a number; kept as text.")]),
        ),
        (
            "an exponent that is too large for a number itself",
            with("\"title\": 1e99999999999999999999"),
            Broken(TOO_LARGE, 1, 68),
        ),
        (
            "nothing, to a power too large for a number itself",
            with("\"title\": 0e99999999999999999999"),
            Told("0.0", &[("title", "Title: a text belongs here, but the file has a number; kept as text.")]),
        ),
        (
            "a name of a million letters",
            with(&format!("\"{}\": 1", "x".repeat(1_000_000))),
            Told(
                "",
                &[(
                    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
                    "A playbook has no field “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”; left out.",
                )],
            ),
        ),
        (
            "a million of what it has no place for, in one list",
            with(&format!("\"x\": [{}]", numbered(1_000_000, |_| "0".to_owned()))),
            Told("", &[("x", "A playbook has no field “x”; left out.")]),
        ),
        (
            "an id of a million letters, named again",
            with(&format!(
                "\"people\": [{{\"id\": \"{0}\", \"name\": \"Ana\"}}], \"teams\": [{{\"name\": \"Ops\", \"members\": [\"{0}\"]}}]",
                "x".repeat(1_000_000)
            )),
            Read("; directory: Ana, Ops"),
        ),
        (
            "a million members of a team, all of one name",
            with(&format!(
                "\"teams\": [{{\"name\": \"Ops\", \"members\": [\"Ana\"{}]}}]",
                ",\"Ana\"".repeat(1_000_000)
            )),
            Told("; directory: Ana, Ops", &[("teams[0].members[0]", "Members of “Ops”: “Ana” was added to People.")]),
        ),
        (
            "a hundred thousand other names",
            with(&format!(
                "\"sections\": [{{\"id\": \"definitions\", \"definitions\": [{{\"name\": \"D\", \"alsoKnownAs\": [{}]}}]}}]",
                numbered(100_000, |n| format!("\"{n}\""))
            )),
            Read("; Definitions: D"),
        ),
        (
            "a quarter of a million people",
            with(&format!("\"people\": [{}]", people(250_000))),
            Other("The file has more than 200000 entries, which is more than one playbook can hold."),
        ),
        (
            "a million sections",
            with(&format!("\"sections\": [{{}}{}]", ",{}".repeat(1_000_000))),
            Other("The file has more than 1000 sections, which is more than one playbook can hold."),
        ),
        (
            "a hundred thousand dismissed findings",
            with(&format!("\"dismissed\": {{{}}}", numbered(100_000, |n| format!("\"circle:{n}\":\"x\"")))),
            Read(""),
        ),
        (
            "a million letters of a state that is none",
            with(&format!("\"state\": \"{}!\"", "A".repeat(1_000_000))),
            Told("", &[("state", "What is needed to merge this file with another version is damaged; left out.")]),
        ),
    ]
}

#[test]
fn other_encodings_deep_and_long_files_are_read_or_refused_as_they_should_be() {
    let all = encodings().into_iter().chain(depths()).chain(lengths());
    let wrong: Vec<_> = all.filter_map(|(about, bytes, comes)| wrong(about, &bytes, &comes)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Wherever a file is cut off: nothing of it is taken for the whole.
#[test]
fn no_beginning_of_a_file_is_a_file() {
    let whole = with(
        r#""title": "Größe \ud83d\ude00", "people": [{"id": "a", "name": "Ana"}], "teams": [],
        "sections": [{"id": "sales-tools", "hidden": false, "tools": [{"name": "CRM", "cost": -1.5e3, "manager": null}]}]"#,
    );
    for end in 1..whole.len() {
        let beginning = &whole[..end];
        let Err(ImportError::NotJson { message, .. }) = read(&decode(beginning).text) else {
            panic!("{}", String::from_utf8_lossy(beginning))
        };
        assert_eq!(message, CUT, "{}", String::from_utf8_lossy(beginning));
    }
    assert!(read(&decode(&whole).text).is_ok());
}
