//! From plain text to Markdown that means the same.

#[cfg(test)]
mod tests;

use crate::format::escape::{Place, address, destination, one_line, push_escaped};
use crate::format::link::{addresses, web_link};

/// A text of several lines: paragraphs, and lists where lines look like items.
pub(super) fn blocks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<Line<'_>> = None;
    for line in text.lines().map(str::trim) {
        if one_line(line).is_empty() {
            continue;
        }
        let line = Line::of(line);
        if let Some(before) = &before {
            out.push_str(if before.is_same_list(&line) { "\n" } else { "\n\n" });
        }
        match line {
            Line::Bullet(text) => {
                out.push_str("- ");
                push_inline(text, Place::LINE_START, &mut out);
            }
            Line::Number(number, text) => {
                out.push_str(&format!("{number}. "));
                push_inline(text, Place::LINE_START, &mut out);
            }
            Line::Text(text) => push_inline(text, Place::LINE_START, &mut out),
        }
        before = Some(line);
    }
    out
}

/// A text on one line, behind something else.
pub(super) fn inline(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut out = String::new();
    push_inline(&lines.join(" / "), Place::INLINE, &mut out);
    out
}

/// What a line is.
#[derive(Clone, Copy)]
enum Line<'a> {
    Bullet(&'a str),
    Number(u32, &'a str),
    Text(&'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let is_text = |text: &&str| !one_line(text).is_empty();
        let bullet = line.strip_prefix(['•', '·', '‣', '◦', '▪', '●']).or_else(|| {
            let rest = line.strip_prefix(['-', '*', '+', '–'])?;
            rest.starts_with([' ', '\t', '\u{a0}']).then_some(rest)
        });
        if let Some(text) = bullet.map(str::trim).filter(is_text) {
            return Self::Bullet(text);
        }
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = line.split_at(digits);
        let text = rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}']));
        match (number.parse::<u32>(), text.map(str::trim).filter(is_text)) {
            (Ok(number), Some(text)) if number < 1_000 => Self::Number(number, text),
            _ => Self::Text(line),
        }
    }

    const fn is_same_list(&self, next: &Self) -> bool {
        matches!((self, next), (Self::Bullet(_), Self::Bullet(_)) | (Self::Number(..), Self::Number(..)))
    }
}

fn push_inline(text: &str, place: Place, out: &mut String) {
    let text = one_line(text);
    let mut place = place;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let link = link(rest);
        let end = link.as_ref().map_or(rest.len(), |link| link.start);
        push_text(rest.get(..end).unwrap_or_default(), Place { before_link: link.is_some(), ..place }, out);
        place.line_start &= end == 0;
        let Some(link) = link else { return };
        let mut shown = String::new();
        push_escaped(link.text, Place { link: true, ..Place::INLINE }, &mut shown);
        out.push_str(&format!("[{shown}]({})", destination(link.target, Place::INLINE)));
        place.line_start = false;
        rest = rest.get(link.end..).unwrap_or_default();
    }
}

/// A text without links, but perhaps with bare addresses: a backslash in one would be a part of it.
fn push_text(text: &str, place: Place, out: &mut String) {
    let mut at = 0;
    let mut place = place;
    let last = place.before_link;
    for found in addresses(text) {
        let shown = text.get(found.clone()).unwrap_or_default();
        let mut escaped = String::new();
        push_escaped(shown, Place::INLINE, &mut escaped);
        let linked = if escaped == shown { None } else { Some(address(shown, Place::INLINE)) };
        push_escaped(
            text.get(at..found.start).unwrap_or_default(),
            Place { before_link: linked.is_some(), ..place },
            out,
        );
        place.line_start = false;
        out.push_str(linked.as_deref().unwrap_or(shown));
        at = found.end;
    }
    push_escaped(text.get(at..).unwrap_or_default(), Place { before_link: last, ..place }, out);
}

/// A link that is written as in Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link<'a> {
    pub(super) text: &'a str,
    pub(super) target: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The first link to the web or to a mail address in a text, such as `[text](https://…)`.
pub(super) fn link(text: &str) -> Option<Link<'_>> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find('[')?;
        from = start + 1;
        let inside = text.get(from..)?;
        let close = inside.find(['[', ']', '\n'])?;
        let Some(behind) = inside.get(close..).and_then(|rest| rest.strip_prefix("](")) else { continue };
        let Some(length) = behind.find(|c: char| c.is_whitespace() || "()<>".contains(c)) else { continue };
        let (words, target) = (inside.get(..close)?, behind.get(..length)?);
        let is_whole = behind.get(length..).is_some_and(|rest| rest.starts_with(')'));
        if is_whole && !words.trim().is_empty() && web_link(target) == Some(target) {
            return Some(Link { text: words, target, start, end: from + close + 2 + length + 1 });
        }
    }
}

/// All links of a text.
pub(super) fn links(text: &str) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(link) {
        let next = from + found.end;
        links.push(Link { start: from + found.start, end: next, ..found });
        from = next;
    }
    links
}
