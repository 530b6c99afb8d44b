//! The messages at the edge of the page, and those for screen readers alone.

use crate::state::NoticeKind;
use crate::ui::prelude::*;
use crate::ui::use_notices;

/// Whether somebody points at a message, or has the focus in one.
pub(crate) fn are_notices_held() -> bool {
    document().query_selector(".notice:is(:hover,:focus-within)").is_ok_and(|held| held.is_some())
}

/// All messages that are shown at the moment. Once on every screen.
#[component]
pub(crate) fn NoticeList() -> Html {
    let notices = use_notices();
    let shown = notices.shown();
    view! {
        <section class="notices" aria-label="Messages">
            <For each=move || shown.get() key=|notice| notice.id let:notice>
                <div
                    class="notice"
                    class:notice-failed=notice.kind == NoticeKind::Failure
                    role=if notice.kind == NoticeKind::Failure { "alert" } else { "status" }
                >
                    <p>{notice.text.clone()}</p>
                    {(notice.kind == NoticeKind::Work).then(|| view! { <progress aria-label="Working"></progress> })}
                    {notice
                        .action
                        .clone()
                        .map(|action| {
                            view! {
                                <button
                                    type="button"
                                    class="notice-action"
                                    on:click=move |_| {
                                        (action.run)();
                                        notices.close(notice.id);
                                    }
                                >
                                    {action.label}
                                </button>
                            }
                        })}
                    {(notice.kind != NoticeKind::Work)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="notice-close"
                                    aria-label="Close message"
                                    on:click=move |_| notices.close(notice.id)
                                >
                                    <span aria-hidden="true">"×"</span>
                                </button>
                            }
                        })}
                </div>
            </For>
        </section>
        <p class="visually-hidden" role="status" aria-live="polite">{notices.announced()}</p>
    }
}
