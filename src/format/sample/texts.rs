//! The sample with other texts in it.

use super::sample;
use crate::model::{Entry, EntryId, Field, Kind, Playbook, Shape, Value};
use Field as F;

/// The sample with another text in every field that holds a line or words, and in every name of a section. `text` is
/// asked for the text of each, by number.
pub(in crate::format) fn with_texts(text: impl Fn(usize) -> String) -> Playbook {
    let mut playbook = sample();
    playbook.title = text(0);
    let mut count = 0;
    let mut next = || {
        count += 1;
        text(count)
    };
    for section in &mut playbook.sections {
        section.name = next();
    }
    for entry in playbook.entries.values_mut() {
        for spec in entry.kind.fields() {
            let value = match (entry.value(spec.field), spec.shape) {
                // What a date gives in an example is another test's business.
                _ if spec.field == F::DateFormat => continue,
                (_, Shape::Choice(_)) => continue,
                // Keeps the order from A to Z.
                (Some(Value::Line(_)), _) if entry.kind == Kind::Definition && spec.field == F::Name => {
                    Value::Line(format!("{} {}", entry.id, next()))
                }
                // Keeps it from being an address, which is shown without its `https://`.
                (Some(Value::Line(_)), Shape::Link) => Value::Line(format!("in {}", next())),
                (Some(Value::Line(line)), _) if !line.is_empty() => Value::Line(next()),
                (Some(Value::Words(words)), _) if !words.is_empty() => {
                    Value::Words(vec![format!("a {}", next()), format!("b {}", next())])
                }
                _ => continue,
            };
            assert!(entry.set(spec.field, value));
        }
    }
    playbook
}

/// A text with what `⟦1⟧` and the like stand for.
pub(in crate::format) fn replaced(with: &str, text: impl Fn(usize) -> String) -> String {
    let mut parts = with.split('⟦');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('⟧').expect("a closed number");
        out.push_str(&text(number.parse().expect("a number")));
        out.push_str(rest);
    }
    out
}

/// Where a long text can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Place {
    /// The introduction of the section with this number.
    Introduction(usize),
    /// A field of an entry.
    Field(EntryId, Field),
}

/// All places in a playbook that can hold a long text.
pub(in crate::format) fn long_places(playbook: &Playbook) -> Vec<Place> {
    let introductions = (0..playbook.sections.len()).map(Place::Introduction);
    // Readers stand in no document.
    let is_written = |entry: &&Entry| !entry.deleted && entry.kind != Kind::Reader;
    let fields = playbook.entries.values().filter(is_written).flat_map(|entry| {
        let long = entry.fields().filter(|(spec, _)| spec.shape == Shape::Text);
        long.map(|(spec, _)| Place::Field(entry.id, spec.field))
    });
    introductions.chain(fields).collect()
}

/// Puts a long text in its place.
pub(in crate::format) fn put_long_text(playbook: &mut Playbook, place: Place, text: &str) {
    match place {
        Place::Introduction(index) => playbook.sections[index].introduction = text.to_owned(),
        Place::Field(id, field) => {
            let entry = playbook.entries.get_mut(&id).expect("in the sample");
            assert!(entry.set(field, Value::Text(text.to_owned()).cleaned()));
        }
    }
}
