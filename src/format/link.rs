//! Which addresses a link in a text may lead to.

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
