//! A playbook on the screen: opens it, and shows one of its pages in the shell.

use crate::language::tr;
use crate::model::PlaybookId;
use crate::model::playbook::display_title;
use crate::persist::{OpenError, StorageError, Trouble};
use crate::route::{Page, Route};
use crate::state::{Notices, Saving, Session};
use crate::ui::entry::JustAdded;
use crate::ui::insight::{InsightPage, InsightView, Insights};
use crate::ui::later::recover;
use crate::ui::overview::OverviewPage;
use crate::ui::people::DirectoryPage;
use crate::ui::prelude::*;
use crate::ui::section::SectionPage;
use crate::ui::share::{Following, keep_presence};
use crate::ui::shell::{Missing, Shell};
use crate::ui::transfer::{Arriving, CopyByHand, ImportButton};
use crate::ui::widgets::after_render;
use crate::ui::{
    CurrentPage, FocusOnArrival, go_to, page_of, use_notices, use_preferences, use_session, use_settings, use_shelf,
};
use std::time::Duration;
use web_sys::wasm_bindgen::prelude::Closure;

/// Counts how often a playbook that is open was opened anew.
#[derive(Clone, Copy)]
pub(crate) struct Reopen(pub(crate) RwSignal<u64>);

/// A playbook. Made anew for another one.
#[component]
pub(crate) fn PlaybookScreen(
    /// Which.
    id: PlaybookId,
    /// The page of it that the address names.
    page: Signal<Page>,
    /// Whether it is only read.
    reads: Signal<bool>,
) -> Html {
    let notices = use_notices();
    match Session::open(id, use_shelf(), use_preferences()) {
        Ok((session, trouble)) => {
            report(notices, &trouble);
            provide_context(session);
            provide_context(CurrentPage(page));
            provide_context(FocusOnArrival(StoredValue::new(None)));
            provide_context(JustAdded(RwSignal::new(None)));
            provide_context(CopyByHand::new());
            provide_context(Following::new());
            provide_context(Insights::new(session, notices));
            be_in_room(session);
            let leaving = window_event_listener_untyped("pagehide", move |_| leave(session));
            let hiding = window_event_listener_untyped("visibilitychange", move |_| {
                if document().visibility_state() == web_sys::VisibilityState::Hidden {
                    session.flush();
                } else {
                    // Hours may have passed.
                    session.catch_up();
                    say_if_deleted(session, notices);
                    session.try_connection();
                }
            });
            let elsewhere = window_event_listener(ev::storage, move |event| {
                if let Some(key) = event.key() {
                    session.hear_stored(&key);
                    if key.ends_with("summary") {
                        say_if_deleted(session, notices);
                    }
                }
            });
            on_cleanup(move || {
                leaving.remove();
                hiding.remove();
                elsewhere.remove();
                session.flush();
                session.part();
                notices.withdraw_offers();
            });
            say_if_deleted(session, notices);
            say_where_it_is_kept(session, notices);
            guard_when_outdated(session);
            expect_context::<Arriving>().take_in(session, notices);
            say_where_no_entry_is(session, notices, page);
            view! {
                {move || {
                    if reads.get() { view! { <Reading /> } } else { view! { <Shell>{move || shown(page)}</Shell> } }
                }}
            }
        }
        Err(OpenError::Storage(StorageError::NotRead)) => {
            // What is kept apart is read by now, or is in a moment.
            let Reopen(reopen) = expect_context();
            set_timeout(move || reopen.update(|reopened| *reopened += 1), Duration::from_millis(50));
            view! { <main class="page page-alone"><p role="status">"Opening…"</p></main> }
        }
        Err(error) => could_not_open(id, &error, page, reads),
    }
}

/// The playbook to be read. The insight worker draws it.
#[component]
fn Reading() -> Html {
    let session = use_session();
    on_change(move || {
        document().set_title(&format!("{} · Guidepost", session.title().with(|title| display_title(title).to_owned())));
    });
    view! {
        <main class="reading" id="main" tabindex="-1">
            <InsightView view="read" label="Playbook" on_press=Callback::new(|_: String| {}) />
        </main>
    }
}

/// In another window, or before it was opened by its address.
fn say_if_deleted(session: Session, notices: Notices) {
    if session.was_deleted() {
        notices.fail(tr!("This playbook was deleted. Go on writing here, and it is kept after all."));
    }
}

/// Once it has moved there.
fn say_where_it_is_kept(session: Session, notices: Notices) {
    let mut was_apart = session.apart().get_untracked();
    on_change(move || {
        let is_apart = session.apart().get();
        if is_apart && !std::mem::replace(&mut was_apart, is_apart) {
            notices.report(tr!(
                "This playbook has outgrown the browser's local storage, and is kept in its database now. Nothing else \
                 changes."
            ));
        }
    });
}

/// What is typed where nothing can be changed any more would be lost: it is not let in. Until then no key need ask.
fn guard_when_outdated(session: Session) {
    on_change(move || {
        if session.saving().with(|saving| *saving == Saving::Outdated) {
            let guard = window_event_listener_untyped("beforeinput", |event| event.prevent_default());
            on_cleanup(move || guard.remove());
        }
    });
}

