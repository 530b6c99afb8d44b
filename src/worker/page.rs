//! The page's side of the worker.

use super::answer::{Answer, ReadFile, Refusal};
use super::message::BUILD;
use super::request::{Form, Request, read};
use crate::model::Home;
use chrono::NaiveDate;
use guidepost_view::tr;
use js_sys::{Array, Function, JsString, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Worker};

/// What the worker begins with, beside the page, and its program.
const SCRIPT: &str = "worker.js?formats";

/// A worker that took a longer text is not kept: the memory of a WebAssembly program never shrinks.
const LONGEST_TO_KEEP: u32 = 5_000_000;

/// Reads and writes files beside the page. The worker is fetched when it is needed first; from then on one waits for
/// the next errand.
#[derive(Clone, Default)]
pub struct FileWorker {
    idle: Rc<Cell<Option<Worker>>>,
}

/// Why a worker has not done what it was to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    /// Its files did not arrive, or the browser did not run them.
    #[error("{}", tr!("the part of Guidepost that reads and writes files could not be loaded"))]
    NotLoaded,
    /// Another build than the page's is on the server now.
    #[error("{}", tr!("Guidepost was updated since this page was opened"))]
    Updated,
    /// Somebody did not want to wait.
    #[error("{}", tr!("it was cancelled"))]
    Cancelled,
    /// It broke off. The next one is a fresh one.
    #[error("{}", tr!("the part of Guidepost that reads and writes files broke off"))]
    BrokeOff,
}

impl WorkerError {
    /// What a person can do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NotLoaded => {
                "Check the connection and try again. If that does not help, allow this site in extensions that block \
                 scripts, or use another browser."
            }
            Self::Updated => "Reload the page, then try again.",
            Self::Cancelled => "",
            Self::BrokeOff => {
                "Try again. If that does not help, close other tabs, for the memory may not have been enough, and \
                 reload the page."
            }
        }
    }
}

impl FileWorker {
    /// The worker that waits, or a fresh one; and whether it is fresh. `None` where the browser makes no workers.
    fn worker(&self) -> (Option<Worker>, bool) {
        match self.idle.take() {
            Some(idle) => (Some(idle), false),
            None => {
                let page =
                    web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
                let language = page.and_then(|page| page.get_attribute("lang")).unwrap_or_default();
                (Worker::new(&format!("{SCRIPT}&{BUILD}&{language}")).ok(), true)
            }
        }
    }

    /// A worker for one task.
    #[must_use]
    pub fn errand(&self) -> Errand {
        let (worker, fresh) = self.worker();
        let cancel = Cancel::default();
        let answer = worker.as_ref().map(|worker| next_message(worker, &cancel));
        Errand { worker, fresh, answer, cancel, idle: Rc::clone(&self.idle) }
    }
}

/// A conversation with a worker of its own, until it is let go.
pub struct Talk {
    worker: Worker,
    /// What hears it, for as long as it may say something.
    _hears: Closure<dyn Fn(MessageEvent)>,
    _fails: Closure<dyn Fn()>,
}

