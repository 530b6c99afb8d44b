//! What the worker says to the page.

use super::message::{Parts, WRITE, array, bytes};
use crate::doc::{Merge, Slack};
use crate::format::json::{self, MAX_BYTES};
use crate::model::{Completeness, PlaybookId};
use js_sys::{Array, JsString};
use wasm_bindgen::{JsCast as _, JsValue};

/// The worker can take a request; with its [`BUILD`].
pub(super) const READY: &str = "ready";
/// The worker can't go on; with the reason. `assets/worker.js` says it, too.
pub(super) const BROKEN: &str = "broken";
/// What the dialog shows now.
const DRAW: &str = "draw";
/// A playbook that the worker wants to see.
const ASK: &str = "ask";
/// There is no playbook in the file.
const REFUSED: &str = "refused";
/// A playbook to be kept.
const KEEP: &str = "keep";
/// Something to be taken into a playbook.
const MERGE: &str = "merge";
/// Which version somebody wants a copy of.
const PUBLISHED: &str = "published";
/// A playbook to be shown.
const SHOW: &str = "show";
/// What a playbook could let go of.
const SLACK: &str = "slack";
/// A file that leaves.
const SAVE: &str = "save";
/// Something is copied.
const COPY: &str = "copy";
/// The dialog is to be closed.
const CLOSE: &str = "close";
/// What was asked for in a conversation is done.
const DONE: &str = "done";

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has started, as this build.
    Ready(String),
    /// The playbook as a text, and for the clipboard as HTML, too. Texts of JavaScript, for they go on to the browser as they
    /// are.
    Written(JsString, Option<JsString>),
    /// What a playbook could let go of. The page's program never reads it, see [`Request::Slack`](super::Request::Slack).
    Slack(Slack),
    /// A file leaves.
    Save(Saved),
    /// Something is copied.
    Copy(Copied),
    /// The dialog shows this.
    Draw(Drawing),
    /// It needs this playbook.
    Ask(PlaybookId),
    /// There is nothing in the file that could be imported.
    Refused(Refusal),
    /// A playbook is to be kept as a new one.
    Keep(ReadFile),
    /// Something is to be taken into a playbook.
    Merge(Arrival),
    /// Which version of the document the site publishes, as [`Replica::version`](crate::doc::Replica::version) has it; empty where
    /// whoever publishes it has no such version: its file carries no history, or was changed by hand.
    Published(Vec<u8>),
    /// A playbook is to be shown, and taken out of the bin for that.
    Show(PlaybookId),
    /// It is over.
    Close,
    /// Nothing more comes in a conversation before something is said again.
    Done,
    /// It can't go on.
    Broken(String),
}

/// What the dialog shows, as HTML that the worker wrote: every text in it is escaped there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    /// The id of the element whose content it is; empty for all of the dialog.
    pub part: String,
    /// The content.
    pub html: String,
    /// The id of the element that gets the focus; empty where the focus stays.
    pub focus: String,
}

/// A file that leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// What of the playbook, for its name; empty for the whole.
    pub what: String,
    /// How its name ends.
    pub extension: String,
    /// Its type, for the browser.
    pub mime: String,
    /// What is in it.
    pub text: JsString,
}

/// What is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// As a text.
    pub text: JsString,
    /// As rich text, where it is for a document.
    pub html: Option<JsString>,
    /// What is said when it is on the clipboard.
    pub report: String,
}

impl Copied {
    /// From a text, HTML or nothing, and what is said.
    #[must_use]
    pub fn of(texts: &JsValue) -> Self {
        let texts = Array::from(texts);
        let report = texts.get(2).as_string().unwrap_or_default();
        Self { text: texts.get(0).into(), html: texts.get(1).dyn_into().ok(), report }
    }

    /// A text, HTML or nothing, and what is said.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let html = self.html.clone().map_or(JsValue::NULL, JsValue::from);
        Array::of3(&self.text, &html, &self.report.as_str().into()).into()
    }
}

/// Something to be taken into a playbook, as one step of undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Which.
    pub into: PlaybookId,
    /// What.
    pub merge: Merge,
    /// What is undone, after "Undo".
    pub label: String,
    /// What is said about it, in a sentence.
    pub report: String,
}

/// A playbook that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// The whole document, as one update.
    pub update: Vec<u8>,
    /// Which playbook the file says that it is.
    pub id: PlaybookId,
    /// The title as it was given; perhaps empty.
    pub title: String,
    /// How many entries it has.
    pub entries: u32,
    /// How complete it is.
    pub completeness: Completeness,
}

/// Why there is no playbook in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In a sentence.
    pub why: String,
    /// What a person can do about it.
    pub remedy: Remedy,
}

/// What a person can do about a file that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Choose a file that was exported.
    ChooseExport,
    /// Mend the file.
    Mend,
    /// Get the newest Guidepost.
    Reload,
    /// Make sure that it is the right file.
    CheckFile,
    /// Ask for the playbook as a file.
    AskForFile,
}

