//! What the page and the worker say to each other.
//!
//! Every message is a JavaScript array that begins with a word. The worker says [`READY`] once. A playbook to be written gets
//! one answer. An import is a conversation: the worker draws what its dialog shows, hears what is pressed and chosen there, and
//! says what the page is to do in the end. Playbooks cross as one update of the shared document, texts as texts of
//! JavaScript: the page copies neither into its own memory unless it needs to.

use crate::doc::Merge;
use crate::format::json::{self, MAX_BYTES};
use crate::model::{Completeness, Home, PlaybookId, Timestamp};
use chrono::{Datelike as _, NaiveDate};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

/// Tells builds from each other. Only page and worker of one build talk.
pub const BUILD: &str = env!("GUIDEPOST_BUILD");

/// The worker can take a request; with its [`BUILD`].
const READY: &str = "ready";
/// The worker can't go on; with the reason. `assets/worker.js` says it, too.
const BROKEN: &str = "broken";
/// A playbook to be written. Also the answer.
const WRITE: &str = "write";

/// A text in which there is a playbook to be kept.
const READ: &str = "read";
/// A file to be imported.
const IMPORT: &str = "import";
/// Something in the dialog was pressed.
const PRESS: &str = "press";
/// Something in the dialog was chosen.
const CHANGE: &str = "change";
/// The playbook that was asked for.
const OURS: &str = "ours";

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
/// A playbook to be shown.
const SHOW: &str = "show";
/// An export to be begun.
const EXPORT: &str = "export";
/// A file that leaves.
const SAVE: &str = "save";
/// Something is copied.
const COPY: &str = "copy";
/// The dialog is to be closed.
const CLOSE: &str = "close";

/// What a playbook is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Markdown,
    /// For import.
    Json,
    /// One page, to be read anywhere.
    Html,
    /// For the clipboard: as Markdown, and as a piece of HTML.
    Rich,
}

impl Form {
    const ALL: [(Self, &str); 4] =
        [(Self::Markdown, "markdown"), (Self::Json, "json"), (Self::Html, "html"), (Self::Rich, "rich")];
}

/// What an export begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// A document, with a preview.
    Document,
    /// Lists, one of which is chosen.
    Lists,
    /// A link with all of it, where that fits.
    Link,
}

impl View {
    const ALL: [(Self, &str); 3] = [(Self::Document, "document"), (Self::Lists, "lists"), (Self::Link, "link")];
}

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Writes the playbook in an update, or what stands there of it: in a section, or an entry itself. With the day that
    /// examples of names use.
    Write(Form, Option<Home>, NaiveDate, Vec<u8>),
    /// Begins an export, in which somebody chooses what leaves.
    Export(Export),
    /// Reads the text of a file that comes along. One answer, as with writing.
    Read(String),
    /// Begins an import.
    Import(Import),
    /// A button in the dialog was pressed: what its `data-press` says.
    Press(String),
    /// A control in the dialog was changed.
    Change(Change),
    /// The playbook that was asked for.
    Ours(Ours),
}

/// A playbook of which something is to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The whole document, as one update.
    pub update: Vec<u8>,
    /// What is chosen from.
    pub view: View,
    /// The address of the app, without anything behind it.
    pub address: String,
    /// The day that examples of names use.
    pub today: NaiveDate,
}

/// What a file is called that came as a link.
pub const LINK: &str = "the link";

/// A file to be imported, and what is to be known about where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What the file is called.
    pub file: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The same as HTML, where it was pasted and there is one.
    pub html: String,
    /// The playbook that is open.
    pub open: Option<PlaybookId>,
    /// Who imports it, as they are called.
    pub author: String,
    /// The day that examples of names use.
    pub today: NaiveDate,
}

/// A control that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// What it says now.
    pub value: String,
    /// Whether it is ticked, if it can be.
    pub ticked: bool,
}

/// A playbook that the worker asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// The whole document, as one update; why there is none; nothing where there is no such playbook.
    pub update: Option<Result<Vec<u8>, String>>,
    /// Its title, as it is shown.
    pub title: String,
    /// Whether it is in the bin.
    pub in_bin: bool,
    /// The time.
    pub now: Timestamp,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has started, as this build.
    Ready(String),
    /// The playbook as a text, and for the clipboard as HTML, too. Texts of JavaScript, for they go on to the browser as they
    /// are.
    Written(JsString, Option<JsString>),
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
    /// A playbook is to be shown, and taken out of the bin for that.
    Show(PlaybookId),
    /// It is over.
    Close,
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
}

impl Refusal {
    /// What is said of a file of so many bytes, where that is more than is read at all.
    #[must_use]
    pub fn of_size(bytes: usize) -> Option<Self> {
        (bytes > MAX_BYTES).then(|| Self { why: json::too_large(bytes, MAX_BYTES), remedy: Remedy::CheckFile })
    }
}

impl Remedy {
    const ALL: [(Self, &str); 4] = [
        (Self::ChooseExport, "choose export"),
        (Self::Mend, "mend"),
        (Self::Reload, "reload"),
        (Self::CheckFile, "check file"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(remedy, _)| *remedy == self).map_or("", |(_, word)| word)
    }
}

