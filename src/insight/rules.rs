//! Rules of lead sources, as a program can apply them: which one a visit matches, and which one hides another.

use super::Book;
use crate::model::{Entry, Field, Kind};

/// The fields of a rule that can be compared with an address; any other condition is for people to judge.
pub const COMPARED: [Field; 5] =
    [Field::UtmSource, Field::UtmMedium, Field::UtmCampaign, Field::Referrer, Field::LandingPage];

/// A condition on a text, without regard to capitals.
///
/// Alternatives stand between commas: `linkedin.com, x.com`. Each is the text itself, or a text with `*` for anything:
/// `google.*`. Words in front say it otherwise: `contains brand`, `starts with partner-`, `ends with .jp`, `not google`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    is_negated: bool,
    patterns: Vec<Pattern>,
}

/// The pieces between asterisks. `a*b` is `["a", "b"]`, what contains `a` is `["", "a", ""]`, `a` itself is `["a"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern(Vec<String>);

#[derive(Clone, Copy)]
enum Operator {
    Is,
    Contains,
    StartsWith,
    EndsWith,
}

const OPERATORS: [(&str, Operator); 13] = [
    ("contains ", Operator::Contains),
    ("contain ", Operator::Contains),
    ("includes ", Operator::Contains),
    ("starts with ", Operator::StartsWith),
    ("start with ", Operator::StartsWith),
    ("begins with ", Operator::StartsWith),
    ("ends with ", Operator::EndsWith),
    ("end with ", Operator::EndsWith),
    ("equals ", Operator::Is),
    ("is one of ", Operator::Is),
    ("one of ", Operator::Is),
    ("is ", Operator::Is),
    ("= ", Operator::Is),
];

const NEGATIONS: [&str; 9] =
    ["is not ", "isn't ", "isn’t ", "does not ", "doesn't ", "doesn’t ", "not ", "!= ", "is none of "];

impl Condition {
    /// Reads what people wrote into a field of a rule. `None` for a field in which nothing stands.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return None;
        }
        let positive = NEGATIONS.iter().find_map(|negation| text.strip_prefix(negation));
        let mut operator = Operator::Is;
        let mut patterns = Vec::new();
        for item in positive.unwrap_or(&text).split([',', ';', '|']).flat_map(|item| item.split(" or ")) {
            let item = item.trim();
            let item = match OPERATORS.iter().find_map(|(words, read)| Some((item.strip_prefix(words)?, *read))) {
                Some((rest, read)) => {
                    operator = read;
                    rest
                }
                None => item,
            };
            let item = item.trim_matches(|c: char| c.is_whitespace() || "\"'“”„‘’`".contains(c));
            if !item.is_empty() {
                patterns.push(Pattern::of(operator, item));
            }
        }
        if patterns.is_empty() {
            patterns.push(Pattern::of(Operator::Is, &text));
        }
        Some(Self { is_negated: positive.is_some(), patterns })
    }

    /// Whether a text meets the condition. What to do where there is no text at all is for the caller to say.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.patterns.iter().any(|pattern| pattern.fits(&text)) != self.is_negated
    }

    /// Whether every text that meets the other condition meets this one, too. Says so only where that is certain.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let cover = |ours: &[Pattern], theirs: &[Pattern]| {
            theirs.iter().all(|theirs| ours.iter().any(|ours| ours.covers(theirs)))
        };
        match (self.is_negated, other.is_negated) {
            (false, false) => cover(&self.patterns, &other.patterns),
            (true, true) => cover(&other.patterns, &self.patterns),
            (false, true) => self.patterns.iter().any(Pattern::is_all),
            (true, false) => other.patterns.iter().all(|theirs| match theirs.0.as_slice() {
                [text] => !self.patterns.iter().any(|ours| ours.fits(text)),
                _ => false,
            }),
        }
    }

    /// The first alternative, as text, for looking up which other conditions may cover this one. `None` where that can't be
    /// told from it.
    fn first(&self) -> Option<String> {
        (!self.is_negated).then(|| self.patterns.first().map(Pattern::text)).flatten()
    }

    /// The texts of which a condition that this one covers has one as its first alternative, or `None` where it may cover
    /// others.
    fn exact(&self) -> Option<Vec<String>> {
        let are_exact = !self.is_negated && self.patterns.iter().all(|pattern| pattern.0.len() == 1);
        are_exact.then(|| self.patterns.iter().map(Pattern::text).collect())
    }
}

