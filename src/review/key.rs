//! Differences as texts, to be named by those who only show them.

use super::Difference;
use crate::model::{EntryId, Field, Home, Kind};
use std::fmt;
use std::str::FromStr;

/// A text that names no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this names no difference")]
pub struct NoDifference;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::SectionAdded(id) => write!(f, "section-added {id}"),
            Self::SectionMissing(id) => write!(f, "section-missing {id}"),
            Self::SectionName(id) => write!(f, "section-name {id}"),
            Self::SectionHidden(id) => write!(f, "section-hidden {id}"),
            Self::Introduction(id) => write!(f, "introduction {id}"),
            Self::SectionOrder => f.write_str("section-order"),
            Self::Added(id) => write!(f, "added {id}"),
            Self::Missing(id) => write!(f, "missing {id}"),
            Self::Field(id, field) => write!(f, "field {id} {}", field.key()),
            Self::Agreement(id) => write!(f, "agreement {id}"),
            Self::Order(home, kind) => write!(f, "order {home} {}", kind.key()),
        }
    }
}

impl FromStr for Difference {
    type Err = NoDifference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split(' ');
        let (what, one, two) = (words.next().unwrap_or_default(), words.next(), words.next());
        let entry = || one.and_then(|id| id.parse::<EntryId>().ok());
        let section = || one.and_then(|id| id.parse().ok());
        match what {
            "title" => Some(Self::Title),
            "section-added" => section().map(Self::SectionAdded),
            "section-missing" => one.and_then(|id| id.parse().ok()).map(Self::SectionMissing),
            "section-name" => section().map(Self::SectionName),
            "section-hidden" => section().map(Self::SectionHidden),
            "introduction" => section().map(Self::Introduction),
            "section-order" => Some(Self::SectionOrder),
            "added" => entry().map(Self::Added),
            "missing" => entry().map(Self::Missing),
            "field" => entry().zip(two.and_then(Field::from_key)).map(|(id, field)| Self::Field(id, field)),
            "agreement" => entry().map(Self::Agreement),
            "order" => {
                let home = one.and_then(|home| home.parse::<Home>().ok());
                home.zip(two.and_then(Kind::from_key)).map(|(home, kind)| Self::Order(home, kind))
            }
            _ => None,
        }
        .ok_or(NoDifference)
    }
}