/// A request to read a text, as JavaScript has it.
#[must_use]
pub fn read(text: &JsValue) -> Array {
    Array::of2(&READ.into(), text)
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn array(parts: impl IntoIterator<Item = JsValue>) -> Array {
    parts.into_iter().collect()
}

// Below the year 287,396 that is exact.
#[expect(clippy::cast_precision_loss, reason = "as JavaScript counts")]
fn seconds(time: Timestamp) -> JsValue {
    JsValue::from(time.seconds() as f64)
}

impl Request {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> Array {
        match self {
            Self::Write(form, part, today, update) => {
                let form = Form::ALL.into_iter().find(|(known, _)| known == form).map_or("", |(_, word)| word);
                let part = part.map_or(JsValue::NULL, |part| part.to_string().into());
                array([WRITE.into(), bytes(update), form.into(), part, today.num_days_from_ce().into()])
            }
            Self::Export(Export { update, view, address, today }) => {
                let view = View::ALL.into_iter().find(|(known, _)| known == view).map_or("", |(_, word)| word);
                array([EXPORT.into(), bytes(update), view.into(), address.into(), today.num_days_from_ce().into()])
            }
            Self::Read(text) => read(&text.into()),
            Self::Import(import) => import.to_js(&bytes(&import.bytes)),
            Self::Press(what) => Array::of2(&PRESS.into(), &what.into()),
            Self::Change(Change { name, value, ticked }) => {
                Array::of4(&CHANGE.into(), &name.into(), &value.into(), &(*ticked).into())
            }
            Self::Ours(Ours { update, title, in_bin, now }) => {
                let update = match update {
                    None => JsValue::NULL,
                    Some(Ok(update)) => bytes(update),
                    Some(Err(why)) => why.into(),
                };
                array([OURS.into(), update, title.into(), (*in_bin).into(), seconds(*now)])
            }
        }
    }

    /// Reads a message of the page. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        match parts.text(0)?.as_str() {
            WRITE => {
                let word = parts.text(2)?;
                let (form, _) = Form::ALL.into_iter().find(|(_, known)| *known == word)?;
                let part = parts.text(3).and_then(|part| part.parse().ok());
                Some(Self::Write(form, part, parts.day(4)?, parts.bytes(1)?))
            }
            EXPORT => {
                let word = parts.text(2)?;
                let (view, _) = View::ALL.into_iter().find(|(_, known)| *known == word)?;
                let (update, address, today) = (parts.bytes(1)?, parts.text(3)?, parts.day(4)?);
                Some(Self::Export(Export { update, view, address, today }))
            }
            READ => Some(Self::Read(parts.text(1)?)),
            IMPORT => Some(Self::Import(Import {
                bytes: parts.bytes(1)?,
                file: parts.text(2)?,
                open: parts.text(3).and_then(|id| id.parse().ok()),
                author: parts.text(4)?,
                today: parts.day(5)?,
                html: parts.text(6)?,
            })),
            PRESS => Some(Self::Press(parts.text(1)?)),
            CHANGE => {
                let ticked = parts.at(3).as_bool()?;
                Some(Self::Change(Change { name: parts.text(1)?, value: parts.text(2)?, ticked }))
            }
            OURS => {
                let update = match (parts.bytes(1), parts.text(1)) {
                    (Some(update), _) => Some(Ok(update)),
                    (None, why) => why.map(Err),
                };
                #[expect(clippy::cast_possible_truncation, reason = "JavaScript counts in floats")]
                let now = Timestamp::from_seconds(parts.at(4).as_f64()? as i64);
                Some(Self::Ours(Ours { update, title: parts.text(2)?, in_bin: parts.at(3).as_bool()?, now }))
            }
            _ => None,
        }
    }
}

impl Import {
    /// The message that begins it. The content, as JavaScript has it, is not copied.
    #[must_use]
    pub fn to_js(&self, content: &JsValue) -> Array {
        let open = self.open.map_or(JsValue::NULL, |id| id.to_string().into());
        let today = self.today.num_days_from_ce().into();
        let [file, author, html] = [&self.file, &self.author, &self.html].map(JsValue::from);
        array([IMPORT.into(), content.clone(), file, open, author, today, html])
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
            Self::Show(id) => Array::of2(&SHOW.into(), &id.to_string().into()),
            Self::Close => Array::of1(&CLOSE.into()),
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
            SHOW => parts.id(1).map(Self::Show),
            CLOSE => Some(Self::Close),
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

/// The parts of a message.
struct Parts(Array);

impl Parts {
    fn of(message: &JsValue) -> Option<Self> {
        message.clone().dyn_into().ok().map(Self)
    }

    /// Undefined where there is no such part.
    fn at(&self, place: u32) -> JsValue {
        self.0.get(place)
    }

    fn text(&self, place: u32) -> Option<String> {
        self.at(place).as_string()
    }

    fn id(&self, place: u32) -> Option<PlaybookId> {
        self.text(place)?.parse().ok()
    }

    fn day(&self, place: u32) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.number(place)?.try_into().ok()?)
    }

    fn bytes(&self, place: u32) -> Option<Vec<u8>> {
        self.at(place).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "JavaScript counts in floats")]
    fn number(&self, place: u32) -> Option<u32> {
        self.at(place).as_f64().map(|number| number as u32)
    }
}
