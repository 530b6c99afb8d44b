//! What every part of the interface uses.

pub(crate) use super::dom::{ElementRef, Html, IntoHtml, ev, on_change};
pub(crate) use crate::state::signal::{ArcRwSignal, Read, RwSignal, Signal, memo};
pub(crate) use crate::state::spawn_local;
pub(crate) use guidepost_view::{component, tr, view};
pub(crate) use leptos_dom::helpers::{
    document, set_timeout, window, window_event_listener, window_event_listener_untyped,
};
pub(crate) use reactive_graph::callback::{Callable, Callback};
pub(crate) use reactive_graph::owner::{
    LocalStorage, StoredValue, expect_context, on_cleanup, provide_context, use_context,
};
pub(crate) use reactive_graph::traits::{GetValue, SetValue, UpdateValue, WithValue};
