//! Views that the insight worker draws, and the terms that it finds in texts. What shows them is in `assets/views.js`, and is
//! fetched a moment after a playbook was opened, or for the first view.

use crate::language::tr;
use crate::model::{Edit, EntryId};
use crate::state::{Notices, Session};
use crate::ui::entry::{FollowsDeletion, put_in_bin};
use crate::ui::later::{VIEWS, fetch_views};
use crate::ui::prelude::*;
use crate::ui::transfer::{save_as, today};
use crate::ui::widgets::after_render;
use crate::worker::edit_from_js;
use js_sys::Function;
use std::time::Duration;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// Not before what people came for is on the screen.
const FETCHED_AFTER: Duration = Duration::from_secs(1);

#[wasm_bindgen]
extern "C" {
    /// What `assets/views.js` begins.
    pub(super) type Views;
    #[wasm_bindgen(method)]
    pub(super) fn show(this: &Views, view: &str, host: &web_sys::Element, press: &Function);
    #[wasm_bindgen(method)]
    fn hide(this: &Views, view: &str);
    #[wasm_bindgen(method)]
    fn ask(this: &Views, view: &str);
    #[wasm_bindgen(method)]
    fn changed(this: &Views);
    #[wasm_bindgen(method)]
    pub(super) fn end(this: &Views);
}

/// The box that finds anything, among what can be asked for.
pub(super) const SEARCH: &str = "search";

const NOT_LOADED: &str = "That could not be loaded. Check the connection, and reload the page to try again.";

/// The views of the open playbook, to be copied into every closure that needs them.
#[derive(Clone, Copy)]
pub(super) struct Insights {
    /// What is to be asked once views are there: a view, and what is to be deleted where that is what it asks about.
    to_ask: StoredValue<Option<(String, Option<EntryId>)>>,
    /// There once it was fetched.
    views: StoredValue<Option<Views>, LocalStorage>,
    fetched: RwSignal<bool>,
    asked: StoredValue<bool>,
    broken: RwSignal<bool>,
    session: Session,
    notices: Notices,
}

impl Insights {
    pub(super) fn new(session: Session, notices: Notices) -> Self {
        let insights = Self {
            to_ask: StoredValue::new(None),
            views: StoredValue::new_local(None),
            fetched: RwSignal::new(false),
            asked: StoredValue::new(false),
            broken: RwSignal::new(false),
            session,
            notices,
        };
        on_change(move || {
            session.revision().track();
            insights.with(Views::changed);
        });
        set_timeout(move || insights.fetch(), FETCHED_AFTER);
        on_cleanup(move || insights.with(Views::end));
        insights
    }

    fn with(self, run: impl FnOnce(&Views)) {
        self.views.with_value(|views| views.as_ref().map(run));
    }

    /// Asks what becomes of the places that name an entry, and deletes it. Where that can't be asked, these are left as they
    /// are.
    pub(super) fn delete(self, id: EntryId) {
        if self.broken.get_untracked() {
            self.delete_unasked(id);
        } else {
            self.ask_about(format!("delete:{id}"), Some(id));
        }
    }

    /// Shows a view in a dialog, once what shows it is there.
    pub(in crate::ui) fn ask(self, view: &str) {
        if self.broken.get_untracked() {
            self.notices.fail(tr(NOT_LOADED));
        } else {
            self.ask_about(view.to_owned(), None);
        }
    }

    /// Whether they were fetched.
    pub(super) fn are_here(self) -> bool {
        self.fetched.get_untracked()
    }

    fn ask_about(self, view: String, to_delete: Option<EntryId>) {
        if self.fetched.get_untracked() {
            self.with(|views| views.ask(&view));
        } else {
            self.to_ask.set_value(Some((view, to_delete)));
            self.fetch();
        }
    }

    fn asked_before(self) -> Option<(String, Option<EntryId>)> {
        self.to_ask.try_update_value(Option::take).flatten()
    }

    fn delete_unasked(self, id: EntryId) {
        put_in_bin(self.session, self.notices, id, None);
    }