/// Goes into the room that the playbook is shared in, as soon as it is known which server the site has.
fn be_in_room(session: Session) {
    let (config, name, Reopen(reopen)) = (use_settings().config(), use_preferences().name, expect_context());
    on_change(move || {
        if let Some(config) = config.get() {
            session.meet(config.server);
        }
    });
    on_change(move || {
        name.track();
        session.be_called();
    });
    on_change(move || {
        if session.spoilt().get() {
            reopen.update(|reopened| *reopened += 1);
        }
    });
    let online = window_event_listener_untyped("online", move |_| session.try_connection());
    // A page that the browser had put away, and takes out again as it was.
    let back = window_event_listener(ev::pageshow, move |event| {
        if event.persisted()
            && let Some(config) = config.get_untracked()
        {
            session.meet(config.server);
        }
    });
    on_cleanup(move || {
        online.remove();
        back.remove();
    });
    keep_presence();
}

/// Says what was wrong with the stored state.
fn report(notices: Notices, trouble: &[Trouble]) {
    if let Some(first) = trouble.first() {
        let (kind, more) = (&first.kind, trouble.len() - 1);
        notices.fail(if more > 0 {
            tr!(
                "Part of what was stored could not be read: {kind}, and {more} more. Everything else is here, and what \
                 could not be read was set aside, not thrown away."
            )
        } else {
            tr!("Part of what was stored could not be read: {kind}. Everything else is here, and what could not be \
                 read was set aside, not thrown away.")
        });
    }
}

/// What is typed but not picked yet is picked when its box loses the focus, so that it is kept, too.
fn leave(session: Session) {
    if let Some(element) = document().active_element() {
        let element: Option<web_sys::HtmlElement> = web_sys::wasm_bindgen::JsCast::dyn_into(element).ok();
        if let Some(element) = element {
            // Refused by nothing that has the focus.
            let _ = element.blur();
        }
    }
    session.flush();
    session.part();
}

/// An address can point at an entry that was deleted, or be cut off.
fn say_where_no_entry_is(session: Session, notices: Notices, page: Signal<Page>) {
    on_change(move || {
        let page = page.get();
        let Some(id) = page.entry() else { return };
        let is_shown = session.with_records(|records| records.is_shown(id));
        if !is_shown || page_of(session, id) != Some(page) {
            notices.fail(tr!(
                "The entry that this address leads to is not on this page. It may have been deleted, or the address is \
                 incomplete."
            ));
        }
    });
}

/// The page without the entry that it points at: pointing at another entry of the same page draws nothing anew.
fn shown(page: Signal<Page>) -> Html {
    let page = memo(move || page.get().without_entry());
    let shown = move || match page.get() {
        Page::Overview => view! { <OverviewPage /> },
        Page::Directory(_) => view! { <DirectoryPage /> },
        Page::Checks => view! { <InsightPage view="checks" title="Checks" /> },
        Page::Owners => view! { <InsightPage view="owners" title="Ownership" /> },
        Page::Section(section, _) => view! { <SectionPage id=section /> },
    };
    shown.into_html()
}

fn could_not_open(id: PlaybookId, error: &OpenError, page: Signal<Page>, reads: Signal<bool>) -> Html {
    let (config, is_missing) = (use_settings().config(), matches!(error, OpenError::NotFound));
    let is_published = memo(move || {
        is_missing && config.with(|config| config.as_ref().is_some_and(|config| config.published.is_some()))
    });
    let published = move || Route::Published(page.get()).to_string();
    // Whoever reads a playbook of their own copies links to it, and everybody else has it where the site publishes it.
    on_change(move || {
        if is_published.get() && reads.get() {
            // Only malformed addresses are refused.
            let _ = window().location().replace(&published());
        }
    });
    let (title, text) = match error {
        OpenError::NotFound => (
            "This playbook is not in this browser",
            tr!("Playbooks are kept in the browser they were written in. If a colleague sent you this address, ask for the file instead (Export, JSON) and import it.").to_owned(),
        ),
        error => ("This playbook can't be opened", tr!("The reason: {error}. What is stored was left as it is.")),
    };
    document().set_title(&format!("{} · Guidepost", tr(title)));
    let is_damaged = matches!(error, OpenError::Damaged { .. });
    view! {
        <main class="page page-alone">
            <Missing title=title text=text back=Route::Start.to_string() back_label="To all playbooks" />
            <Show when=move || is_published.get()>
                <p>
                    <a href=published>"Read the published playbook"</a>
                </p>
            </Show>
            {is_damaged.then(|| view! { <Recovery id=id /> })}
        </main>
    }
}

/// What can be done about a playbook that is damaged.
#[component]
fn Recovery(id: PlaybookId) -> Html {
    let (shelf, notices, Reopen(reopen)) = (use_shelf(), use_notices(), expect_context());
    // Once something was put in its place.
    let mut first = true;
    on_change(move || {
        let _ = shelf.list();
        if !std::mem::take(&mut first) {
            reopen.update(|reopened| *reopened += 1);
        }
    });
    let remove = Closure::<dyn Fn() -> String>::new(move || match shelf.remove_for_good(id) {
        Ok(()) => {
            notices.report(tr!("The playbook was removed."));
            go_to(&Route::Start);
            String::new()
        }
        Err(error) => tr!("It was not removed: {error}."),
    });
    let remove = remove.into_js_value();
    after_render(move || {
        if let Some(host) = document().get_element_by_id("recovery") {
            recover(&host, &id.to_string(), &remove);
        }
    });
    view! {
        <div id="recovery" class="recovery"></div>
        <ImportButton class="secondary" session=None given="" />
    }
}
