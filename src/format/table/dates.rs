//! Dates, as people and programs write them.

use super::german;
use crate::format::escape::one_line;
use chrono::{Datelike, Days, NaiveDate};

/// What stands first in the dates of a column, as 3/1/2027.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    Day,
    Month,
    /// Nothing in the column says it.
    #[default]
    Unknown,
}

impl Order {
    /// What stands first in these dates: that which goes beyond 12 in one of them is no month.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let (mut day, mut month) = (false, false);
        for [first, second, _] in cells.filter_map(|cell| numbers(cell, &['/', '-'])) {
            day |= first > 12 && first <= 31;
            month |= second > 12 && first <= 12;
        }
        match (day, month) {
            (true, false) => Self::Day,
            (false, true) => Self::Month,
            _ => Self::Unknown,
        }
    }
}

/// A date as `YYYY-MM-DD`; nothing for what is no date, or may be one of two.
pub(super) fn date(text: &str, order: Order) -> Option<String> {
    let text = without_time(text);
    let found = numbers(&text, &['/', '-', '.'])
        .and_then(|[first, second, third]| {
            if first > 1_000 {
                return day(first, second, third);
            }
            let order = if text.contains('.') || first > 12 { Order::Day } else { order };
            match order {
                Order::Day => day(third, second, first),
                Order::Month => day(third, first, second),
                Order::Unknown if first == second || second > 12 => day(third, first, second),
                Order::Unknown => None,
            }
        })
        .or_else(|| with_name(&text))
        .or_else(|| of_spreadsheet(&text))?;
    Some(found.format("%Y-%m-%d").to_string())
}

/// Without the time of the day that may follow.
fn without_time(text: &str) -> String {
    let text = one_line(text);
    match text.split_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') && date.contains(|c: char| c.is_ascii_digit()) && date.len() >= 6 => {
            date.trim_end_matches(',').to_owned()
        }
        _ => text,
    }
}

/// The three numbers of a date, with the same mark between them.
fn numbers(text: &str, marks: &[char]) -> Option<[i32; 3]> {
    let text = without_time(text);
    let mark = text.chars().find(|c| marks.contains(c))?;
    let mut parts = text.split(mark).map(|part| {
        let part = part.trim();
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i32>().ok().filter(|_| is_number)
    });
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// A day as Excel and Google Sheets count them where a cell is not formatted as a date: 1 is the first of 1900, and a day
/// that 1900 did not have is counted, too. Only days from 1954 to 2119, which have five digits.
fn of_spreadsheet(text: &str) -> Option<NaiveDate> {
    let number: u64 = text.parse().ok().filter(|number| (20_000..80_000).contains(number))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))
}

/// A date with the name of its month, as "March 1st, 2027", "1-Mar-27" or "1. März 2027".
fn with_name(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let is_short_for =
        |word: &str, name: &str| word.len() >= 3 && name.starts_with(word) || word == "sept" && name.starts_with("sep");
    let is_day = |word: &str| {
        DAYS.iter().any(|name| is_short_for(word, name))
            || word.len() >= 2 && german::DAYS.iter().any(|name| name.starts_with(word))
    };
    let (mut month, mut numbers) = (None, Vec::new());
    let lower = text.to_lowercase();
    for word in lower.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()).take(8) {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        if let Ok(number) = digits.parse::<i32>() {
            numbers.push(number);
        } else if let word =
            german::OTHER_MONTHS.iter().find(|(other, _)| *other == word).map_or(word, |(_, month)| month)
            && let Some(found) = MONTHS.iter().chain(&german::MONTHS).position(|name| is_short_for(word, name))
        {
            month = i32::try_from(found % MONTHS.len() + 1).ok();
        } else if word != "of" && !is_day(word) {
            return None;
        }
    }
    match numbers.as_slice() {
        [first, second] if *first > 31 => day(*first, month?, *second),
        [first, second] => day(*second, month?, *first),
        _ => None,
    }
}

fn day(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    let year = if (0..100).contains(&year) { year + 2_000 } else { year };
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    (1_900..2_200).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        use Order::{Day, Month, Unknown};
        for (text, order, date_of) in [
            ("2027-03-01", Unknown, "2027-03-01"),
            ("2027-03-01T10:00:00Z", Unknown, "2027-03-01"),
            ("2027/3/1 10:00", Unknown, "2027-03-01"),
            ("1.3.2027", Unknown, "2027-03-01"),
            ("01.03.27", Month, "2027-03-01"),
            ("3/1/2027", Unknown, ""),
            ("3/1/2027", Day, "2027-01-03"),
            ("3/1/2027 12:00 AM", Month, "2027-03-01"),
            ("3/3/2027", Unknown, "2027-03-03"),
            ("3/13/2027", Unknown, "2027-03-13"),
            ("13/3/27", Unknown, "2027-03-13"),
            ("1 March 2027", Unknown, "2027-03-01"),
            ("March 1st, 2027", Unknown, "2027-03-01"),
            ("Mon, Sept 2nd 2027", Unknown, "2027-09-02"),
            ("1-Mar-27", Unknown, "2027-03-01"),
            ("2027 March 1", Unknown, "2027-03-01"),
            ("1. März 2027", Unknown, "2027-03-01"),
            ("1. Mrz 27", Unknown, "2027-03-01"),
            ("6. Jänner 2027", Unknown, "2027-01-06"),
            ("Do, 2. Dez. 27", Unknown, "2027-12-02"),
            ("Mittwoch, 5. Mai 2027", Unknown, "2027-05-05"),
            ("Mo 2027", Unknown, ""),
            ("March 2027", Unknown, ""),
            ("31/2/2027", Unknown, ""),
            ("46082", Unknown, "2026-03-01"),
            ("20000", Unknown, "1954-10-03"),
            ("79999", Unknown, "2119-01-10"),
            ("19999", Unknown, ""),
            ("460820", Unknown, ""),
            ("2027", Unknown, ""),
            ("soon", Unknown, ""),
            ("1/2/3/4", Day, ""),
            ("99999999999/1/1", Day, ""),
            ("", Day, ""),
        ] {
            assert_eq!(date(text, order).unwrap_or_default(), date_of, "{text}");
        }
    }

    #[test]
    fn one_date_settles_its_column() {
        for (cells, order) in [
            (&["3/1/2027", "3/13/2027"][..], Order::Month),
            (&["3/1/2027", "13/3/2027"], Order::Day),
            (&["3/13/2027", "13/3/2027"], Order::Unknown),
            (&["3/1/2027", "2027-03-13", "soon"], Order::Unknown),
        ] {
            assert_eq!(Order::of(cells.iter().copied()), order, "{cells:?}");
        }
    }
}
