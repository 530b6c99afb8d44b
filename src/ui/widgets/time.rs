//! Points in time as people say them, in their language: the browser knows how.

use crate::language::tr;
use crate::model::Timestamp;

/// "just now", "5 minutes ago", "yesterday", "12 Sep 2026".
pub(in crate::ui) fn ago(then: Timestamp, now: Timestamp) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let seconds = now.seconds() - then.seconds();
    match seconds {
        _ if seconds < MINUTE => tr("just now").to_owned(),
        _ if seconds < HOUR => ago_in(seconds / MINUTE, "minute"),
        _ if seconds < DAY => ago_in(seconds / HOUR, "hour"),
        _ if seconds < 14 * DAY => ago_in(seconds / DAY, "day"),
        _ => date(then),
    }
}

/// "12 Sep 2026".
pub(in crate::ui) fn date(time: Timestamp) -> String {
    formatted(time, false)
}

/// "21 November 2026 at 09:30", by the clock of this computer.
pub(in crate::ui) fn full_date(time: Timestamp) -> String {
    formatted(time, true)
}

#[cfg(target_arch = "wasm32")]
#[expect(clippy::cast_precision_loss, reason = "at most some weeks")]
fn ago_in(number: i64, unit: &str) -> String {
    crate::ui::later::time_ago(number as f64, unit)
}

#[cfg(target_arch = "wasm32")]
#[expect(clippy::cast_precision_loss, reason = "seconds until the year 9999")]
fn formatted(time: Timestamp, is_long: bool) -> String {
    crate::ui::later::date(time.seconds() as f64, is_long)
}

/// As a browser says it in English: there is none here.
#[cfg(not(target_arch = "wasm32"))]
fn ago_in(number: i64, unit: &str) -> String {
    match (number, unit) {
        (1, "day") => "yesterday".to_owned(),
        (1, _) => format!("1 {unit} ago"),
        _ => format!("{number} {unit}s ago"),
    }
}

/// As the world's standard writes it: there is no browser here.
#[cfg(not(target_arch = "wasm32"))]
fn formatted(time: Timestamp, _: bool) -> String {
    time.to_rfc3339()
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
            (40 * 86_400, "2026-10-12T09:30:00Z"),
        ] {
            assert_eq!(ago(Timestamp::from_seconds(now - seconds), Timestamp::from_seconds(now)), words);
        }
    }
}
