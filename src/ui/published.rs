//! The playbook that the site publishes: read by everybody, and changed in copies. `assets/published.js` shows it.

use super::insight::Views;
use super::later::{PUBLISHED, fetch_views};
use super::prelude::*;
use super::widgets::after_render;
use super::{go_to, use_files, use_notices, use_settings, use_shelf};
use crate::route::{Page, Route};
use crate::state::{Files, Notices, Shelf};
use std::time::Duration;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// What the site publishes, on the whole window.
#[component]
pub(crate) fn PublishedScreen() -> Html {
    let (settings, shelf, files, notices) = (use_settings(), use_shelf(), use_files(), use_notices());
    let node = ElementRef::<web_sys::HtmlElement>::new();
    let views = StoredValue::<Option<Views>, LocalStorage>::new_local(None);
    on_change(move || {
        let Some(config) = settings.config().get() else { return };
        match config.published {
            Some(file) => after_render(move || begin(file, node, views, shelf, files, notices)),
            // After this change: the screen goes away with it.
            None => set_timeout(|| go_to(&Route::Start), Duration::ZERO),
        }
    });
    on_cleanup(move || {
        views.with_value(|views| views.as_ref().map(Views::end));
    });
    view! {
        <main class="reading" id="main" tabindex="-1">
            <section class="insight">
                <div class="insight-view" node_ref=node>
                    <p class="page-alone" role="status">"Opening…"</p>
                </div>
            </section>
        </main>
    }
}

fn begin(
    file: String,
    node: ElementRef<web_sys::HtmlElement>,
    views: StoredValue<Option<Views>, LocalStorage>,
    shelf: Shelf,
    files: Files,
    notices: Notices,
) {
    let Some(host) = node.get_untracked() else { return };
    let news = Closure::<dyn Fn(bool) -> JsValue>::new(move |_| JsValue::from(file.as_str())).into_js_value();
    let apply = Closure::<dyn Fn(JsValue, String)>::new(move |text: JsValue, _| {
        spawn_local(async move {
            match files.errand().read(&text).await {
                Ok(Ok(read)) => {
                    let id = if shelf.has(read.id) { Ok(read.id) } else { shelf.import(&read).await };
                    match id {
                        Ok(id) => {
                            notices.report(tr!(
                                "This is your copy: change what you like. When you are done, use Export, as JSON or as a \
                                 link, and send it to whoever keeps the playbook. They import it and see each change."
                            ));
                            go_to(&Route::Playbook(id, Page::Overview));
                        }
                        Err(error) => notices.fail(tr!("No copy was made: {error}.")),
                    }
                }
                Ok(Err(refusal)) => notices.fail(tr!("No copy was made: {error}.", error = refusal.why)),
                Err(error) => notices.fail(tr!("No copy was made: {error}.")),
            }
        });
    });
    let fetched = fetch_views(PUBLISHED, &news, &apply.into_js_value(), &JsValue::NULL, &JsValue::NULL);
    spawn_local(async move {
        let fetched: Result<JsValue, JsValue> = fetched.await;
        match fetched {
            Ok(begun) => {
                let begun: Views = begun.unchecked_into();
                begun.show("read", &host, JsValue::NULL.unchecked_ref());
                // Whoever has left in the meantime needs none of it.
                let mut begun = Some(begun);
                let _ = views.try_update_value(|kept| *kept = begun.take());
                if let Some(begun) = begun {
                    begun.end();
                }
            }
            Err(_) => host.set_text_content(Some(tr!(
                "The playbook of this site could not be loaded. Check the connection, and reload the page."
            ))),
        }
    });
}
