//! What of a text is shown, with the words that were meant.

use super::fold::{Word, words};
use super::sought::Sought;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What stands in it.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_meant: bool,
}

/// So many letters of a text are shown, more or less.
const LENGTH: usize = 140;

/// So many of them stand before the first word that was meant.
const BEFORE: usize = 40;

/// A whole text in pieces.
#[must_use]
pub fn marked(text: &str, sought: &[Sought]) -> Vec<Piece> {
    pieces(text, &meant(text, sought))
}

/// What stands around the first word that was meant, without the marks of Markdown. `None` where none of them is in the text.
#[must_use]
pub fn around(text: &str, sought: &[Sought]) -> Option<Vec<Piece>> {
    let text = plain(text);
    let first = meant(&text, sought).first()?.range.start;
    // From the beginning of a word to the end of one, where words have spaces between them.
    let before = text[..first].char_indices().rev().take(BEFORE).last().map_or(first, |(at, _)| at);
    let start = if before == 0 { 0 } else { text[before..first].find(' ').map_or(before, |space| before + space + 1) };
    let end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    let end =
        if end == text.len() { end } else { text[..end].rfind(' ').filter(|space| *space > first).unwrap_or(end) };
    let shown = &text[start..end];
    let mut pieces = pieces(shown, &meant(shown, sought));
    let dots = || Piece { text: "…".to_owned(), is_meant: false };
    if start > 0 {
        pieces.insert(0, dots());
    }
    if end < text.len() {
        pieces.push(dots());
    }
    Some(pieces)
}

/// A text of Markdown on one line, without what only sets it and without the targets of links.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(link) = text[at..].find("](").map(|found| at + found) {
        shown.push_str(&text[at..link]);
        // A link that is not closed is text.
        at = link + 2;
        if let Some(target) = crate::insight::prose::target(text, at) {
            at = target.end + 1;
        }
    }
    shown.push_str(&text[at..]);
    let shown = shown.replace(['*', '`', '#', '|', '[', ']', '<', '>'], " ");
    // Neither the mark of a list at the beginning of its line.
    let lines = shown.lines().map(|line| line.trim_start().strip_prefix("- ").unwrap_or(line));
    let shown = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    [" ,", " .", " ;", " :", " )"].into_iter().fold(shown, |text, gap| text.replace(gap, &gap[1..])).replace("( ", "(")
}

fn meant(text: &str, sought: &[Sought]) -> Vec<Word> {
    words(text).into_iter().filter(|word| sought.iter().any(|sought| sought.means(&word.text))).collect()
}

fn pieces(text: &str, meant: &[Word]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, is_meant: bool| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.is_meant == is_meant => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), is_meant }),
    };
    let mut at = 0;
    for word in meant {
        add(&text[at..word.range.start], false);
        add(&text[word.range.clone()], true);
        at = word.range.end;
    }
    add(&text[at..], false);
    pieces
}

/// Whether the first word of a text is meant by the first word that somebody typed.
#[must_use]
pub fn begins_so(text: &str, sought: &[Sought]) -> bool {
    let first = words(text).into_iter().next();
    first.zip(sought.first()).is_some_and(|(word, sought)| sought.means(&word.text))
}

/// How many of the words that somebody looks for are in a text.
#[must_use]
pub fn count(text: &str, sought: &[Sought]) -> usize {
    Folded::of(text).count(sought)
}

/// A text that is looked through again and again.
#[derive(Debug)]
pub struct Folded(Vec<Word>);

impl Folded {
    /// Of a text as somebody wrote it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(words(text))
    }

    /// How many of the words that somebody looks for are in it.
    #[must_use]
    pub fn count(&self, sought: &[Sought]) -> usize {
        sought.iter().filter(|sought| self.0.iter().any(|word| sought.means(&word.text))).count()
    }
}
