//! A few replicas that are edited, tell each other of it, and hear updates that something happened to, or that somebody made
//! up. The bytes are a program for that.
#![no_main]

use guidepost::doc::Replica;
use guidepost_fuzz::{MAKER, clock, craft, poke, start};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static START: LazyLock<Vec<u8>> = LazyLock::new(start);

struct Bench {
    replicas: Vec<Replica>,
    said: Vec<Vec<u8>>,
}

/// Prints an update, for whoever looks into a finding: `GUIDEPOST_ALOUD=1` and the file with the bytes.
fn said_aloud(update: &[u8], applied: bool) {
    static ALOUD: LazyLock<bool> = LazyLock::new(|| std::env::var_os("GUIDEPOST_ALOUD").is_some());
    if *ALOUD {
        let hex: String = update.iter().map(|byte| format!("{byte:02x}")).collect();
        eprintln!("{} {hex}", if applied { "read" } else { "refused" });
    }
}

/// How many changes of a client are in a document, read from its state vector.
fn changes(replica: &Replica, client: u64) -> u64 {
    let state = replica.state_vector();
    let mut reader = guidepost::doc::wire::Reader::new(&state);
    let mut found = 0;
    for _ in 0..reader.number().unwrap_or(0) {
        match (reader.number(), reader.number()) {
            (Ok(whose), Ok(clock)) if whose == client => found = clock,
            (Ok(_), Ok(_)) => {}
            _ => break,
        }
    }
    found
}

impl Bench {
    fn step(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let which = from.int_in_range(0..=self.replicas.len() - 1)?;
        let said = self.said.len();
        let replica = &mut self.replicas[which];
        match from.int_in_range(0..=9)? {
            0..=2 => {
                guidepost_fuzz::apply(replica, &poke::edit(from)?);
                self.said.extend(replica.take_updates());
            }
            3 => {
                let _ = if from.ratio(1, 2)? { replica.undo() } else { replica.redo() };
                self.said.extend(replica.take_updates());
            }
            4 if said > 0 => {
                let _ = replica.admit(&self.said[from.int_in_range(0..=said - 1)?]);
            }
            5 => {
                let all: Vec<&[u8]> = self.said.iter().map(Vec::as_slice).collect();
                let _ = replica.admit_all(&all);
            }
            6 | 7 if said > 0 => {
                let mut bytes = self.said[from.int_in_range(0..=said - 1)?].clone();
                for _ in 0..from.int_in_range(1..=4)? {
                    let at = from.int_in_range(0..=bytes.len().max(1) - 1)?;
                    match from.int_in_range(0..=3)? {
                        0 if at < bytes.len() => bytes[at] = from.arbitrary()?,
                        1 => bytes.insert(at, from.arbitrary()?),
                        2 if at < bytes.len() => drop(bytes.remove(at)),
                        _ => {
                            let other = &self.said[from.int_in_range(0..=said - 1)?];
                            let cut = from.int_in_range(0..=other.len())?;
                            bytes.truncate(at);
                            bytes.extend_from_slice(&other[cut..]);
                        }
                    }
                }
                said_aloud(&bytes, replica.admit(&bytes).is_ok());
            }
            _ => {
                let crafted = craft::update(from, &|client| changes(replica, client))?;
                said_aloud(&crafted, replica.admit(&crafted).is_ok());
            }
        }
        Ok(())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let replica = |number| {
        let mut replica = Replica::empty_of(number, clock);
        replica.admit_whole(&START).expect("a whole document");
        let _ = (replica.take_updates(), replica.take_changes());
        replica
    };
    let mut bench = Bench { replicas: vec![replica(3), replica(4)], said: vec![START.clone()] };
    assert!(changes(&bench.replicas[0], MAKER) > 0, "the document has a maker");
    let mut from = Unstructured::new(bytes);
    for _ in 0..40 {
        if from.is_empty() || bench.step(&mut from).is_err() {
            break;
        }
    }
    bench.replicas.iter_mut().for_each(|replica| poke::poke(replica, false));
});
