//! Which source a visit gets, and which rule for opportunities fits a situation.

use super::Book;
use super::rules::{COMPARED, Rule, in_order};
use crate::model::{Entry, Field, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a visit: the words that rules are compared with. What is not known is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit(BTreeMap<Field, String>);

impl Visit {
    /// What an address says: its UTM values, and the page that it leads to.
    #[must_use]
    pub fn of_address(address: &str) -> Self {
        let mut visit = Self::default();
        let address = address.trim().split('#').next().unwrap_or_default();
        let (page, query) = address.split_once('?').unwrap_or((address, ""));
        let path = page.split_once("://").map_or(page, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        if !page.is_empty() {
            visit.set(Field::LandingPage, path);
        }
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let field = match name.to_lowercase().as_str() {
                "utm_source" => Field::UtmSource,
                "utm_medium" => Field::UtmMedium,
                "utm_campaign" => Field::UtmCampaign,
                _ => continue,
            };
            visit.set(field, &decoded(value));
        }
        visit
    }

    /// Says what a field is. Of a referrer that is an address, its host counts, without `www`.
    pub fn set(&mut self, field: Field, text: &str) {
        let mut text = text.trim();
        if field == Field::Referrer {
            text = text.split_once("://").map_or(text, |(_, rest)| rest);
            text = text.split(['/', '?']).next().unwrap_or_default();
            text = text.strip_prefix("www.").unwrap_or(text);
        }
        if !text.is_empty() && COMPARED.contains(&field) {
            self.0.insert(field, text.to_owned());
        }
    }

    /// What is known of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all that can be compared in a rule is met.
    fn meets(&self, rule: &Rule<'_>) -> bool {
        rule.conditions.iter().all(|(field, condition)| condition.matches(self.get(*field)))
    }
}

/// The text that was written into an address: `%20` and `+` are spaces.
fn decoded(text: &str) -> String {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, ahead.next().and_then(digit), ahead.next().and_then(digit)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the rules say of a visit.
#[derive(Debug, Clone)]
pub struct Decision<'p> {
    /// Rules that stand in front of the one that wins and would win if what they say in words is so, too.
    pub depends_on: Vec<Rule<'p>>,
    /// The first rule that matches for certain.
    pub winner: Option<Rule<'p>>,
}

/// Reads the rules from the top, as whoever sets the source does.
#[must_use]
pub fn decide<'p>(book: &Book<'p>, visit: &Visit) -> Decision<'p> {
    let mut depends_on = Vec::new();
    for rule in in_order(book) {
        if rule.is_empty() || !visit.meets(&rule) {
            continue;
        }
        if rule.other.is_empty() {
            return Decision { depends_on, winner: Some(rule) };
        }
        depends_on.push(rule);
    }
    Decision { depends_on, winner: None }
}

/// The rules for opportunities that have words in common with a description, the most first, then in their order. With how
/// many words.
#[must_use]
pub fn fitting<'p>(book: &Book<'p>, description: &str) -> Vec<(&'p Entry, usize)> {
    let said = words(description);
    let rules = book.all(Kind::OpportunityRule);
    let mut fitting: Vec<_> = rules
        .map(|rule| (rule, words(rule.name()).intersection(&said).count()))
        .filter(|(_, shared)| *shared > 0)
        .collect();
    fitting.sort_by_key(|(_, shared)| std::cmp::Reverse(*shared));
    fitting
}

