//! What is escaped, as independent readers see it.

use super::*;
use crate::format::probe::{Read, read, to_plain};
use proptest::prelude::*;

/// A text in every place, next to everything that the document puts next to it, as an independent reader sees it.
#[track_caller]
fn survives(text: &str) {
    let expected = one_line(text);
    let heading = read(&format!("## {}\n\nafter\n", short(text, Place::HEADING)));
    assert_eq!(heading.outline, [(2, expected.clone())], "heading {text:?}");

    let inline = read(&format!("**Label:** {}\n\nafter\n", short(text, Place::INLINE)));
    assert_eq!(inline, Read::paragraphs(&[&format!("Label: {expected}"), "after"]), "inline {text:?}");

    let inline = short(text, Place::INLINE);
    let joined = format!("{}; {inline}", before_a_semicolon(inline.clone()));
    let joined = read(&format!("**Label:** {joined}\n"));
    assert_eq!(joined, Read::paragraphs(&[&format!("Label: {expected}; {expected}")]), "joined {text:?}");

    let item = read(&format!("- {}\n- after\n", short(text, Place::LINE_START)));
    assert_eq!(item.blocks, ["item", "paragraph", "item", "paragraph"], "item {text:?}");
    assert_eq!(item.texts, [expected.clone(), "after".to_owned()], "item {text:?}");

    let cell = short(text, Place::CELL);
    let table = read(&format!(
        "| a | b |\n| --- | --- |\n| {cell} | {cell} |\n| x | {}; {cell} |\n\nafter\n",
        before_a_semicolon(cell.clone())
    ));
    let twice = format!("{expected}; {expected}");
    let rows = [["a", "b"], [&expected, &expected], ["x", &twice]].map(|row| row.map(str::to_owned).to_vec());
    assert_eq!(table.tables, [rows.to_vec()], "cell {text:?}");
    assert_eq!(table.blocks, ["table", "paragraph"], "cell {text:?}");

    // Ours, which is to read the document back one day.
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ours = to_plain(&format!("## {}\n\n| a |\n| --- |\n| {cell} |\n", short(text, Place::HEADING)));
    if !blanks(&expected).is_empty() {
        assert_eq!(ours, format!("{0}\na\n{0}", blanks(&expected)), "ours {text:?}");
    }

    for place in [Place::INLINE, Place::CELL] {
        let code = code(&expected, place);
        let (before, after) = if place.cell { ("| a |\n| --- |\n| ", " |") } else { ("", "") };
        let read = read(&format!("{before}x {code} y{after}\n"));
        let text = if place.cell { read.tables[0][1][0].clone() } else { read.texts.concat() };
        assert_eq!(text, one_line(&format!("x {expected} y")), "code {text:?}");
    }
}

#[test]
fn any_text_comes_out_as_that_text() {
    for text in [
        "plain",
        "&#1",
        "![&#1",
        "Legal &copy",
        "lead_source",
        "_lead_source_",
        "__init__",
        "a_",
        "_a",
        "a _ b",
        "größe_über",
        "5 * 3",
        "*a*",
        "**a**",
        "Required *",
        "* a",
        "- a",
        "+ a",
        "-",
        "--",
        "---",
        "- - -",
        "***",
        "___",
        "===",
        "=",
        "+",
        "-5",
        "+49 30",
        "1. a",
        "1) a",
        "2026. a",
        "1234567890. a",
        "1.",
        "1.5",
        "# a",
        "## a ##",
        "#",
        "##",
        "a #",
        "a ##",
        "a#",
        "#1",
        "C#",
        "> a",
        "a > b",
        "< a",
        "a < b",
        "<3",
        "<b>a</b>",
        "<!-- a",
        "<a@b.cc>",
        "<https://x.y>",
        "</b>",
        "<?php",
        "a | b",
        "|",
        "||",
        "\\|",
        "\\\\|",
        "|---|",
        ":-:",
        "a\\",
        "\\",
        "\\\\",
        "\\a",
        "\\*",
        "a\\\\b",
        "C:\\temp\\_x",
        "`",
        "``",
        "`a`",
        "a`b",
        "```",
        "~~~",
        "~a~",
        "~~a~~",
        "~5 days",
        "a ~ b",
        "[a](b)",
        "[a]",
        "[a]: b",
        "[^1]",
        "[ ] a",
        "![a](b)",
        "!",
        "a!",
        "a! [b]",
        "AT&T",
        "&amp;",
        "&#10;",
        "&",
        "a & b;",
        "&a b;",
        "{#id}",
        "a {.b}",
        "$a$",
        "==a==",
        "a^2^",
        ":smile:",
        "@a",
        "a\tb",
        "a\nb",
        "a\r\n# b",
        "  a  ",
        "a\u{a0}b",
        "\u{a0}a",
        "a\0b",
        "🙂",
        "👩\u{200d}👩",
        "מבחן",
        "\u{202e}abc",
        "العربية_الأولى",
        "日本_語",
        "Ⓐ_x_Ⓑ",
        "utm_source=google",
        "https://x.y/a_b?c=1&d=2",
        "\"a\" 'b'",
        "a  *  b",
        "*",
        "_",
        "~",
        "*a",
        "a*b*c",
        "**",
        "a ** b",
        "\u{b}a",
        "\u{2028}",
        "“a”_b_",
        "a_b_",
        "'_a_'",
    ] {
        if !one_line(text).is_empty() {
            survives(text);
        }
    }
}

