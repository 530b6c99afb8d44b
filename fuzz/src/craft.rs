//! Updates that are well-formed and say anything at all: items that stand where nothing can stand, twice, or beside what is
//! elsewhere. A document library that believes them is what the gate has to protect.

use crate::MAKER;
use guidepost::doc::wire::{put_bytes, put_number};
use libfuzzer_sys::arbitrary::{Result, Unstructured};

const CLIENTS: [u64; 4] = [MAKER, MAKER + 1, 3, 4];
const ROOTS: [&str; 6] = ["playbook", "entries", "sections", "section/definitions", "introduction/definitions", "new"];
const KEYS: [&str; 8] = ["id", "version", "title", "definition", "name", "@kind", "AAAAAAAAAAAAAAAAAAAAAQ", "@home"];

/// Makes up an update on top of a document of which each client has made so many changes.
///
/// # Errors
/// When no bytes are left.
pub fn update(from: &mut Unstructured<'_>, here: &dyn Fn(u64) -> u64) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let clients = from.int_in_range(0..=2)?;
    let first = from.int_in_range(0..=3)?;
    put_number(&mut out, clients);
    for number in 0..clients {
        let client = CLIENTS[(first + usize::try_from(number).unwrap_or(0)) % 4];
        let blocks = from.int_in_range(1..=5)?;
        put_number(&mut out, blocks);
        put_number(&mut out, client);
        // Mostly where the document ends, sometimes before it or behind it.
        let clock = match from.int_in_range(0..=7)? {
            0 => from.int_in_range(0..=200)?,
            1 => here(client).saturating_sub(from.int_in_range(0..=4)?),
            _ => here(client),
        };
        put_number(&mut out, clock);
        for _ in 0..blocks {
            block(&mut out, from, here)?;
        }
    }
    let deleting = from.int_in_range(0..=1)?;
    put_number(&mut out, deleting);
    for _ in 0..deleting {
        let client = *from.choose(&CLIENTS)?;
        put_number(&mut out, client);
        let ranges = from.int_in_range(1..=3)?;
        put_number(&mut out, ranges);
        for _ in 0..ranges {
            put_number(&mut out, clock_of(client, from, here)?);
            put_number(&mut out, from.int_in_range(1..=6)?);
        }
    }
    Ok(out)
}

fn clock_of(client: u64, from: &mut Unstructured<'_>, here: &dyn Fn(u64) -> u64) -> Result<u64> {
    // What the update itself brings can be named, too.
    from.int_in_range(0..=here(client) + 4)
}

fn id(out: &mut Vec<u8>, from: &mut Unstructured<'_>, here: &dyn Fn(u64) -> u64) -> Result<()> {
    let client = *from.choose(&CLIENTS)?;
    put_number(out, client);
    put_number(out, clock_of(client, from, here)?);
    Ok(())
}

fn block(out: &mut Vec<u8>, from: &mut Unstructured<'_>, here: &dyn Fn(u64) -> u64) -> Result<()> {
    let kind = *from.choose(&[0, 1, 3, 4, 4, 5, 6, 7, 7, 8, 8, 10])?;
    if matches!(kind, 0 | 10) {
        out.push(kind);
        put_number(out, from.int_in_range(1..=3)?);
        return Ok(());
    }
    let (before, behind, keyed) = (from.ratio(1, 2)?, from.ratio(1, 3)?, from.ratio(1, 2)?);
    out.push(kind | u8::from(before) << 7 | u8::from(behind) << 6 | u8::from(keyed) << 5);
    if before {
        id(out, from, here)?;
    }
    if behind {
        id(out, from, here)?;
    }
    if !before && !behind {
        if from.ratio(1, 2)? {
            put_number(out, 1);
            put_bytes(out, from.choose(&ROOTS)?.as_bytes());
        } else {
            put_number(out, 0);
            id(out, from, here)?;
        }
        if keyed {
            put_bytes(out, from.choose(&KEYS)?.as_bytes());
        }
    }
    content(out, kind, from)
}

fn content(out: &mut Vec<u8>, kind: u8, from: &mut Unstructured<'_>) -> Result<()> {
    match kind {
        1 => put_number(out, from.int_in_range(1..=3)?),
        3 => put_bytes(out, &[1, 2]),
        4 => put_bytes(out, from.choose(&["a", "ab", "客", "😀", "a😀b"])?.as_bytes()),
        5 => put_bytes(out, from.choose(&["{}", "1", "{\"a\":1}", "no JSON"])?.as_bytes()),
        6 => {
            put_bytes(out, from.choose(&["bold", "a"])?.as_bytes());
            put_bytes(out, from.choose(&["true", "null", "no JSON"])?.as_bytes());
        }
        7 => {
            let made = from.int_in_range(0..=6)?;
            out.push(made);
            if made == 3 {
                put_bytes(out, b"p");
            }
        }
        _ => {
            let values = from.int_in_range(1..=3)?;
            put_number(out, values);
            for _ in 0..values {
                match from.int_in_range(0..=7)? {
                    0 => out.push(126),
                    1 => out.push(120),
                    2 => out.extend([125, from.int_in_range(0..=127)?]),
                    3 => {
                        out.push(119);
                        put_bytes(out, from.choose(&["lead", "AAAAAAAAAAAAAAAAAAAAAQ", "s"])?.as_bytes());
                    }
                    4 => out.extend([117, 1, 125, 1]),
                    5 => out.extend([118, 1, 1, b'k', 126]),
                    6 => out.extend([116, 1, 255]),
                    _ => out.extend([123, 0, 0, 0, 0, 0, 0, 0, 0]),
                }
            }
        }
    }
    Ok(())
}