/// Words that say something, without their endings: "opened again" has a word in common with "opens".
fn words(text: &str) -> BTreeSet<String> {
    const SHORTEST: usize = 4;
    const STEM: usize = 5;
    const EMPTY: [&str; 12] =
        ["with", "from", "that", "this", "then", "than", "have", "been", "were", "more", "into", "after"];
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| {
        let is_long = word.chars().count() >= SHORTEST || !word.is_ascii() && !word.is_empty();
        (is_long || word.bytes().any(|byte| byte.is_ascii_digit())) && !EMPTY.contains(word)
    });
    words.map(|word| word.chars().take(STEM).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryId, Home, OrderKey, Playbook, PlaybookId, SectionId, StandardSection, Value};

    type Rules<'r> = &'r [&'r [(Field, &'r str)]];

    /// Lead sources, each with the conditions of its rules.
    fn playbook(sources: &[(&str, Rules<'_>)]) -> Playbook {
        let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
        let home = Home::Section(SectionId::Standard(StandardSection::LeadSourceAttribution));
        let mut bits = 0;
        let mut put = |kind, home, order: &OrderKey, values: &[(Field, &str)]| {
            bits += 1;
            let mut entry = Entry::new(EntryId::from_bits(bits), kind, home, order.clone());
            for (field, text) in values {
                assert!(entry.set(*field, Value::Line((*text).to_owned())));
            }
            let id = entry.id;
            playbook.entries.insert(id, entry);
            id
        };
        for ((name, rules), order) in sources.iter().zip(OrderKey::spread(sources.len())) {
            let source = put(Kind::LeadSource, home, &order, &[(Field::Name, name)]);
            for (rule, order) in rules.iter().zip(OrderKey::spread(rules.len())) {
                put(Kind::SourceRule, Home::Entry(source), &order, rule);
            }
        }
        playbook
    }

    #[test]
    fn addresses_say_what_they_say() {
        use Field::{LandingPage, UtmCampaign, UtmMedium, UtmSource};
        for (address, field, text) in [
            ("https://a.example/demo?utm_source=google&utm_medium=cpc#top", UtmSource, "google"),
            ("https://a.example/demo?utm_source=google&utm_medium=cpc", UtmMedium, "cpc"),
            ("https://a.example/demo?UTM_CAMPAIGN=Spring%20sale+1%zz", UtmCampaign, "Spring sale 1%zz"),
            ("https://a.example/demo", LandingPage, "/demo"),
            ("https://a.example", LandingPage, "/"),
            ("/pricing?x=1", LandingPage, "/pricing"),
            ("", LandingPage, ""),
            ("https://a.example/?utm_source=%E6%97%A5", UtmSource, "日"),
            ("https://a.example/?utm_source=%", UtmSource, "%"),
        ] {
            assert_eq!(Visit::of_address(address).get(field), text, "{address}");
        }
        let mut visit = Visit::default();
        visit.set(Field::Referrer, "https://www.google.com/search?q=a");
        assert_eq!(visit.get(Field::Referrer), "google.com");
    }

    #[test]
    fn the_first_rule_that_matches_wins() {
        use Field::{LandingPage, OtherCondition, UtmMedium, UtmSource};
        let playbook = playbook(&[
            (
                "Event",
                &[&[(OtherCondition, "came in on a list")], &[(UtmMedium, "qr"), (OtherCondition, "at a booth")]],
            ),
            ("Webinar", &[&[(LandingPage, "/webinars/*")]]),
            ("Paid", &[&[(UtmSource, "google, bing"), (UtmMedium, "cpc")]]),
            ("Direct", &[&[(OtherCondition, "nothing else fits")]]),
        ]);
        let book = Book::of(&playbook);
        for (address, winner, depends_on) in [
            ("https://a.example/webinars/x?utm_source=google&utm_medium=cpc", "Webinar", &["Event"][..]),
            ("https://a.example/x?utm_source=Bing&utm_medium=CPC", "Paid", &["Event"]),
            ("https://a.example/x?utm_medium=qr", "", &["Event", "Event", "Direct"]),
            ("https://a.example/x", "", &["Event", "Direct"]),
        ] {
            let decision = decide(&book, &Visit::of_address(address));
            assert_eq!(decision.winner.map_or("", |rule| rule.source.name()), winner, "{address}");
            let names: Vec<_> = decision.depends_on.iter().map(|rule| rule.source.name()).collect();
            assert_eq!(names, depends_on, "{address}");
        }
    }
}
