//! What can be wrong with a file, in words for the people who have to mend it.

use super::place::Place;
use crate::format::limits::Cut;
use crate::language::tr;
use guidepost_view::tr;
use std::fmt;

/// Why nothing could be read from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("{}", tr!("The file is empty."))]
    Empty,
    /// It is no JSON.
    #[error("{}", tr!("The file is not valid JSON: {message} (line {line}, column {column})."))]
    NotJson {
        /// Line of the fault; the first is 1.
        line: usize,
        /// Character in that line; the first is 1.
        column: usize,
        /// The fault in plain words, without a full stop.
        message: String,
    },
    /// It is JSON, but nothing that Guidepost wrote.
    #[error("{}", tr!("The file is not a Guidepost playbook: it holds {found}."))]
    NotAPlaybook {
        /// What it is instead.
        found: String,
    },
    /// A newer Guidepost wrote it.
    #[error(
        "{}",
        tr!(
            "The file was written by a newer Guidepost: its format has version {found}, and this one reads versions up \
             to {known}."
        )
    )]
    NewerVersion {
        /// The version that the file names.
        found: String,
        /// The newest version that is understood.
        known: u32,
    },
    /// Lists in lists in lists, deeper than any playbook.
    #[error("{}", tr!("The file is nested more than a hundred levels deep (line {line}), deeper than any playbook."))]
    TooDeep {
        /// The line where it went too deep; the first is 1.
        line: usize,
    },
    /// More text than is read.
    #[error("{}", too_large(*bytes, *limit))]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The largest size that is read.
        limit: usize,
    },
    /// More entries or sections than a browser could hold.
    #[error(
        "{}",
        tr!("The file has more than {limit} {things}, which is more than one playbook can hold.", things = tr(things))
    )]
    TooMany {
        /// "entries" or "sections".
        things: &'static str,
        /// How many may be there.
        limit: usize,
    },
}

/// What is said of a file of more than `limit` bytes.
#[must_use]
pub fn too_large(bytes: usize, limit: usize) -> String {
    let (has, most) = (bytes.div_ceil(1_000_000), limit / 1_000_000);
    tr!("The file is too large: it has {has} MB, and {most} MB is the most that is read.")
}

impl ImportError {
    /// Says in plain words what the JSON parser says in its own.
    pub(super) fn of_parser(error: &serde_json::Error, text: &str) -> Self {
        let said = error.to_string();
        if said.starts_with("recursion limit exceeded") {
            return Self::TooDeep { line: error.line() };
        }
        let message = PARSER_WORDS.iter().find(|(theirs, _)| said.starts_with(theirs)).map_or_else(
            // The place is said apart from the message.
            || said.split(" at line ").next().unwrap_or(&said).to_owned(),
            |&(_, ours)| tr(ours).to_owned(),
        );
        Self::NotJson { line: error.line().max(1), column: character(text, error.line(), error.column()), message }
    }
}

/// What the parser's message begins with, and what people read instead.
const PARSER_WORDS: [(&str, &str); 15] = [
    ("EOF while parsing", "it ends in the middle, as if a part was cut off"),
    ("expected value", "a value is missing or is not written as JSON wants it"),
    ("expected ident", "only true, false and null may stand without quotation marks"),
    ("expected `:`", "a colon is missing after a name"),
    ("expected `,` or `]`", "a comma or a closing ] is missing"),
    ("expected `,` or `}`", "a comma or a closing } is missing"),
    ("trailing comma", "there is a comma after the last value"),
    ("trailing characters", "something stands after the end of the playbook"),
    ("key must be a string", "a name in quotation marks is missing"),
    ("control character", "a line end or another control character stands inside quotation marks"),
    ("invalid escape", "a backslash stands before a character that needs none"),
    ("lone leading surrogate", "half a character stands after a backslash"),
    ("unexpected end of hex escape", "half a character stands after a backslash"),
    ("number out of range", "a number is too large"),
    ("invalid number", "a number is not written as JSON wants it"),
];

