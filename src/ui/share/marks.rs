//! Where others are, marked in the page by `assets/there.js`; and telling them where we are.

use super::STYLE;
use super::places::{control_of, whereabouts};
use crate::state::{Connection, Session};
use crate::ui::later::{fetch_style, mark_people, watch_page};
use crate::ui::prelude::*;
use crate::ui::widgets::after_render;
use crate::ui::{CurrentPage, use_session};
use js_sys::Array;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

/// Marks follow what happens after this long.
const MARK_AFTER: Duration = Duration::from_millis(120);

/// Keeps both true from now on, for as long as the playbook is open.
pub(in crate::ui) fn keep_presence() {
    let session = use_session();
    let CurrentPage(page) = expect_context();
    let planned = Rc::new(Cell::new(false));
    let gone = Rc::new(Cell::new(false));
    // Once for all that happens in a while.
    let soon = Rc::new({
        let gone = Rc::clone(&gone);
        move || {
            if is_shared(session) && !planned.replace(true) {
                let (planned, gone) = (Rc::clone(&planned), Rc::clone(&gone));
                let look = move || {
                    planned.set(false);
                    if !gone.get() {
                        // Places are counted in the text as it was typed.
                        session.take_typed();
                        let page = page.get_untracked();
                        session.be_at(whereabouts(page));
                        mark(session, page);
                    }
                };
                // When a letter that was typed is on the screen, and not with every letter.
                set_timeout(move || after_render(move || set_timeout(look, Duration::ZERO)), MARK_AFTER);
            }
        }
    });
    {
        let soon = Rc::clone(&soon);
        on_change(move || {
            session.people().track();
            session.connection().track();
            page.track();
            if is_shared(session) {
                fetch_style(STYLE);
            }
            soon();
        });
    }
    let happened = Closure::<dyn Fn()>::new(move || soon()).into_js_value();
    let over = StoredValue::new_local((watch_page(&happened), gone));
    on_cleanup(move || {
        over.with_value(|(over, gone)| {
            gone.set(true);
            // It removes listeners, and that never fails.
            let _ = over.call0(&JsValue::NULL);
        });
        mark_people(&Array::new());
    });
}

fn is_shared(session: Session) -> bool {
    session.connection().with_untracked(|connection| *connection != Connection::Alone)
}

fn mark(session: Session, page: crate::route::Page) {
    let page = page.without_entry().path();
    let marks = session.people().with_untracked(|people| {
        let here = people.iter().filter(|person| person.standing.page == page);
        let marks = here.filter_map(|person| {
            let control = control_of(&person.standing)?;
            let offset = session.offset_of(&person.standing).map_or(JsValue::UNDEFINED, JsValue::from);
            Some(Array::of4(&person.name.as_str().into(), &person.shown_colour().into(), &control.into(), &offset))
        });
        marks.collect::<Array>()
    });
    mark_people(marks.unchecked_ref());
}
