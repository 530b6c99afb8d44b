//! Addresses of a playbook's own pages in its texts: `#/playbook/<id>/definitions/<entry>`, alone or behind the address of a
//! site. (`route` reads all addresses of the app; these are only the ones that a text may point at.)

use super::prose;
use crate::model::{EntryId, PlaybookId, SectionId};
use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// From its `#` to its end.
    pub place: Range<usize>,
    /// Where it leads.
    pub target: Target,
}

/// Where an address leads within the playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To the playbook, or to all its people.
    Whole,
    /// To a section.
    Section(SectionId),
    /// To an entry, whatever the section.
    Entry(EntryId),
    /// To no page that could be there.
    Nowhere,
}

impl Target {
    /// The entry that it leads to.
    #[must_use]
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Self::Entry(entry) => Some(entry),
            _ => None,
        }
    }
}

/// The addresses of pages of this playbook, outside of code, in order.
#[must_use]
pub fn in_text(text: &str, playbook: PlaybookId) -> Vec<Address> {
    const START: &str = "#/playbook/";
    if !text.contains(START) {
        return Vec::new();
    }
    let prose = prose::without_code(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let found = prose.match_indices(START).filter_map(|(start, _)| {
        let path = &prose[start + START.len()..];
        let path = &path[..path.find(|c| !is_part(c)).unwrap_or(path.len())];
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (id, page) = parts.split_first()?;
        (id.parse() == Ok(playbook))
            .then(|| Address { place: start..start + START.len() + path.len(), target: target(page) })
    });
    found.collect()
}

fn target(page: &[&str]) -> Target {
    let read = match page {
        [] | ["people"] => Some(Target::Whole),
        [section] => section.parse().ok().map(Target::Section),
        ["people", entry] => entry.parse().ok().map(Target::Entry),
        [section, entry] => section.parse::<SectionId>().and(entry.parse()).ok().map(Target::Entry),
        _ => None,
    };
    read.unwrap_or(Target::Nowhere)
}

/// The Markdown link whose target this address is or ends: the whole of it, and the words that it stands under.
#[must_use]
pub fn link_around(text: &str, address: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let before = text.get(..address.start)?;
    let middle = before.rfind("](")?;
    if before[middle..].contains(char::is_whitespace) {
        return None;
    }
    let end = prose::target(text, middle + 2)?.end + 1;
    let mut depth = 0_usize;
    let start = text[..middle].bytes().enumerate().rev().find_map(|(at, byte)| match byte {
        b']' => {
            depth += 1;
            None
        }
        b'[' if depth == 0 => Some(at),
        b'[' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    (end >= address.end).then_some((start..end, start + 1..middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomSectionId, StandardSection, arbitrary};
    use proptest::prelude::*;

    fn id() -> PlaybookId {
        PlaybookId::from_bits(1)
    }

    #[test]
    fn addresses_of_the_playbook_are_read() {
        let (entry, custom) = (EntryId::from_bits(2), CustomSectionId::from_bits(3));
        let (to_entry, definitions) = (Target::Entry(entry), SectionId::Standard(StandardSection::Definitions));
        for (text, expected) in [
            (format!("[x](#/playbook/{})", id()), &[Target::Whole][..]),
            (format!("[x](#/playbook/{}/people)", id()), &[Target::Whole]),
            (format!("[x](#/playbook/{}/people/{entry})", id()), &[to_entry]),
            (format!("[x](#/playbook/{}/definitions)", id()), &[Target::Section(definitions)]),
            (format!("[x](#/playbook/{}/{custom}/)", id()), &[Target::Section(SectionId::Custom(custom))]),
            (format!("[x](https://a.example/b/#/playbook/{}/definitions/{entry} \"t\")", id()), &[to_entry]),
            (format!("see #/playbook/{}/definitions/{entry}.", id()), &[to_entry]),
            (format!("#/playbook/{0}/sales/{entry} #/playbook/{0}/definitions/x", id()), &[Target::Nowhere; 2]),
            (format!("`#/playbook/{}/definitions/{entry}`", id()), &[]),
            (format!("#/playbook/{}/definitions/{entry}", PlaybookId::from_bits(9)), &[]),
            ("#/playbook/ #/playbook/x".to_owned(), &[]),
        ] {
            let found: Vec<_> = in_text(&text, id()).iter().map(|address| address.target).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn links_are_found_around_addresses() {
        for (before, after, expected) in [
            ("see [the term](", ")", Some("the term")),
            ("see [the [old] term](https://a.example/", " \"t\")", Some("the [old] term")),
            ("[a](b) and [c](", ")", Some("c")),
            ("[a](b) and ", "", None),
            ("[a](", "", None),
            ("", "", None),
        ] {
            let text = format!("{before}#/playbook/{}{after}", id());
            let address = in_text(&text, id()).pop().expect("an address");
            let words = link_around(&text, &address.place).map(|(_, words)| &text[words]);
            assert_eq!(words, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(start in arbitrary::text(), parts in r"[\[\]()a 年`]{0,12}", end in r"[\[\]()/a 年`]{0,9}") {
            let text = format!("{start}{parts}#/playbook/{}{end}", id());
            for address in in_text(&text, id()) {
                prop_assert!(text[address.place.clone()].starts_with("#/playbook/"));
                if let Some((whole, words)) = link_around(&text, &address.place) {
                    prop_assert!(whole.start < words.start && text.get(words).is_some());
                }
            }
        }
    }
}