/// The parser counts bytes in a line, people count characters.
fn character(text: &str, line: usize, byte: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    line.char_indices().take_while(|(start, _)| *start < byte).count().max(1)
}

/// So many problems are kept; the others are only counted.
pub const MAX_PROBLEMS: usize = 200;

/// One thing in a file that could not be taken as it stands.
///
/// Its text is one sentence without the [path](Problem::path), for showing beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where in the file, like `sections[3].stages[2].owner`; empty for the file as a whole.
    pub path: String,
    /// The title of the entry that it is about. A transition or a rule goes by the title of its stage or source.
    pub entry: Option<String>,
    /// The label of the field that it is about, as on the screen.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub what: ProblemKind,
    /// What was done instead.
    pub kept: Kept,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, kept) = (self.what.to_string(), tr(self.kept.words()));
        match (self.field.map(tr), &self.entry) {
            (Some(field), Some(entry)) => f.write_str(&tr!("{field} of “{entry}”: {what}{kept}.")),
            (Some(field), None) => write!(f, "{field}: {what}{kept}."),
            (None, Some(entry)) => f.write_str(&tr!("“{entry}”: {what}{kept}.")),
            // A sentence begins with a capital.
            (None, None) => {
                let mut rest = what.chars();
                let first = rest.next().into_iter().flat_map(char::to_uppercase);
                write!(f, "{}{}{kept}.", first.collect::<String>(), rest.as_str())
            }
        }
    }
}

/// What is wrong. Texts of the file are quoted up to 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A number where a text belongs, and the like.
    #[error("{}", tr!("{wanted} belongs here, but the file has {found}", wanted = tr(wanted), found = tr(found)))]
    WrongType {
        /// What would be right.
        wanted: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A key that means nothing here.
    #[error("{}", tr!("{owner} has no field “{key}”"))]
    UnknownField {
        /// "a stage", "a section" or "a playbook".
        owner: String,
        /// The key.
        key: String,
    },
    /// More than one field can hold.
    #[error("{}", tr!("it has more than {most} {things}", things = tr(things)))]
    TooLong {
        /// How much of it is kept.
        most: usize,
        /// Of what: "characters".
        things: &'static str,
    },
    /// A list that stands in the wrong section or entry.
    #[error("{}", tr!("{owner} holds no list “{list}” (entries in it: {entries})"))]
    MisplacedList {
        /// "a stage", "the section “Sales Tools”" or "a playbook".
        owner: String,
        /// Key of the list.
        list: &'static str,
        /// How many entries are in it.
        entries: usize,
    },
    /// One key twice in one object.
    #[error("{}", tr!("“{key}” is there twice"))]
    RepeatedKey {
        /// The key.
        key: String,
    },
    /// Something that is not among the values of a choice.
    #[error("{}", tr!("“{found}” is none of: {choices}"))]
    UnknownChoice {
        /// What is there.
        found: String,
        /// The labels that may stand here.
        choices: String,
    },
    /// A text that is not a date.
    #[error("{}", tr!("“{found}” is not a date like {example}"))]
    NotADate {
        /// What is there.
        found: String,
        /// How one is written.
        example: &'static str,
    },
    /// An id that another entry has already.
    #[error("{}", tr!("another entry already has the id “{id}”"))]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A reference to nothing.
    #[error("{}", tr!("the file has no {targets} with the name or id “{reference}”"))]
    Dangling {
        /// What the reference says.
        reference: String,
        /// What it could be, such as "person or team".
        targets: String,
    },
    /// A reference by a name that several entries have.
    #[error("{}", tr!("more than one {targets} is called “{reference}”", targets = tr(targets)))]
    Ambiguous {
        /// What the reference says.
        reference: String,
        /// What they are, such as "person".
        targets: &'static str,
    },
    /// A reference by a name to somebody who was not in the file.
    #[error("{}", tr!("“{name}” was added to {list}", list = tr(list)))]
    NewName {
        /// The name.
        name: String,
        /// "People".
        list: &'static str,
    },
    /// A section with an id of no section.
    #[error("{}", tr!("“{id}” is none of the standard sections"))]
    UnknownSection {
        /// The id.
        id: String,
    },
    /// One section twice.
    #[error("{}", tr!("the section “{name}” is there twice"))]
    RepeatedSection {
        /// The name of the first.
        name: String,
    },
    /// What merging needs is no base64, or no document.
    #[error("{}", tr!("what is needed to merge this file with another version is damaged"))]
    DamagedState,
    /// The file does not say its version, or says something that is none.
    #[error("{}", tr!("the file does not say which version of the format it has"))]
    NoVersion,
}