impl Pattern {
    fn of(operator: Operator, text: &str) -> Self {
        let text = match operator {
            Operator::Is => text.to_owned(),
            Operator::Contains => format!("*{text}*"),
            Operator::StartsWith => format!("{text}*"),
            Operator::EndsWith => format!("*{text}"),
        };
        Self(text.split('*').map(str::to_owned).collect())
    }

    fn text(&self) -> String {
        self.0.join("*")
    }

    fn is_all(&self) -> bool {
        self.0.len() > 1 && self.0.iter().all(String::is_empty)
    }

    fn fits(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.0.as_slice() else {
            return self.0.first().is_some_and(|only| only == text);
        };
        let Some(rest) = text.strip_prefix(first.as_str()) else { return false };
        let Some(mut rest) = rest.strip_suffix(last.as_str()) else { return false };
        for piece in middle {
            match rest.find(piece.as_str()) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
        true
    }

    /// An asterisk of the other one is a letter that only an asterisk of this one takes.
    fn covers(&self, other: &Self) -> bool {
        self.fits(&other.text())
    }
}

/// A rule of a lead source that may still be chosen.
#[derive(Debug, Clone)]
pub struct Rule<'p> {
    /// The source that it chooses.
    pub source: &'p Entry,
    /// The rule.
    pub entry: &'p Entry,
    /// Which of the rules of its source it is, from 1.
    pub number: usize,
    /// What can be compared. All of them must be met.
    pub conditions: Vec<(Field, Condition)>,
    /// The condition in words, in small letters; empty where there is none.
    pub other: String,
}

impl<'p> Rule<'p> {
    /// Reads one rule.
    #[must_use]
    pub fn of(source: &'p Entry, entry: &'p Entry, number: usize) -> Self {
        let read = |field: &Field| Condition::parse(entry.text(*field)).map(|condition| (*field, condition));
        let other = entry.text(Field::OtherCondition).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Self { source, entry, number, conditions: COMPARED.iter().filter_map(read).collect(), other }
    }

    /// Whether it says nothing at all. Such a rule matches nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && self.other.is_empty()
    }

    /// Whether everything that the other rule matches is matched by this one, too. Says so only where that is certain.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let has = |(field, ours): &(Field, Condition)| {
            other.conditions.iter().any(|(theirs_field, theirs)| theirs_field == field && ours.covers(theirs))
        };
        !self.is_empty() && (self.other.is_empty() || self.other == other.other) && self.conditions.iter().all(has)
    }

    /// Under which words it is looked up: those of its first condition. `None` where it may cover rules that have none of
    /// them.
    pub(super) fn index(&self) -> Option<(Option<Field>, Vec<String>)> {
        match self.conditions.first() {
            Some((field, condition)) => condition.exact().map(|words| (Some(*field), words)),
            None => Some((None, vec![self.other.clone()])),
        }
    }

    /// The words under which rules that cover this one are found.
    pub(super) fn look_up(&self) -> impl Iterator<Item = (Option<Field>, String)> {
        let firsts = self.conditions.iter().filter_map(|(field, condition)| Some((Some(*field), condition.first()?)));
        firsts.chain((!self.other.is_empty()).then(|| (None, self.other.clone())))
    }
}

