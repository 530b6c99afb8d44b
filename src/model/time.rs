//! Points in time, in whole seconds, and their text.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// Seconds since 1970-01-01T00:00:00Z. Whole seconds are enough to say when an entry was changed, and keep
/// files short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The latest year that a file may name. Dates beyond it are taken for a mistake.
    const LAST: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// From seconds since 1970; clamped to the years 1970 to 9999.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(0, Self::LAST))
    }

    /// From milliseconds since 1970, as browsers count.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a float too large saturates, and is then clamped")]
    pub fn from_millis(millis: f64) -> Self {
        Self::from_seconds((millis / 1000.0).floor() as i64)
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// RFC 3339, UTC: `2026-11-21T09:30:00Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        DateTime::<Utc>::from_timestamp(self.0, 0)
            .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true))
            .unwrap_or_default()
    }

    /// The day, in UTC.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        DateTime::<Utc>::from_timestamp(self.0, 0).map(|time| time.date_naive()).unwrap_or_default()
    }

    /// Reads RFC 3339 with any offset. `None` when the text is not a date of the years 1970 to 9999.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let seconds = DateTime::parse_from_rfc3339(text).ok()?.timestamp();
        (0..=Self::LAST).contains(&seconds).then_some(Self(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_795_253_400, "2026-11-21T09:30:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp::from_seconds(seconds).to_rfc3339(), text);
            assert_eq!(Timestamp::parse_rfc3339(text), Some(Timestamp::from_seconds(seconds)));
        }
    }

    #[test]
    fn offsets_are_understood_and_nonsense_is_not() {
        let noon = Timestamp::parse_rfc3339("2026-11-21T12:00:00Z");
        assert_eq!(Timestamp::parse_rfc3339("2026-11-21T14:00:00+02:00"), noon);
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "1950-01-01T00:00:00Z"] {
            assert_eq!(Timestamp::parse_rfc3339(text), None, "{text}");
        }
    }
}
