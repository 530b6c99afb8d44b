//! Checks of naming conventions: whether their own examples prove them right.

use super::{Check, Found};
use crate::insight::Book;
use crate::insight::naming::Convention;
use crate::model::{Entry, Field, Kind};
use guidepost_view::tr;

pub(super) const WRONG_EXAMPLE: Check = Check {
    key: "naming-wrong-example",
    title: "Good examples that break their convention",
    why: "People copy the example, and not the rule.",
    run: |book, _| {
        judged(book, Field::GoodExamples, |convention, name, title| {
            let reason = convention.validate(name).err()?.reason;
            Some(tr!("The good example “{name}” does not follow “{title}”: {reason}"))
        })
    },
};

pub(super) const HARMLESS_BAD_EXAMPLE: Check = Check {
    key: "naming-harmless-bad-example",
    title: "Bad examples that follow their convention",
    why: "Either the example is good, or the convention allows more than it should.",
    run: |book, _| {
        judged(book, Field::BadExamples, |convention, name, title| {
            convention.validate(name).ok()?;
            Some(tr!("The bad example “{name}” follows “{title}”."))
        })
    },
};

/// What is said of the examples of finished conventions.
fn judged(book: &Book<'_>, field: Field, judge: fn(&Convention, &str, &str) -> Option<String>) -> Vec<Found> {
    let mut found = Vec::new();
    for entry in book.all(Kind::NamingConvention) {
        if let Some(convention) = Convention::of(book, entry) {
            found.extend(entry.words(field).iter().filter_map(|name| {
                let what = judge(&convention, name, &entry.title())?;
                Some(finding(entry, name, what))
            }));
        }
    }
    found
}

fn finding(entry: &Entry, name: &str, what: String) -> Found {
    Found::of(entry, what).known_by(format!("{}:{name}", entry.id))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Row, named, row, says};
    use super::*;
    use crate::model::Field as F;

    fn rows(good: &str, bad: &str) -> Vec<Row> {
        let convention = [(F::Name, "Campaigns"), (F::Separator, "_"), (F::GoodExamples, good), (F::BadExamples, bad)];
        vec![
            row(Kind::NamingConvention, &convention),
            row(Kind::Token, &[(F::Name, "Month"), (F::TokenKind, "date")]),
            row(Kind::Token, &[(F::Name, "Region"), (F::TokenKind, "values")]),
            row(Kind::AllowedValue, &[(F::Name, "Europe"), (F::Code, "EUR")]),
            row(Kind::AllowedValue, &[(F::Name, "Japan"), (F::Code, "JPN")]),
        ]
    }

    #[test]
    fn examples_are_judged() {
        let wrong = "The good example “2026-11_DACH” does not follow “Campaigns”: “DACH” is no Region: EUR, JPN.";
        let harmless = "The bad example “2026-11_EUR” follows “Campaigns”.";
        for (good, bad, wrong_ones, harmless_ones) in [
            ("2026-11_EUR + 2026-12_JPN", "final NEW + 2026-11", &[][..], &[][..]),
            ("2026-11_EUR + 2026-11_DACH", "2026-11_EUR", &[wrong], &[harmless]),
            ("", "", &[], &[]),
        ] {
            assert_eq!(says(&WRONG_EXAMPLE, &rows(good, bad)), wrong_ones, "{good}");
            assert_eq!(says(&HARMLESS_BAD_EXAMPLE, &rows(good, bad)), harmless_ones, "{bad}");
        }
    }

    #[test]
    fn unfinished_conventions_are_not_judged() {
        let mut unfinished = rows("x", "2026-11_EUR");
        unfinished.truncate(3);
        unfinished.push(named(Kind::NamingConvention, "Lists"));
        assert_eq!(says(&WRONG_EXAMPLE, &unfinished), [""; 0]);
    }
}
