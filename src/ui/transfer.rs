//! What leaves and what comes in.

use leptos::prelude::*;

/// Export.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {}

/// Import.
#[component]
pub(super) fn ImportButton() -> impl IntoView {}