impl Refusal {
    /// What is said of a file of so many bytes, where that is more than is read at all.
    #[must_use]
    pub fn of_size(bytes: usize) -> Option<Self> {
        (bytes > MAX_BYTES).then(|| Self { why: json::too_large(bytes, MAX_BYTES), remedy: Remedy::CheckFile })
    }
}

impl Remedy {
    const ALL: [(Self, &str); 5] = [
        (Self::ChooseExport, "choose export"),
        (Self::Mend, "mend"),
        (Self::Reload, "reload"),
        (Self::CheckFile, "check file"),
        (Self::AskForFile, "ask"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(remedy, _)| *remedy == self).map_or("", |(_, word)| word)
    }
}

impl Answer {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> Array {
        match self {
            Self::Ready(build) => Array::of2(&READY.into(), &build.into()),
            Self::Written(text, html) => {
                Array::of3(&WRITE.into(), text, &html.clone().map_or(JsValue::NULL, JsValue::from))
            }
            Self::Slack(Slack { binned, tidy, bin, emptying }) => {
                let numbers = [*binned, *tidy, *bin].map(JsValue::from);
                array([SLACK.into()].into_iter().chain(numbers).chain([bytes(emptying)]))
            }
            Self::Save(Saved { what, extension, mime, text }) => {
                array([SAVE.into(), what.into(), extension.into(), mime.into(), text.into()])
            }
            Self::Copy(copied) => Array::of2(&COPY.into(), &copied.to_js()),
            Self::Draw(Drawing { part, html, focus }) => {
                Array::of4(&DRAW.into(), &part.into(), &html.into(), &focus.into())
            }
            Self::Ask(id) => Array::of2(&ASK.into(), &id.to_string().into()),
            Self::Refused(Refusal { why, remedy }) => Array::of3(&REFUSED.into(), &why.into(), &remedy.word().into()),
            Self::Keep(file) => file.to_js(),
            Self::Merge(Arrival { into, merge: Merge { update, inside_new, visible }, label, report }) => array([
                MERGE.into(),
                into.to_string().into(),
                bytes(update),
                bytes(inside_new),
                (*visible).into(),
                label.into(),
                report.into(),
            ]),
            Self::Published(version) => Array::of2(&PUBLISHED.into(), &bytes(version)),
            Self::Show(id) => Array::of2(&SHOW.into(), &id.to_string().into()),
            Self::Close => Array::of1(&CLOSE.into()),
            Self::Done => Array::of1(&DONE.into()),
            Self::Broken(why) => Array::of2(&BROKEN.into(), &why.into()),
        }
    }

    /// Reads a message of the worker. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        match parts.text(0)?.as_str() {
            READY => Some(Self::Ready(parts.text(1)?)),
            WRITE => Some(Self::Written(parts.at(1).dyn_into().ok()?, parts.at(2).dyn_into().ok())),
            SAVE => Some(Self::Save(Saved {
                what: parts.text(1)?,
                extension: parts.text(2)?,
                mime: parts.text(3)?,
                text: parts.at(4).dyn_into().ok()?,
            })),
            COPY => parts.at(1).is_object().then(|| Self::Copy(Copied::of(&parts.at(1)))),
            DRAW => Some(Self::Draw(Drawing { part: parts.text(1)?, html: parts.text(2)?, focus: parts.text(3)? })),
            ASK => parts.id(1).map(Self::Ask),
            REFUSED => {
                let word = parts.text(2)?;
                let (remedy, _) = Remedy::ALL.into_iter().find(|(_, known)| *known == word)?;
                Some(Self::Refused(Refusal { why: parts.text(1)?, remedy }))
            }
            KEEP => ReadFile::from_parts(&parts).map(Self::Keep),
            MERGE => {
                let merge =
                    Merge { update: parts.bytes(2)?, inside_new: parts.bytes(3)?, visible: parts.at(4).as_bool()? };
                Some(Self::Merge(Arrival { into: parts.id(1)?, merge, label: parts.text(5)?, report: parts.text(6)? }))
            }
            PUBLISHED => parts.bytes(1).map(Self::Published),
            SHOW => parts.id(1).map(Self::Show),
            CLOSE => Some(Self::Close),
            DONE => Some(Self::Done),
            BROKEN => Some(Self::Broken(parts.text(1)?)),
            _ => None,
        }
    }
}

impl ReadFile {
    fn to_js(&self) -> Array {
        array([
            KEEP.into(),
            bytes(&self.update),
            self.id.to_string().into(),
            self.title.as_str().into(),
            self.entries.into(),
            self.completeness.filled.into(),
            self.completeness.total.into(),
        ])
    }

    fn from_parts(parts: &Parts) -> Option<Self> {
        Some(Self {
            update: parts.bytes(1)?,
            id: parts.id(2)?,
            title: parts.text(3)?,
            entries: parts.number(4)?,
            completeness: Completeness { filled: parts.number(5)?, total: parts.number(6)? },
        })
    }
}
