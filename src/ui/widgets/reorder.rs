//! Moving entries in a list: by dragging, and with the arrow keys.

use super::{after_render, focus};
use crate::model::{Edit, EntryId};
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::ui::{use_notices, use_session};
use web_sys::DragEvent;

/// What is shared by the rows of one list: its entries in their order, and what is dragged over what.
#[derive(Clone, Copy)]
pub(in crate::ui) struct ListOrder {
    ids: Signal<Vec<EntryId>>,
    dragged: RwSignal<Option<EntryId>>,
    /// The row that the pointer is over, and whether it is in its lower half.
    over: RwSignal<Option<(EntryId, bool)>>,
}

impl ListOrder {
    /// For a list in this order.
    pub(in crate::ui) fn new(ids: Signal<Vec<EntryId>>) -> Self {
        Self { ids, dragged: RwSignal::new(None), over: RwSignal::new(None) }
    }

    fn position(self, id: EntryId) -> Option<usize> {
        self.ids.with_untracked(|ids| ids.iter().position(|other| *other == id))
    }

    fn drop_dragged(self, session: Session, notices: Notices) {
        let (dragged, over) = (self.dragged.get_untracked(), self.over.get_untracked());
        self.end();
        let (Some(dragged), Some((target, below))) = (dragged, over) else { return };
        let (Some(from), Some(to)) = (self.position(dragged), self.position(target)) else { return };
        let to = to + usize::from(below);
        move_to(session, notices, self.ids, dragged, if to > from { to - 1 } else { to });
    }

    fn end(self) {
        self.dragged.set(None);
        self.over.set(None);
    }
}

/// The id of the handle by which an entry is moved.
pub(in crate::ui) fn grip_id(id: EntryId) -> String {
    format!("grip-{id}")
}

/// Puts an entry at a place in its list, counted from 0, says where it is now, and keeps the focus on it.
pub(in crate::ui) fn move_to(session: Session, notices: Notices, ids: Signal<Vec<EntryId>>, id: EntryId, place: usize) {
    let (others, count): (Vec<_>, usize) =
        ids.with_untracked(|ids| (ids.iter().copied().filter(|other| *other != id).collect(), ids.len()));
    let name = session.with_records(|records| records.peek(id, crate::model::Entry::title)).unwrap_or_default();
    let place = place.min(others.len());
    if ids.with_untracked(|ids| ids.get(place) == Some(&id)) {
        let said = if place == 0 { tr!("{name} is already first") } else { tr!("{name} is already last") };
        notices.announce(said);
        return;
    }
    match session.apply(&Edit::Move(id, others.get(place).copied())) {
        Ok(()) => {
            notices.announce(tr!("{name} moved to position {place} of {count}", place = place + 1));
            // Moving a row in the page takes the focus away from it.
            after_render(move || {
                focus(&grip_id(id));
            });
        }
        Err(error) => notices.fail(tr!("{name} was not moved: {error}.")),
    }
}

/// The handle by which an entry is moved: dragged, or with the arrow keys, Home and End.
#[component]
pub(in crate::ui) fn Grip(
    /// The entry that it moves.
    id: EntryId,
    /// The list that it moves in.
    order: ListOrder,
    /// What the entry is called.
    name: Signal<String>,
) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let step = move |event: web_sys::KeyboardEvent| {
        let Some(from) = order.position(id) else { return };
        let last = order.ids.with_untracked(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowUp" => from.saturating_sub(1),
            "ArrowDown" => (from + 1).min(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        move_to(session, notices, order.ids, id, to);
    };
    view! {
        <button
            type="button"
            class="grip"
            id=grip_id(id)
            draggable="true"
            aria-label=move || tr!("Move {}", name.get())
            title="Drag to move, or press an arrow key"
            on:keydown=step
            on:dragstart=move |event: DragEvent| {
                if let Some(transfer) = event.data_transfer() {
                    transfer.set_effect_allowed("move");
                    // Some browsers drag nothing that carries no data.
                    let _ = transfer.set_data("text/plain", &name.get_untracked());
                }
                order.dragged.set(Some(id));
            }
            on:dragend=move |_| order.end()
        >
            <span aria-hidden="true">"⠿"</span>
        </button>
    }
}

/// Where the row of an entry shows that what is dragged would land: nowhere, above it or below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Landing {
    No,
    Above,
    Below,
}

impl Landing {
    /// For style.
    pub(in crate::ui) const fn key(self) -> Option<&'static str> {
        match self {
            Self::No => None,
            Self::Above => Some("above"),
            Self::Below => Some("below"),
        }
    }
}

/// What a row needs to take what is dropped on it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct DropZone {
    id: EntryId,
    order: ListOrder,
    session: Session,
    notices: Notices,
}

/// Makes a row a place to drop another row of the same list on.
pub(in crate::ui) fn use_drop_zone(id: EntryId, order: ListOrder) -> DropZone {
    DropZone { id, order, session: use_session(), notices: use_notices() }
}

impl DropZone {
    /// Where the row shows that what is dragged would land.
    pub(in crate::ui) fn landing(self) -> Landing {
        match (self.order.dragged.get(), self.order.over.get()) {
            (Some(dragged), Some((over, below))) if over == self.id && dragged != self.id => {
                if below {
                    Landing::Below
                } else {
                    Landing::Above
                }
            }
            _ => Landing::No,
        }
    }

    /// For `dragover`.
    pub(in crate::ui) fn over(self, event: &DragEvent) {
        if self.order.dragged.get_untracked().is_none() {
            return;
        }
        // Says that dropping here is possible.
        event.prevent_default();
        event.stop_propagation();
        let row = event.current_target();
        let row = row.and_then(|row| web_sys::wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(row).ok());
        if let Some(row) = row {
            let area = row.get_bounding_client_rect();
            let below = f64::from(event.client_y()) > area.top() + area.height() / 2.0;
            if self.order.over.get_untracked() != Some((self.id, below)) {
                self.order.over.set(Some((self.id, below)));
            }
        }
    }

    /// For `drop`.
    pub(in crate::ui) fn drop(self, event: &DragEvent) {
        if self.order.dragged.get_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
            self.order.drop_dragged(self.session, self.notices);
        }
    }
}
