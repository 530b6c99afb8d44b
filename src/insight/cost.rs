//! What a tool costs, as far as people wrote it so that it can be added up.

use crate::language::number;
use guidepost_view::tr;

/// A cost that can be added to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cost {
    /// Nothing.
    Free,
    /// So much, again and again.
    Every(Period, Amount),
}

/// How often a cost comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Each month.
    Month,
    /// Each year.
    Year,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// In hundredths.
    pub hundredths: u64,
    /// `$`, `€`, `£`, `¥`, or a code such as `CHF`; empty where none is given.
    pub currency: String,
}

/// Words that may stand before an amount without changing it.
const ABOUT: [&str; 10] = ["", "about", "around", "approx", "approx.", "approximately", "roughly", "circa", "ca.", "~"];

/// Words that tell that an amount is only a part of the cost, or comes to an end.
const ONLY_A_PART: [&str; 20] = [
    "per",
    "each",
    "user",
    "users",
    "seat",
    "seats",
    "person",
    "contact",
    "contacts",
    "licence",
    "licences",
    "license",
    "licenses",
    "head",
    "employee",
    "employees",
    "plus",
    "and",
    "until",
    "trial",
];

/// Reads “$4,300 a month”, “about €9.900 per year in media”, “CHF 50.50/mo”, “Free”. Nothing where it is said otherwise, such as
/// “$120 per user per month”, which can't be added up.
#[must_use]
pub fn read(text: &str) -> Option<Cost> {
    let text = text.trim().to_lowercase();
    let begin = match text.find(|c: char| c.is_ascii_digit()) {
        Some(begin) => begin,
        None => return is_free(&text).then_some(Cost::Free),
    };
    let (number, rest) = text[begin..].split_at(number_length(&text[begin..]));
    let before = text[..begin].trim();
    let (hundredths, rest) = match rest.strip_prefix('k') {
        Some(rest) => (hundredths(number)?.checked_mul(1_000)?, rest),
        None => (hundredths(number)?, rest),
    };
    let (before, leading) = ending_currency(before);
    let (trailing, rest) = beginning_currency(rest.trim_start());
    let period = period(rest)?;
    let currency = match (leading, trailing) {
        (Some(currency), None) | (None, Some(currency)) => currency,
        (None, None) => String::new(),
        (Some(_), Some(_)) => return None,
    };
    ABOUT.contains(&before.trim()).then_some(Cost::Every(period, Amount { hundredths, currency }))
}

fn is_free(text: &str) -> bool {
    ["free", "free of charge", "free plan", "no cost", "nothing"].contains(&text.trim_end_matches('.'))
}

/// Digits and what groups them.
fn number_length(text: &str) -> usize {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text[..end].trim_end_matches(|c: char| !c.is_ascii_digit()).len()
}

