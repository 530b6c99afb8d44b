//! What can be saved of a damaged update: as much of each client's changes as can be read, and as hangs together.

use super::anatomy::{self, Id, Part, Place, Run};
use super::wire::put_number;
use super::{Admission, Replica};
use std::collections::HashMap;

/// One change, or a run of them, with its bytes.
struct Block<'a> {
    run: Run,
    /// What it hangs on.
    needs: Vec<Id>,
    is_gap: bool,
    bytes: &'a [u8],
}

/// As much of an update as can be read from its beginning, as an update. What hangs on what is not in it is left out, and so is
/// what was taken back, if that stands behind the damage. `None` where nothing is left.
#[must_use]
pub fn salvaged(update: &[u8]) -> Option<Vec<u8>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut deletions: Vec<Run> = Vec::new();
    // What was told before the damage is what is wanted here.
    let _ = anatomy::read_with_bytes(update, &mut |part, bytes| match part {
        Part::Item(run, place) => {
            let needs = match place {
                Place::Beside(before, behind) => before.into_iter().chain(behind).collect(),
                Place::In(parent, _) => vec![parent],
                Place::InRoot(..) => Vec::new(),
            };
            blocks.push(Block { run, needs, is_gap: false, bytes });
        }
        Part::Gone(run) => blocks.push(Block { run, needs: Vec::new(), is_gap: false, bytes }),
        Part::Gap(run) => blocks.push(Block { run, needs: Vec::new(), is_gap: true, bytes }),
        Part::Deletion(run) => deletions.push(run),
    });
    let all = hanging_together(&blocks, &deletions)?;
    if is_taken_in(&all) {
        return Some(all);
    }
    // A change may be read and still make no sense, such as one that stands in a letter. So as many as make sense.
    let (mut good, mut bad, mut saved) = (0, blocks.len(), None);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        match hanging_together(&blocks[..middle], &deletions).filter(|some| is_taken_in(some)) {
            Some(some) => (good, saved) = (middle, Some(some)),
            None => bad = middle,
        }
    }
    saved
}

fn is_taken_in(update: &[u8]) -> bool {
    Replica::empty(|| 0).admit(update) == Ok(Admission::Applied)
}

/// An update of those blocks whose ground is among them.
fn hanging_together(blocks: &[Block<'_>], deletions: &[Run]) -> Option<Vec<u8>> {
    // How many changes of each client hang together.
    let mut upto: HashMap<u64, u32> = HashMap::new();
    for block in blocks {
        let end = upto.entry(block.run.first.client).or_insert(0);
        if *end == block.run.first.clock && !block.is_gap {
            *end = block.run.first.clock.saturating_add(block.run.length);
        }
    }
    loop {
        let before = upto.clone();
        for block in blocks {
            let Id { client, clock } = block.run.first;
            let hangs = |need: &Id| {
                // What stands earlier in the same run of changes is there with it.
                upto.get(&need.client).is_some_and(|end| need.clock < *end)
            };
            if upto.get(&client).is_some_and(|end| clock < *end) && !block.needs.iter().all(hangs) {
                upto.insert(client, clock);
            }
        }
        if upto == before {
            break;
        }
    }
    let is_in =
        |run: &Run| upto.get(&run.first.client).is_some_and(|end| run.first.clock.saturating_add(run.length) <= *end);
    let kept: Vec<&Block<'_>> = blocks.iter().filter(|block| !block.is_gap && is_in(&block.run)).collect();
    (!kept.is_empty()).then(|| written(&kept, &deletions.iter().copied().filter(|run| is_in(run)).collect::<Vec<_>>()))
}

/// An update of these blocks, which stand in the order of their clients, and deletions.
fn written(blocks: &[&Block<'_>], deletions: &[Run]) -> Vec<u8> {
    let mut out = Vec::new();
    let clients: Vec<_> = blocks.chunk_by(|a, b| a.run.first.client == b.run.first.client).collect();
    put_number(&mut out, clients.len() as u64);
    for blocks in clients {
        put_number(&mut out, blocks.len() as u64);
        for (at, block) in blocks.iter().enumerate() {
            if at == 0 {
                put_number(&mut out, block.run.first.client);
                put_number(&mut out, block.run.first.clock.into());
            }
            out.extend_from_slice(block.bytes);
        }
    }
    let clients: Vec<_> = deletions.chunk_by(|a, b| a.first.client == b.first.client).collect();
    put_number(&mut out, clients.len() as u64);
    for runs in clients {
        for (at, run) in runs.iter().enumerate() {
            if at == 0 {
                put_number(&mut out, run.first.client);
                put_number(&mut out, runs.len() as u64);
            }
            put_number(&mut out, run.first.clock.into());
            put_number(&mut out, run.length.into());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document() -> Vec<u8> {
        let mut replica = Replica::of(&crate::model::standard::playbook(), || 0);
        // Changes of a second client, which hang on those of the first.
        let mut other = Replica::empty(|| 0);
        other.admit_whole(&replica.encode()).expect("its own bytes");
        for title in ["one", "two"] {
            let edit = crate::model::Edit::SetTitle(title.into());
            other.apply(&edit, &crate::doc::Author::default()).expect("possible");
        }
        replica.admit_whole(&other.encode()).expect("its own bytes");
        replica.encode()
    }

    #[test]
    fn what_is_whole_stays_whole() {
        let document = document();
        let saved = salvaged(&document).expect("all of it");
        assert_eq!(Replica::decoded(&saved), Replica::decoded(&document));
    }

    #[test]
    fn most_of_a_document_is_some_of_a_playbook() {
        let document = document();
        let whole = Replica::decoded(&document).expect("a playbook").entries.len();
        let most = salvaged(&document[..document.len() * 2 / 3]).and_then(|saved| Replica::decoded(&saved));
        let entries = most.expect("a playbook").entries.len();
        // The texts of sections, which are long, come first, and then entries in any order.
        assert!(entries > 0 && entries < whole, "{entries} of {whole}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_saved_can_be_taken_in(at in 0..100_000usize, cut in any::<bool>(), bits in 1..255u8) {
            let mut document = document();
            let at = at % document.len();
            if cut { document.truncate(at) } else { document[at] ^= bits }
            if let Some(saved) = salvaged(&document) {
                let mut replica = Replica::empty(|| 0);
                let admitted = replica.admit(&saved);
                prop_assert!(admitted.is_ok(), "{:?}", admitted);
                if let Some(playbook) = replica.playbook() {
                    prop_assert_eq!(playbook.violations(), []);
                }
            }
        }
    }
}
