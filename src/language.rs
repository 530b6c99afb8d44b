//! What the interface says, in the language of whoever reads it.
//!
//! The texts in the source are English, and are what a text is looked up by; `assets/texts-de.json` and its like have the same
//! texts in other languages, one file a language, and `assets/texts-de-more.json` what only the later parts of the app say. A
//! program is told its language once, before it says anything. What stands in a playbook is not touched: it is what people wrote.
//! A text that a language lacks is English.

use chrono::NaiveDate;
use std::cmp::Ordering;
use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

/// The language that this program speaks; none before it is told, and in tests: then it is English.
static SPOKEN: OnceLock<Language> = OnceLock::new();

/// How a day is written where it is spoken; nobody knows before it is told.
static DAYS: OnceLock<fn(NaiveDate) -> String> = OnceLock::new();

/// The alphabet of where it is spoken, for what has more than plain letters.
static ALPHABET: OnceLock<fn(&str, &str) -> Ordering> = OnceLock::new();

/// What an English text of ours is in some language: [`tr`] in that of the interface.
pub type Word = fn(&'static str) -> &'static str;

/// A language, and where it is spoken.
#[derive(Debug)]
pub struct Language {
    /// English texts with what they are here, in the order of the English ones: a table to look a text up in would be larger.
    texts: Vec<(String, String)>,
    /// How a number of 1,000 or more is written there. Smaller ones are the same everywhere, and need not wake what a
    /// browser knows of languages: the first time, that takes as long as all else that `assets/startup.js` does.
    number: fn(u64) -> String,
}

impl Language {
    /// English texts with what they are, in turn, sorted; and how a number of 1,000 or more is written.
    pub fn new(all: impl IntoIterator<Item = String>, number: fn(u64) -> String) -> Self {
        let mut texts = Vec::new();
        let mut all = all.into_iter();
        while let (Some(english), Some(translated)) = (all.next(), all.next()) {
            texts.push((english, translated));
        }
        Self { texts, number }
    }

    fn find(&self, english: &str) -> Option<&str> {
        let place = self.texts.binary_search_by(|(text, _)| text.as_str().cmp(english)).ok()?;
        self.texts.get(place).map(|(_, translated)| translated.as_str())
    }

    /// See [`fill`].
    fn fill(&self, english: &str, values: &[&dyn Display]) -> String {
        filled(english, self.find(english).unwrap_or(english), values)
    }
}

/// A pattern with values in it. Names of places are those of the English one.
#[must_use]
pub fn filled(english: &str, pattern: &str, values: &[&dyn Display]) -> String {
    let names: Vec<&str> = pieces(english).filter_map(|(_, name)| name).collect();
    let (mut filled, mut next) = (String::new(), 0);
    for (text, name) in pieces(pattern) {
        filled.push_str(text);
        let Some(name) = name else { continue };
        let place = if name.is_empty() {
            next += 1;
            names.iter().enumerate().filter(|(_, known)| known.is_empty()).map(|(place, _)| place).nth(next - 1)
        } else {
            name.parse().ok().or_else(|| names.iter().position(|known| *known == name))
        };
        if let Some(value) = place.and_then(|place| values.get(place)) {
            // A text takes whatever is written.
            let _ = write!(filled, "{value}");
        }
    }
    filled
}

/// The texts of a pattern, each with the name in the braces behind it; none behind the last.
fn pieces(pattern: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(pattern);
    std::iter::from_fn(move || {
        let text = rest?;
        let piece = text.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)));
        match piece {
            Some((before, (name, after))) => {
                rest = Some(after);
                Some((before, Some(name)))
            }
            None => {
                rest = None;
                Some((text, None))
            }
        }
    })
}

/// Tells this program its language. Only the first time counts: what was said already stays said.
pub fn speak(language: Language) {
    let _ = SPOKEN.set(language);
}

