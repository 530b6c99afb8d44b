//! Dates in names, by the formats that [`crate::model::naming::format_date`] writes.

use chrono::NaiveDate;

/// How a date is written, read once.
#[derive(Debug, Clone)]
pub(super) struct DateFormat {
    text: String,
    elements: Vec<Element>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Year,
    ShortYear,
    Month,
    Day,
    Week,
    Quarter,
    /// Stands for itself.
    Literal(char),
}

use Element::{Day, Literal, Month, Quarter, ShortYear, Week, Year};

impl DateFormat {
    /// Reads a format as it is written; an empty one is `YYYY-MM`, as in examples.
    pub(super) fn read(format: &str) -> Self {
        let text = match format.trim() {
            "" => "YYYY-MM",
            format => format,
        };
        let codes: [(&str, &[Element]); 7] = [
            ("YYYY", &[Year]),
            ("YY", &[ShortYear]),
            ("MM", &[Month]),
            ("DD", &[Day]),
            ("WW", &[Week]),
            ("QQ", &[Literal('Q'), Quarter]),
            ("Q", &[Quarter]),
        ];
        let mut elements = Vec::new();
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            match codes.iter().find(|(code, _)| rest.starts_with(code)) {
                Some((code, meant)) => {
                    elements.extend(*meant);
                    rest = &rest[code.len()..];
                }
                None => {
                    elements.push(Literal(next));
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        Self { text: text.to_owned(), elements }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes of the text are a date that there is.
    pub(super) fn length(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        let (mut year, mut month, mut day) = (None, None, None);
        for element in &self.elements {
            let (value, after) = element.read(rest)?;
            rest = after;
            match element {
                Year => year = Some(i32::try_from(value).ok()?),
                ShortYear => year = year.or(Some(2000 + i32::try_from(value).ok()?)),
                Month => month = Some(value),
                Day => day = Some(value),
                Week | Quarter | Literal(_) => {}
            }
        }
        // 2024 had a 29th of February.
        let is_there = |day| NaiveDate::from_ymd_opt(year.unwrap_or(2024), month.unwrap_or(1), day).is_some();
        day.is_none_or(is_there).then_some(text.len() - rest.len())
    }
}

impl Element {
    /// Its value, and what follows on it.
    fn read(self, text: &str) -> Option<(u32, &str)> {
        let (digits, range) = match self {
            Year => (4, 0..=9999),
            ShortYear => (2, 0..=99),
            Month => (2, 1..=12),
            Day => (2, 1..=31),
            Week => (2, 1..=53),
            Quarter => (1, 1..=4),
            Literal(letter) => return text.strip_prefix(letter).map(|rest| (0, rest)),
        };
        let (number, rest) = text.split_at_checked(digits)?;
        let value = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
        range.contains(&value).then_some((value, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::naming::format_date;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_described() {
        for (format, text, length) in [
            ("YYYY-MM", "2026-11_x", Some(7)),
            ("YYYY-MM", "2026-13", None),
            ("YYYY-MM", "2026-1", None),
            ("YYYY-MM", "26-11", None),
            ("", "2026-11", Some(7)),
            ("YYYYMMDD", "20260229", None),
            ("YYYYMMDD", "20240229", Some(8)),
            ("MMDD", "0229", Some(4)),
            ("YYMM", "2611", Some(4)),
            ("YYYYqQ", "2026q4", Some(6)),
            ("YYYYqQ", "2026Q4", None),
            ("YYYYQQ", "2026Q4", Some(6)),
            ("YYYYQQ", "2026Q5", None),
            ("YY.WW", "26.53", Some(5)),
            ("YY.WW", "26.54", None),
            ("年YYYY", "年2026", Some(7)),
            ("YYYY", "二二二二", None),
        ] {
            assert_eq!(DateFormat::read(format).length(text), length, "{format} {text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(format in "[YMDQW/年 -]{1,10}", days in 0..40_000_i64) {
            let date = NaiveDate::from_ymd_opt(1990, 1, 1).and_then(|date| date.checked_add_signed(chrono::TimeDelta::days(days)));
            let date = date.expect("a date");
            // Codes that say the same twice, such as `YYYY` and `YY`, say it in the same way.
            let written = format_date(format.trim(), date);
            prop_assume!(!format.trim().is_empty());
            prop_assert_eq!(DateFormat::read(&format).length(&written), Some(written.len()), "{} {}", format, written);
        }
    }
}
