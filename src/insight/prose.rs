//! Markdown as people read it: without code, without the targets of links, without tags.
//!
//! What is left out becomes spaces, so that every position in the result is the same position in the text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// How many bytes of a link or a tag are looked through for its end, so that many beginnings without an end take no long time.
const LONGEST: usize = 2_000;

/// The text without code.
#[must_use]
pub fn without_code(text: &str) -> Cow<'_, str> {
    blanked(text, &code(text))
}

/// The text without code, targets of links, addresses in angle brackets and tags.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let prose = without_code(text);
    let hidden = [targets(&prose), tags(&prose)].concat();
    match blanked(&prose, &hidden) {
        Cow::Borrowed(_) => prose,
        Cow::Owned(plain) => Cow::Owned(plain),
    }
}

fn blanked<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        for byte in bytes.get_mut(range.clone()).into_iter().flatten().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }
    // All of them begin and end at ASCII letters or at the ends of lines.
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}

/// Fenced blocks and code spans.
fn code(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains('`') && !text.contains("~~~") {
        return found;
    }
    let mut fence: Option<(char, usize)> = None;
    let (mut paragraph, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let marks = fence_of(line);
        match (fence, marks) {
            (Some((mark, length)), _) => {
                found.push(at..end);
                let closes = marks.is_some_and(|(other, count)| other == mark && count >= length);
                if closes && line.trim().chars().all(|c| c == mark) {
                    fence = None;
                }
                paragraph = end;
            }
            (None, Some(marks)) => {
                spans(text, paragraph..at, &mut found);
                found.push(at..end);
                (fence, paragraph) = (Some(marks), end);
            }
            (None, None) if line.trim().is_empty() => {
                spans(text, paragraph..at, &mut found);
                paragraph = end;
            }
            (None, None) => {}
        }
        at = end;
    }
    spans(text, paragraph..at, &mut found);
    found
}

/// The letter of a fence, and how many of it there are.
fn fence_of(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let count = line.len() - rest.len();
    (count >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, count))
}

/// Between as many backticks as there are behind it.
fn spans(text: &str, paragraph: Range<usize>, found: &mut Vec<Range<usize>>) {
    let runs = runs(text, paragraph);
    // How long runs are that have no partner behind this place. Each is looked for in vain only once.
    let mut alone = HashSet::new();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let partner = (!alone.contains(&run.len()))
            .then(|| runs.iter().skip(at + 1).position(|other| other.len() == run.len()))
            .flatten();
        match partner {
            Some(between) => {
                at += between + 1;
                found.push(run.start..runs[at].end);
            }
            None => drop(alone.insert(run.len())),
        }
        at += 1;
    }
}

fn runs(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in paragraph.filter(|at| text.as_bytes().get(*at) == Some(&b'`')) {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// The targets of links and pictures: what stands in `[text](here)`.
fn targets(text: &str) -> Vec<Range<usize>> {
    text.match_indices("](").filter_map(|(at, _)| target(text, at + 2)).collect()
}

/// From behind the bracket that opens it to the one that closes it, on one line.
pub(super) fn target(text: &str, start: usize) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(start).take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(start..at),
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// `<br>`, `</b>`, `<https://example.com>` and the like, on one line.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find('<').map(|at| from + at) {
        let rest = &text[start + 1..];
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'>' | b'\n'));
        from = start + 1;
        if let Some(end) = end.filter(|end| is_tag && rest[*end..].starts_with('>')) {
            from += end + 1;
            found.push(start..from);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::arbitrary;
    use proptest::prelude::*;

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn code_targets_and_tags_are_left_out() {
        for (text, expected) in [
            ("An MQL is", "An MQL is"),
            ("the flag `iMQL` is set", "the flag is set"),
            ("``a `b` c`` d", "d"),
            ("one ` alone", "one ` alone"),
            ("a ` b\n\nc ` d", "a ` b c ` d"),
            ("``a` b `c` d", "``a c` d"),
            ("```sh\nMQL\n```\nafter", "after"),
            ("~~~~\nMQL\n~~~\nSQL\n~~~~\nafter", "after"),
            ("- x\n  ```\n  MQL\n  ```\n- y", "- x - y"),
            ("```\nnever closed", ""),
            ("a [text](https://example.com/MQL_(x)) b", "a [text]( ) b"),
            ("[text](never closed\nMQL)", "[text](never closed MQL)"),
            ("write to <https://example.com/MQL> now", "write to now"),
            ("a<br>b</b>c <!-- MQL --> d", "a b c d"),
            ("5 < 6 and MQL > 3", "5 < 6 and MQL > 3"),
            ("a <b\nc> d", "a <b c> d"),
            ("年 `姓` 名", "年 名"),
        ] {
            assert_eq!(squeezed(&plain(text)), expected, "{text}");
        }
    }

    #[test]
    fn many_marks_are_read_in_one_sitting() {
        let text: String = (0..2_000).map(|number| format!("a {} ", "`".repeat(number % 300 + 1))).collect();
        assert_eq!(plain(&text).len(), text.len());
        let text = "[](<a".repeat(20_000);
        assert_eq!(plain(&text).len(), text.len());
    }

    proptest! {
        #[test]
        fn positions_stay(parts in proptest::collection::vec(prop_oneof![arbitrary::text(), "[`~<>()\n\\[\\]a年]{0,6}"], 0..8)) {
            let text = parts.concat();
            let plain = plain(&text);
            prop_assert_eq!(plain.len(), text.len());
            for ((at, old), (other, new)) in text.char_indices().rev().zip(plain.char_indices().rev()) {
                if new != ' ' {
                    prop_assert_eq!((at, old), (other, new));
                } else {
                    break;
                }
            }
        }
    }
}
