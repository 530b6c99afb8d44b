//! Naming conventions: the example that shows what a name looks like.

use super::kind::{TOKEN_DATE, TOKEN_VALUES};
use super::{Entry, Field};
use chrono::{Datelike, NaiveDate};

/// One token with its allowed values, as the example needs them.
#[derive(Debug, Clone, Copy)]
pub struct TokenParts<'a> {
    /// The token.
    pub token: &'a Entry,
    /// Its first allowed value, if it has one.
    pub value: Option<&'a Entry>,
}

/// A name that follows the convention: the first allowed value of each token, a word for free text, and
/// `today` for dates. Tokens that are not finished show their name in angle brackets.
#[must_use]
pub fn example(separator: &str, tokens: &[TokenParts<'_>], today: NaiveDate) -> String {
    tokens.iter().map(|parts| token_example(*parts, today)).collect::<Vec<_>>().join(separator)
}

fn token_example(TokenParts { token, value }: TokenParts<'_>, today: NaiveDate) -> String {
    let placeholder = || match token.name() {
        "" => "<token>".to_owned(),
        name => format!("<{name}>"),
    };
    match token.text(Field::TokenKind) {
        TOKEN_VALUES => match value.map(code_or_name).filter(|code| !code.is_empty()) {
            Some(code) => code.to_owned(),
            None => placeholder(),
        },
        TOKEN_DATE => date_of(token, today),
        _ => placeholder(),
    }
}

/// What a date token says on this day.
#[must_use]
pub fn date_of(token: &Entry, today: NaiveDate) -> String {
    match token.text(Field::DateFormat).trim() {
        "" => format_date("YYYY-MM", today),
        format => format_date(format, today),
    }
}

/// What stands in a name for an allowed value: its code, or its name where it has none.
#[must_use]
pub fn code_or_name(value: &Entry) -> &str {
    match value.text(Field::Code).trim() {
        "" => value.name(),
        code => code,
    }
}

/// Writes a date as people describe it: `YYYY`, `YY`, `MM`, `DD`, `Q` (quarter, 1 to 4) and `WW` (ISO week).
/// `QQ` writes the letter with its number: `Q4`. Everything else stands for itself.
#[must_use]
pub fn format_date(format: &str, date: NaiveDate) -> String {
    let codes = [
        ("YYYY", format!("{:04}", date.year())),
        ("YY", format!("{:02}", date.year().rem_euclid(100))),
        ("MM", format!("{:02}", date.month())),
        ("DD", format!("{:02}", date.day())),
        ("WW", format!("{:02}", date.iso_week().week())),
        ("Q", date.month0().div_euclid(3).saturating_add(1).to_string()),
    ];
    let mut written = String::new();
    let mut rest = format;
    while let Some(next) = rest.chars().next() {
        match codes.iter().find(|(code, _)| rest.starts_with(code)) {
            Some(("Q", number)) if rest.starts_with("QQ") => {
                written.push('Q');
                written.push_str(number);
                rest = &rest[2..];
            }
            Some((code, text)) => {
                written.push_str(text);
                rest = &rest[code.len()..];
            }
            None => {
                written.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryId, Home, Kind, OrderKey, Value};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 5).expect("a date")
    }

    #[test]
    fn dates_are_written_as_described() {
        for (format, text) in [
            ("YYYY-MM", "2026-11"),
            ("YYYYMMDD", "20261105"),
            ("YY.WW", "26.45"),
            ("YYYYQQ", "2026Q4"),
            ("Quarter Q", "4uarter 4"),
            ("年YYYY", "年2026"),
            ("", ""),
        ] {
            assert_eq!(format_date(format, day()), text, "{format}");
        }
    }

    #[test]
    fn an_example_uses_codes_dates_and_placeholders() {
        let home = Home::Entry(EntryId::from_bits(1));
        let entry = |kind, fields: &[(Field, &str)]| {
            let mut entry = Entry::new(EntryId::from_bits(2), kind, home, OrderKey::default());
            for (field, text) in fields {
                assert!(entry.set(*field, Value::Line((*text).to_owned())));
            }
            entry
        };
        let date = entry(Kind::Token, &[(Field::Name, "Month"), (Field::TokenKind, TOKEN_DATE)]);
        let kind = entry(Kind::Token, &[(Field::Name, "Type"), (Field::TokenKind, TOKEN_VALUES)]);
        let webinar = entry(Kind::AllowedValue, &[(Field::Name, "Webinar"), (Field::Code, "WBN")]);
        let topic = entry(Kind::Token, &[(Field::Name, "Topic"), (Field::TokenKind, "free")]);
        let tokens = [
            TokenParts { token: &date, value: None },
            TokenParts { token: &kind, value: Some(&webinar) },
            TokenParts { token: &kind, value: None },
            TokenParts { token: &topic, value: None },
        ];
        assert_eq!(example("_", &tokens, day()), "2026-11_WBN_<Type>_<Topic>");
        assert_eq!(example("_", &[], day()), "");
    }
}
