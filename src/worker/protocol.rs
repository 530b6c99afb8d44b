//! What the page and the worker say to each other.
//!
//! Every message is a JavaScript array that begins with a word. The worker says [`READY`] once; then each request gets
//! one answer. Playbooks cross as one update of the shared document, texts as texts of JavaScript: the page copies
//! neither into its own memory unless it needs to.

use super::comparison::Comparison;
use crate::doc::{Author, Merge};
use crate::format::json::{self, MAX_BYTES};
use crate::model::{Completeness, PlaybookId, Timestamp};
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

/// Two versions of a playbook to be compared. Also the answer.
const COMPARE: &str = "compare";
/// Two versions to be put together. Also the answer.
const MERGE: &str = "merge";

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
    /// Says what `theirs` would bring to `ours`.
    Compare(Versions),
    /// Puts both together. The keys of what was accepted, and who did.
    Merge(Versions, Vec<String>, Author),
}

/// Two versions of a playbook, each as one update with the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The one that is here.
    pub ours: Vec<u8>,
    /// The one from elsewhere.
    pub theirs: Vec<u8>,
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
    /// What one version would bring to the other.
    Compared(Comparison),
    /// What is to be taken in.
    Merged(Merge),
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
    Array::of3(&WRITE.into(), &bytes(update), &day)
}

/// A request to compare two versions.
#[must_use]
pub fn compare(versions: &Versions) -> Array {
    Array::of3(&COMPARE.into(), &bytes(&versions.ours), &bytes(&versions.theirs))
}

/// A request to put two versions together.
#[must_use]
pub fn merge(versions: &Versions, accepted: &[String], author: &Author) -> Array {
    [
        MERGE.into(),
        bytes(&versions.ours),
        bytes(&versions.theirs),
        accepted.iter().map(JsValue::from).collect::<Array>().into(),
        author.name.as_str().into(),
        // Below the year 287,396 that is exact.
        #[expect(clippy::cast_precision_loss, reason = "as JavaScript counts")]
        JsValue::from(author.now.seconds() as f64),
    ]
    .iter()
    .collect()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
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
            COMPARE => Some(Self::Compare(parts.versions()?)),
            MERGE => {
                let accepted = parts.list(3, |key| key.as_string())?;
                #[expect(clippy::cast_possible_truncation, reason = "JavaScript counts in floats")]
                let now = Timestamp::from_seconds(parts.at(5).as_f64()? as i64);
                Some(Self::Merge(parts.versions()?, accepted, Author { name: parts.text(4)?, now }))
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
            Self::Compared(comparison) => Array::of2(&COMPARE.into(), &comparison.to_js()),
            Self::Merged(Merge { update, inside_new, visible }) => {
                Array::of4(&MERGE.into(), &bytes(update), &bytes(inside_new), &(*visible).into())
            }
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
            COMPARE => Comparison::from_js(&parts.at(1)).map(Self::Compared),
            MERGE => {
                let visible = parts.at(3).as_bool()?;
                Some(Self::Merged(Merge { update: parts.bytes(1)?, inside_new: parts.bytes(2)?, visible }))
            }
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
            bytes(&self.update),
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
        let flaws = parts.list(7, |flaw| {
            let flaw = Parts::of(flaw)?;
            Some(Flaw { text: flaw.text(0)?, path: flaw.text(1)?, left_out: flaw.at(2).as_bool()? })
        });
        Some(Self {
            update: parts.bytes(1)?,
            id: parts.text(2)?.parse().ok()?,
            title: parts.text(3)?,
            entries: parts.number(4)?,
            completeness: Completeness { filled: parts.number(5)?, total: parts.number(6)? },
            flaws: flaws?,
            more_flaws: parts.number(8)?.try_into().ok()?,
        })
    }
}

/// The parts of a message.
pub(super) struct Parts(Array);

impl Parts {
    pub(super) fn of(message: &JsValue) -> Option<Self> {
        message.clone().dyn_into().ok().map(Self)
    }

    /// Undefined where there is no such part.
    pub(super) fn at(&self, place: u32) -> JsValue {
        self.0.get(place)
    }

    pub(super) fn text(&self, place: u32) -> Option<String> {
        self.at(place).as_string()
    }

    /// All of a list, or nothing.
    pub(super) fn list<T>(&self, place: u32, read: impl Fn(&JsValue) -> Option<T>) -> Option<Vec<T>> {
        self.at(place).dyn_into::<Array>().ok()?.iter().map(|part| read(&part)).collect()
    }

    fn versions(&self) -> Option<Versions> {
        Some(Versions { ours: self.bytes(1)?, theirs: self.bytes(2)? })
    }

    fn bytes(&self, place: u32) -> Option<Vec<u8>> {
        self.at(place).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "JavaScript counts in floats")]
    fn number(&self, place: u32) -> Option<u32> {
        self.at(place).as_f64().map(|number| number as u32)
    }
}