impl FileWorker {
    /// Begins a conversation. `hear` is called with all that the worker says.
    ///
    /// # Errors
    /// Where the browser makes no workers. Whatever fails later is told to `hear`.
    pub fn talk(
        &self,
        first: Array,
        hear: impl Fn(Result<Answer, WorkerError>) + 'static,
    ) -> Result<Talk, WorkerError> {
        let (Some(worker), fresh) = self.worker() else { return Err(WorkerError::NotLoaded) };
        let hear = Rc::new(hear);
        let waits = Rc::new(Cell::new(fresh));
        let heard = {
            let (hear, waits, worker, first) = (Rc::clone(&hear), Rc::clone(&waits), worker.clone(), first.clone());
            move |event: MessageEvent| match Answer::from_js(&event.data()) {
                Some(Answer::Ready(build)) if build == BUILD => {
                    waits.set(false);
                    if worker.post_message(&first).is_err() {
                        hear(Err(WorkerError::BrokeOff));
                    }
                }
                Some(Answer::Ready(_)) => hear(Err(WorkerError::Updated)),
                None | Some(Answer::Broken(_)) => hear(Err(failure(waits.get()))),
                Some(answer) => hear(Ok(answer)),
            }
        };
        let hears = Closure::new(heard);
        let fails = Closure::<dyn Fn()>::new(move || hear(Err(failure(waits.get()))));
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(fails.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        if !fresh && worker.post_message(&first).is_err() {
            return Err(WorkerError::BrokeOff);
        }
        Ok(Talk { worker, _hears: hears, _fails: fails })
    }
}

impl Talk {
    /// Says something.
    pub fn say(&self, request: &Request) {
        // Refused only where the browser has no memory left; then the worker breaks off, too.
        let _ = self.worker.post_message(&request.to_js());
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What it means that a worker failed: before it had started, or later.
const fn failure(waits: bool) -> WorkerError {
    if waits { WorkerError::NotLoaded } else { WorkerError::BrokeOff }
}

/// A task that a worker is about to do. It is to be given one: until then, nobody else has the worker.
#[derive(Clone)]
pub struct Errand {
    /// `None` where the browser makes no workers.
    worker: Option<Worker>,
    /// Whether it has not said yet that it is ready.
    fresh: bool,
    /// What it says next.
    answer: Option<Promise>,
    cancel: Cancel,
    idle: Rc<Cell<Option<Worker>>>,
}

/// Ends a task before it is done.
#[derive(Clone, Default)]
pub struct Cancel {
    is_cancelled: Rc<Cell<bool>>,
    /// What is called instead of hearing the worker.
    reject: Rc<Cell<Option<Function>>>,
}

impl Cancel {
    /// Whoever waits for the task is told at once, with [`WorkerError::Cancelled`].
    pub fn cancel(&self) {
        self.is_cancelled.set(true);
        if let Some(reject) = self.reject.take() {
            // A function of the browser, which does not fail.
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Errand {
    /// What ends it early.
    #[must_use]
    pub fn canceller(&self) -> Cancel {
        self.cancel.clone()
    }

    /// Reads a text of JavaScript that comes along with the app as a playbook.
    ///
    /// # Errors
    /// When the worker fails. That there is no playbook in the text is an answer.
    pub async fn read(self, text: &JsValue) -> Result<Result<ReadFile, Refusal>, WorkerError> {
        match self.ask(&read(text)).await? {
            Answer::Keep(file) => Ok(Ok(file)),
            Answer::Refused(refusal) => Ok(Err(refusal)),
            _ => Err(WorkerError::BrokeOff),
        }
    }

    /// Writes the playbook in an update, or what stands there of it; for the clipboard, as HTML, too.
    ///
    /// # Errors
    /// When the worker fails.
    pub async fn write(
        self,
        form: Form,
        part: Option<Home>,
        today: NaiveDate,
        update: &[u8],
    ) -> Result<(JsString, Option<JsString>), WorkerError> {
        match self.ask(&Request::Write(form, part, today, update.to_vec()).to_js()).await? {
            Answer::Written(text, html) => Ok((text, html)),
            _ => Err(WorkerError::BrokeOff),
        }
    }

    async fn ask(self, request: &Array) -> Result<Answer, WorkerError> {
        let (Some(worker), Some(mut answer)) = (self.worker, self.answer) else { return Err(WorkerError::NotLoaded) };
        let give_up = |error| {
            worker.terminate();
            if self.cancel.is_cancelled.get() { WorkerError::Cancelled } else { error }
        };
        if self.fresh {
            match said(answer).await {
                Some(Answer::Ready(build)) if build == BUILD => {}
                Some(Answer::Ready(_)) => return Err(give_up(WorkerError::Updated)),
                _ => return Err(give_up(WorkerError::NotLoaded)),
            }
            answer = next_message(&worker, &self.cancel);
        }
        if worker.post_message(request).is_err() {
            return Err(give_up(WorkerError::BrokeOff));
        }
        match said(answer).await {
            None | Some(Answer::Broken(_)) => Err(give_up(WorkerError::BrokeOff)),
            Some(answer) => {
                // Two worked at the same time where there is one that waits already.
                let left_over = if is_short(request) { self.idle.replace(Some(worker)) } else { Some(worker) };
                if let Some(worker) = left_over {
                    worker.terminate();
                }
                Ok(answer)
            }
        }
    }
}

/// The next message of a worker; an error where it fails before, or is not waited for any more.
fn next_message(worker: &Worker, cancel: &Cancel) -> Promise {
    Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onmessageerror(Some(&reject));
        worker.set_onerror(Some(&reject));
        cancel.reject.set(Some(reject));
    })
}

async fn said(message: Promise) -> Option<Answer> {
    let event: Result<JsValue, JsValue> = message.await;
    Answer::from_js(&Reflect::get(&event.ok()?, &"data".into()).ok()?)
}

/// Whether a worker may be kept after this request.
fn is_short(request: &Array) -> bool {
    let length = Reflect::get(&request.get(1), &"length".into()).ok().and_then(|length| length.as_f64());
    length.is_none_or(|length| length <= f64::from(LONGEST_TO_KEEP))
}
