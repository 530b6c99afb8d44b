//! What every part of the interface uses.

pub(crate) use super::dom::{ElementRef, Html, IntoHtml, memo, on_change};
pub(crate) use guidepost_view::{component, view};
pub(crate) use leptos::prelude::{
    ArcRwSignal, Callable, Callback, Get, GetUntracked, GetValue, LocalStorage, Memo, ReadUntracked, RwSignal, Set,
    SetValue, Signal, StoredValue, Track, Update, UpdateValue, With, WithUntracked, WithValue, document,
    expect_context, on_cleanup, provide_context, set_timeout, use_context, window, window_event_listener,
    window_event_listener_untyped,
};
