//! What the start page shows of a playbook, kept apart so that it need not load the document.

use crate::model::{Completeness, Timestamp};
use guidepost_view::tr;
use serde::{Deserialize, Serialize};

/// A playbook in a few words. It follows from the document, but for `created` and `deleted`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The title as it was given; it may be empty.
    pub title: String,
    /// When the playbook was made.
    pub created: Timestamp,
    /// When it was last edited.
    pub changed: Timestamp,
    /// How much is in it.
    pub counts: Counts,
    /// When it was put in the bin; `None` while it is not there. It stays stored until it is removed for good.
    pub deleted: Option<Timestamp>,
    /// When a copy of it left this browser last, as far as is known. A note of its own, see [`Library::backup`](super::Library::backup).
    pub backup: Option<Timestamp>,
}

/// How much is in a playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Entries, without those in the bin.
    pub entries: u32,
    /// How complete it is: see `Overview::completeness`.
    pub completeness: Completeness,
}

/// A stored summary that can't be read; why, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr!("the summary of this playbook can't be read ({})", .0))]
pub struct DamagedSummary(pub String);

/// As it is stored.
#[derive(Serialize, Deserialize)]
struct Wire {
    title: String,
    created: String,
    changed: String,
    entries: u32,
    filled: u32,
    fields: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deleted: Option<String>,
}

impl Summary {
    /// The text to store.
    pub(super) fn to_json(&self) -> Result<String, DamagedSummary> {
        let wire = Wire {
            title: self.title.clone(),
            created: self.created.to_rfc3339(),
            changed: self.changed.to_rfc3339(),
            entries: self.counts.entries,
            filled: self.counts.completeness.filled,
            fields: self.counts.completeness.total,
            deleted: self.deleted.map(Timestamp::to_rfc3339),
        };
        serde_json::to_string(&wire).map_err(|error| DamagedSummary(error.to_string()))
    }

    pub(super) fn from_json(text: &str) -> Result<Self, DamagedSummary> {
        let wire: Wire = serde_json::from_str(text).map_err(|error| DamagedSummary(error.to_string()))?;
        Ok(Self {
            title: wire.title,
            created: time(&wire.created)?,
            changed: time(&wire.changed)?,
            counts: Counts {
                entries: wire.entries,
                completeness: Completeness { filled: wire.filled, total: wire.fields },
            },
            deleted: wire.deleted.as_deref().map(time).transpose()?,
            backup: None,
        })
    }
}

fn time(text: &str) -> Result<Timestamp, DamagedSummary> {
    let quoted = format!("{text:?}");
    Timestamp::parse_rfc3339(text).ok_or_else(|| DamagedSummary(tr!("{quoted} is not a date")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary {
            title: "Übersicht \"A\"".into(),
            created: Timestamp::from_seconds(1_000),
            changed: Timestamp::from_seconds(1_795_253_400),
            counts: Counts { entries: 80, completeness: Completeness { filled: 3, total: 4 } },
            deleted: None,
            backup: None,
        }
    }

    #[test]
    fn a_summary_reads_back() {
        for deleted in [None, Some(Timestamp::from_seconds(5))] {
            let summary = Summary { deleted, ..summary() };
            assert_eq!(summary.to_json().and_then(|json| Summary::from_json(&json)), Ok(summary));
        }
    }

    #[test]
    fn damage_is_said_in_words() {
        let json = summary().to_json().expect("plain values");
        for (damaged, why) in [
            (json.replace("2026-11-21T09:30:00Z", "then"), "\"then\" is not a date"),
            (json.replace("80", "-1"), "invalid value"),
            (json.replace("title", "t"), "missing field `title`"),
            (json[..9].to_owned(), "EOF"),
        ] {
            let error = Summary::from_json(&damaged).expect_err(&damaged).to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
