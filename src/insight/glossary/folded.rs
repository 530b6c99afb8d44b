//! A text as terms are looked for in it: in small letters, with one space between words, hyphens being spaces.

use crate::insight::script::is_boundary;
use std::ops::Range;

/// A folded text, and where each of its bytes comes from.
pub(super) struct Folded {
    pub(super) text: String,
    /// The text as it was.
    chars: Vec<char>,
    /// For each byte of the folded text, and for its end, the place of its letter among `chars`.
    origins: Vec<usize>,
    /// How many UTF-16 units stand before each letter, and in all.
    units: Vec<usize>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        Self::with(text, true)
    }

    /// With capitals as they are.
    pub(super) fn cased(text: &str) -> Self {
        Self::with(text, false)
    }

    fn with(text: &str, is_lowered: bool) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut folded = String::with_capacity(text.len());
        let mut origins = Vec::with_capacity(text.len() + 1);
        let mut units = Vec::with_capacity(chars.len() + 1);
        let mut unit = 0;
        for (place, letter) in chars.iter().enumerate() {
            units.push(unit);
            unit += letter.len_utf16();
            match plain(*letter) {
                ' ' if folded.ends_with(' ') => {}
                letter if is_lowered => folded.extend(letter.to_lowercase()),
                letter => folded.push(letter),
            }
            origins.resize(folded.len(), place);
        }
        units.push(unit);
        origins.push(chars.len());
        Self { text: folded, chars, origins, units }
    }

    /// The letters that a range of the folded text comes from, the first and the one behind the last. `None` where it begins
    /// or ends within what one letter became.
    pub(super) fn chars_of(&self, range: Range<usize>) -> Option<(usize, usize)> {
        let is_edge = |at: usize| at == 0 || self.origins[at - 1] != self.origins[at];
        (is_edge(range.start) && is_edge(range.end)).then(|| (self.origins[range.start], self.origins[range.end]))
    }

    /// Whether words begin and end where this range of letters does.
    pub(super) fn is_word(&self, start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).and_then(|at| self.chars.get(at));
        let is_begun = before.is_none_or(|before| is_boundary(*before, self.chars[start]));
        is_begun && self.chars.get(end).is_none_or(|after| is_boundary(self.chars[end - 1], *after))
    }

    /// Whether this range of letters is part of the name of a channel (`#hubspot-help`), of a handle or of an e-mail address.
    pub(super) fn is_in_handle(&self, start: usize, end: usize) -> bool {
        // Scripts that put no spaces between words write such names in others.
        let goes_on = |letter: &&char| **letter < '\u{2e80}' && (letter.is_alphanumeric() || "-_.+".contains(**letter));
        let before = self.chars[..start].iter().rev().find(|letter| !goes_on(letter));
        let after = self.chars[end..].iter().find(|letter| !goes_on(letter));
        before.is_some_and(|letter| matches!(letter, '#' | '@')) || after == Some(&'@')
    }

    /// Whether the range is written so, spaces and hyphens apart.
    pub(super) fn is_written(&self, start: usize, end: usize, written: &str) -> bool {
        let mut last = '\0';
        let letters = self.chars[start..end].iter().map(|letter| plain(*letter)).filter(|letter| {
            let is_same = *letter == ' ' && last == ' ';
            last = *letter;
            !is_same
        });
        letters.eq(written.chars())
    }

    /// How many UTF-16 units stand before a letter.
    pub(super) fn units(&self, place: usize) -> usize {
        self.units[place]
    }
}

/// One letter for those that people don't tell apart.
fn plain(letter: char) -> char {
    match letter {
        '-' | '\u{2010}' | '\u{2011}' => ' ',
        '’' => '\'',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    }
}
