//! Short texts, code and addresses, written so that a CommonMark reader gets back exactly what they say.

use crate::format::rendered::allowed_link;

/// Where a text is put, which decides what would be taken for a mark there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// At the start of a line, where `#`, `- ` or `1.` would begin a block.
    pub(super) line_start: bool,
    /// In a heading, whose last `#` would be dropped.
    pub(super) heading: bool,
    /// In a cell of a table, which a `|` would end.
    pub(super) cell: bool,
    /// In the text of a link, which a `]` would end.
    pub(super) link: bool,
    /// Right before a link, which a `!` would turn into an image.
    pub(super) before_link: bool,
}

impl Place {
    /// In a paragraph, after something else.
    pub(super) const INLINE: Self =
        Self { line_start: false, heading: false, cell: false, link: false, before_link: false };
    /// At the start of a paragraph or of an item of a list.
    pub(super) const LINE_START: Self = Self { line_start: true, ..Self::INLINE };
    /// In a heading.
    pub(super) const HEADING: Self = Self { heading: true, ..Self::INLINE };
    /// In a cell of a table.
    pub(super) const CELL: Self = Self { cell: true, ..Self::INLINE };
}

/// A short text, with blanks and line ends collapsed.
pub(super) fn short(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&one_line(text), place, &mut out);
    out
}

/// Without line ends, tabs and the like, which would all be read as one blank, and without NUL, at which
/// Google Docs cuts a document off. A no-break space is a character like any other.
pub(super) fn one_line(text: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let text = text.replace('\0', "");
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes a text without line ends. What needs no backslash gets none: `lead_source` stays as it is.
///
/// The ends of the text count as neither blank nor letter: the caller may put any mark next to them.
pub(super) fn push_escaped(text: &str, place: Place, out: &mut String) {
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        // Readers look at a run of these as a whole, and at what stands on both sides of it.
        let run = if is_delimiter(c) { rest.len() - rest.trim_start_matches(c).len() } else { c.len_utf8() };
        let after = rest[run..].chars().next();
        let around = Around { whole: text, at, before, after };
        if !c.is_ascii() || !around.means_something(c, place) {
            out.push_str(&rest[..run]);
        } else {
            for mark in rest[..run].chars() {
                out.push('\\');
                out.push(mark);
            }
        }
        before = Some(c);
        at += run;
    }
}

const fn is_delimiter(c: char) -> bool {
    matches!(c, '*' | '_' | '~')
}

/// What stands around a character or a run of them.
struct Around<'a> {
    whole: &'a str,
    at: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Around<'_> {
    fn means_something(&self, c: char, place: Place) -> bool {
        let rest = &self.whole[self.at..];
        let between_blanks = self.before == Some(' ') && self.after == Some(' ');
        match c {
            '\\' => self.after.is_none_or(|after| after.is_ascii_punctuation()),
            '`' | '[' => true,
            ']' if place.link => true,
            '*' | '~' => !between_blanks,
            '_' => {
                let in_a_word = self.before.is_some_and(is_letter) && self.after.is_some_and(is_letter);
                !between_blanks && !in_a_word
            }
            '<' => self.after.is_some_and(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')),
            '&' => is_entity(rest),
            '|' if place.cell => true,
            '!' if place.before_link => self.after.is_none(),
            // A run of `#` after a blank closes a heading; one backslash keeps the whole run.
            '#' if place.heading => matches!(self.before, None | Some(' ')) && rest.trim_start_matches('#').is_empty(),
            // Readers with heading attributes, ours for Google Docs among them, would take `{#…}` away.
            '}' if place.heading => self.after.is_none(),
            _ => place.line_start && self.begins_a_block(c, rest),
        }
    }

    /// Whether a line that begins with this text would not be a paragraph.
    fn begins_a_block(&self, c: char, rest: &str) -> bool {
        let ends_here = matches!(self.after, None | Some(' '));
        if self.at > 0 {
            let number = &self.whole[..self.at];
            let is_number = number.len() <= 9 && number.bytes().all(|digit| digit.is_ascii_digit());
            return matches!(c, '.' | ')') && is_number && ends_here;
        }
        match c {
            '>' | '|' => true,
            '#' => matches!(rest.trim_start_matches('#').chars().next(), None | Some(' ')),
            '+' => ends_here,
            // Not only lists: under a line of text, `---` makes it a heading, and `-|-` or `:-:` a table.
            '-' => !self.after.is_some_and(char::is_alphanumeric),
            '=' => rest.trim_start_matches('=').trim().is_empty(),
            ':' => self.after == Some('-'),
            _ => false,
        }
    }
}

