//! What one version of a playbook would bring to another, in words, as it crosses from the worker to the page.

use super::protocol::Parts;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// What another version brings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Whether both versions come of one document. Then all of `changes` comes in; otherwise somebody chooses among them.
    pub kin: bool,
    /// What comes in, or could.
    pub changes: Vec<Change>,
    /// Short texts that both have rewritten: one of both is to be chosen.
    pub contested: Vec<Change>,
    /// Who made what comes in, as far as they said.
    pub from: Vec<String>,
}

/// One thing that the other version says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// Names it when it is accepted.
    pub key: String,
    /// Whether something of ours would go. Nobody accepts that in passing.
    pub removes: bool,
    /// The section that it is in; empty for the playbook itself.
    pub section: String,
    /// The entry that it is about; empty for a section itself.
    pub entry: String,
    /// What of it: the label of a field, or "New stage".
    pub what: String,
    /// What we have, in pieces: texts, and whether the other version says this otherwise.
    pub ours: Vec<(String, bool)>,
    /// What they have.
    pub theirs: Vec<(String, bool)>,
}

impl Comparison {
    pub(super) fn to_js(&self) -> Array {
        let changes = |changes: &[Change]| changes.iter().map(Change::to_js).collect::<Array>();
        let from = self.from.iter().map(JsValue::from).collect::<Array>();
        Array::of4(&self.kin.into(), &changes(&self.changes), &changes(&self.contested), &from)
    }

    pub(super) fn from_js(value: &JsValue) -> Option<Self> {
        let parts = Parts::of(value)?;
        Some(Self {
            kin: parts.at(0).as_bool()?,
            changes: parts.list(1, Change::from_js)?,
            contested: parts.list(2, Change::from_js)?,
            from: parts.list(3, JsValue::as_string)?,
        })
    }
}

impl Change {
    fn to_js(&self) -> Array {
        let pieces = |pieces: &[(String, bool)]| -> JsValue {
            pieces.iter().map(|(text, differs)| Array::of2(&text.into(), &(*differs).into())).collect::<Array>().into()
        };
        let texts = [&self.key, &self.section, &self.entry, &self.what].map(JsValue::from);
        texts.into_iter().chain([self.removes.into(), pieces(&self.ours), pieces(&self.theirs)]).collect()
    }

    fn from_js(value: &JsValue) -> Option<Self> {
        let parts = Parts::of(value)?;
        let piece = |value: &JsValue| {
            let piece = Parts::of(value)?;
            Some((piece.text(0)?, piece.at(1).as_bool()?))
        };
        Some(Self {
            key: parts.text(0)?,
            section: parts.text(1)?,
            entry: parts.text(2)?,
            what: parts.text(3)?,
            removes: parts.at(4).as_bool()?,
            ours: parts.list(5, piece)?,
            theirs: parts.list(6, piece)?,
        })
    }
}
