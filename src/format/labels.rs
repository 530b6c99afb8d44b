//! What documents say that nobody wrote into the playbook: labels of fields, names of lists, choices, notes. In whichever language
//! they were written, a document is read again, by whoever speaks another one, too.
//!
//! The texts are those of the interface (`assets/texts-de.json` and `texts-de-more.json`), built in: a program knows only those of the
//! language it speaks otherwise.

use super::names::folded;
use crate::language::{Word, tr};
use crate::model::playbook::title_in;
use crate::model::{Entry, Kind, Section, StandardSection};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The kinds of the directory are listed under this name.
pub(super) const DIRECTORY_NAME: &str = "People and teams";
/// What stands before the names of the sections.
pub(super) const CONTENTS: &str = "Contents";
/// What precedes the pattern and the example of a naming convention, which are made from its tokens.
pub(super) const PATTERN: &str = "Pattern";
pub(super) const EXAMPLE: &str = "Example";
/// Columns that are no fields.
pub(super) const NUMBER: &str = "No.";
pub(super) const AGREEMENT: &str = "Agreement";
/// What a flag says.
pub(super) const YES: &str = "Yes";
pub(super) const NO: &str = "No";

/// All of the above.
const WORDS: [&str; 8] = [DIRECTORY_NAME, CONTENTS, PATTERN, EXAMPLE, NUMBER, AGREEMENT, YES, NO];

/// The language of what documents say that nobody wrote into the playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Labels {
    /// As the source has them.
    #[default]
    English,
    /// As `assets/texts-de.json` has them.
    German,
}

impl Labels {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Those of the language that this program speaks.
    #[must_use]
    pub fn spoken() -> Self {
        let is_spoken = |labels: &Self| labels.of(DIRECTORY_NAME) == tr(DIRECTORY_NAME);
        Self::ALL.into_iter().find(is_spoken).unwrap_or_default()
    }

    /// The tag of the language, as HTML and BCP 47 have it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The label that is this in English; as it is, where the language lacks it.
    #[must_use]
    pub fn of(self, english: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::German => german().get(english).map_or(english, String::as_str),
        }
    }

    /// The same, for what knows nothing of documents.
    #[must_use]
    pub fn word(self) -> Word {
        match self {
            Self::English => |english| english,
            Self::German => |english| Self::German.of(english),
        }
    }

    /// What an entry is called.
    pub(super) fn title(self, entry: &Entry) -> String {
        entry.title_in(self.word())
    }

    /// What a section is called: by the standard name in this language where nobody has given it another.
    pub(super) fn section(self, section: &Section) -> &str {
        section.title_in(self.word())
    }

    /// What a playbook of this title is called.
    pub(super) fn playbook(self, title: &str) -> &str {
        title_in(title, self.word())
    }

    /// The labels that most of these texts are, as [`folded`]; where they say nothing, those of the language that this program speaks.
    pub(super) fn most_of(texts: &[String]) -> Self {
        // Of several with one name, all but the first carry a number.
        let name = |text: &str| match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
            Some((name, number)) if number.parse::<usize>().is_ok() => name.to_owned(),
            _ => text.to_owned(),
        };
        let [english, german] = Self::ALL.map(|labels| {
            let known = labels.all();
            texts.iter().filter(|text| known.contains(*text) || known.contains(&name(text))).count()
        });
        match german.cmp(&english) {
            Ordering::Less => Self::English,
            Ordering::Equal => Self::spoken(),
            Ordering::Greater => Self::German,
        }
    }

    /// What may stand in bold before a text, above a list or a section, or in the first row of a table.
    fn all(self) -> HashSet<String> {
        let sections = StandardSection::ALL.map(StandardSection::name);
        let of_kinds = Kind::ALL.into_iter().flat_map(|kind| {
            let labels = kind.fields().iter().map(|spec| spec.label);
            labels.chain([kind.list_name()])
        });
        let untitled = Kind::ALL.map(|kind| kind.untitled(self.word()));
        let labels = WORDS.into_iter().chain(["Untitled playbook", "Untitled section"]).chain(sections).chain(of_kinds);
        labels.map(|label| folded(self.of(label))).chain(untitled.map(|title| folded(&title))).collect()
    }
}

