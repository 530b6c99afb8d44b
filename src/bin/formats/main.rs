//! The program of the worker: reads and writes files beside the page. `assets/worker.js` starts it.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "on the host there are only its tests"))]

mod drawing;
mod export;
mod import;
mod work;

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        // Put there by assets/worker.js; what is not there says nothing.
        let texts = js_sys::Reflect::get(&js_sys::global(), &"guidepostTexts".into());
        guidepost::worker::speak(&texts.unwrap_or_default());
        guidepost::worker::sort_by_alphabet();
        listen();
    }
}

/// Answers the page, for as long as it likes.
#[cfg(target_arch = "wasm32")]
fn listen() {
    use guidepost::worker::{Answer, BUILD, Request};
    use std::cell::RefCell;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let say = {
        let page = page.clone();
        // What can't be said now can't be said in another way either.
        move |answer: Answer| drop(page.post_message(&answer.to_js()))
    };
    let desk = RefCell::new(work::Desk::default());
    let answer = {
        let say = say.clone();
        move |event: MessageEvent| {
            let understood = Request::from_js(&event.data())
                .zip(desk.try_borrow_mut().ok())
                .and_then(|(request, mut desk)| desk.take(request, &mut say.clone()));
            if understood.is_none() {
                say(Answer::Broken("the request can't be read".to_owned()));
            }
        }
    };
    page.set_onmessage(Some(&Closure::<dyn Fn(MessageEvent)>::new(answer).into_js_value().unchecked_into()));
    say(Answer::Ready(BUILD.to_owned()));
}
