//! A page that says that something is not here.

use crate::ui::prelude::*;

/// What is not here, why that may be, and the way back.
#[component]
pub(crate) fn Missing(
    /// What is not here.
    title: &'static str,
    /// Why, and what can be done.
    text: String,
    /// An address that leads on.
    back: String,
    /// Where it leads.
    back_label: &'static str,
) -> Html {
    view! {
        <div class="missing">
            <h1 id="page-title" tabindex="-1">{title}</h1>
            <p>{text}</p>
            <p>
                <a href=back>{back_label}</a>
            </p>
        </div>
    }
}
