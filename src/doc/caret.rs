//! Where somebody's cursor is in a long text, in a form that stays at its letter while others type.

use super::Replica;
use super::wire::Reader;
use crate::model::{EntryId, Field, SectionId};
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{Assoc, IndexedSequence as _, Map as _, Out, StickyIndex, Transact as _};

/// A long text of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongText {
    /// The introduction of a section.
    Introduction(SectionId),
    /// A field of an entry.
    Field(EntryId, Field),
}

impl Replica {
    /// The place behind so many UTF-16 units of a long text, as Yjs encodes relative positions. `None` where there is no
    /// such text, or it is shorter.
    #[must_use]
    pub fn caret(&self, text: LongText, offset: u32) -> Option<Vec<u8>> {
        let txn = self.doc.transact();
        let text = match text {
            LongText::Introduction(SectionId::Standard(section)) => self.roots.standard(section)?.introduction,
            LongText::Introduction(SectionId::Custom(id)) => match self.roots.custom.get(&txn, &id.to_string())? {
                Out::YMap(section) => as_text(section.get(&txn, super::schema::section::INTRODUCTION))?,
                _ => return None,
            },
            LongText::Field(id, field) => match self.roots.entries.get(&txn, &id.to_string())? {
                Out::YMap(entry) => as_text(entry.get(&txn, field.key()))?,
                _ => return None,
            },
        };
        Some(text.sticky_index(&txn, offset, Assoc::Before)?.encode_v1())
    }

    /// How many UTF-16 units stand before such a place now. `None` where it is not known here, or damaged.
    #[must_use]
    pub fn offset_of(&self, caret: &[u8]) -> Option<u32> {
        let caret = if names_a_client(caret) { StickyIndex::decode_v1(caret).ok()? } else { return None };
        Some(caret.get_offset(&self.doc.transact())?.index)
    }
}

/// Whether a place is at a letter of a client, or in a text by its name. Numbers of clients have 53 bits: the library stops on a
/// larger one, where it is compiled with checks, and takes it for another one where it is not.
fn names_a_client(caret: &[u8]) -> bool {
    let mut reader = Reader::new(caret);
    match reader.byte() {
        Ok(0 | 2) => reader.number().is_ok_and(|client| client >> 53 == 0),
        kind => kind == Ok(1),
    }
}

fn as_text(value: Option<Out>) -> Option<yrs::TextRef> {
    match value {
        Some(Out::YText(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Author;
    use crate::doc::wire::put_number;
    use crate::model::{Edit, Home, Kind, NewEntry, Playbook, PlaybookId, StandardSection, Value};
    use proptest::prelude::*;

    const SECTION: SectionId = SectionId::Standard(StandardSection::Definitions);

    fn say(replica: &mut Replica, id: EntryId, text: &str) {
        let edit = Edit::Set(id, Field::Definition, Value::Text(text.to_owned()));
        replica.apply(&edit, &Author::default()).expect("a possible edit");
    }

    fn with_definition() -> (Replica, EntryId) {
        let mut replica = Replica::of(&Playbook::new(PlaybookId::random(), "Playbook"), || 0);
        let new = NewEntry::last(Kind::Definition, Home::Section(SECTION));
        let id = new.id;
        replica.apply(&Edit::Add(new), &Author::default()).expect("a possible edit");
        (replica, id)
    }

    #[test]
    fn a_caret_stays_at_its_letter() {
        let (mut replica, id) = with_definition();
        let text = LongText::Field(id, Field::Definition);
        for (before, offset, after, expected) in [
            ("lead", 0, "a lead", 0),
            ("lead", 4, "lead or more", 4),
            ("a lead", 2, "such a lead", 7),
            ("a lead", 4, "a ld", 3),
            ("😀 lead", 3, "So: 😀 lead", 7),
            ("", 0, "new", 0),
        ] {
            say(&mut replica, id, before);
            let caret = replica.caret(text, offset).expect("a place");
            assert_eq!(replica.offset_of(&caret), Some(offset), "{before}");
            say(&mut replica, id, after);
            assert_eq!(replica.offset_of(&caret), Some(expected), "{before} → {after}");
            say(&mut replica, id, "");
        }
    }

    #[test]
    fn introductions_have_places_and_other_texts_have_none() {
        let (mut replica, id) = with_definition();
        replica.apply(&Edit::SetIntroduction(SECTION, "Words".into()), &Author::default()).expect("a possible edit");
        let caret = replica.caret(LongText::Introduction(SECTION), 3).expect("a place");
        assert_eq!(replica.offset_of(&caret), Some(3));
        for (text, offset) in [
            (LongText::Introduction(SECTION), 99),
            (LongText::Field(id, Field::Name), 0),
            (LongText::Field(EntryId::random(), Field::Definition), 0),
        ] {
            assert_eq!(replica.caret(text, offset), None, "{text:?}");
        }
    }

    #[test]
    fn a_caret_from_a_document_that_is_not_here_is_nowhere() {
        let (mut other, id) = with_definition();
        say(&mut other, id, "lead");
        let caret = other.caret(LongText::Field(id, Field::Definition), 2).expect("a place");
        assert_eq!(with_definition().0.offset_of(&caret), None);
    }

    #[test]
    fn a_client_that_can_not_be_is_nowhere() {
        let replica = with_definition().0;
        for kind in [0, 2] {
            for client in [1 << 53, u64::MAX] {
                let mut caret = vec![kind];
                put_number(&mut caret, client);
                caret.push(0);
                assert_eq!(replica.offset_of(&caret), None, "{caret:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..24)) {
            let (replica, _) = with_definition();
            let _ = replica.offset_of(&bytes);
        }
    }
}
