//! A text as it is compared: the words in it, in small letters and without accents.

use crate::insight::script::{is_boundary, is_letter};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared.
    pub(super) text: String,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
}

/// The words of a text. Where nothing sets words apart, as in Chinese, each letter is one.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if before.is_some() && is_combining_mark(letter) {
            if let Some(word) = words.last_mut() {
                word.range.end = end;
            }
            continue;
        }
        // In names of fields, such as `utm_source`, it stands between two words.
        if letter == '_' || !is_letter(letter) {
            before = None;
            continue;
        }
        if before.is_none_or(|before| is_boundary(before, letter)) {
            words.push(Word { text: String::new(), range: at..end });
        }
        if let Some(word) = words.last_mut() {
            fold(letter, &mut word.text);
            word.range.end = end;
        }
        before = Some(letter);
    }
    words
}

fn fold(letter: char, into: &mut String) {
    if letter.is_ascii() {
        return into.push(letter.to_ascii_lowercase());
    }
    for part in std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part)) {
        for lower in part.to_lowercase() {
            // Letters that Unicode does not take apart, as people write them who have no such key.
            match lower {
                'ß' => into.push_str("ss"),
                'æ' => into.push_str("ae"),
                'œ' => into.push_str("oe"),
                'ø' => into.push('o'),
                'ł' => into.push('l'),
                'đ' | 'ð' => into.push('d'),
                'ı' => into.push('i'),
                other => into.push(other),
            }
        }
    }
}