/// “4,300”, “9.900,50”, “83.5”: one or two digits behind the last mark are hundredths, and groups have three digits.
fn hundredths(number: &str) -> Option<u64> {
    let parts: Vec<_> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let (first, others) = parts.split_first()?;
    let (groups, cents) = match others.split_last() {
        Some((last, groups)) if last.len() < 3 => (groups, *last),
        _ => (others, ""),
    };
    let is_grouped = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    let whole: u64 = is_grouped.then(|| [&[*first], groups].concat().concat().parse().ok())??;
    let cents: u64 = format!("{cents:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(cents)
}

const CURRENCIES: [(&str, &str); 16] = [
    ("us$", "$"),
    ("$", "$"),
    ("usd", "$"),
    ("€", "€"),
    ("eur", "€"),
    ("£", "£"),
    ("gbp", "£"),
    ("¥", "¥"),
    ("jpy", "¥"),
    ("chf", "CHF"),
    ("pln", "PLN"),
    ("zł", "PLN"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("cad", "CAD"),
];

fn ending_currency(text: &str) -> (&str, Option<String>) {
    let found = CURRENCIES.iter().find_map(|(written, sign)| Some((text.strip_suffix(written)?, *sign)));
    found.map_or((text, None), |(rest, sign)| (rest, Some(sign.to_owned())))
}

fn beginning_currency(text: &str) -> (Option<String>, &str) {
    let found = CURRENCIES.iter().find_map(|(written, sign)| Some((text.strip_prefix(written)?, *sign)));
    found.map_or((None, text), |(rest, sign)| (Some(sign.to_owned()), rest))
}

/// The period that follows on an amount, unless what follows on that makes the amount a part of the cost.
fn period(text: &str) -> Option<Period> {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let words = match words.as_slice() {
        ["a" | "per" | "each" | "every" | "the", rest @ ..] => rest,
        all => all,
    };
    let (first, others) = words.split_first()?;
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_whole =
        |word: &&str| !word.contains(|c: char| c.is_ascii_digit()) && !ONLY_A_PART.contains(&clean(word).as_str());
    if !others.iter().all(is_whole) {
        return None;
    }
    match clean(first).as_str() {
        "month" | "monthly" | "mo" | "mth" => Some(Period::Month),
        "year" | "yearly" | "annually" | "annum" | "annual" | "yr" | "y" | "p.a" => Some(Period::Year),
        _ => None,
    }
}

/// The sum as people write it, by currency: “$5,200 a month”, “€9,900 a year and 1,200 a month”. Nothing where nothing is paid
/// or the sum is too large to be one.
#[must_use]
pub fn sum(costs: &[Cost]) -> Option<String> {
    let mut currencies: Vec<(&str, Vec<(Period, u64)>)> = Vec::new();
    for cost in costs {
        let Cost::Every(period, Amount { hundredths, currency }) = cost else { continue };
        match currencies.iter_mut().find(|(known, _)| known == currency) {
            Some((_, amounts)) => amounts.push((*period, *hundredths)),
            None => currencies.push((currency, vec![(*period, *hundredths)])),
        }
    }
    let written: Option<Vec<_>> = currencies.iter().map(|(currency, amounts)| sum_of_one(currency, amounts)).collect();
    written.filter(|written| !written.is_empty()).map(|written| written.join(tr!(" and ")))
}

/// By the month where all come by the month, and otherwise by the year.
fn sum_of_one(currency: &str, amounts: &[(Period, u64)]) -> Option<String> {
    let is_monthly = amounts.iter().all(|(period, _)| *period == Period::Month);
    let times = |period| if is_monthly || period == Period::Year { 1 } else { 12 };
    let total = amounts
        .iter()
        .try_fold(0_u64, |total, (period, amount)| total.checked_add(amount.checked_mul(times(*period))?))?;
    let space = if currency.len() == 3 && currency.is_ascii() { " " } else { "" };
    let amount = format!("{currency}{space}{}", written(total));
    Some(if is_monthly { tr!("{amount} a month") } else { tr!("{amount} a year") })
}

fn written(hundredths: u64) -> String {
    let (whole, cents) = (number(hundredths / 100), format!("{:02}", hundredths % 100));
    if cents == "00" { whole } else { tr!("{whole}.{cents}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::arbitrary;
    use proptest::prelude::*;

    #[test]
    fn costs_are_read() {
        let month = |hundredths, currency: &str| {
            Some(Cost::Every(Period::Month, Amount { hundredths, currency: currency.to_owned() }))
        };
        let year = |hundredths, currency: &str| {
            Some(Cost::Every(Period::Year, Amount { hundredths, currency: currency.to_owned() }))
        };
        for (text, expected) in [
            ("$4,300 a month", month(430_000, "$")),
            ("1,200 a month", month(120_000, "")),
            ("About $21,000 a month in media", month(2_100_000, "$")),
            ("¥68,000 a month", month(6_800_000, "¥")),
            ("€9,900 a year", year(990_000, "€")),
            ("9.900,50 € per year", year(990_050, "€")),
            ("EUR 99 / month", month(9_900, "€")),
            ("83.5 USD monthly", month(8_350, "$")),
            ("US$1.2k/mo", month(120_000, "$")),
            ("CHF 50 p.a.", year(5_000, "CHF")),
            ("$12,000 annually, billed in March", year(1_200_000, "$")),
            ("Free", Some(Cost::Free)),
            ("Free plan", Some(Cost::Free)),
            ("$120 per user per month", None),
            ("$120 a month per user", None),
            ("$120 a month for each of 5", None),
            ("$120 a month until May", None),
            ("$120", None),
            ("120 a week", None),
            ("from $120 a month", None),
            ("2 × $50 a month", None),
            ("$1,20,000 a month", None),
            ("Trial until the end of January 2027", None),
            ("In the company plan", None),
            ("None; the archive lies on our own storage", None),
            ("Free for 30 days", None),
            ("99999999999999999999 a month", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn costs_are_added_by_currency() {
        for (costs, expected) in [
            (&["$4,300 a month", "$900 a month", "Free"][..], Some("$5,200 a month")),
            (&["$100 a month", "$900.50 a year"], Some("$2,100.50 a year")),
            (&["€9,900 a year", "1,200 a month"], Some("€9,900 a year and 1,200 a month")),
            (&["CHF 1000000 a year"], Some("CHF 1,000,000 a year")),
            (&["Free", "Free"], None),
            (&[], None),
        ] {
            let costs: Vec<_> = costs.iter().filter_map(|cost| read(cost)).collect();
            assert_eq!(sum(&costs).as_deref(), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in prop_oneof![arbitrary::line(), "[$€0-9.,k a-c/]{0,12}( a month| per year)?"]) {
            if let Some(cost) = read(&text) {
                prop_assert_eq!(sum(std::slice::from_ref(&cost)).is_none(), cost == Cost::Free);
            }
        }
    }
}
