//! Acronyms in a text: which words are one, and whether the text says right there what they stand for.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words of capitals that need no definition in any company: what everybody knows, files, days, places, money, time; and the
/// company of which examples tell, ABC or XYZ.
const WELL_KNOWN: &str = "OK EU USA UK US UN UAE DE FR AT CH URL URI PDF CSV FAQ HTML HTTP HTTPS CSS XML JSON ZIP PNG JPG \
    JPEG GIF SVG XLS XLSX DOC DOCX PPT PPTX TXT MP3 MP4 USB PC ID IDS IT HR PR CEO CFO CMO COO CTO CIO CRO VP AM PM TV QR \
    SMS PIN FYI ASAP RSVP ETA TBD TBA TODO NA NB PS AI API CRM UTM GPS FTP WWW DVD CD B2B B2C AKA EG IE USD EUR GBP JPY \
    CHF UTC GMT CET CEST EST EDT CST PST PDT ISO UTF XS XL XXL DIY VIP NGO GMBH AG SA INC LTD LLC PLC CO ABC \
    XYZ";

/// Words that people write in capitals to be heard.
const SHOUTED: &str = "A ALL ALWAYS AND ANY ARE AS ASK BAD BE BEFORE AFTER BUT BY CALL CAN CANNOT DAY DO DOES DON DONE DRAFT \
    EACH END EVER EVERY FIRST FOR FROM GET GO GOOD HAS HAVE HOW IF IN IS ISN LAST MAY MORE MUST NEED NEVER NEW NEXT NO NOT \
    NOTE NOW OF OFF OLD ON ONCE ONE ONLY OR OUR OUT PER PLEASE READ SAME SEE SEND SHALL SO STOP TEST THAT THE THEN THIS TO \
    TOO TWO UP USE VERY WAIT WARN WAS WE WHAT WHEN WHO WHY WILL WITH YES YET YOU YOUR HOT WARM COLD HIGH LOW LEAD LEADS \
    SALES TEAM TEAMS EMAIL EMAILS FORM FORMS DATA OPEN CLOSED WON LOST TRUE FALSE NULL AD ADS";

/// Both lists. Almost every acronym is looked up in it.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| WELL_KNOWN.split_whitespace().chain(SHOUTED.split_whitespace()).collect());

/// No acronym is longer than this, in bytes.
pub const LONGEST: usize = 32;

/// A word of two to six capitals, perhaps with a small letter in front, digits in it, and an `s` for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acronym<'t> {
    /// Without the `s` of the plural.
    pub text: &'t str,
    /// Whether the text spells it out: “service level agreement (SLA)”, “SLA (service level agreement)”.
    pub is_explained: bool,
}

/// The acronyms of a text in which there is no code any more, in order, as often as they are there. Without well-known ones,
/// Roman numerals, patterns of dates, and capitals that are only loud.
pub fn in_prose(text: &str) -> impl Iterator<Item = Acronym<'_>> {
    let words: Vec<Range<usize>> = words(text);
    let loud = loud(text, &words);
    words.into_iter().zip(loud).filter(|(_, is_loud)| !is_loud).filter_map(|(word, _)| {
        let acronym = singular(&text[word.clone()]);
        let is_meant = is_acronym(acronym) && !is_other(acronym);
        is_meant.then(|| Acronym { text: acronym, is_explained: is_explained(text, &word, acronym) })
    })
}

/// Whether there may be an acronym in a text: quickly, as there is none in most.
#[must_use]
pub fn may_be_in(text: &str) -> bool {
    let mut is_begun = false;
    for byte in text.bytes() {
        let is_capital = byte.is_ascii_uppercase();
        if is_begun && (is_capital || byte.is_ascii_digit()) {
            return true;
        }
        is_begun = is_capital;
    }
    !text.is_ascii() && text.chars().any(|letter| !letter.is_ascii() && letter.is_uppercase())
}

/// The first letters of a name of several words, in small letters: “mql” for “Marketing-qualified lead”. Nothing for a name
/// of one word.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let first = |word: &&str| word.chars().next();
    if words.len() < 2 { String::new() } else { words.iter().filter_map(first).collect::<String>().to_lowercase() }
}

/// Words of capitals, with what stands between white space looked at as a whole: addresses, file names, channels and
/// identifiers are none.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // A capital of its own is no acronym, but may stand in a sentence in capitals.
    for chunk in text.split_whitespace().filter(|chunk| chunk.len() == 1 || may_be_in(chunk)) {
        // As the text is not copied, the distance is the place.
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        if is_prose(chunk) {
            words_of(chunk, start, &mut found);
        }
    }
    found
}