    /// Fetches what shows the views, unless that was asked for.
    fn fetch(self) {
        // The playbook may be closed by now.
        if self.asked.try_update_value(|asked| std::mem::replace(asked, true)) != Some(false) {
            return;
        }
        let Self { session, notices, broken, .. } = self;
        let news = Closure::<dyn Fn(bool) -> JsValue>::new(move |all| match self.asked.try_get_value() {
            Some(_) => session.news(all, today()).to_js(),
            // The playbook was closed while the script came.
            None => JsValue::NULL,
        });
        let apply = Closure::<dyn Fn(JsValue, String)>::new(move |edit: JsValue, said| self.apply(&edit, said));
        let save = Closure::<dyn Fn(String, String, String, JsValue)>::new(
            move |what: String, extension: String, mime: String, content: JsValue| {
                let title = format!("{} {what}", session.title().get_untracked());
                let saved = if content.is_null() { Err(content) } else { save_as(&title, &extension, &mime, &content) };
                match saved {
                    Ok(name) => notices.report(tr!("Saved as {name}.")),
                    Err(_) => notices.fail(tr!(
                        "Nothing was saved: the browser did not take the file. Your playbook is not affected."
                    )),
                }
            },
        );
        let broke = Closure::<dyn Fn()>::new(move || broken.set(true));
        let [news, apply, save, broke] =
            [news.into_js_value(), apply.into_js_value(), save.into_js_value(), broke.into_js_value()];
        let fetched = fetch_views(VIEWS, &news, &apply, &save, &broke);
        spawn_local(async move {
            let views: Result<JsValue, JsValue> = fetched.await;
            match views {
                Ok(views) => {
                    self.broken.set(false);
                    // The playbook may be closed by now.
                    if self.views.try_update_value(|kept| *kept = Some(views.unchecked_into())).is_some() {
                        self.fetched.set(true);
                        if let Some((view, to_delete)) = self.asked_before() {
                            self.ask_about(view, to_delete);
                        }
                    }
                }
                // The next view tries again.
                Err(_) => {
                    self.broken.set(true);
                    self.asked.set_value(false);
                    match self.asked_before() {
                        Some((_, Some(id))) => self.delete_unasked(id),
                        Some(_) => notices.fail(tr(NOT_LOADED)),
                        None => {}
                    }
                }
            }
        });
    }

    fn apply(self, edit: &JsValue, said: String) {
        let (session, notices) = (self.session, self.notices);
        let Some(edit) = edit_from_js(edit) else { return };
        let deleted = match &edit {
            Edit::Delete(id) => return put_in_bin(session, notices, *id, Some(said)),
            Edit::All(_, edits) => edits.first(),
            _ => None,
        };
        let follows = match deleted {
            Some(Edit::Delete(id)) => Some(FollowsDeletion::of(session, *id)),
            _ => None,
        };
        match session.apply(&edit) {
            Ok(()) => {
                if let Some(follows) = follows {
                    follows.focus();
                }
                let made = session.undo_label().get_untracked();
                let undo = move || {
                    if session.undo_label().get_untracked() == made {
                        drop(session.undo());
                    } else {
                        notices.report(tr!("More was changed since. Undo in the header takes it back step by step."));
                    }
                };
                notices.offer(said, tr!("Undo"), undo);
            }
            Err(error) => notices.fail(tr!("That was not changed: {error}.")),
        }
    }
}

/// A view that the worker draws.
#[component]
pub(super) fn InsightView(
    /// Which.
    view: &'static str,
    /// What it is called, for those who don't see it.
    label: &'static str,
    /// Hears what is pressed, too.
    on_press: Callback<String>,
) -> Html {
    let insights: Insights = expect_context();
    let node = ElementRef::<web_sys::HtmlElement>::new();
    let press = Closure::<dyn Fn(String)>::new(move |what| on_press.run(what)).into_js_value();
    on_change(move || {
        if insights.fetched.get() {
            let press = press.clone();
            after_render(move || {
                if let Some(host) = node.get_untracked() {
                    insights.with(|views| views.show(view, &host, press.unchecked_ref()));
                }
            });
        } else {
            insights.fetch();
        }
    });
    on_cleanup(move || insights.with(|views| views.hide(view)));
    view! {
        <section class="insight" aria-label=label>
            <Show when=move || insights.broken.get()>
                <p class="callout" role="status">
                    "This part of Guidepost could not be loaded. Everything else works; reload the page to try again."
                </p>
            </Show>
            <div class="insight-view" node_ref=node></div>
        </section>
    }
}

/// A view that is drawn once somebody opens it, so that nothing of it is fetched before, and nothing moves.
#[component]
pub(super) fn InsightDrawer(
    /// Which.
    view: &'static str,
    /// What is pressed to open it.
    label: &'static str,
) -> Html {
    let opened = RwSignal::new(false);
    view! {
        <details class="insight-drawer" data-view=view>
            <summary on:click=move |_| opened.set(true)>{label}</summary>
            <Show when=move || opened.get()>
                <InsightView view=view label=label on_press=Callback::new(|_: String| {}) />
            </Show>
        </details>
    }
}

/// A page that the worker draws.
#[component]
pub(super) fn InsightPage(
    /// Which view.
    view: &'static str,
    /// Its heading.
    title: &'static str,
) -> Html {
    view! {
        <header class="page-header">
            <h1 id="page-title" tabindex="-1">{title}</h1>
        </header>
        <InsightView view=view label=title on_press=Callback::new(|_: String| {}) />
    }
}
