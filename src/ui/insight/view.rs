//! Views that the insight worker draws, and the handle that keeps it in step with the playbook.

use super::diagram::{draw_lines, png_of, put};
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::ui::transfer::{save_as, today};
use crate::ui::widgets::after_render;
use crate::worker::{Insight, InsightWorker, Question};
use js_sys::Reflect;
use std::time::Duration;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, KeyboardEvent};

/// The worker is told so long after something changed: not with each key.
const TOLD_AFTER: Duration = Duration::from_millis(250);

/// The insight worker of the open playbook, to be copied into every closure that needs it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Insights {
    worker: StoredValue<Option<InsightWorker>, LocalStorage>,
    /// Whether it is going to be told what changed.
    planned: StoredValue<bool>,
    session: Session,
    notices: Notices,
    /// Whether it failed.
    broken: RwSignal<bool>,
}

impl Insights {
    pub(in crate::ui) fn new(session: Session, notices: Notices) -> Self {
        let insights = Self {
            worker: StoredValue::new_local(None),
            planned: StoredValue::new(false),
            session,
            notices,
            broken: RwSignal::new(false),
        };
        on_change(move || {
            session.revision().track();
            insights.plan();
        });
        insights
    }

    /// Tells the worker soon what changed, if there is one.
    fn plan(self) {
        let is_there = self.worker.with_value(Option::is_some);
        if is_there && !self.planned.get_value() {
            self.planned.set_value(true);
            set_timeout(move || self.tell(), TOLD_AFTER);
        }
    }

    fn tell(self) {
        // The playbook may be closed by now.
        if self.planned.try_update_value(|planned| *planned = false).is_some() {
            self.say(&Question::News(self.session.news(false, today())));
        }
    }

    fn say(self, question: &Question) {
        self.worker.with_value(|worker| {
            if let Some(worker) = worker.as_ref().filter(|worker| !worker.is_broken()) {
                worker.say(question);
            }
        });
    }

    /// Has a view drawn, and kept up to date.
    fn show(self, view: &str) {
        let is_there = self.worker.with_value(|worker| worker.as_ref().is_some_and(|worker| !worker.is_broken()));
        if !is_there {
            self.broken.set(false);
            let worker = InsightWorker::start(move |said| self.hear(said));
            self.broken.set(worker.is_none());
            self.worker.set_value(worker);
            self.say(&Question::News(self.session.news(true, today())));
        }
        self.say(&Question::Show(view.to_owned()));
    }

    fn hear(self, said: Insight) {
        match said {
            Insight::Draw { view, html, focus } => draw(&view, &html, &focus),
            Insight::Apply(edit, said) => match self.session.apply(&edit) {
                Ok(()) => self.notices.offer(said, "Undo", {
                    let (session, notices) = (self.session, self.notices);
                    let made = session.undo_label().get_untracked();
                    move || {
                        if session.undo_label().get_untracked() == made {
                            drop(session.undo());
                        } else {
                            notices.report("More was changed since. Undo in the header takes it back step by step.");
                        }
                    }
                }),
                Err(error) => self.notices.fail(format!("That was not changed: {error}.")),
            },
            Insight::Save { what, extension, mime, text } => self.save(what, extension, mime, text),
            Insight::Broken => {
                self.broken.set(true);
            }
        }
    }

    fn save(self, what: String, extension: String, mime: String, text: String) {
        let (title, notices) = (self.session.title().get_untracked(), self.notices);
        spawn_local(async move {
            let content: Result<JsValue, JsValue> =
                if extension == "png" { png_of(&text).await } else { Ok(JsValue::from(text)) };
            let saved = content.and_then(|content| save_as(&format!("{title} {what}"), &extension, &mime, &content));
            match saved {
                Ok(name) => notices.report(format!("Saved as {name}.")),
                Err(_) => {
                    notices.fail("Nothing was saved: the browser did not take the file. Your playbook is not affected.")
                }
            }
        });
    }
}

/// The id of the element of a view.
fn host_id(view: &str) -> String {
    format!("insight-{view}")
}

/// Shows what the worker drew.
fn draw(view: &str, html: &str, wanted: &str) {
    if let Some(host) = document().get_element_by_id(&host_id(view)) {
        put(&host, html, wanted);
    }
}

/// A view that the worker draws.
#[component]
pub(in crate::ui) fn InsightView(
    /// Which.
    view: &'static str,
    /// What it is called, for those who don't see it.
    label: &'static str,
    /// Hears what is pressed, too.
    on_press: Callback<String>,
) -> Html {
    let insights: Insights = expect_context();
    let node = ElementRef::<web_sys::HtmlElement>::new();
    let connect = Closure::<dyn Fn(String, String)>::new(move |from: String, to: String| {
        insights.say(&Question::Press(view.to_owned(), format!("connect:{from}:{to}")));
    })
    .into_js_value();
    after_render(move || {
        if let Some(host) = node.get_untracked() {
            insights.show(view);
            draw_lines(&host, connect.unchecked_ref());
        }
    });
    on_cleanup(move || insights.say(&Question::Hide(view.to_owned())));
    let press = move |event: &Event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let pressed = element.and_then(|element| element.closest("[data-press]").ok().flatten());
        if let Some(what) = pressed.and_then(|pressed| pressed.get_attribute("data-press")) {
            on_press.run(what.clone());
            insights.say(&Question::Press(view.to_owned(), what));
        }
    };
    // What is pressed and is no button: a stage in a picture.
    let key = move |event: &KeyboardEvent| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if matches!(event.key().as_str(), "Enter" | " ")
            && element.is_some_and(|element| element.has_attribute("data-stage"))
        {
            event.prevent_default();
            press(event);
        }
    };
    let change = move |event: &Event| {
        let Some(control) = event.target() else { return };
        let property = |name: &str| Reflect::get(&control, &name.into()).ok().and_then(|value| value.as_string());
        if let (Some(name), Some(value)) = (property("name"), property("value")) {
            insights.say(&Question::Change(view.to_owned(), name, value));
        }
    };
    view! {
        <section class="insight" aria-label=label>
            <Show when=move || insights.broken.get()>
                <p class="callout" role="status">
                    "This part of Guidepost could not be loaded. Everything else works; reload the page to try again."
                </p>
            </Show>
            <div
                id=host_id(view)
                class="insight-view"
                node_ref=node
                on:click=move |event| press(&event)
                on:keydown=move |event| key(&event)
                on:change=move |event| change(&event)
            ></div>
        </section>
    }
}
