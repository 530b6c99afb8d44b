//! Where in a file something stands.

use super::problem::excerpt;
use crate::language::tr;
use crate::model::{Field, Kind};
use guidepost_view::tr;
use std::fmt::Write as _;

/// A place in a file, held as steps from the outside in. It costs nothing until somebody asks for its text,
/// which happens only where there is a problem.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place<'p> {
    outer: Option<&'p Self>,
    step: Step<'p>,
    entry: Option<(Kind, &'p str)>,
    /// The label of the field, where it is one.
    pub(super) field: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Step<'p> {
    #[default]
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Place<'p> {
    /// The value under a key of an object.
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Self { outer: Some(self), step: Step::Key(key), ..*self }
    }

    /// A value of a list.
    pub(super) fn index(&'p self, index: usize) -> Self {
        Self { outer: Some(self), step: Step::Index(index), ..*self }
    }

    /// The same place, known to be a field with this label.
    pub(super) fn labelled(self, label: &'static str) -> Self {
        Self { field: Some(label), ..self }
    }

    /// The same place, known to be an entry. One of a kind that has no name goes by the name of its whole.
    pub(super) fn of_entry(self, kind: Kind, name: &'p str) -> Self {
        if kind.field(Field::Name).is_some() { Self { entry: Some((kind, name)), ..self } } else { self }
    }

    /// Like `sections[3].stages[2].owner`.
    pub(super) fn path(&self) -> String {
        let mut path = self.outer.map(Self::path).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) if !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&excerpt(key));
            }
            Step::Key(key) => push(&mut path, format_args!("[{:?}]", excerpt(key))),
            Step::Index(index) => push(&mut path, format_args!("[{index}]")),
        }
        path
    }

    /// The title of the entry that the place is in.
    pub(super) fn entry_title(&self) -> Option<String> {
        self.entry.map(|(kind, name)| title(kind, name))
    }
}

/// What an entry of this kind and name goes by, as [`crate::model::Entry::title`] has it.
pub(super) fn title(kind: Kind, name: &str) -> String {
    match name.trim() {
        "" => tr!("Untitled {}", tr(kind.noun())),
        name => excerpt(name),
    }
}

fn push(path: &mut String, text: std::fmt::Arguments<'_>) {
    // A String takes everything.
    let _ = path.write_fmt(text);
}