fn is_prose(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '/' | '\\' | '@'));
    let begins_as =
        |marks: &[char]| inner.strip_prefix(marks).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let is_site = inner.starts_with("www.") || inner.starts_with("mailto:") || inner.contains("://");
    let is_path =
        begins_as(&['/']) || inner.contains('\\') || inner.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    !(is_site || is_path || begins_as(&['#']) || inner.contains(['@', '_']))
}

fn words_of(chunk: &str, start: usize, found: &mut Vec<Range<usize>>) {
    // Letters that are neither small nor large, as those of Japanese, are no part of the word beside them.
    let is_part = |c: char| c.is_ascii_digit() || c.is_uppercase() || c.is_lowercase() || c == '&';
    let mut from = 0;
    while let Some(begin) = chunk[from..].find(is_part).map(|at| from + at) {
        let end = chunk[begin..].find(|c| !is_part(c)).map_or(chunk.len(), |length| begin + length);
        let behind = chunk[end..].strip_prefix('-').unwrap_or_default();
        // `COVID-19`, `MKT-123`: the name of one thing.
        if !behind.starts_with(|c: char| c.is_ascii_digit()) {
            found.push(start + begin..start + end);
        }
        from = end;
    }
}

/// Which of the words stand among others in capitals: three in a row or more are a sentence in capitals.
fn loud(text: &str, words: &[Range<usize>]) -> Vec<bool> {
    let is_large = |word: &Range<usize>| {
        let word = &text[word.clone()];
        word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
    };
    let mut loud = vec![false; words.len()];
    let mut start = 0;
    for at in 1..=words.len() {
        let goes_on = words.get(at).is_some_and(|word| {
            is_large(word) && is_large(&words[at - 1]) && text[words[at - 1].end..word.start].chars().all(|c| c == ' ')
        });
        if !goes_on {
            if at - start >= 3 {
                loud[start..at].fill(true);
            }
            start = at;
        }
    }
    loud
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.ends_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) => one,
        _ => word,
    }
}

pub(super) fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    if letters.peek().is_some_and(|first| first.is_lowercase()) {
        letters.next();
    }
    let (mut count, mut capitals) = (0, 0);
    let begins_well = letters.peek().is_some_and(|first| first.is_uppercase());
    let fits = letters.all(|letter| {
        count += 1;
        capitals += usize::from(letter.is_uppercase());
        letter.is_uppercase() || letter.is_ascii_digit()
    });
    fits && begins_well && capitals >= 2 && (2..=6).contains(&count)
}

fn is_other(word: &str) -> bool {
    COMMON.contains(word) || is_roman(word) || word.chars().all(|c| "YMDHQW".contains(c))
}

/// I to XXXIX.
fn is_roman(word: &str) -> bool {
    let rest = word.trim_start_matches('X');
    word.len() - rest.len() <= 3 && ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(&rest)
}

/// Marks that may stand between a word and its brackets.
const MARKS: [char; 8] = ['*', '_', '“', '”', '"', '\'', '‘', '’'];

fn is_explained(text: &str, word: &Range<usize>, acronym: &str) -> bool {
    let line_start = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[word.end..].find('\n').map_or(text.len(), |at| word.end + at);
    let before = text[line_start..word.start].trim_end_matches(MARKS);
    let after = text[word.end..line_end].trim_start_matches(MARKS);
    is_short_for(before, after, acronym) || is_spelled_out(after, acronym)
}

/// “service level agreement (SLA)”
fn is_short_for(before: &str, after: &str, acronym: &str) -> bool {
    match before.strip_suffix(['(', '（']) {
        Some(phrase) if after.starts_with([')', '）', ',', ';']) => {
            let start = phrase.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
            stands_for(&phrase[start..], acronym)
        }
        _ => false,
    }
}

/// “SLA (service level agreement)”, “SLA: service level agreement”, “SLA stands for service level agreement”
fn is_spelled_out(after: &str, acronym: &str) -> bool {
    let after = after.trim_start();
    if let Some((phrase, _)) = after.strip_prefix(['(', '（']).and_then(|phrase| phrase.split_once([')', '）'])) {
        let count = phrase.split_whitespace().count();
        let is_short = (2..=acronym.len() + 1).contains(&count);
        return stands_for(phrase, acronym) || (is_short && is_within(phrase, acronym));
    }
    let signs = [":", "=", "–", "—", "- ", "stands for", "is short for", ", short for", "means"];
    signs.iter().find_map(|sign| after.strip_prefix(sign)).is_some_and(|phrase| {
        let phrase = phrase.split(['.', ';', ',', '(']).next().unwrap_or_default();
        stands_for(&phrase.chars().take(120).collect::<String>(), acronym)
    })
}