/// Whether a text, as [`folded`], is this label in any language.
pub(super) fn means(text: &str, label: &'static str) -> bool {
    Labels::ALL.into_iter().any(|labels| folded(labels.of(label)) == text)
}

/// The German texts, by the English ones.
fn german() -> &'static HashMap<String, String> {
    static GERMAN: OnceLock<HashMap<String, String>> = OnceLock::new();
    const FILES: [&str; 2] =
        [include_str!("../../assets/texts-de.json"), include_str!("../../assets/texts-de-more.json")];
    // A test reads both.
    let read = |file| serde_json::from_str::<HashMap<String, String>>(file).unwrap_or_default();
    GERMAN.get_or_init(|| FILES.into_iter().flat_map(read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::page::layout::Layout;
    use crate::model::{Agreement, Shape};

    /// All that documents may say of a kind, by its English.
    fn labels_of(kind: Kind) -> Vec<&'static str> {
        let fields = kind.fields().iter().map(|spec| spec.label);
        let parts = kind.parts().iter().flat_map(|part| [*part].into_iter().chain(part.parts().iter().copied()));
        let made: &[&str] = if kind == Kind::NamingConvention { &[PATTERN, EXAMPLE] } else { &[] };
        let columns = [NUMBER, AGREEMENT];
        fields.chain(parts.map(Kind::list_name)).chain(made.iter().copied()).chain(columns).collect()
    }

    #[test]
    fn every_label_is_there_in_german() {
        let choices = Kind::ALL.into_iter().flat_map(Kind::fields).flat_map(|spec| match spec.shape {
            Shape::Choice(choices) => choices,
            _ => &[],
        });
        let labels = Kind::ALL.into_iter().flat_map(labels_of).chain(WORDS).chain(choices.map(|choice| choice.label));
        let notes = Kind::ALL.map(|kind| Layout::of(kind).note);
        let sections = StandardSection::ALL.map(StandardSection::name);
        let rest = Agreement::ALL.map(Agreement::label).into_iter().chain(Kind::ALL.map(Kind::noun));
        let rest = rest.chain([
            "Table",
            "Lifecycle",
            "{}: {} to {}",
            "{ways} ways",
            "Untitled playbook",
            "Untitled section",
            "Untitled {}",
        ]);
        for label in labels.chain(notes).chain(sections).chain(rest).filter(|label| !label.is_empty()) {
            assert!(german().contains_key(label), "{label}");
        }
    }

    /// No matter in which language a label was written, it is that of one thing.
    fn each_means_one(labels: &[&'static str], of: &str) {
        for label in labels {
            for language in Labels::ALL {
                let text = folded(language.of(label));
                let meant: HashSet<&str> = labels.iter().copied().filter(|other| means(&text, other)).collect();
                assert_eq!(meant, HashSet::from([*label]), "{text} in {of}");
            }
        }
    }

    #[test]
    fn a_label_means_one_thing_in_any_language() {
        for kind in Kind::ALL {
            each_means_one(&labels_of(kind), kind.noun());
            for spec in kind.fields() {
                if let Shape::Choice(choices) = spec.shape {
                    each_means_one(&choices.iter().map(|choice| choice.label).collect::<Vec<_>>(), spec.label);
                }
            }
        }
        each_means_one(&Agreement::ALL.map(Agreement::label), AGREEMENT);
        each_means_one(&StandardSection::ALL.map(StandardSection::name), "sections");
        each_means_one(&[YES, NO], "flags");
    }

    #[test]
    fn most_labels_say_the_language() {
        for (texts, labels) in [
            (&["owner", "definition"][..], Labels::English),
            (&["definition", "verantwortlich", "name", "owner", "vereinbarung zwischen teams"], Labels::English),
            (&["abstimmung", "personen und teams", "owner"], Labels::German),
            (&[], Labels::English),
        ] {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(Labels::most_of(&texts), labels, "{texts:?}");
        }
    }
}
