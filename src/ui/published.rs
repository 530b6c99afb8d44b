//! The playbook that the site publishes: read by everybody, and changed in copies. `assets/published.js` shows it.

use super::insight::Views;
use super::later::{PUBLISHED, fetch_views};
use super::prelude::*;
use super::transfer::{Copying, CopyingDialog};
use super::widgets::after_render;
use super::{go_to, use_settings};
use crate::route::Route;
use std::time::Duration;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// What the site publishes, on the whole window.
#[component]
pub(crate) fn PublishedScreen() -> Html {
    let settings = use_settings();
    let copying = Copying::new();
    let node = ElementRef::<web_sys::HtmlElement>::new();
    let views = StoredValue::<Option<Views>, LocalStorage>::new_local(None);
    on_change(move || {
        let Some(config) = settings.config().get() else { return };
        match config.published {
            Some(file) => after_render(move || begin(file, node, views, copying)),
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
        <CopyingDialog copying=copying />
    }
}

fn begin(
    file: String,
    node: ElementRef<web_sys::HtmlElement>,
    views: StoredValue<Option<Views>, LocalStorage>,
    copying: Copying,
) {
    let Some(host) = node.get_untracked() else { return };
    let news = Closure::<dyn Fn(bool) -> JsValue>::new(move |_| JsValue::from(file.as_str())).into_js_value();
    let apply = Closure::<dyn Fn(String, JsValue)>::new(move |text: String, _| copying.begin(&text));
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
