//! What the columns of a table mean.

use crate::format::labels::AGREEMENT;
use crate::format::page::layout::Layout;
use crate::language::tr;
use crate::model::{Field, Home, Kind};
use guidepost_view::tr;

/// What becomes of a table: entries of one kind, in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The section, or the directory.
    pub home: Home,
    /// What the rows are; where they are parts, what those belong to.
    pub kind: Kind,
    /// What each column means.
    pub columns: Vec<Meaning>,
    /// What parts belong to in rows that do not say it; empty: "Imported statuses" and the like.
    pub whole: String,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Nothing that belongs into a playbook.
    Ignore,
    /// A field of the entry.
    Field(Field),
    /// How far colleagues are with it.
    Agreement,
    /// The name of the entry that a part belongs to.
    Whole,
    /// A field of a part, or of a part of a part.
    PartField(Kind, Field),
    /// Something else: it is kept as text, with its heading.
    Note,
}

impl Meaning {
    /// What a column may mean in a table of this kind, those of parts last.
    #[must_use]
    pub fn all(kind: Kind) -> Vec<Self> {
        let mut all: Vec<Self> = kind.fields().iter().map(|spec| Self::Field(spec.field)).collect();
        all.extend(Layout::of(kind).agreement.then_some(Self::Agreement));
        all.extend([Self::Note, Self::Ignore]);
        if !kind.parts().is_empty() {
            all.push(Self::Whole);
        }
        all.extend(
            parts_of(kind)
                .into_iter()
                .flat_map(|part| part.fields().iter().map(move |spec| Self::PartField(part, spec.field))),
        );
        all
    }

    /// What it is called on the screen, in a table of this kind.
    #[must_use]
    pub fn label(self, kind: Kind) -> String {
        let label = |kind: Kind, field| kind.field(field).map_or("", |spec| spec.label);
        match self {
            Self::Ignore => tr!("Leave out").to_owned(),
            Self::Field(field) => tr(label(kind, field)).to_owned(),
            Self::Agreement => tr(AGREEMENT).to_owned(),
            Self::Whole => tr!("Which {}", tr(kind.noun())),
            Self::PartField(part, field) => format!("{}: {}", tr(part.list_name()), tr(label(part, field))),
            Self::Note => tr!("Keep as text").to_owned(),
        }
    }
}

impl Mapping {
    /// The kinds of the parts that the columns speak of, what holds the others first.
    pub(super) fn parts(&self) -> Vec<Kind> {
        let is_there =
            |part: &Kind| self.columns.iter().any(|meaning| matches!(meaning, Meaning::PartField(of, _) if of == part));
        parts_of(self.kind).into_iter().filter(is_there).collect()
    }

    /// The column of a meaning.
    pub(super) fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| *column == meaning)
    }
}

/// The kinds of the parts of a kind, each after what it is a part of.
pub(super) fn parts_of(kind: Kind) -> Vec<Kind> {
    kind.parts().iter().flat_map(|part| std::iter::once(*part).chain(parts_of(*part))).collect()
}
