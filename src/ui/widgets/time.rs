//! Points in time as people say them.

use crate::model::Timestamp;

/// "just now", "5 minutes ago", "yesterday", "12 Sep 2026".
pub(in crate::ui) fn ago(then: Timestamp, now: Timestamp) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let seconds = now.seconds() - then.seconds();
    let count = |number: i64, unit: &str| {
        if number == 1 { format!("1 {unit} ago") } else { format!("{number} {unit}s ago") }
    };
    match seconds {
        _ if seconds < MINUTE => "just now".to_owned(),
        _ if seconds < HOUR => count(seconds / MINUTE, "minute"),
        _ if seconds < DAY => count(seconds / HOUR, "hour"),
        _ if seconds < 2 * DAY => "yesterday".to_owned(),
        _ if seconds < 14 * DAY => count(seconds / DAY, "day"),
        _ => date(then),
    }
}

/// "12 Sep 2026".
pub(in crate::ui) fn date(time: Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = time.to_rfc3339();
    let mut parts = text.split(['-', 'T']);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (year, month, day.and_then(|day| day.parse::<u8>().ok())) {
        (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
        _ => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_do() {
        let now = 1_795_253_400;
        for (seconds, words) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (90_000, "yesterday"),
            (5 * 86_400, "5 days ago"),
            (40 * 86_400, "12 Oct 2026"),
        ] {
            assert_eq!(ago(Timestamp::from_seconds(now - seconds), Timestamp::from_seconds(now)), words);
        }
    }
}
