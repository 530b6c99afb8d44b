//! What a person likes, kept in this browser for all playbooks.

use super::signal::{Read as _, RwSignal};
use super::{Notices, Store};
use crate::persist::Storage as _;
use guidepost_view::tr;
use reactive_graph::effect::Effect;
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::WithValue as _;
use serde::{Deserialize, Serialize};

const KEY: &str = "guidepost/preferences";

/// How the tools of a section are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolView {
    /// One after the other, with all that is known.
    #[default]
    Cards,
    /// One line each, for comparing.
    Table,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    name: String,
    tool_view: ToolView,
    /// Read by `assets/startup.js`, too, before the program is here.
    language: String,
}

/// Preferences, as signals.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The name that changes are marked with; empty until the person gives one.
    pub name: RwSignal<String>,
    /// How tools are shown.
    pub tool_view: RwSignal<ToolView>,
    /// The language of the interface, as `de`; empty for that of the browser. It is spoken from the next start on.
    pub language: RwSignal<String>,
}

impl Preferences {
    /// Reads them, and writes each change. Unreadable ones are the usual ones again: they hold nothing that
    /// somebody would miss.
    #[must_use]
    pub fn load(store: &Store, notices: Notices) -> Self {
        let stored = store.get(KEY).ok().flatten();
        let stored: Stored = stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let preferences = Self {
            name: RwSignal::new(stored.name),
            tool_view: RwSignal::new(stored.tool_view),
            language: RwSignal::new(stored.language),
        };
        let store = StoredValue::new_local(store.clone());
        Effect::new(move |before: Option<()>| {
            let now = Stored {
                name: preferences.name.get(),
                tool_view: preferences.tool_view.get(),
                language: preferences.language.get(),
            };
            if before.is_none() {
                return;
            }
            let text = serde_json::to_string(&now).unwrap_or_default();
            if let Err(error) = store.with_value(|store| store.set(KEY, &text)) {
                notices.fail(tr!("Your name and view were not kept: {error}. Your playbooks are not affected."));
            }
        });
        preferences
    }
}
