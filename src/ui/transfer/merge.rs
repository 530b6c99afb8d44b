//! Taking in what was accepted of a file.

use crate::doc::Admission;
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::worker::Arrival;

/// Something that is to be taken into a playbook as soon as that is open.
#[derive(Clone, Copy)]
pub(crate) struct Arriving(StoredValue<Option<Arrival>>);

impl Arriving {
    /// Nothing.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    pub(super) fn wait(self, arrival: Arrival) {
        self.0.set_value(Some(arrival));
    }

    /// Takes in what has arrived for a playbook that was just opened.
    pub(in crate::ui) fn take_in(self, session: Session, notices: Notices) {
        let arrival = self.0.try_update_value(|arrived| arrived.take_if(|arrival| arrival.into == session.id()));
        if let Some(arrival) = arrival.flatten() {
            take_in(session, notices, &arrival);
        }
    }
}

/// Takes something into the playbook that is open, and says so.
pub(in crate::ui) fn take_in(session: Session, notices: Notices, arrival: &Arrival) {
    let label = arrival.label.clone();
    match session.merge(&arrival.merge, &label) {
        Ok(Admission::Applied) => {
            let undo = move || {
                if session.undo_label().with_untracked(|next| next.as_ref() == Some(&label)) {
                    let _ = session.undo();
                    notices.announce(tr!("The merge was taken back"));
                } else {
                    notices.report(tr!("You have edited since. Undo takes that back first, and then the merge."));
                }
            };
            notices.offer(arrival.report.clone(), tr!("Undo"), undo);
        }
        // Neither happens with what was made for this document.
        Ok(Admission::TooEarly) | Err(_) => {
            notices.fail(tr!("Nothing was merged: the playbook has changed meanwhile. Import it again."))
        }
    }
}