/// Whether a `_` next to this character is inside of a word. Rust counts letters in circles as letters, Markdown
/// as punctuation: beyond the scripts of Europe, Africa and the Near East a backslash more does no harm.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2000}'
}

/// Whether a text that begins with `&` begins with something like `&amp;` or `&#10;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.starts_with(';') && name.len() + 1 < text.len()
}

/// A text as code, exactly as it is.
pub(super) fn code(text: &str, place: Place) -> String {
    // In a table a backslash before a `|` belongs to the table: no reader gets both back from code.
    if text.is_empty() || (place.cell && text.contains("\\|")) {
        let mut out = String::new();
        push_escaped(text, place, &mut out);
        return out;
    }
    let fence = fence('`', 1, text);
    let all_blank = text.bytes().all(|byte| byte == b' ');
    let padded =
        text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ') && !all_blank);
    let pad = if padded { " " } else { "" };
    let text = if place.cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The shortest run of `mark`, at least so many, that the text does not contain.
pub(super) fn fence(mark: char, at_least: usize, text: &str) -> String {
    let longest = text.split(|c| c != mark).map(str::len).max().unwrap_or_default();
    mark.to_string().repeat(at_least.max(longest + 1))
}

/// The content of a field that holds an address: a link that shows it without the `https://`. What is no web or mail
/// address is plain text: a path leads nowhere from a document.
///
/// Not as `<https://…>`, which is shorter: Google Docs strips what looks like HTML without a word.
pub(super) fn address(text: &str, place: Place) -> String {
    let text = one_line(text);
    let shown = ["https://", "http://", "mailto:"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    match shown.filter(|_| allowed_link(&text).is_some() && !text.contains(' ')) {
        Some(shown) => {
            let shown = short(shown.strip_suffix('/').unwrap_or(shown), Place { link: true, ..place });
            format!("[{shown}]({})", destination(&text, place))
        }
        None => short(&text, place),
    }
}

/// The target of a link, as it stands between the parentheses.
pub(super) fn destination(target: &str, place: Place) -> String {
    let target = target.replace(char::is_control, "");
    let in_brackets = target.is_empty() || target.contains(' ');
    let mut out = String::with_capacity(target.len() + 2);
    for (at, c) in target.char_indices() {
        let rest = &target[at..];
        let mark = match c {
            '\\' => !rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric()),
            '(' | ')' => !in_brackets,
            '<' | '>' | '`' => true,
            '&' => is_entity(rest),
            '|' => place.cell,
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
    }
    if in_brackets { format!("<{out}>") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::markdown::reading::{Read, read};
    use crate::format::rendered::to_plain;
    use proptest::prelude::*;

    /// A text in every place, next to everything that the document puts next to it, as an independent reader sees it.
    #[track_caller]
    fn survives(text: &str) {
        let expected = one_line(text);
        let heading = read(&format!("## {}\n\nafter\n", short(text, Place::HEADING)));
        assert_eq!(heading.outline, [(2, expected.clone())], "heading {text:?}");

        let inline = read(&format!("**Label:** {}\n\nafter\n", short(text, Place::INLINE)));
        assert_eq!(inline, Read::paragraphs(&[&format!("Label: {expected}"), "after"]), "inline {text:?}");

        let joined = format!("{0}; {0}", short(text, Place::INLINE));
        let joined = read(&format!("**Label:** {joined}\n"));
        assert_eq!(joined, Read::paragraphs(&[&format!("Label: {expected}; {expected}")]), "joined {text:?}");

        let item = read(&format!("- {}\n- after\n", short(text, Place::LINE_START)));
        assert_eq!(item.blocks, ["item", "paragraph", "item", "paragraph"], "item {text:?}");
        assert_eq!(item.texts, [expected.clone(), "after".to_owned()], "item {text:?}");

        let cell = short(text, Place::CELL);
        let table = read(&format!("| a | b |\n| --- | --- |\n| {cell} | {cell} |\n| x | {cell}; {cell} |\n\nafter\n"));
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
        fn any_text_survives(text in crate::format::markdown::reading::hostile_text()) {
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
}
