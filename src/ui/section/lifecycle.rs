//! The stages: as a diagram, and below it as a list, or the one that was chosen in the diagram.

use super::EntryList;
use crate::model::{EntryId, Home, Kind};
use crate::ui::CurrentPage;
use crate::ui::entry::JustAdded;
use crate::ui::insight::InsightView;
use crate::ui::prelude::*;
use crate::ui::use_session;

/// The lifecycle.
#[component]
pub(super) fn StageList(home: Home) -> Html {
    let chosen = RwSignal::new(None::<EntryId>);
    let press = move |what: String| {
        if let Some(id) = what.strip_prefix("stage:").and_then(|id| id.parse::<EntryId>().ok()) {
            // Once more on the same one: all stages again.
            chosen.update(|chosen| *chosen = Some(id).filter(|_| *chosen != Some(id)));
        }
    };
    let stages = use_session().list(home, Kind::Stage);
    let has_stages = memo(move || stages.with(|stages| !stages.is_empty()));
    // What the address leads to and what was just added is shown, whatever was chosen before.
    if let (Some(CurrentPage(page)), Some(JustAdded(added))) = (use_context(), use_context()) {
        on_change(move || {
            page.track();
            added.track();
            chosen.set(None);
        });
    }
    view! {
        <Show when=move || has_stages.get()>
            <InsightView view="lifecycle" label="Diagram of the lifecycle" on_press=Callback::new(press) />
        </Show>
        <EntryList home=home kind=Kind::Stage headed=false only=Some(chosen.into()) />
    }
}