#[test]
fn nothing_is_escaped_that_needs_no_escape() {
    for text in [
        "lead_source",
        "utm_campaign_name",
        "5 * 3",
        "a < b",
        "AT&T",
        "R&D",
        "C#",
        "#1",
        "1.5",
        "+49 30 1234",
        "Hello!",
        "-5 %",
        "a | b",
        "https://x.y/a_b?c=1&d=2",
        "a > b",
        "C:\\temp",
        "(a)",
        "x]",
        "a = b",
        "80% ~ 90%",
        "ü_ä",
    ] {
        assert_eq!(short(text, Place::LINE_START), text);
    }
    for (written, before) in
        [("AT&T", "AT&T"), ("S&OP", "S\\&OP"), ("a \\&#1", "a \\&#1"), ("&#1", "\\&#1"), ("a & b", "a & b")]
    {
        assert_eq!(before_a_semicolon(written.to_owned()), before);
    }
    assert_eq!(short("a | b", Place::CELL), "a \\| b");
    assert_eq!(short("1. a", Place::LINE_START), "1\\. a");
    assert_eq!(short("_a_ `b` [c]", Place::INLINE), "\\_a\\_ \\`b\\` \\[c]");
}

#[test]
fn a_letter_is_what_markdown_counts_as_part_of_a_word() {
    for letter in ('\0'..'\u{2000}').filter(|c| is_letter(*c)) {
        let text = format!("{letter}_x_{letter}");
        assert_eq!(read(&text).texts.concat(), text, "{letter:?}");
    }
}

#[test]
fn addresses_become_links() {
    for (text, written) in [
        ("https://app.hubspot.com/", "[app.hubspot.com](https://app.hubspot.com/)"),
        ("mailto:a_b@c.d", "[a_b@c.d](mailto:a_b@c.d)"),
        ("https://x.y/(a)|b", "[x.y/(a)|b](https://x.y/\\(a\\)|b)"),
        ("Drive/Brand | Fonts", "Drive/Brand | Fonts"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://x.y a", "https://x.y a"),
    ] {
        assert_eq!(address(text, Place::INLINE), written);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_text_survives(text in crate::format::probe::hostile_text()) {
        if !one_line(&text).is_empty() {
            survives(&text);
        }
    }

    #[test]
    fn any_address_survives(target in "(https?://|mailto:)[!-~é]{1,16}") {
        for place in [Place::INLINE, Place::CELL] {
            let (before, after) = if place.cell { ("| a |\n| --- |\n| ", " |") } else { ("", "") };
            let read = read(&format!("{before}{}; x{after}\n", address(&target, place)));
            if allowed_link(&target).is_some() {
                prop_assert_eq!(read.links.concat(), target.clone());
            }
        }
    }
}
