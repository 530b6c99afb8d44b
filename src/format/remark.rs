//! What has no place in a playbook when something is read: where it is kept, and what is said of it.

use super::escape::{Place, one_line, push_escaped};
use crate::language::tr;
use crate::model::{EntryId, Home, Playbook, Shape, Value};
use guidepost_view::tr;

/// Something that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// In a sentence.
    pub text: String,
    /// Where: the section, perhaps with the entry.
    pub place: String,
    /// Whether it is nowhere in the playbook.
    pub left_out: bool,
}

/// A text with the label that it had, as a paragraph.
pub(in crate::format) fn labelled(label: &str, text: &str) -> String {
    let mut escaped = String::new();
    push_escaped(&one_line(text), Place::INLINE, &mut escaped);
    format!("**{label}:** {escaped}")
}

/// Keeps a text that belongs to no field, at the end of the first long text of an entry, or of what it is a part of. `put`
/// makes the new text from the old one and the text that is kept.
pub(in crate::format) fn keep_as_text(
    playbook: &mut Playbook,
    id: EntryId,
    text: &str,
    put: fn(&str, &str) -> String,
) -> Option<Remark> {
    let entry = playbook.entries.get_mut(&id)?;
    let place = entry.title();
    let spec = entry.kind.fields().iter().find(|spec| spec.shape == Shape::Text);
    let Some(spec) = spec else {
        // People, teams and most parts have no long text.
        if let Home::Entry(whole) = entry.home {
            return keep_as_text(playbook, whole, &format!("{place}: {text}"), put);
        }
        let text = tr!("There is no place for “{}”; left out.", one_line(text));
        return Some(Remark { text, place, left_out: true });
    };
    let new = put(entry.text(spec.field), text);
    entry.set(spec.field, Value::Text(new).cleaned());
    let text = tr!("A text belongs to no field; kept at the end of “{}”.", tr(spec.label));
    Some(Remark { text, place, left_out: false })
}

/// A text with a paragraph more.
pub(in crate::format) fn appended(old: &str, text: &str) -> String {
    let old = old.trim_end();
    if old.is_empty() { text.to_owned() } else { format!("{old}\n\n{text}") }
}
