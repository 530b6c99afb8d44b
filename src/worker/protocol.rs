//! What the page and the worker say to each other.
//!
//! Every message is a JavaScript array that begins with a word. The worker says [`READY`] once; then each request gets
//! one answer. Playbooks cross as one update of the shared document, texts as texts of JavaScript: the page copies
//! neither into its own memory unless it needs to.

use crate::format::json::{self, MAX_BYTES};
use crate::model::{Completeness, PlaybookId};
use chrono::{Datelike as _, NaiveDate};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

/// Tells builds from each other. Only page and worker of one build talk.
pub const BUILD: &str = env!("GUIDEPOST_BUILD");

/// The worker can take a request; with its [`BUILD`].
const READY: &str = "ready";
/// The worker can't go on; with the reason. `assets/worker.js` says it, too.
const BROKEN: &str = "broken";
/// A text to be read. Also the answer when it was.
const READ: &str = "read";
/// The answer when it was not.
const REFUSED: &str = "refused";
/// A playbook to be written. Also the answer.
const WRITE: &str = "write";

/// What a playbook is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Markdown {
        /// The day that examples of names use.
        today: NaiveDate,
    },
    /// For import.
    Json,
}

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Reads the text of a file.
    Read(String),
    /// Writes the playbook in an update.
    Write(Form, Vec<u8>),
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has started, as this build.
    Ready(String),
    /// There is a playbook in the text.
    Read(ReadFile),
    /// There is none.
    Refused(Refusal),
    /// The playbook as a text. A text of JavaScript, for it goes on to the browser as it is.
    Written(JsString),
    /// It can't go on.
    Broken(String),
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
    /// What could not be taken as it stands; the first of them.
    pub flaws: Vec<Flaw>,
    /// How many there are beyond those.
    pub more_flaws: usize,
}

/// One thing in a file that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// In a sentence.
    pub text: String,
    /// Where in the file; empty for the file as a whole.
    pub path: String,
    /// Whether it is not in the playbook. Otherwise it is there in another form.
    pub left_out: bool,
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

/// A request to read a text.
#[must_use]
pub fn read(text: &JsValue) -> Array {
    Array::of2(&READ.into(), text)
}

/// A request to write the playbook in an update.
#[must_use]
pub fn write(form: Form, update: &[u8]) -> Array {
    let day = match form {
        Form::Json => JsValue::NULL,
        Form::Markdown { today } => today.num_days_from_ce().into(),
    };
    Array::of3(&WRITE.into(), &Uint8Array::from(update), &day)
}

impl Request {
    /// Reads a message of the page. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        match parts.text(0)?.as_str() {
            READ => Some(Self::Read(parts.text(1)?)),
            WRITE => {
                let form = match parts.number(2) {
                    None => Form::Json,
                    Some(day) => Form::Markdown { today: NaiveDate::from_num_days_from_ce_opt(day.try_into().ok()?)? },
                };
                Some(Self::Write(form, parts.bytes(1)?))
            }
            _ => None,
        }
    }
}

impl Answer {
    /// The message.
    #[must_use]
    pub fn to_js(&self) -> Array {
        match self {
            Self::Ready(build) => Array::of2(&READY.into(), &build.into()),
            Self::Read(file) => file.to_js(),
            Self::Refused(Refusal { why, remedy }) => Array::of3(&REFUSED.into(), &why.into(), &remedy.word().into()),
            Self::Written(text) => Array::of2(&WRITE.into(), text),
            Self::Broken(why) => Array::of2(&BROKEN.into(), &why.into()),
        }
    }

    /// Reads a message of the worker. `None` where it is none.
    #[must_use]
    pub fn from_js(message: &JsValue) -> Option<Self> {
        let parts = Parts::of(message)?;
        match parts.text(0)?.as_str() {
            READY => Some(Self::Ready(parts.text(1)?)),
            READ => ReadFile::from_parts(&parts).map(Self::Read),
            REFUSED => {
                let word = parts.text(2)?;
                let (remedy, _) = Remedy::ALL.into_iter().find(|(_, known)| *known == word)?;
                Some(Self::Refused(Refusal { why: parts.text(1)?, remedy }))
            }
            WRITE => parts.at(1).dyn_into().ok().map(Self::Written),
            BROKEN => Some(Self::Broken(parts.text(1)?)),
            _ => None,
        }
    }
}

impl ReadFile {
    fn to_js(&self) -> Array {
        let flaws = self
            .flaws
            .iter()
            .map(|flaw| Array::of3(&flaw.text.as_str().into(), &flaw.path.as_str().into(), &flaw.left_out.into()));
        [
            READ.into(),
            Uint8Array::from(self.update.as_slice()).into(),
            self.id.to_string().into(),
            self.title.as_str().into(),
            self.entries.into(),
            self.completeness.filled.into(),
            self.completeness.total.into(),
            flaws.collect::<Array>().into(),
            JsValue::from(self.more_flaws),
        ]
        .iter()
        .collect()
    }

    fn from_parts(parts: &Parts) -> Option<Self> {
        let flaws = parts.at(7).dyn_into::<Array>().ok()?;
        let flaws = flaws.iter().map(|flaw| {
            let flaw = Parts::of(&flaw)?;
            Some(Flaw { text: flaw.text(0)?, path: flaw.text(1)?, left_out: flaw.at(2).as_bool()? })
        });
        Some(Self {
            update: parts.bytes(1)?,
            id: parts.text(2)?.parse().ok()?,
            title: parts.text(3)?,
            entries: parts.number(4)?,
            completeness: Completeness { filled: parts.number(5)?, total: parts.number(6)? },
            flaws: flaws.collect::<Option<_>>()?,
            more_flaws: parts.number(8)?.try_into().ok()?,
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

    fn bytes(&self, place: u32) -> Option<Vec<u8>> {
        self.at(place).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "JavaScript counts in floats")]
    fn number(&self, place: u32) -> Option<u32> {
        self.at(place).as_f64().map(|number| number as u32)
    }
}
