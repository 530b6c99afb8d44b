//! What an update builds on, read from its bytes before the document library sees them.
//!
//! yrs 0.28 breaks on updates out of order, and some bytes make it panic. So an update is read here once, without
//! being applied: what it is made of, where its parts hang, and hence what has to be in a document before it.
//! The format is that which Yjs calls v1 (`Y.encodeStateAsUpdate`).

use super::wire::{Malformed, Reader};
use std::collections::HashMap;
use yrs::StateVector;
use yrs::block::{
    BLOCK_GC_REF_NUMBER, BLOCK_ITEM_ANY_REF_NUMBER, BLOCK_ITEM_BINARY_REF_NUMBER, BLOCK_ITEM_DELETED_REF_NUMBER,
    BLOCK_ITEM_EMBED_REF_NUMBER, BLOCK_ITEM_FORMAT_REF_NUMBER, BLOCK_ITEM_STRING_REF_NUMBER,
    BLOCK_ITEM_TYPE_REF_NUMBER, BLOCK_SKIP_REF_NUMBER, ClientID, HAS_ORIGIN, HAS_PARENT_SUB, HAS_RIGHT_ORIGIN,
};

/// Values nest no deeper than this. yrs reads them by recursion, and the stack of a page is small.
const DEEPEST: usize = 32;

/// Client ids have so many bits, so that JavaScript can hold them as numbers.
const CLIENT_BITS: u32 = 53;

/// For each client whose work an update builds on, how many of its changes have to be there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needs(HashMap<u64, u32>);

impl Needs {
    /// Reads all of an update.
    pub(super) fn of(update: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(update);
        let mut found = Found::default();
        for _ in 0..reader.number()? {
            found.client(&mut reader)?;
        }
        found.deletions(&mut reader)?;
        if reader.rest().is_empty() { Ok(found.needs()) } else { Err(Malformed) }
    }

    /// Whether all of it is in a document of this state.
    pub(super) fn are_in(&self, state: &StateVector) -> bool {
        self.0.iter().all(|(client, clock)| state.get(&ClientID::new(*client)) >= *clock)
    }
}

/// A change, or the end of some: a client and its clock.
type Id = (u64, u32);

#[derive(Default)]
struct Found {
    /// What the update brings of each client, without gaps: from and to which clock. Before a gap, everything is needed.
    brings: HashMap<u64, (u32, u32)>,
    /// What its parts hang on.
    named: Vec<Id>,
}

impl Found {
    fn needs(self) -> Needs {
        let mut needs: HashMap<u64, u32> = HashMap::new();
        for (client, (from, _)) in &self.brings {
            needs.insert(*client, *from);
        }
        for (client, clock) in self.named {
            let brought = self.brings.get(&client).is_some_and(|(from, to)| (*from..*to).contains(&clock));
            if !brought {
                let needed = needs.entry(client).or_default();
                *needed = (*needed).max(clock.saturating_add(1));
            }
        }
        needs.retain(|_, clock| *clock > 0);
        Needs(needs)
    }

    /// All changes of one client.
    fn client(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        let blocks = reader.number()?;
        let (client, mut clock) = id(reader)?;
        if self.brings.contains_key(&client) {
            return Err(Malformed);
        }
        let mut from = clock;
        for _ in 0..blocks {
            let info = reader.byte()?;
            let length = match info {
                BLOCK_GC_REF_NUMBER | BLOCK_SKIP_REF_NUMBER => small(reader.number()?)?,
                _ => self.item(reader, info)?,
            };
            if length == 0 {
                return Err(Malformed);
            }
            clock = clock.checked_add(length).ok_or(Malformed)?;
            if info == BLOCK_SKIP_REF_NUMBER {
                from = clock;
            }
        }
        self.brings.insert(client, (from, clock));
        Ok(())
    }

    /// One item. Gives back its length, in changes.
    fn item(&mut self, reader: &mut Reader<'_>, info: u8) -> Result<u32, Malformed> {
        let mut hangs_on_neighbour = false;
        for neighbour in [HAS_ORIGIN, HAS_RIGHT_ORIGIN] {
            if info & neighbour != 0 {
                hangs_on_neighbour = true;
                self.named.push(id(reader)?);
            }
        }
        if !hangs_on_neighbour {
            match reader.number()? {
                // A type at the root, by name.
                1 => drop(reader.text()?),
                _ => self.named.push(id(reader)?),
            }
            if info & HAS_PARENT_SUB != 0 {
                reader.text()?;
            }
        }
        content(reader, info & 0b1111)
    }

    fn deletions(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        for _ in 0..reader.number()? {
            let client = client(reader)?;
            for _ in 0..reader.number()? {
                let (from, length) = (small(reader.number()?)?, small(reader.number()?)?);
                let last = from.checked_add(length).and_then(|end| end.checked_sub(1)).ok_or(Malformed)?;
                self.named.push((client, last));
            }
        }
        Ok(())
    }
}

/// What an item holds: its length. What only old or other programs write, and yrs does not read as Yjs does, is refused.
fn content(reader: &mut Reader<'_>, kind: u8) -> Result<u32, Malformed> {
    match kind {
        BLOCK_ITEM_DELETED_REF_NUMBER => small(reader.number()?),
        BLOCK_ITEM_STRING_REF_NUMBER => small(reader.text()?.encode_utf16().count() as u64),
        BLOCK_ITEM_BINARY_REF_NUMBER => reader.bytes().map(|_| 1),
        BLOCK_ITEM_EMBED_REF_NUMBER => reader.text().map(|_| 1),
        BLOCK_ITEM_FORMAT_REF_NUMBER => reader.text().and_then(|_| reader.text()).map(|_| 1),
        BLOCK_ITEM_TYPE_REF_NUMBER => match reader.byte()? {
            // Arrays, maps, texts, and the fragments and texts of XML.
            0..=2 | 4 | 6 => Ok(1),
            // An element of XML has a name.
            3 => reader.text().map(|_| 1),
            _ => Err(Malformed),
        },
        BLOCK_ITEM_ANY_REF_NUMBER => {
            let count = reader.number()?;
            for _ in 0..count {
                value(reader, DEEPEST)?;
            }
            small(count)
        }
        _ => Err(Malformed),
    }
}

