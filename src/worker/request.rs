//! What the page says to the worker.

use super::message::{Parts, WRITE, array, bytes, seconds};
use crate::model::{Home, PlaybookId, Timestamp};
use chrono::{Datelike as _, NaiveDate};
use js_sys::Array;
use wasm_bindgen::JsValue;

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
/// A playbook of which it is to be found out what it could let go of.
const SLACK: &str = "slack";
/// An export to be begun.
const EXPORT: &str = "export";

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
    /// A link with what was changed in it, where that fits.
    Changes,
}

impl View {
    const ALL: [(Self, &str); 4] =
        [(Self::Document, "document"), (Self::Lists, "lists"), (Self::Link, "link"), (Self::Changes, "changes")];
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
    /// Finds out what the playbook in an update could let go of. `assets/keeping.js` says it, and hears the answer.
    Slack(Vec<u8>),
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
    /// The version that it was changed in, for a link with the changes; empty otherwise.
    pub version: Vec<u8>,
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
    /// Whether it is what the site publishes, of which somebody wants a copy to change.
    pub published: bool,
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

/// A request to read a text, as JavaScript has it.
#[must_use]
pub fn read(text: &JsValue) -> Array {
    Array::of2(&READ.into(), text)
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
            Self::Export(Export { update, view, address, today, version }) => {
                let view = View::ALL.into_iter().find(|(known, _)| known == view).map_or("", |(_, word)| word);
                let today = today.num_days_from_ce().into();
                array([EXPORT.into(), bytes(update), view.into(), address.into(), today, bytes(version)])
            }
            Self::Read(text) => read(&text.into()),
            Self::Slack(update) => Array::of2(&SLACK.into(), &bytes(update)),
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
                Some(Self::Export(Export { update, view, address, today, version: parts.bytes(5)? }))
            }
            READ => Some(Self::Read(parts.text(1)?)),
            SLACK => Some(Self::Slack(parts.bytes(1)?)),
            IMPORT => Some(Self::Import(Import {
                bytes: parts.bytes(1)?,
                file: parts.text(2)?,
                open: parts.text(3).and_then(|id| id.parse().ok()),
                author: parts.text(4)?,
                today: parts.day(5)?,
                html: parts.text(6)?,
                published: parts.at(7).as_bool()?,
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
        array([IMPORT.into(), content.clone(), file, open, author, today, html, self.published.into()])
    }
}
