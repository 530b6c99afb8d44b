//! The composition root: opens storage, provides what the interface shares, and shows the screen that the
//! address names.

use crate::model::PlaybookId;
use crate::persist::{MemoryStorage, StorageError};
use crate::route::{Page, Route};
use crate::state::{Clock, Files, Notices, Preferences, Settings, Shelf, Store};
use crate::ui::playbook::{PlaybookScreen, Reopen};
use crate::ui::prelude::*;
use crate::ui::published::PublishedScreen;
use crate::ui::share::JoinScreen;
use crate::ui::shell::{Missing, NoticeList, are_notices_held, focus_heading_of_next_screen};
use crate::ui::start::StartScreen;
use crate::ui::transfer::Arriving;
use std::rc::Rc;

/// Shows the app in the page, in place of the start-up screen, once what the browser had lost is back.
#[cfg(target_arch = "wasm32")]
pub fn mount() {
    wasm_bindgen_futures::spawn_local(async {
        let storage = crate::persist::LocalStorage::open();
        let recovered = match &storage {
            Ok(_) => crate::persist::LocalStorage::recover().await,
            Err(_) => Ok(()),
        };
        let store = storage.map(|storage| Rc::new(storage) as Store);
        crate::state::learn_language().await;
        crate::ui::dom::mount(move || App { store, recovered }.show());
        if let Some(startup) = document().get_element_by_id("startup") {
            startup.remove();
        }
    });
}

fn current_route() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// What takes the whole window.
#[derive(Clone, PartialEq)]
enum Screen {
    Start,
    Join(String),
    /// What the site publishes.
    Published,
    /// Something that was packed into a link.
    Given(String),
    /// A playbook, and how often it was opened anew.
    Playbook(PlaybookId, u64),
    Nowhere(String),
}

/// The whole app.
#[component]
pub fn App(
    /// Where playbooks are kept.
    store: Result<Store, StorageError>,
    /// Whether what the browser had lost when it ended is back.
    recovered: Result<(), StorageError>,
) -> Html {
    let notices = Notices::new(are_notices_held);
    if let Err(error) = recovered {
        notices.fail(tr!(
            "The browser had lost the last moments before it ended, and they could not be put back: {error}. They are \
             kept. Make room, then reload the page."
        ));
    }
    let store = store.unwrap_or_else(|error| {
        notices.fail(tr!(
            "Nothing can be kept in this browser: {error}. You can look around and export what you write, but it is \
             gone when this tab is closed. Allow this site to store data, or use another browser, then reload."
        ));
        Rc::new(MemoryStorage::new())
    });
    provide_context(notices);
    provide_context(Clock::start());
    provide_context(Preferences::load(&store, notices));
    provide_context(Shelf::new(store));
    provide_context(Files::new());
    let settings = Settings::load(notices);
    provide_context(settings);
    let reopened = RwSignal::new(0);
    provide_context(Reopen(reopened));
    provide_context(Arriving::new());

    let route = RwSignal::new(current_route());
    let listener = window_event_listener_untyped("hashchange", move |_| route.set(current_route()));
    on_cleanup(move || listener.remove());

    // Whoever names no place comes to what is published. All playbooks stand at `#/`.
    on_change(move || {
        let is_published =
            settings.config().with(|config| config.as_ref().is_some_and(|config| config.published.is_some()));
        if is_published && window().location().hash().is_ok_and(|hash| hash.is_empty()) {
            let published = Route::Published(Page::Overview);
            // Only malformed addresses are refused.
            let _ = window().location().replace(&published.to_string());
            // Before anything else is drawn: browsers tell of it later.
            route.set(published);
        }
    });
    // A playbook is opened once, however often its pages change.
    let screen = memo(move || match route.get() {
        Route::Start => Screen::Start,
        Route::Join(room) => Screen::Join(room),
        Route::Given(packed) => Screen::Given(packed),
        Route::Published(_) => Screen::Published,
        Route::Playbook(id, _) | Route::Read(id, _) => Screen::Playbook(id, reopened.get()),
        Route::Unknown(path) => Screen::Nowhere(path),
    });
    let page = memo(move || match route.get() {
        Route::Playbook(_, page) | Route::Read(_, page) => page,
        _ => Page::Overview,
    });
    let reads = memo(move || matches!(route.get(), Route::Read(..)));
    focus_heading_of_next_screen(screen);
    view! {
        {move || match screen.get() {
            Screen::Start => view! { <StartScreen given="" /> },
            Screen::Given(packed) => view! { <StartScreen given=packed /> },
            Screen::Published => view! { <PublishedScreen /> },
            Screen::Join(room) => view! { <JoinScreen room=room /> },
            Screen::Playbook(id, _) => view! { <PlaybookScreen id=id page=page reads=reads /> },
            Screen::Nowhere(path) => nowhere(&path),
        }}
        <NoticeList />
    }
}

fn nowhere(path: &str) -> Html {
    document().set_title(tr!("Not found · Guidepost"));
    view! {
        <main class="page page-alone">
            <Missing
                title="There is no such page"
                text=tr!("The address “{path}” leads nowhere. It may be incomplete. Your playbooks are not affected.")
                back=Route::Start.to_string()
                back_label="To all playbooks"
            />
        </main>
    }
}
