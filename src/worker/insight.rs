//! What the page and the insight worker say to each other, and the page's handle to it.
//!
//! The page tells what changed in the playbook, and which views are on the screen. The worker draws these views, as HTML in
//! which every text is escaped, draws them again when what they show has changed, and says which edits are to be made when
//! something in them is pressed.

use super::answer::{BROKEN, READY};
use super::entries::{edit_from_js, edit_to_js, entry_from_js, entry_to_js, section_from_js, section_to_js};
use super::message::{BUILD, Parts, array};
use super::page::script;
use crate::model::{Edit, Entry, EntryId, PlaybookId, Section};
use chrono::{Datelike as _, NaiveDate};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Worker};

const NEWS: &str = "news";
const SHOW: &str = "show";
const HIDE: &str = "hide";
const PRESS: &str = "press";
const CHANGE: &str = "change";
const DRAW: &str = "draw";
const APPLY: &str = "apply";
const SAVE: &str = "save";

/// What changed in a playbook since the last news; at first all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Which playbook.
    pub playbook: PlaybookId,
    /// The day on this computer's calendar.
    pub today: NaiveDate,
    /// The title.
    pub title: String,
    /// All sections, where any of them changed.
    pub sections: Option<Vec<Section>>,
    /// The entries that changed; nothing for one that is no longer there.
    pub entries: Vec<(EntryId, Option<Entry>)>,
}

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The playbook changed.
    News(News),
    /// A view is on the screen.
    Show(String),
    /// It is not any more.
    Hide(String),
    /// Something in a view was pressed: what its `data-press` says.
    Press(String, String),
    /// A control in a view was changed: its name and its value.
    Change(String, String, String),
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insight {
    /// What a view shows now, and the id of what gets the focus in it; empty where the focus stays.
    Draw {
        /// Which view.
        view: String,
        /// As HTML.
        html: String,
        /// The id of an element.
        focus: String,
    },
    /// An edit that was asked for, and what is said when it is made.
    Apply(Edit, String),
    /// A file that leaves: what it is, how its name ends, its type, and what is in it.
    Save {
        /// What of the playbook.
        what: String,
        /// How its name ends.
        extension: String,
        /// Its type.
        mime: String,
        /// What is in it.
        text: String,
    },
    /// The worker can't go on, or is of another build.
    Broken,
}

impl Question {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::News(News { playbook, today, title, sections, entries }) => {
                let sections = sections
                    .as_ref()
                    .map_or(JsValue::NULL, |sections| array(sections.iter().map(section_to_js)).into());
                let entries = entries
                    .iter()
                    .map(|(id, entry)| entry.as_ref().map_or_else(|| JsValue::from(id.to_string()), entry_to_js));
                array([
                    NEWS.into(),
                    playbook.to_string().into(),
                    today.num_days_from_ce().into(),
                    title.into(),
                    sections,
                    array(entries).into(),
                ])
            }
            Self::Show(view) => Array::of2(&SHOW.into(), &view.into()),
            Self::Hide(view) => Array::of2(&HIDE.into(), &view.into()),
            Self::Press(view, what) => Array::of3(&PRESS.into(), &view.into(), &what.into()),
            Self::Change(view, name, value) => Array::of4(&CHANGE.into(), &view.into(), &name.into(), &value.into()),
        }
        .into()
    }

    /// Reads a message of the page. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        Some(match parts.text(0)?.as_str() {
            NEWS => {
                let sections = match parts.at(4).dyn_into::<Array>() {
                    Ok(sections) => Some(sections.iter().map(|one| section_from_js(&one)).collect::<Option<Vec<_>>>()?),
                    Err(_) => None,
                };
                let entries: Array = parts.at(5).dyn_into().ok()?;
                let entry = |one: JsValue| match one.as_string() {
                    Some(id) => Some((id.parse().ok()?, None)),
                    None => entry_from_js(&one).map(|entry| (entry.id, Some(entry))),
                };
                Self::News(News {
                    playbook: parts.id(1)?,
                    today: parts.day(2)?,
                    title: parts.text(3)?,
                    sections,
                    entries: entries.iter().map(entry).collect::<Option<Vec<_>>>()?,
                })
            }
            SHOW => Self::Show(parts.text(1)?),
            HIDE => Self::Hide(parts.text(1)?),
            PRESS => Self::Press(parts.text(1)?, parts.text(2)?),
            CHANGE => Self::Change(parts.text(1)?, parts.text(2)?, parts.text(3)?),
            _ => return None,
        })
    }
}

