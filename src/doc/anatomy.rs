//! What an update is made of, read from its bytes before the document library sees them.
//!
//! Some bytes make yrs 0.28 panic, and it tells nobody where the parts of an update belong. So updates are read here once
//! more, without being applied. The format is that which Yjs calls v1 (`Y.encodeStateAsUpdate`).

use super::wire::{Malformed, Reader};
use yrs::StateVector;
use yrs::block::{
    BLOCK_GC_REF_NUMBER, BLOCK_ITEM_ANY_REF_NUMBER, BLOCK_ITEM_BINARY_REF_NUMBER, BLOCK_ITEM_DELETED_REF_NUMBER,
    BLOCK_ITEM_EMBED_REF_NUMBER, BLOCK_ITEM_STRING_REF_NUMBER, BLOCK_ITEM_TYPE_REF_NUMBER, BLOCK_SKIP_REF_NUMBER,
    ClientID, HAS_ORIGIN, HAS_PARENT_SUB, HAS_RIGHT_ORIGIN,
};

/// Values nest no deeper than this. yrs reads them by recursion, and the stack of a page is small.
const DEEPEST: usize = 32;

/// Client ids have so many bits, so that JavaScript can hold them as numbers.
const CLIENT_BITS: u32 = 53;

/// One change: whose it is, and how many of theirs came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Id {
    pub(super) client: u64,
    pub(super) clock: u32,
}

/// Some changes of one client, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: Id,
    pub(super) length: u32,
}

/// A part of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// What changes put somewhere.
    Item(Run, Place<'a>),
    /// What changes put into something that is gone for good.
    Gone(Run),
    /// Changes that are not in the update.
    Gap(Run),
    /// Changes that somebody took back.
    Deletion(Run),
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// In the same as its neighbours, and, in a map, under the same key: the one before it, the one behind it, or both.
    Beside(Option<Id>, Option<Id>),
    /// In a type at the root; in a map, under a key.
    InRoot(&'a str, Option<&'a str>),
    /// In a type that an item made; in a map, under a key.
    In(Id, Option<&'a str>),
}

/// Tells of every part of an update, the deletions last.
///
/// # Errors
/// When it is cut off, or of a form that is not read. What was told before counts for nothing.
pub(super) fn read<'a>(update: &'a [u8], tell: &mut dyn FnMut(Part<'a>)) -> Result<(), Malformed> {
    read_with_bytes(update, &mut |part, _| tell(part))
}

/// The same, with the bytes of each part; of deletions none.
///
/// # Errors
/// As above. What was told before is what stands before the damage.
pub(super) fn read_with_bytes<'a>(update: &'a [u8], tell: &mut dyn FnMut(Part<'a>, &'a [u8])) -> Result<(), Malformed> {
    let mut reader = Reader::new(update);
    let mut clients = StateVector::default();
    for _ in 0..reader.number()? {
        let blocks = reader.number()?;
        let mut next = id(&mut reader)?;
        let client = ClientID::new(next.client);
        if clients.contains_client(&client) {
            return Err(Malformed);
        }
        clients.set_max(client, next.clock);
        for _ in 0..blocks {
            let start = reader.rest();
            let part = block(&mut reader, next)?;
            let bytes = start.get(..start.len() - reader.rest().len()).unwrap_or_default();
            let (Part::Item(run, _) | Part::Gone(run) | Part::Gap(run) | Part::Deletion(run)) = part;
            next.clock = next.clock.checked_add(run.length).filter(|_| run.length > 0).ok_or(Malformed)?;
            tell(part, bytes);
        }
    }
    for _ in 0..reader.number()? {
        let client = client(&mut reader)?;
        for _ in 0..reader.number()? {
            let (clock, length) = (small(reader.number()?)?, small(reader.number()?)?);
            if length == 0 || clock.checked_add(length).is_none() {
                return Err(Malformed);
            }
            tell(Part::Deletion(Run { first: Id { client, clock }, length }), &[]);
        }
    }
    if reader.rest().is_empty() { Ok(()) } else { Err(Malformed) }
}

fn block<'a>(reader: &mut Reader<'a>, first: Id) -> Result<Part<'a>, Malformed> {
    let run = |length| Run { first, length };
    Ok(match reader.byte()? {
        BLOCK_GC_REF_NUMBER => Part::Gone(run(small(reader.number()?)?)),
        BLOCK_SKIP_REF_NUMBER => Part::Gap(run(small(reader.number()?)?)),
        info => {
            let place = place(reader, info)?;
            Part::Item(run(content(reader, info & 0b1111)?), place)
        }
    })
}

fn place<'a>(reader: &mut Reader<'a>, info: u8) -> Result<Place<'a>, Malformed> {
    let mut neighbour = |flag| if info & flag == 0 { Ok(None) } else { id(reader).map(Some) };
    let (before, behind) = (neighbour(HAS_ORIGIN)?, neighbour(HAS_RIGHT_ORIGIN)?);
    if before.is_some() || behind.is_some() {
        return Ok(Place::Beside(before, behind));
    }
    let key = |reader: &mut Reader<'a>| if info & HAS_PARENT_SUB == 0 { Ok(None) } else { reader.text().map(Some) };
    Ok(match reader.number()? {
        1 => Place::InRoot(reader.text()?, key(reader)?),
        _ => Place::In(id(reader)?, key(reader)?),
    })
}

/// What an item holds: its length. What only old or other programs write, and yrs does not read as Yjs does, is refused. So
/// are the marks of rich text: texts of a playbook have none, and under a key of a map, one makes yrs panic.
fn content(reader: &mut Reader<'_>, kind: u8) -> Result<u32, Malformed> {
    match kind {
        BLOCK_ITEM_DELETED_REF_NUMBER => small(reader.number()?),
        BLOCK_ITEM_STRING_REF_NUMBER => small(reader.text()?.encode_utf16().count() as u64),
        BLOCK_ITEM_BINARY_REF_NUMBER => reader.bytes().map(|_| 1),
        BLOCK_ITEM_EMBED_REF_NUMBER => reader.text().map(|_| 1),
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
    Ok(Id { client: client(reader)?, clock: small(reader.number()?)? })
}

fn client(reader: &mut Reader<'_>) -> Result<u64, Malformed> {
    let client = reader.number()?;
    if client >> CLIENT_BITS == 0 { Ok(client) } else { Err(Malformed) }
}

fn small(number: u64) -> Result<u32, Malformed> {
    u32::try_from(number).map_err(|_| Malformed)
}
