//! Where words begin and end, in any script.

/// How a letter goes together with its neighbours.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    /// In words between spaces.
    Spaced,
    /// In words of Katakana, which begin and end where the script does.
    Katakana,
    /// In words that nothing sets apart: Chinese, Hiragana, Thai, Lao, Khmer, Burmese.
    Unspaced,
    /// In none.
    None,
}

fn script(letter: char) -> Script {
    match letter {
        // The mark that makes a vowel long is a letter of both scripts; in loan words it is Katakana.
        '\u{30a1}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3041}'..='\u{309f}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Unspaced,
        // Marks that are put on the letter before them.
        '\u{0300}'..='\u{036f}' | '_' => Script::Spaced,
        letter if letter.is_alphanumeric() => Script::Spaced,
        _ => Script::None,
    }
}

/// Whether a word may end between two letters.
pub(super) fn is_boundary(before: char, after: char) -> bool {
    let (before, after) = (script(before), script(after));
    before != after || matches!(before, Script::Unspaced | Script::None)
}

/// Whether a letter is a part of words.
pub(super) fn is_letter(letter: char) -> bool {
    script(letter) != Script::None
}

/// Whether a letter may be a word by itself, as nothing sets words apart.
pub(super) fn is_unspaced(letter: char) -> bool {
    script(letter) == Script::Unspaced
}
