//! The first page of a playbook.

use leptos::prelude::*;

/// The overview.
#[component]
pub(super) fn OverviewPage() -> impl IntoView {
    view! { <h1 id="page-title" tabindex="-1">"Overview"</h1> }
}
