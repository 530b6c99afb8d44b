//! The lifecycle as a whole: which stage leads to which, how that is drawn, and how it is told.

mod fit;
pub mod layout;
mod lettering;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod words;

use super::Book;
use crate::model::{Entry, EntryId, Field, Kind};
use std::collections::HashMap;

/// What a transition does with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// Takes it on.
    Advance,
    /// Sends it back.
    Recycle,
    /// Takes it out.
    Disqualify,
}

impl Move {
    /// All of them, the usual first.
    pub const ALL: [Self; 3] = [Self::Advance, Self::Recycle, Self::Disqualify];

    /// The code that the field [`Field::TransitionKind`] holds.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Advance => "advance",
            Self::Recycle => "recycle",
            Self::Disqualify => "disqualify",
        }
    }

    /// What is shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Advance => "Advance",
            Self::Recycle => "Recycle",
            Self::Disqualify => "Disqualify",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A transition out of one stage into another.
pub struct Transition<'p> {
    /// The entry.
    pub entry: &'p Entry,
    /// The place of the stage that it leads out of.
    pub from: usize,
    /// The place of the stage that it leads to.
    pub to: usize,
    /// What it does. Where nobody chose: what its direction says.
    pub kind: Move,
}

/// Stages in their order, and the transitions between them. Those that lead nowhere yet are not among them.
pub struct Lifecycle<'p> {
    /// The stages.
    pub stages: Vec<&'p Entry>,
    /// The transitions, stage by stage.
    pub transitions: Vec<Transition<'p>>,
}

impl<'p> Lifecycle<'p> {
    /// The lifecycle of a playbook.
    #[must_use]
    pub fn of(book: &Book<'p>) -> Self {
        Self::of_those(book, |_| true)
    }

    /// The lifecycle of those stages and transitions that are meant.
    #[must_use]
    pub fn of_those(book: &Book<'p>, is_meant: impl Fn(&Entry) -> bool) -> Self {
        let stages: Vec<&Entry> = book.all(Kind::Stage).filter(|stage| is_meant(stage)).collect();
        let places: HashMap<EntryId, usize> =
            stages.iter().enumerate().map(|(place, stage)| (stage.id, place)).collect();
        let mut transitions = Vec::new();
        for (from, stage) in stages.iter().enumerate() {
            for entry in book.parts(stage.id, Kind::Transition).filter(|entry| is_meant(entry)) {
                let to = entry.refs(Field::ToStage).iter().find_map(|id| places.get(id).copied());
                if let Some(to) = to {
                    let kind = Move::from_code(entry.text(Field::TransitionKind)).unwrap_or(guess(from, to));
                    transitions.push(Transition { entry, from, to, kind });
                }
            }
        }
        Self { stages, transitions }
    }

    /// The place of a stage.
    #[must_use]
    pub fn place(&self, id: EntryId) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    /// The transitions out of a stage, in order.
    pub fn out_of(&self, place: usize) -> impl Iterator<Item = &Transition<'p>> {
        self.transitions.iter().filter(move |transition| transition.from == place)
    }
}

/// What a transition between these places most likely does.
#[must_use]
pub const fn guess(from: usize, to: usize) -> Move {
    if from < to { Move::Advance } else { Move::Recycle }
}

/// What a stage is called in few letters: its abbreviation, or its name.
#[must_use]
pub fn short_name(stage: &Entry) -> String {
    match stage.text(Field::Abbreviation).trim() {
        "" => stage.title(),
        short => short.to_owned(),
    }
}