/// The rules of all sources that may still be chosen, in the order in which they are read: source by source, each list from the
/// top.
#[must_use]
pub fn in_order<'p>(book: &Book<'p>) -> Vec<Rule<'p>> {
    let sources = book.all(Kind::LeadSource).filter(|source| source.flag(Field::Active));
    let rules = sources.flat_map(|source| {
        let rules = book.parts(source.id, Kind::SourceRule).zip(1..);
        rules.map(|(rule, number)| Rule::of(source, rule, number)).collect::<Vec<_>>()
    });
    rules.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn condition(text: &str) -> Condition {
        Condition::parse(text).unwrap_or_else(|| panic!("{text} says nothing"))
    }

    #[test]
    fn conditions_match_what_people_mean() {
        for (text, matching, others) in [
            ("google", &["google", " Google "][..], &["google.com", "", "goog"][..]),
            ("is google", &["google"], &["is google"]),
            ("= “google”", &["google"], &["“google”"]),
            ("contains brand", &["brand", "my-BRAND-2"], &["bran", ""]),
            ("contains brand, product", &["a brand", "a product"], &["a band"]),
            ("starts with partner-", &["partner-a", "partner-"], &["a partner-"]),
            ("ends with .jp", &["a.jp"], &["a.jp/b"]),
            ("linkedin.com, x.com, youtube.com", &["linkedin.com", "x.com"], &["a.x.com", ","]),
            ("google or bing", &["google", "bing"], &["google or bing"]),
            ("google.*, bing.com", &["google.com", "google.co.jp", "bing.com"], &["google", "bing.de"]),
            ("/events/*", &["/events/", "/events/a/b"], &["/events", "/a/events/"]),
            ("*a*b*", &["ab", "xaxbx"], &["ba", "a"]),
            ("ab*ba", &["abba", "abxba"], &["aba"]),
            ("*", &["", "a"], &[]),
            ("not google", &["bing", ""], &["google"]),
            ("does not contain brand", &["a"], &["a brand"]),
            ("is not google, bing", &["yahoo"], &["google", "bing"]),
            (", ,", &[", ,"], &["", "a"]),
        ] {
            for value in matching {
                assert!(condition(text).matches(value), "{text} and {value}");
            }
            for value in others {
                assert!(!condition(text).matches(value), "{text} and not {value}");
            }
        }
        assert_eq!(Condition::parse("  "), None);
    }

    #[test]
    fn a_condition_covers_narrower_ones() {
        for (wide, narrow, expected) in [
            ("google", "Google", true),
            ("google, bing", "bing", true),
            ("bing", "google, bing", false),
            ("contains brand", "my-brand", true),
            ("contains brand", "starts with brand-", true),
            ("contains brand", "contains brand-new", true),
            ("starts with brand", "contains brand", false),
            ("google.*", "google.com, google.de", true),
            ("google.*", "google*", false),
            ("*", "anything", true),
            ("*", "not google", true),
            ("google", "*", false),
            ("not google", "bing", true),
            ("not google", "google, bing", false),
            ("not google", "not google, bing", true),
            ("not google, bing", "not google", false),
            ("not contains brand", "contains brand", false),
            ("not google", "starts with b", false),
        ] {
            assert_eq!(condition(wide).covers(&condition(narrow)), expected, "{wide} and {narrow}");
        }
    }

    fn anything() -> impl Strategy<Value = String> {
        "(not |does not )?(contains? |starts with |ends with |is )?[ab*]{1,4}((,| or )( ?contains )?[ab*]{0,3}){0,2}"
    }

    proptest! {
        #[test]
        fn covering_is_certain(wide in anything(), narrow in anything(), values in proptest::collection::vec("[ab]{0,5}", 30)) {
            let (wide, narrow) = (condition(&wide), condition(&narrow));
            if wide.covers(&narrow) {
                for value in values.iter().filter(|value| narrow.matches(value)) {
                    prop_assert!(wide.matches(value), "{} {:?} {:?}", value, wide, narrow);
                }
            }
        }

        #[test]
        fn every_condition_covers_itself(text in anything()) {
            prop_assert!(condition(&text).covers(&condition(&text)));
        }

        #[test]
        fn any_text_is_a_condition(text in crate::model::arbitrary::line(), value in crate::model::arbitrary::line()) {
            let condition = Condition::parse(&text);
            prop_assert_eq!(condition.is_none(), text.trim().is_empty());
            // Each text is taken by a condition or by its opposite.
            let opposite = Condition::parse(&format!("not {text}"));
            if let (Some(condition), Some(opposite)) = (condition.filter(|condition| !condition.is_negated), opposite) {
                prop_assert!(condition.matches(&value) || opposite.matches(&value));
            }
        }
    }
}
