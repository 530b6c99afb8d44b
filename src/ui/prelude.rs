//! What every part of the interface uses.

pub(crate) use super::dom::{ElementRef, Html, IntoHtml, on_change};
pub(crate) use crate::state::signal::{ArcRwSignal, Read, RwSignal, Signal, memo};
pub(crate) use guidepost_view::{component, view};
pub(crate) use leptos::prelude::{
    Callable, Callback, GetValue, LocalStorage, SetValue, StoredValue, UpdateValue, WithValue, document,
    expect_context, on_cleanup, provide_context, set_timeout, use_context, window, window_event_listener,
    window_event_listener_untyped,
};