fn letters_of(acronym: &str) -> Vec<char> {
    acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether words of the phrase begin with the letters, one after the other, with at most one other word between two: “return
/// on ad spend”.
fn stands_for(phrase: &str, acronym: &str) -> bool {
    let letters = letters_of(acronym);
    let first = |word: &str| word.chars().next().and_then(|c| c.to_lowercase().next());
    let words: Vec<_> = phrase.split(|c: char| !c.is_alphanumeric()).filter_map(first).collect();
    (0..words.len()).any(|start| begins_with(&words[start..], &letters))
}

fn begins_with(words: &[char], letters: &[char]) -> bool {
    let Some((letter, others)) = letters.split_first() else { return true };
    let Some((word, after)) = words.split_first() else { return false };
    let next = after.get(1..).unwrap_or_default();
    word == letter && (others.is_empty() || begins_with(after, others) || begins_with(next, others))
}

/// Whether the phrase has the letters in this order, and begins with the first: “extended markup” has XM no more than EMU,
/// but EM.
fn is_within(phrase: &str, acronym: &str) -> bool {
    let mut letters = letters_of(acronym).into_iter().peekable();
    let mut phrase = phrase.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).peekable();
    if phrase.peek() != letters.peek() {
        return false;
    }
    letters.all(|letter| phrase.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::arbitrary;
    use proptest::prelude::*;

    #[test]
    fn acronyms_are_seen_and_other_words_are_not() {
        for (text, expected) in [
            ("An MQL is no iMQL.", &["MQL", "iMQL"][..]),
            ("MQLs, SLA’s and SALs' owner", &["MQL", "SLA", "SAL"]),
            ("**MQL**/SQL, (SAL) and _TQL_; “PQL”", &["MQL", "SQL", "SAL", "TQL", "PQL"]),
            ("| MQL | SQL |\n|---|---|", &["MQL", "SQL"]),
            ("non-MQL, MQL-owner, B2B2C, GA4", &["MQL", "MQL", "B2B2C", "GA4"]),
            ("MQLを渡す。次はSQL", &["MQL", "SQL"]),
            ("США, BÜV", &["США", "BÜV"]),
            ("OK in the EU, UK and USA: a PDF by 5 PM", &[]),
            ("Q4, A4, H1, 5G, 100KB, 42, 10AM", &[]),
            ("II, III, XIV and XXXIX", &[]),
            ("COVID-19, UTF-8, MKT-123", &[]),
            ("YYYY-MM and DD", &[]),
            ("If three people at XYZ sign up, and two at ABC Ltd", &[]),
            ("NEVER do this, ONLY that", &[]),
            ("DO WHAT ALEX SAYS NOW", &[]),
            ("a McDONALD, an eBay, an iPhone, Mqls, ABCDEFG", &[]),
            ("see https://example.com/MQL, www.MQL.de/ABM or a@MQL.de, example.com/MQL", &[]),
            ("in #MQL-help or /Legal/MQL or C:\\MQL or FOO_BAR", &[]),
            ("R&D, AT&T, Q&A", &[]),
        ] {
            let found: Vec<_> = in_prose(text).map(|acronym| acronym.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_spelled_out_is_explained() {
        for (text, is_explained) in [
            ("a service level agreement (SLA)", true),
            ("a Service-Level **Agreement** (*SLA*)", true),
            ("a service level agreement (SLA, in hours)", true),
            ("SLA (service level agreement)", true),
            ("**SLA** (service level agreement)", true),
            ("SLAs (service level agreements)", true),
            ("SLA: service level agreement, in hours", true),
            ("SLA – service level agreement", true),
            ("SLA stands for service level agreement.", true),
            ("return on ad spend (ROAS)", true),
            ("business to business to consumer (B2B2C)", true),
            ("ABX (accountbased experience)", true),
            ("the SLA", false),
            ("how fast we are (SLA)", false),
            ("SLA (see below)", false),
            ("SLA (in hours)", false),
            ("SLA: within 24 hours", false),
            ("a service level agreement\n(SLA)", false),
            ("(SLA", false),
        ] {
            let found: Vec<_> = in_prose(text).map(|acronym| acronym.is_explained).collect();
            assert_eq!(found, [is_explained], "{text}");
        }
    }

    #[test]
    fn initials_are_those_of_several_words() {
        for (name, expected) in
            [("Marketing-qualified lead", "mql"), ("Google Analytics 4", "ga4"), ("HubSpot", ""), ("", "")]
        {
            assert_eq!(initials(name), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in prop_oneof![arbitrary::text(), "[A-C a(:)&#/sß年\n-]{0,40}"]) {
            for acronym in in_prose(&text) {
                prop_assert!(text.contains(acronym.text) && may_be_in(&text));
            }
        }
    }
}
