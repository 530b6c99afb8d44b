//! Texts that no reader of HTML takes for anything else.

use std::fmt::Write as _;

/// Writes a text as it stands between tags, or between the quotes of an attribute. Control characters are no part of
/// HTML: what separates words is a blank, and the rest is left out. Line ends and tabs stay, for code.
pub(super) fn push_text(text: &str, out: &mut String) {
    out.reserve(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if !c.is_control() => out.push(c),
            c if c.is_whitespace() => out.push(' '),
            _ => {}
        }
    }
}

/// Writes the tag that opens a link.
pub(super) fn push_link(href: &str, attributes: &str, out: &mut String) {
    out.push_str("<a href=\"");
    // A blank ends an address in a style sheet and in what people copy.
    push_text(&href.replace(' ', "%20"), out);
    // Writing to a text never fails.
    let _ = write!(out, "\"{attributes}>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_mark() {
        for (text, written) in [
            ("", ""),
            ("a b\tc\nd", "a b\tc\nd"),
            ("<b>&amp;\"'", "&lt;b&gt;&amp;amp;&quot;'"),
            ("a\0b\u{1b}c\u{7f}d\r\u{85}e\u{a0}", "abcd  e\u{a0}"),
            ("\u{202e}א漢🙂", "\u{202e}א漢🙂"),
        ] {
            let mut out = String::new();
            push_text(text, &mut out);
            assert_eq!(out, written, "{text:?}");
        }
    }

    #[test]
    fn a_link_is_one_attribute() {
        let mut out = String::new();
        push_link("https://x.y/a b?c&d\"e", " class=\"f\"", &mut out);
        assert_eq!(out, "<a href=\"https://x.y/a%20b?c&amp;d&quot;e\" class=\"f\">");
    }
}
