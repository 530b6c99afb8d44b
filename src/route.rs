//! Addresses within the app: what stands after `#` in the location bar. Hash routes work on any static host,
//! under any path.

use crate::model::{EntryId, PlaybookId, SectionId};
use std::fmt;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// All playbooks in this browser.
    Start,
    /// A page of a playbook.
    Playbook(PlaybookId, Page),
    /// A playbook to be read, at what the page shows.
    Read(PlaybookId, Page),
    /// The playbook that the site publishes, to be read, at what the page shows.
    Published(Page),
    /// The door of a room in which a playbook is shared.
    Join(String),
    /// A playbook, or sections of one, packed into the address.
    Given(String),
    /// An address that leads nowhere.
    Unknown(String),
}

/// A page of a playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Sections, what changed last, people and teams.
    Overview,
    /// People and teams, perhaps one of them.
    Directory(Option<EntryId>),
    /// A section, perhaps an entry in it.
    Section(SectionId, Option<EntryId>),
    /// What checks found.
    Checks,
    /// Who owns what.
    Owners,
}

/// What stands in the address of such a page. No section is called like that.
const CHECKS: &str = "checks";
const OWNERS: &str = "owners";

impl Route {
    /// Reads an address, with or without the `#`.
    #[must_use]
    pub fn parse(address: &str) -> Self {
        let path = address.strip_prefix('#').unwrap_or(address).trim_matches('/');
        let parts: Vec<_> = path.split('/').collect();
        let page = match parts.as_slice() {
            [""] => return Self::Start,
            ["join", room] if is_room(room) => return Self::Join((*room).to_owned()),
            ["published", rest @ ..] => {
                return Page::parse(rest).map_or_else(|| Self::Unknown(path.to_owned()), Self::Published);
            }
            ["given", packed] if is_packed(packed) => return Self::Given((*packed).to_owned()),
            ["playbook" | "read", id, rest @ ..] => id.parse().ok().zip(Page::parse(rest)),
            _ => None,
        };
        match page {
            Some((id, page)) if parts.first() == Some(&"read") => Self::Read(id, page),
            Some((id, page)) => Self::Playbook(id, page),
            None => Self::Unknown(path.to_owned()),
        }
    }
}

/// What a room may be called: what no address and no server reads as something else.
fn is_room(name: &str) -> bool {
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    (1..=128).contains(&name.len()) && name.bytes().all(is_plain)
}

/// Whether this may be what was packed into an address. Whether it is, is for who unpacks it.
fn is_packed(text: &str) -> bool {
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    !text.is_empty() && text.bytes().all(is_plain)
}

impl Page {
    /// Reads the part of an address behind the playbook. `None` where it names no page.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        Self::parse(&parts)
    }

    /// The part of an address behind the playbook; empty for the overview.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::Directory(None) => "people".to_owned(),
            Self::Directory(Some(entry)) => format!("people/{entry}"),
            Self::Section(section, None) => section.to_string(),
            Self::Section(section, Some(entry)) => format!("{section}/{entry}"),
            Self::Checks => CHECKS.to_owned(),
            Self::Owners => OWNERS.to_owned(),
        }
    }

    fn parse(parts: &[&str]) -> Option<Self> {
        match parts {
            [] => Some(Self::Overview),
            ["people"] => Some(Self::Directory(None)),
            [CHECKS] => Some(Self::Checks),
            [OWNERS] => Some(Self::Owners),
            ["people", entry] => entry.parse().ok().map(|entry| Self::Directory(Some(entry))),
            [section] => section.parse().ok().map(|section| Self::Section(section, None)),
            [section, entry] => {
                section.parse().ok().zip(entry.parse().ok()).map(|(section, entry)| Self::Section(section, Some(entry)))
            }
            _ => None,
        }
    }

    /// The page without the entry that it points at.
    #[must_use]
    pub fn without_entry(self) -> Self {
        match self {
            Self::Directory(_) => Self::Directory(None),
            Self::Section(section, _) => Self::Section(section, None),
            Self::Overview | Self::Checks | Self::Owners => self,
        }
    }

    /// The entry that it points at.
    #[must_use]
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Self::Overview | Self::Checks | Self::Owners => None,
            Self::Directory(entry) | Self::Section(_, entry) => entry,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("#/"),
            Self::Playbook(id, Page::Overview) => write!(f, "#/playbook/{id}"),
            Self::Playbook(id, page) => write!(f, "#/playbook/{id}/{}", page.path()),
            Self::Read(id, Page::Overview) => write!(f, "#/read/{id}"),
            Self::Read(id, page) => write!(f, "#/read/{id}/{}", page.path()),
            Self::Published(Page::Overview) => f.write_str("#/published"),
            Self::Published(page) => write!(f, "#/published/{}", page.path()),
            Self::Join(room) => write!(f, "#/join/{room}"),
            Self::Given(packed) => write!(f, "#/given/{packed}"),
            Self::Unknown(path) => write!(f, "#/{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomSectionId, StandardSection};

    #[test]
    fn every_route_survives_its_address() {
        let (id, entry) = (PlaybookId::from_bits(1), EntryId::from_bits(2));
        let standard = SectionId::Standard(StandardSection::Definitions);
        let custom = SectionId::Custom(CustomSectionId::from_bits(3));
        for route in [
            Route::Start,
            Route::Playbook(id, Page::Overview),
            Route::Playbook(id, Page::Directory(None)),
            Route::Playbook(id, Page::Directory(Some(entry))),
            Route::Playbook(id, Page::Section(standard, None)),
            Route::Playbook(id, Page::Section(custom, Some(entry))),
            Route::Read(id, Page::Overview),
            Route::Read(id, Page::Section(standard, Some(entry))),
            Route::Published(Page::Overview),
            Route::Published(Page::Section(standard, Some(entry))),
            Route::Join("AAAAAAAAAAAAAAAAAAAA-_".into()),
            Route::Given("gp1j.AAAA.b-_9".into()),
            Route::Unknown("nowhere/at/all".into()),
        ] {
            assert_eq!(Route::parse(&route.to_string()), route);
            if let Route::Playbook(_, page) = route {
                assert_eq!(Page::from_path(&page.path()), Some(page));
            }
        }
    }

    #[test]
    fn what_is_no_address_leads_nowhere() {
        for address in [
            "#/playbook",
            "#/playbook/x",
            "#/playbook/AAAAAAAAAAAAAAAAAAAAAA/sales",
            "#/a/b/c",
            "#/published/x",
            "#%00",
            "#/join",
            "#/join/a%20b",
            "#/join/a/b",
        ] {
            assert!(matches!(Route::parse(address), Route::Unknown(_)), "{address}");
        }
        for address in ["", "#", "#/", "/"] {
            assert_eq!(Route::parse(address), Route::Start, "{address}");
        }
    }
}
