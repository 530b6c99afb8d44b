//! Which addresses a link in a text may lead to.

use std::ops::Range;

/// The target of a link, trimmed, if it may be one: http, https, mailto, or relative to the app.
///
/// Refused are all other schemes, whatever their case; everything with a control character, which browsers
/// drop before they look for a scheme; and `//host`, also as `\\host`: it looks relative and leaves the site.
///
/// `src/ui/widgets/prose.js` has the same rule for what it draws, and is tested with the same rows.
#[must_use]
pub fn allowed_link(target: &str) -> Option<&str> {
    let target = target.trim();
    if target.is_empty() || target.contains(char::is_control) {
        return None;
    }
    let is_slash = |c: char| matches!(c, '/' | '\\');
    let (scheme, rest) = match target.find([':', '/', '\\', '?', '#']) {
        Some(end) if target[end..].starts_with(':') => (&target[..end], &target[end + 1..]),
        _ => {
            let leaves_the_site = target.strip_prefix(is_slash).is_some_and(|rest| rest.starts_with(is_slash));
            return (!leaves_the_site).then_some(target);
        }
    };
    let allowed = if scheme.eq_ignore_ascii_case("mailto") {
        !rest.is_empty()
    } else {
        (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
            && rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with(is_slash))
    };
    allowed.then_some(target)
}

/// The target of a link, trimmed, if it may be one from outside of the app, too: no address that is relative to it.
pub(super) fn web_link(target: &str) -> Option<&str> {
    // Of what may be a link, only what has one of these schemes has a `:` before anything else.
    allowed_link(target).filter(|target| {
        let scheme = target.split([':', '/', '\\', '?', '#']).next().unwrap_or_default();
        target[scheme.len()..].starts_with(':')
    })
}

/// Where addresses of the web stand in a text, as people paste them. `src/ui/widgets/prose.js` finds the same ones.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let begin = from + text[from..].find("http")?;
            from = begin + "http".len();
            let in_a_word = text[..begin].chars().next_back().is_some_and(char::is_alphanumeric);
            let host = text[from..].strip_prefix('s').unwrap_or(&text[from..]).strip_prefix("://");
            let Some(host) = host.filter(|host| !in_a_word && host.starts_with(char::is_alphanumeric)) else {
                continue;
            };
            let is_end = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
            from = text.len() - host.len() + host.find(is_end).unwrap_or(host.len());
            let address = without_trailing_punctuation(&text[begin..from]);
            if allowed_link(address).is_some() {
                return Some(begin..begin + address.len());
            }
        }
    })
}

/// What of an address is meant: a full stop after it ends the sentence, and a parenthesis that was not opened in it was
/// opened before it.
fn without_trailing_punctuation(address: &str) -> &str {
    let count = |mark: char| address.matches(mark).count();
    let mut unopened = count(')').saturating_sub(count('('));
    address.trim_end_matches(|c: char| {
        if c == ')' && unopened > 0 {
            unopened -= 1;
            return true;
        }
        "?!.,:;*_~']}’”»".contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    /// What a browser makes of an address (WHATWG URL), written apart from the code under test: it drops control
    /// characters and blanks at the ends, and tabs and line ends everywhere, and takes `\` for `/`.
    fn browser_allows(href: &str) -> bool {
        let seen: String = href
            .trim_matches(|c| c <= ' ')
            .chars()
            .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
            .map(|c| if c == '\\' { '/' } else { c.to_ascii_lowercase() })
            .collect();
        let scheme_length =
            seen.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(seen.len());
        let has_scheme = seen[scheme_length..].starts_with(':') && seen.starts_with(|c: char| c.is_ascii_alphabetic());
        if has_scheme { matches!(&seen[..scheme_length], "http" | "https" | "mailto") } else { !seen.starts_with("//") }
    }

    #[derive(Deserialize)]
    struct Rows {
        links: Links,
    }

    #[derive(Deserialize)]
    struct Links {
        allowed: Vec<String>,
        refused: Vec<String>,
    }

    #[test]
    fn the_rows_that_the_page_is_tested_with_hold_here_too() -> serde_json::Result<()> {
        let Links { allowed, refused } = serde_json::from_str::<Rows>(include_str!("../../tests/markdown.json"))?.links;
        for target in allowed {
            assert_eq!(allowed_link(&target), Some(target.trim()), "{target:?}");
            assert!(browser_allows(&target), "{target:?}");
        }
        for target in refused {
            assert_eq!(allowed_link(&target), None, "{target:?}");
        }
        Ok(())
    }

    #[test]
    fn addresses_are_found_in_a_text() {
        for (text, found) in [
            ("", &[][..]),
            ("http https:// http://. xhttps://x.y HTTPS://x.y", &[]),
            ("see https://x.y/a_b_c. And http://x!", &["https://x.y/a_b_c", "http://x"]),
            ("(https://x.y/a_(b)), (https://x.y)", &["https://x.y/a_(b)", "https://x.y"]),
            ("\"https://x.y\"<http://z>", &["https://x.y", "http://z"]),
            ("https://x.y/?a=1&b=2\u{a0}c", &["https://x.y/?a=1&b=2"]),
            ("https://é.y/漢’", &["https://é.y/漢"]),
            ("httphttp://x https://https://x", &["https://https://x"]),
            ("https://x.y\0z", &["https://x.y"]),
        ] {
            assert_eq!(addresses(text).map(|place| &text[place]).collect::<Vec<_>>(), found, "{text:?}");
        }
    }

    #[test]
    fn outside_of_the_app_only_whole_addresses_lead_anywhere() {
        for (target, kept) in [
            (" https://x.y ", Some("https://x.y")),
            ("HTTP://x.y/a:b", Some("HTTP://x.y/a:b")),
            ("mailto:a@b.cc", Some("mailto:a@b.cc")),
            ("javascript:x", None),
            ("data:x", None),
            ("#a:b", None),
            ("/a:b", None),
            ("?http:", None),
            ("a/https://x.y", None),
            ("//x.y", None),
            ("", None),
        ] {
            assert_eq!(web_link(target), kept, "{target:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn an_allowed_link_is_harmless_in_a_browser(
            target in "[ \t]?([jJ]avascript|data|https?|mailto|[a-z+]{0,4})[\u{0}-\u{20}]?[:/\\\\]{0,3}[ -~\u{80}-\u{a0}]{0,8}"
        ) {
            if let Some(target) = allowed_link(&target) {
                prop_assert!(browser_allows(target), "{:?}", target);
            }
        }
    }
}
