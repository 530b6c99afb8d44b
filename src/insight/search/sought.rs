//! What is looked for, word by word, and which words of a text are meant by it.

use super::fold::words;
use crate::insight::script::is_unspaced;

/// How well a word is the one that is meant, at best.
const EXACT: f32 = 1.0;
/// Where it is the plural or the singular of it.
const INFLECTED: f32 = 0.95;
/// Where it only begins so. A longer word less, down to half of it.
const BEGUN: f32 = 0.9;
/// Where one has to assume a typing error.
const MISTYPED: f32 = 0.5;

/// A word that somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// As it is compared.
    pub(super) text: String,
    /// How many letters it has.
    length: usize,
    /// Whether no word is written like it, so that others are taken for it.
    pub(super) is_mistyped: bool,
}

impl Sought {
    fn new(text: String) -> Self {
        Self { length: text.chars().count(), text, is_mistyped: false }
    }

    /// How well a word of a text, which begins like it, is meant by it.
    pub(super) fn begun(&self, word: &str) -> f32 {
        let rest = word.len() - self.text.len();
        match &word[self.text.len()..] {
            "" => EXACT,
            "s" | "es" if self.length > 2 => INFLECTED,
            #[expect(clippy::cast_precision_loss, reason = "words are short")]
            _ => BEGUN * (1.0 - 0.5 * rest as f32 / word.len() as f32),
        }
    }

    /// The word in the singular, where it may be a plural.
    pub(super) fn singulars(&self) -> impl Iterator<Item = &str> {
        let ends = ["s", "es", "n", "en"].into_iter().filter(|_| self.length > 3);
        ends.filter_map(|end| self.text.strip_suffix(end))
    }

    pub(super) const INFLECTED: f32 = INFLECTED;

    /// How well another word is meant by it with a typing error or two; also where that word goes on. `None` where it is another word.
    pub(super) fn mistyped(&self, word: &str) -> Option<f32> {
        // One number is not another one.
        if self.text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let allowed = match self.length {
            0..=2 => return None,
            // Most words of three letters are one letter from each other: only letters in another order are taken for an error.
            3 => {
                let sorted = |word: &str| {
                    let mut letters: Vec<char> = word.chars().collect();
                    letters.sort_unstable();
                    letters
                };
                return (sorted(word) == sorted(&self.text) && strsim::osa_distance(&self.text, word) == 1)
                    .then_some(MISTYPED);
            }
            4..=7 => 1,
            _ => 2,
        };
        let length = word.chars().count();
        if length + allowed < self.length {
            return None;
        }
        let beginning = |length: usize| word.char_indices().nth(length).map_or(word, |(end, _)| &word[..end]);
        let lengths = [self.length, self.length + 1, self.length - 1];
        let errors = lengths.map(|length| strsim::osa_distance(&self.text, beginning(length))).into_iter().min()?;
        let is_longer = length > self.length + allowed;
        (errors <= allowed).then_some(if is_longer { MISTYPED * 0.7 } else { MISTYPED } / errors.max(1) as f32)
    }

    /// The same for a word that begins with another letter: with one that is wrong, missing or too much there, or the first two in
    /// the other order, and no other error.
    pub(super) fn mistyped_at_first(&self, word: &str) -> Option<f32> {
        let after = |text: &str| text.char_indices().nth(1).map(|(at, _)| at);
        let (query, at) = (self.text.as_str(), after(&self.text)?);
        let (rest, word_at) = (&query[at..], after(word)?);
        let is_swapped = || {
            let (second, word_second) = (after(rest)?, after(&word[word_at..])?);
            let is_so = query[..at] == word[word_at..word_at + word_second]
                && rest[..second] == word[..word_at]
                && word[word_at + word_second..].starts_with(&rest[second..]);
            is_so.then_some(())
        };
        let has_other =
            || word[word_at..].starts_with(rest) || word.starts_with(rest) || word[word_at..].starts_with(query);
        let is_meant = match self.length {
            0..=2 => false,
            3 => word.len() == query.len() && is_swapped().is_some(),
            _ => is_swapped().is_some() || has_other(),
        };
        let is_longer = word.chars().count() > self.length + 1;
        is_meant.then_some(if is_longer { MISTYPED * 0.7 } else { MISTYPED })
    }

    /// Whether a word of a text is meant by it.
    pub(super) fn means(&self, word: &str) -> bool {
        word.starts_with(&self.text)
            || self.singulars().any(|singular| singular == word)
            || (self.is_mistyped && self.mistyped(word).is_some())
    }

    /// Whether it is this word, in the plural or not.
    pub(super) fn is_written(&self, word: &str) -> bool {
        self.text == word || self.singulars().any(|singular| singular == word)
    }

    /// Whether it stands for a letter of a script whose words nothing sets apart.
    pub(super) fn is_unspaced(&self) -> bool {
        self.length == 1 && self.text.chars().all(is_unspaced)
    }
}

/// What somebody looks for with a text, word by word, each once.
#[must_use]
pub fn sought(text: &str) -> Vec<Sought> {
    let mut sought: Vec<Sought> = Vec::new();
    for word in words(text) {
        let word = Sought::new(word.text);
        // The letters of a script without spaces are looked for in their order.
        if word.is_unspaced() || !sought.contains(&word) {
            sought.push(word);
        }
    }
    // As many as marks have room for; nobody types more.
    sought.truncate(30);
    sought
}
