//! The program of the insight worker: finds out what follows from a playbook, and draws it. `assets/worker.js` starts it.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "on the host there are only its tests"))]

mod checks;
mod commands;
mod compare;
mod deleted;
mod deletion;
mod desk;
mod lifecycle;
mod owners;
mod published;
mod reading;
mod search;
mod suggested;
mod terms;
mod tries;
mod walk;

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        // Put there by assets/worker.js; what is not there says nothing.
        let texts = js_sys::Reflect::get(&js_sys::global(), &"guidepostTexts".into());
        guidepost::worker::speak(&texts.unwrap_or_default());
        guidepost::language::write_days(|day| {
            use chrono::Datelike as _;
            day_of(day.year(), day.month(), day.day())
        });
        guidepost::worker::sort_by_alphabet();
        listen();
    }
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(js_namespace = guidepostLanguage)]
extern "C" {
    /// As `assets/worker.js` writes it.
    #[wasm_bindgen(js_name = day)]
    fn day_of(year: i32, month: u32, day: u32) -> String;
}

/// Answers the page, for as long as it likes.
#[cfg(target_arch = "wasm32")]
fn listen() {
    use guidepost::worker::{Insight, Question, ready};
    use std::cell::RefCell;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let desk = RefCell::new(desk::Desk::default());
    let answer = {
        let page = page.clone();
        move |event: MessageEvent| {
            // What can't be said now can't be said in another way either.
            let mut say = |answer: Insight| drop(page.post_message(&answer.to_js()));
            match (Question::from_js(&event.data()), desk.try_borrow_mut()) {
                (Some(question), Ok(mut desk)) => desk.take(question, &mut say),
                _ => say(Insight::Broken),
            }
        }
    };
    page.set_onmessage(Some(&Closure::<dyn Fn(MessageEvent)>::new(answer).into_js_value().unchecked_into()));
    drop(page.post_message(&ready()));
}
