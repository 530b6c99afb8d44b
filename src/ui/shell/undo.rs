//! Undo and redo, and showing what they changed.

use crate::doc::{Place, Step};
use crate::route::{Page, Route};
use crate::state::{Notices, Session};
use crate::ui::entry::{card_id, control_id};
use crate::ui::insight::{Insights, SEARCH};
use crate::ui::prelude::*;
use crate::ui::widgets::{after_render, focus};
use crate::ui::{CurrentPage, FocusOnArrival, go_to, page_of, use_notices, use_session};
use std::time::Duration;

/// What is needed to undo and to redo, from any place of the shell.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    session: Session,
    notices: Notices,
    page: CurrentPage,
    arrival: FocusOnArrival,
}

pub(super) fn use_steps() -> Steps {
    Steps { session: use_session(), notices: use_notices(), page: expect_context(), arrival: expect_context() }
}

impl Steps {
    /// Takes back the last step, or makes it again, and shows where it was.
    pub(super) fn step(self, back: bool) {
        if self.session.take_typed() {
            // What follows the text sees it first: nothing is told to those who would find it as it was before.
            set_timeout(move || self.step(back), Duration::ZERO);
            return;
        }
        let step = if back { self.session.undo() } else { self.session.redo() };
        match step {
            Some(step) => {
                let label = &step.label;
                self.notices.announce(if back { tr!("Undid: {label}") } else { tr!("Redid: {label}") });
                self.show(&step);
            }
            None => self.notices.announce(if back { tr!("Nothing to undo") } else { tr!("Nothing to redo") }),
        }
    }

    /// Goes where the step was, unless that is gone or seen anyway.
    fn show(self, step: &Step) {
        let session = self.session;
        let route = |page| Route::Playbook(session.id(), page);
        match step.place {
            Place::Playbook => {}
            Place::Section(section) => {
                let there = session.section(section).get_untracked().is_some();
                go_to(&route(if there { Page::Section(section, None) } else { Page::Overview }));
            }
            Place::Entry(id, field) => {
                let shown = session.with_records(|records| records.is_shown(id));
                let Some(page) = page_of(session, id).filter(|_| shown) else { return };
                // Who has the field before their eyes keeps the cursor where it is.
                let here = field.is_some_and(|field| {
                    document().active_element().is_some_and(|element| element.id() == control_id(id, field))
                });
                if !here {
                    self.lead_to(page, field.map_or_else(|| card_id(id), |field| control_id(id, field)), card_id(id));
                }
            }
        }
    }

    /// Puts the focus on a control of an entry, or else on the entry, on whichever page that is.
    fn lead_to(self, page: Page, control: String, entry: String) {
        if self.page.0.get_untracked() == page {
            after_render(move || {
                if !focus(&control) {
                    focus(&entry);
                }
            });
        } else {
            let FocusOnArrival(arrival) = self.arrival;
            arrival.set_value(Some(control));
            go_to(&Route::Playbook(self.session.id(), page));
        }
    }
}

/// Ctrl or Cmd with Z undoes; with Shift, or Ctrl with Y, redoes. In text boxes, too: what they could undo by
/// themselves is only what was typed into them last. And with K one searches: `assets/views.js` hears that once it is here.
pub(super) fn listen(insights: Insights) {
    let steps = use_steps();
    let listener = window_event_listener(ev::keydown, move |event| {
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !command {
            return;
        }
        let back = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Some(true),
            ("z", true) | ("y", false) => Some(false),
            ("k", false) if !insights.are_here() => None,
            _ => return,
        };
        // Only now: this looks through the whole page, which no key that types may do.
        let in_dialog = document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if in_dialog {
            return;
        }
        event.prevent_default();
        match back {
            Some(back) => steps.step(back),
            None => insights.ask(SEARCH),
        }
    });
    on_cleanup(move || listener.remove());
}