impl Insight {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::Draw { view, html, focus } => Array::of4(&DRAW.into(), &view.into(), &html.into(), &focus.into()),
            Self::Apply(edit, said) => {
                Array::of3(&APPLY.into(), &edit_to_js(edit).unwrap_or(JsValue::NULL), &said.into())
            }
            Self::Save { what, extension, mime, text } => {
                array([SAVE.into(), what.into(), extension.into(), mime.into(), text.into()])
            }
            Self::Broken => Array::of1(&BROKEN.into()),
        }
        .into()
    }

    /// Reads a message of the worker. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        Some(match parts.text(0)?.as_str() {
            DRAW => Self::Draw { view: parts.text(1)?, html: parts.text(2)?, focus: parts.text(3)? },
            APPLY => Self::Apply(edit_from_js(&parts.at(1))?, parts.text(2)?),
            SAVE => {
                let (what, extension) = (parts.text(1)?, parts.text(2)?);
                Self::Save { what, extension, mime: parts.text(3)?, text: parts.text(4)? }
            }
            BROKEN => Self::Broken,
            READY if parts.text(1)? != BUILD => Self::Broken,
            _ => return None,
        })
    }
}

/// The insight worker, until it is let go.
pub struct InsightWorker {
    worker: Worker,
    /// What was said before it was ready; nothing once it is.
    waiting: Rc<RefCell<Option<Vec<JsValue>>>>,
    is_broken: Rc<Cell<bool>>,
    _hears: Closure<dyn Fn(MessageEvent)>,
    _fails: Closure<dyn Fn()>,
}

impl InsightWorker {
    /// Starts one. `hear` is called with all that it says; with [`Insight::Broken`] when it fails. `None` where the browser
    /// makes no workers.
    #[must_use]
    pub fn start(hear: impl Fn(Insight) + 'static) -> Option<Self> {
        let worker = Worker::new(&script("insight")).ok()?;
        let hear = Rc::new(hear);
        let is_broken = Rc::new(Cell::new(false));
        let waiting = Rc::new(RefCell::new(Some(Vec::<JsValue>::new())));
        let hears = {
            let (hear, waiting, worker, is_broken) =
                (Rc::clone(&hear), Rc::clone(&waiting), worker.clone(), Rc::clone(&is_broken));
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                match Insight::from_js(&data) {
                    Some(said) => {
                        is_broken.set(is_broken.get() || said == Insight::Broken);
                        hear(said);
                    }
                    // It is ready, and of this build.
                    None => {
                        for message in waiting.take().into_iter().flatten() {
                            // Refused only where the browser has no memory left.
                            let _ = worker.post_message(&message);
                        }
                    }
                }
            })
        };
        let fails = {
            let is_broken = Rc::clone(&is_broken);
            Closure::<dyn Fn()>::new(move || {
                if !is_broken.replace(true) {
                    hear(Insight::Broken);
                }
            })
        };
        worker.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(fails.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
        Some(Self { worker, waiting, is_broken, _hears: hears, _fails: fails })
    }

    /// Says something, as soon as the worker is ready.
    pub fn say(&self, question: &Question) {
        let message = question.to_js();
        match self.waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(message),
            None => drop(self.worker.post_message(&message)),
        }
    }

    /// Whether it failed.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.is_broken.get()
    }
}

impl Drop for InsightWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// What the worker says once it has started.
#[must_use]
pub fn ready() -> JsValue {
    Array::of2(&READY.into(), &BUILD.into()).into()
}
