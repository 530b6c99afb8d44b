//! What an update builds on.

use super::anatomy::{self, Id, Part, Place, Run};
use super::schema::{PLAYBOOK, meta};
use super::wire::Malformed;
use yrs::StateVector;
use yrs::block::ClientID;

/// What has to be there before an update.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// How many changes of whom.
    changes: StateVector,
    /// The change that begins a playbook, if it is in the update: nothing else, or a document with this very change.
    begins: Option<Id>,
}

impl Needs {
    /// Reads all of an update.
    pub(super) fn of(update: &[u8]) -> Result<Self, Malformed> {
        let mut found = Found::default();
        anatomy::read(update, &mut |part| found.note(part))?;
        Ok(found.needs())
    }

    /// Whether all of it is in a document of this state.
    pub(super) fn are_in(&self, state: &StateVector) -> bool {
        self.changes.iter().all(|(client, clock)| state.get(client) >= *clock)
    }

    /// Whether the update begins a playbook, and not the one in a document of this state.
    pub(super) fn begin_another(&self, state: &StateVector) -> bool {
        self.begins.is_some_and(|begins| state.get(&ClientID::new(begins.client)) <= begins.clock)
    }
}

#[derive(Default)]
struct Found {
    /// What the update brings of each client, without gaps: from and to which clock. Before a gap, everything is needed.
    from: StateVector,
    to: StateVector,
    /// What its parts hang on.
    named: Vec<Id>,
    begins: Option<Id>,
}

impl Found {
    fn note(&mut self, part: Part<'_>) {
        match part {
            Part::Item(run, place) => {
                self.bring(run);
                match place {
                    Place::Beside(before, behind) => self.named.extend(before.into_iter().chain(behind)),
                    Place::In(parent, _) => self.named.push(parent),
                    // Whoever changes the id later puts it beside the first.
                    Place::InRoot(PLAYBOOK, Some(meta::ID)) => self.begins = Some(run.first),
                    Place::InRoot(..) => {}
                }
            }
            Part::Gone(run) => self.bring(run),
            Part::Gap(Run { first: Id { client, clock }, length }) => {
                self.from.set_max(ClientID::new(client), clock.saturating_add(length));
            }
            Part::Deletion(Run { first: Id { client, clock }, length }) => {
                self.named.push(Id { client, clock: clock.saturating_add(length).saturating_sub(1) });
            }
        }
    }

    fn bring(&mut self, Run { first: Id { client, clock }, length }: Run) {
        let client = ClientID::new(client);
        if !self.from.contains_client(&client) {
            self.from.set_max(client, clock);
        }
        self.to.set_max(client, clock.saturating_add(length));
    }

    fn needs(self) -> Needs {
        let mut changes = self.from.clone();
        for Id { client, clock } in self.named {
            let client = ClientID::new(client);
            let brought = (self.from.get(&client)..self.to.get(&client)).contains(&clock);
            if !brought {
                changes.set_max(client, clock.saturating_add(1));
            }
        }
        Needs { changes, begins: self.begins }
    }
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
        let Needs { changes: needs, .. } = Needs::of(&update).expect("an update");
        (needs.get(&ClientID::new(1)), needs.get(&ClientID::new(2)))
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