/// One value, such as a number, a text, or a list of values.
fn value(reader: &mut Reader<'_>, deepest: usize) -> Result<(), Malformed> {
    match reader.byte()? {
        // Undefined, null, false and true.
        120 | 121 | 126 | 127 => {}
        // An integer: a sign in the first byte, and else as any number.
        125 => while reader.byte()? >= 0x80 {},
        124 => drop(reader.take(4)?),
        122 | 123 => drop(reader.take(8)?),
        119 => drop(reader.text()?),
        116 => drop(reader.bytes()?),
        list @ (117 | 118) => {
            let deepest = deepest.checked_sub(1).ok_or(Malformed)?;
            for _ in 0..reader.number()? {
                if list == 118 {
                    reader.text()?;
                }
                value(reader, deepest)?;
            }
        }
        _ => return Err(Malformed),
    }
    Ok(())
}

fn id(reader: &mut Reader<'_>) -> Result<Id, Malformed> {
    Ok((client(reader)?, small(reader.number()?)?))
}

fn client(reader: &mut Reader<'_>) -> Result<u64, Malformed> {
    let client = reader.number()?;
    if client >> CLIENT_BITS == 0 { Ok(client) } else { Err(Malformed) }
}

fn small(number: u64) -> Result<u32, Malformed> {
    u32::try_from(number).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::{Doc, GetString as _, Map as _, Out, ReadTxn as _, StateVector, Text as _, TextPrelim, Transact as _};
    use yrs::{Update, updates::decoder::Decode as _};

    /// What the update of `edit` needs, of the clients with the ids 1 and 2. Client 1 made the text "abc" under a key.
    fn needs(client: u64, edit: impl FnOnce(&Doc)) -> (u32, u32) {
        let first = Doc::with_client_id(1);
        first.get_or_insert_map("entries").insert(&mut first.transact_mut(), "text", TextPrelim::new("abc"));
        let doc = Doc::with_client_id(client);
        let all = first.transact().encode_state_as_update_v1(&StateVector::default());
        let all = Update::decode_v1(&all).expect("an update");
        doc.transact_mut().apply_update(all).expect("an update");
        let before = doc.transact().state_vector();
        edit(&doc);
        let update = doc.transact().encode_state_as_update_v1(&before);
        let Needs(needs) = Needs::of(&update).expect("an update");
        (needs.get(&1).copied().unwrap_or(0), needs.get(&2).copied().unwrap_or(0))
    }

    fn text(doc: &Doc) -> yrs::TextRef {
        let map = doc.get_or_insert_map("entries");
        match map.get(&doc.transact(), "text") {
            Some(Out::YText(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_update_needs_what_its_parts_hang_on() {
        // The text is the first change of client 1, its letters are the next three.
        assert_eq!(needs(2, |doc| text(doc).insert(&mut doc.transact_mut(), 1, "x")), (3, 0), "both neighbours");
        assert_eq!(needs(2, |doc| text(doc).insert(&mut doc.transact_mut(), 0, "x")), (2, 0), "the one behind");
        assert_eq!(needs(2, |doc| text(doc).push(&mut doc.transact_mut(), "x")), (4, 0), "the one before");
        assert_eq!(needs(1, |doc| text(doc).push(&mut doc.transact_mut(), "x")), (4, 0), "their own earlier changes");
        let root = |doc: &Doc| doc.get_or_insert_text("other").push(&mut doc.transact_mut(), "x");
        assert_eq!(needs(2, root), (0, 0), "nothing, at a root");
        assert_eq!(needs(2, |doc| text(doc).remove_range(&mut doc.transact_mut(), 1, 1)), (3, 0), "what it deletes");
        let both = |doc: &Doc| {
            root(doc);
            text(doc).remove_range(&mut doc.transact_mut(), 2, 1);
            assert_eq!(text(doc).get_string(&doc.transact()), "ab");
        };
        assert_eq!(needs(2, both), (4, 0), "the most of all");
    }

    #[test]
    fn what_is_no_update_is_refused() {
        for bytes in [
            &[][..],
            &[0],
            &[0, 0, 0],
            // A block of no length, a length that is not there, an unknown content, and twice the same client.
            &[1, 1, 1, 0, 0, 0, 0],
            &[1, 1, 1, 0, 4, 1, 1, b'a', 200, 1, 0],
            &[1, 1, 1, 0, 15, 1, 1, b'a', 0],
            &[2, 1, 1, 0, 4, 1, 1, b'a', 1, b'b', 1, 1, 0, 4, 1, 1, b'a', 1, b'b', 0],
            // Clocks and client ids that are too large.
            &[1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 4, 1, 1, b'a', 1, b'b', 0],
            &[1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 4, 1, 1, b'a', 1, b'b', 0],
        ] {
            assert_eq!(Needs::of(bytes), Err(Malformed), "{bytes:?}");
        }
        assert_eq!(Needs::of(&[0, 0]), Ok(Needs::default()));
        let mut nested = vec![1, 1, 1, 0, 8, 1, 1, b'a', 1];
        nested.extend([117, 1].repeat(100_000));
        nested.extend([126, 0]);
        assert_eq!(Needs::of(&nested), Err(Malformed));
    }
}
