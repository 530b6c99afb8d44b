//! A text as it is compared: the words in it, in small letters and without accents.

use crate::insight::script::{is_boundary, is_letter};
use std::ops::Range;

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
        if before.is_some() && is_mark(letter) {
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
    for lower in letter.to_lowercase() {
        match lower {
            // Letters that are two, and some that Unicode does not take apart, as people write them who have no such key.
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ĳ' => into.push_str("ij"),
            'ø' => into.push('o'),
            'ł' => into.push('l'),
            'đ' | 'ð' => into.push('d'),
            'ı' => into.push('i'),
            // As wide as a letter of Chinese.
            '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => into.extend(char::from_u32(lower as u32 - 0xfee0)),
            lower if is_mark(lower) => {}
            lower => into.push(without_accent(lower)),
        }
    }
}

fn without_accent(letter: char) -> char {
    if letter >= '\u{2000}' {
        return letter;
    }
    let group = ACCENTED.iter().find(|group| group.chars().skip(1).any(|other| other == letter));
    group.and_then(|group| group.chars().next()).unwrap_or(letter)
}

/// Marks that are put on the letter before them, or that join it with the next one.
const fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c5}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters with accents behind the letter that they are without, of Latin, Greek and Cyrillic. The tables of a library for all of
/// Unicode would be a quarter of the whole program.
const ACCENTED: &[&str] = &[
    "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
    "bḃḅḇ",
    "cçćĉċčḉ",
    "dďḋḍḏḑḓ",
    "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
    "fḟ",
    "gĝğġģǧǵḡ",
    "hĥȟḣḥḧḩḫẖ",
    "iìíîïĩīĭįǐȉȋḭḯỉị",
    "jĵǰ",
    "kķǩḱḳḵ",
    "lĺļľḷḹḻḽ",
    "mḿṁṃ",
    "nñńņňǹṅṇṉṋ",
    "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
    "pṕṗ",
    "rŕŗřȑȓṙṛṝṟ",
    "sśŝşšſșṡṣṥṧṩẛ",
    "tţťțṫṭṯṱẗ",
    "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
    "vṽṿ",
    "wŵẁẃẅẇẉẘ",
    "xẋẍ",
    "yýÿŷȳẏẙỳỵỷỹ",
    "zźżžẑẓẕ",
    "æǣǽ",
    "øǿ",
    "ʒǯ",
    "ʹʹ",
    "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
    "βϐ",
    "εέϵἐἑἒἓἔἕὲέ",
    "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
    "θϑ",
    "ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ",
    "κϰ",
    "οόὀὁὂὃὄὅὸό",
    "πϖ",
    "ρϱῤῥ",
    "ςϲ",
    "υΰϋύϒϓϔὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ",
    "φϕ",
    "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
    "аӑӓ",
    "гѓ",
    "еѐёӗ",
    "жӂӝ",
    "зӟ",
    "ийѝӣӥ",
    "кќ",
    "оӧ",
    "уўӯӱӳ",
    "чӵ",
    "ыӹ",
    "эӭ",
    "ії",
    "ѵѷ",
    "әӛ",
    "өӫ",
];

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_compared_without_accents_and_marks() {
        for (text, expected) in [
            ("Ångström", &["angstrom"][..]),
            ("utm_source=News", &["utm", "source", "news"]),
            ("Straße Łódź", &["strasse", "lodz"]),
            // The same letters, written as a letter and its accent.
            ("Cafe\u{301} Lo\u{308}fgren", &["cafe", "lofgren"]),
            ("Ελένη", &["ελενη"]),
            ("ёлка", &["елка"]),
            ("ＡＢＭ１", &["abm1"]),
            ("Tiếng Việt", &["tieng", "viet"]),
            ("マーケティング担当", &["マーケティング", "担", "当"]),
            ("مُدِير", &["مدير"]),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    /// The table is what Unicode says of these scripts.
    #[test]
    fn accents_are_those_of_unicode() {
        for letter in ('\u{c0}'..='\u{24f}').chain('\u{370}'..='\u{4ff}').chain('\u{1e00}'..='\u{1fff}') {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            let base: String =
                lower.nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase).collect();
            if lower.is_alphabetic() && base.chars().count() == 1 && base.chars().all(char::is_alphabetic) {
                let expected = if "łđðøı".contains(lower) { continue } else { base };
                assert_eq!(without_accent(lower).to_string(), expected, "{letter}");
            }
        }
    }
}
