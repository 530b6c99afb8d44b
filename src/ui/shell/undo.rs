//! Undo and redo, and showing what they changed.

use crate::doc::{Place, Step};
use crate::route::{Page, Route};
use crate::state::{Notices, Session};
use crate::ui::entry::{card_id, control_id};
use crate::ui::widgets::{after_render, focus};
use crate::ui::{go_to, page_of, use_notices};
use leptos::prelude::*;

/// Takes back the last step, or makes it again, and shows where it was.
pub(super) fn step(session: Session, notices: Notices, back: bool) {
    let step = if back { session.undo() } else { session.redo() };
    let verb = if back { "Undid" } else { "Redid" };
    match step {
        Some(step) => {
            notices.announce(format!("{verb}: {}", step.label));
            show(session, &step);
        }
        None => notices.announce(if back { "Nothing to undo" } else { "Nothing to redo" }),
    }
}

/// Goes where the step was, unless that is gone or seen anyway.
fn show(session: Session, step: &Step) {
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
                go_to(&route(page));
                after_render(move || {
                    after_render(move || {
                        if !field.is_some_and(|field| focus(&control_id(id, field))) {
                            focus(&card_id(id));
                        }
                    });
                });
            }
        }
    }
}

/// Ctrl or Cmd with Z undoes; with Shift, or Ctrl with Y, redoes. In text boxes, too: what they could undo by
/// themselves is only what was typed into them last.
pub(super) fn listen(session: Session) {
    let notices = use_notices();
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !command {
            return;
        }
        let back = match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => true,
            ("z", true) | ("y", false) => false,
            _ => return,
        };
        // Only now: this looks through the whole page, which no key that types may do.
        let in_dialog = document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if in_dialog {
            return;
        }
        event.prevent_default();
        step(session, notices, back);
    });
    on_cleanup(move || listener.remove());
}