/// The problem of a file whose state is no document of the playbook in it.
#[must_use]
pub fn damaged_state() -> Problem {
    Problem {
        path: super::STATE.to_owned(),
        entry: None,
        field: None,
        what: ProblemKind::DamagedState,
        kept: Kept::LeftOut,
    }
}

/// What was done about a [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is not in the playbook.
    LeftOut,
    /// The beginning is in the playbook.
    Cut,
    /// It is kept for other programs, and is shown nowhere.
    Unknown,
    /// It was taken as a text.
    AsText,
    /// It was taken as a list of one.
    AsList,
    /// It was taken as yes.
    AsYes,
    /// It was taken as no.
    AsNo,
    /// It is in the playbook as it stands in the file.
    Unchanged,
    /// Of several, only the first is in the playbook.
    First,
    /// The entry is in the playbook, under a new id.
    WithNewId,
    /// Something was made for it; the problem says what.
    Created,
    /// It became a section of the team's own.
    AsOwnSection,
    /// Both were put together.
    Merged,
    /// It was taken as a draft.
    AsDraft,
    /// It was read as the version that is known.
    AsKnownVersion,
}

impl Kept {
    /// The second half of the sentence.
    const fn words(self) -> &'static str {
        match self {
            Self::LeftOut => "; left out",
            Self::Cut => "; the rest is left out, and still in the file",
            Self::Unknown => "; kept in the file for other programs, and shown nowhere",
            Self::AsText => "; kept as text",
            Self::AsList => "; kept as a list of one",
            Self::AsYes => "; taken as yes",
            Self::AsNo => "; taken as no",
            Self::Unchanged => "; kept as it is",
            Self::First => "; only the first is kept",
            Self::WithNewId => "; kept, with a new id",
            Self::Created => "",
            Self::AsOwnSection => "; kept as a section of your own",
            Self::Merged => "; both were put together",
            Self::AsDraft => "; kept as a draft",
            Self::AsKnownVersion => "; read as version 1",
        }
    }
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    /// The first of them.
    pub(super) kept: Vec<Problem>,
    /// How many there were beyond those.
    pub(super) more: usize,
}

impl Problems {
    pub(super) fn add(&mut self, at: &Place<'_>, what: ProblemKind, kept: Kept) {
        if self.kept.len() < MAX_PROBLEMS {
            let (path, entry) = (at.path(), at.entry_title());
            self.kept.push(Problem { path, entry, field: at.field, what, kept });
        } else {
            self.more += 1;
        }
    }

    /// Tells what was cut.
    pub(super) fn cut(&mut self, cut: Cut) {
        let Cut { place, label, most, things } = cut;
        if self.kept.len() >= MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        let (path, entry) = (String::new(), (!place.is_empty()).then_some(place));
        let what = ProblemKind::TooLong { most, things };
        self.kept.push(Problem { path, entry, field: Some(label), what, kept: Kept::Cut });
    }
}

/// Enough of a text to recognise it, in one line, without what would turn the direction of the sentence around it.
pub(super) fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    let is_shown = |c: char| !c.is_control() && !matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = text.trim();
    let shown = text.chars().take(LENGTH).map(|c| if is_shown(c) { c } else { ' ' });
    let cut = if text.chars().nth(LENGTH).is_some() { "…" } else { "" };
    shown.chain(cut.chars()).collect()
}
