//! What the page and the insight worker say to each other. On the page, `assets/views.js` does the talking.
//!
//! The page tells what changed in the playbook, and which views are on the screen. The worker draws these views, as HTML in
//! which every text is escaped, draws them again when what they show has changed, and says which edits are to be made when
//! something in them is pressed. In the texts that the page shows it finds the terms.

use super::answer::{BROKEN, READY};
use super::entries::{edit_to_js, entry_from_js, entry_to_js, section_from_js, section_to_js};
use super::message::{BUILD, Parts, array};
use crate::model::{Edit, Entry, EntryId, PlaybookId, Section};
use chrono::{Datelike as _, NaiveDate};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

const NEWS: &str = "news";
const SHOW: &str = "show";
const HIDE: &str = "hide";
const PRESS: &str = "press";
const CHANGE: &str = "change";
const READ: &str = "read";
const FORGET: &str = "forget";
const EXPLAIN: &str = "explain";
const PUBLISH: &str = "publish";
const TERMS: &str = "terms";
const MEANING: &str = "meaning";
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
    /// All findings that are dismissed, each with its reason, where any of them changed.
    pub dismissed: Option<Vec<(String, String)>>,
    /// The name of the person at this computer; perhaps empty.
    pub person: String,
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
    /// Texts are on the screen, whose terms are to be told as long as they are.
    Read(Vec<Shown>),
    /// One is not any more.
    Forget(String),
    /// Somebody wants to know what a term means.
    Explain(EntryId),
    /// A playbook that the site publishes, in place of one that is open.
    Publish {
        /// The file.
        text: String,
        /// The one that this reader knows, where it was another one.
        before: Option<String>,
        /// The day on this computer's calendar.
        today: NaiveDate,
    },
}

/// A text on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The page's name for it.
    pub name: String,
    /// The entry whose text it is; none where it is an introduction.
    pub of: Option<EntryId>,
    /// What stands between its code and its links.
    pub pieces: Vec<String>,
}

impl Shown {
    fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        let pieces: Array = parts.at(2).dyn_into().ok()?;
        Some(Self {
            name: parts.text(0)?,
            of: parts.text(1)?.parse().ok(),
            pieces: pieces.iter().map(|piece| piece.as_string()).collect::<Option<Vec<_>>>()?,
        })
    }
}

/// A term that is mentioned in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// In which piece of the text.
    pub piece: usize,
    /// Where it begins and ends in it, in UTF-16 units.
    pub start: usize,
    /// The end.
    pub end: usize,
    /// Where what is mentioned is shown.
    pub address: String,
    /// What is mentioned.
    pub entry: EntryId,
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
    /// All terms that are mentioned in a text that was to be read.
    Terms {
        /// The page's name for the text.
        text: String,
        /// In their order.
        mentions: Vec<Mentioned>,
    },
    /// What a term means, as HTML.
    Meaning(EntryId, String),
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
    /// The worker can't go on.
    Broken,
}

impl News {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let Self { playbook, today, title, sections, dismissed, person, entries } = self;
        let sections =
            sections.as_ref().map_or(JsValue::NULL, |sections| array(sections.iter().map(section_to_js)).into());
        let entries =
            entries.iter().map(|(id, entry)| entry.as_ref().map_or_else(|| JsValue::from(id.to_string()), entry_to_js));
        array([
            NEWS.into(),
            playbook.to_string().into(),
            today.num_days_from_ce().into(),
            title.into(),
            sections,
            array(entries).into(),
            dismissed.as_ref().map_or(JsValue::NULL, |dismissed| pairs_to_js(dismissed)),
            person.into(),
        ])
        .into()
    }
}

fn pairs_to_js(pairs: &[(String, String)]) -> JsValue {
    array(pairs.iter().map(|(key, reason)| Array::of2(&key.into(), &reason.into()).into())).into()
}

fn pair_from_js(message: &JsValue) -> Option<(String, String)> {
    let parts = Parts::of(message)?;
    Some((parts.text(0)?, parts.text(1)?))
}

impl Question {
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
                let dismissed = match parts.at(6).dyn_into::<Array>() {
                    Ok(dismissed) => {
                        Some(dismissed.iter().map(|pair| pair_from_js(&pair)).collect::<Option<Vec<_>>>()?)
                    }
                    Err(_) => None,
                };
                let entry = |one: JsValue| match one.as_string() {
                    Some(id) => Some((id.parse().ok()?, None)),
                    None => entry_from_js(&one).map(|entry| (entry.id, Some(entry))),
                };
                Self::News(News {
                    playbook: parts.id(1)?,
                    today: parts.day(2)?,
                    title: parts.text(3)?,
                    sections,
                    dismissed,
                    person: parts.text(7)?,
                    entries: entries.iter().map(entry).collect::<Option<Vec<_>>>()?,
                })
            }
            SHOW => Self::Show(parts.text(1)?),
            HIDE => Self::Hide(parts.text(1)?),
            PRESS => Self::Press(parts.text(1)?, parts.text(2)?),
            CHANGE => Self::Change(parts.text(1)?, parts.text(2)?, parts.text(3)?),
            READ => {
                let texts: Array = parts.at(1).dyn_into().ok()?;
                Self::Read(texts.iter().map(|text| Shown::from_js(&text)).collect::<Option<Vec<_>>>()?)
            }
            FORGET => Self::Forget(parts.text(1)?),
            EXPLAIN => Self::Explain(parts.text(1)?.parse().ok()?),
            PUBLISH => Self::Publish { text: parts.text(1)?, before: parts.text(2), today: parts.day(3)? },
            _ => return None,
        })
    }
}

impl Mentioned {
    fn to_js(&self) -> JsValue {
        let Self { piece, start, end, address, entry } = self;
        array([(*piece).into(), (*start).into(), (*end).into(), address.into(), entry.to_string().into()]).into()
    }
}

impl Insight {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::Draw { view, html, focus } => Array::of4(&DRAW.into(), &view.into(), &html.into(), &focus.into()),
            Self::Terms { text, mentions } => {
                Array::of3(&TERMS.into(), &text.into(), &array(mentions.iter().map(Mentioned::to_js)))
            }
            Self::Meaning(entry, html) => Array::of3(&MEANING.into(), &entry.to_string().into(), &html.into()),
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
}

/// What the worker says once it has started.
#[must_use]
pub fn ready() -> JsValue {
    Array::of2(&READY.into(), &BUILD.into()).into()
}