/// A text of the interface, as it is read. What is not known is said as it is.
#[must_use]
pub fn tr(english: &'static str) -> &'static str {
    SPOKEN.get().and_then(|language| language.find(english)).unwrap_or(english)
}

/// A text of the interface with values in it: what `tr!` makes of a text with braces. The values stand in the order of their
/// places in English, one for each; a translation has them in its own order, by their names or their numbers.
#[must_use]
pub fn fill(english: &str, values: &[&dyn Display]) -> String {
    match SPOKEN.get() {
        Some(language) => language.fill(english, values),
        None => filled(english, english, values),
    }
}

/// A number as people write it: 12,345.
#[must_use]
pub fn number(number: u64) -> String {
    match SPOKEN.get() {
        _ if number < 1_000 => number.to_string(),
        Some(language) => (language.number)(number),
        None => with_commas(number),
    }
}

/// As in English.
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Tells this program how to write days. Only the first time counts.
pub fn write_days(write: fn(NaiveDate) -> String) {
    let _ = DAYS.set(write);
}

/// A day as people write it: 5 Dec 2026 for `2026-12-05`. What is no day, and all before it is known how, is as it is.
#[must_use]
pub fn day(text: &str) -> String {
    day_as(text, DAYS.get().copied())
}

fn day_as(text: &str, write: Option<fn(NaiveDate) -> String>) -> String {
    let written = write.zip(text.parse().ok()).map(|(write, day)| write(day));
    written.unwrap_or_else(|| text.to_owned())
}

/// Tells this program the alphabet, for what has more than letters without accents, digits and spaces. Only the first time counts.
pub fn sort_by_alphabet(compare: fn(&str, &str) -> Ordering) {
    let _ = ALPHABET.set(compare);
}

/// The order of two texts in a list that people look something up in. Where no alphabet is known, that of their small letters.
#[must_use]
pub fn alphabetical(a: &str, b: &str) -> Ordering {
    // In every language that there are texts in: spaces, digits, letters, and small ones first where nothing else differs. To ask for
    // each of them would take a second with ten thousand terms.
    let is_plain = |text: &str| text.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphanumeric());
    match ALPHABET.get() {
        Some(compare) if !is_plain(a) || !is_plain(b) => compare(a, b),
        _ => a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| b.cmp(a)),
    }
}

/// "no entries", "1 entry", "2 entries".
#[must_use]
pub fn count(many: impl TryInto<u64>, one: &'static str, several: &'static str) -> String {
    match many.try_into().unwrap_or_default() {
        0 => fill("no {}", &[&tr(several)]),
        1 => fill("1 {}", &[&tr(one)]),
        many => format!("{} {}", number(many), tr(several)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(texts: &[&str]) -> Language {
        Language::new(texts.iter().map(|text| (*text).to_owned()), |number| number.to_string())
    }

    #[test]
    fn what_is_no_day_is_as_it_is() {
        let german = |text| day_as(text, Some(|day| day.format("%-d.%-m.%Y").to_string()));
        assert_eq!(german("2026-12-05"), "5.12.2026");
        for text in ["", "soon", "2026", "2026-12", "2026-13-01", "2026-02-30", "+026-12-05-1"] {
            assert_eq!(german(text), text);
        }
        assert_eq!(day("2026-12-05"), "2026-12-05", "nobody said how");
    }

    #[test]
    fn a_list_is_sorted_as_people_do() {
        let mut list = ["Win rate", "mql", "SLA", "MQL", "1 day", "Mqa", "10 days", "a b", "ab"];
        list.sort_by(|a, b| alphabetical(a, b));
        assert_eq!(list, ["1 day", "10 days", "a b", "ab", "Mqa", "mql", "MQL", "SLA", "Win rate"]);
    }

    #[test]
    fn a_translation_has_the_values_in_its_own_order() {
        let german = |english: &str, translated: &str, values: &[&dyn Display]| {
            language(&[english, translated]).fill(english, values)
        };
        for (english, translated, values, said) in [
            ("Add {}", "{} hinzufügen", &["Tool"][..], "Tool hinzufügen"),
            ("{name} of {whole}", "{whole}: {name}", &["a", "b"], "b: a"),
            ("{} of {}", "{1}/{0}", &["a", "b"], "b/a"),
            ("{} of {}", "{} von {}", &["a", "b"], "a von b"),
            ("{a}, {b}, {a}", "{b}{b}{a}", &["1", "2", "1"], "221"),
            ("{name} moved to {}", "{} hat jetzt {name}", &["a", "b"], "b hat jetzt a"),
            ("{name} moved to {}", "{1}: {0}", &["a", "b"], "b: a"),
            ("Undo", "Rückgängig", &[], "Rückgängig"),
            // What is no place is what it is.
            ("{a}", "{b}{a}{", &["1"], "1{"),
        ] {
            let values: Vec<&dyn Display> = values.iter().map(|value| value as &dyn Display).collect();
            assert_eq!(german(english, translated, &values), said, "{translated:?}");
        }
    }

    #[test]
    fn what_has_no_translation_is_english() {
        assert_eq!(tr("Undo"), "Undo");
        assert_eq!(fill("{title} was {what}", &[&"A", &"moved"]), "A was moved");
        assert_eq!(fill("{a} and {a} and {b}", &[&1, &1, &2]), "1 and 1 and 2");
        for (many, said) in [(0, "no entries"), (1, "1 entry"), (999, "999 entries"), (1_234_567, "1,234,567 entries")]
        {
            assert_eq!(count(many, "entry", "entries"), said);
        }
    }
}
