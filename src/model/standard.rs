//! The standard playbook. Its words are a file beside the page, so that nobody downloads them who begins none.

use super::{Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, SectionId, Value};
use serde_json::Value as Json;

/// The title of the standard playbook.
pub const TITLE: &str = "Marketing operations playbook";

/// The file with its words, beside the page. There is one for each language: the interface looks up its name, too.
pub const FILE: &str = "standard-playbook.json";

/// Fields of a stage as the file names them.
const FIELDS: [Field; 6] =
    [Field::Name, Field::Definition, Field::EntryCriteria, Field::ExitCriteria, Field::SystemValue, Field::Sla];

/// A playbook of nine sections that say what belongs in them, with the eight usual stages, under fresh ids each
/// time. `None` where the text is another file.
#[must_use]
pub fn read(file: &str) -> Option<Playbook> {
    let words: Json = serde_json::from_str(file).ok()?;
    let mut playbook = Playbook::new(PlaybookId::random(), text(&words["title"]));
    for section in &mut playbook.sections {
        text(&words["introductions"][section.id.to_string()]).clone_into(&mut section.introduction);
    }
    let home = Home::Section(SectionId::Standard(super::StandardSection::LifecycleManagement));
    let stages = words["stages"].as_array()?;
    let ids: Vec<_> = stages.iter().map(|stage| (text(&stage["name"]), EntryId::random())).collect();
    for ((stage, (_, id)), order) in stages.iter().zip(&ids).zip(OrderKey::spread(stages.len())) {
        let mut entry = Entry::new(*id, Kind::Stage, home, order);
        for field in FIELDS {
            fill(&mut entry, field, text(&stage[field.key()]));
        }
        let ways = stage["ways"].as_array()?;
        for (way, order) in ways.iter().zip(OrderKey::spread(ways.len())) {
            let mut entry = Entry::new(EntryId::random(), Kind::Transition, Home::Entry(*id), order);
            let to = ids.iter().filter(|(name, _)| *name == text(&way["to"])).map(|(_, id)| *id).collect();
            entry.set(Field::ToStage, Value::Refs(to));
            fill(&mut entry, Field::TransitionKind, text(&way["kind"]));
            fill(&mut entry, Field::Trigger, text(&way["trigger"]));
            let reasons = way["reasons"].as_array().into_iter().flatten();
            entry.set(Field::ReasonValues, Value::Words(reasons.map(|reason| text(reason).to_owned()).collect()));
            playbook.entries.insert(entry.id, entry);
        }
        playbook.entries.insert(*id, entry);
    }
    Some(playbook)
}

fn text(words: &Json) -> &str {
    words.as_str().unwrap_or_default()
}

/// Whether it has one line or several.
fn fill(entry: &mut Entry, field: Field, text: &str) {
    let _ = entry.set(field, Value::Line(text.to_owned())) || entry.set(field, Value::Text(text.to_owned()));
}

/// The standard playbook, where the file need not be fetched.
///
/// # Panics
/// When the file of this checkout is no such file.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn playbook() -> Playbook {
    match read(include_str!("../../assets/standard-playbook.json")) {
        Some(playbook) => playbook,
        None => panic!("assets/{FILE} is no standard playbook"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Whatever a server may send in place of the file.
    #[test]
    fn another_file_is_none() {
        for file in
            ["", "{", "[]", "{}", "null", "<!doctype html>", r#"{"stages": [7]}"#, r#"{"stages": [{"ways": [[]]}]}"#]
        {
            let read = read(file);
            assert!(read.is_none_or(|playbook| playbook.violations().is_empty()), "{file}");
        }
    }

    #[test]
    fn the_standard_playbook_is_whole_in_each_language() {
        let german = read(include_str!("../../assets/standard-playbook-de.json")).expect("a standard playbook");
        assert_eq!(playbook().title(), TITLE);
        is_whole(&playbook(), "**Agree on:** ");
        is_whole(&german, "**Gemeinsam festlegen:** ");
    }

    fn is_whole(playbook: &Playbook, agree: &str) {
        assert_eq!(playbook.violations(), []);
        assert!(playbook.sections.iter().all(|section| section.introduction.contains(agree)));
        let of_kind = |kind| playbook.entries.values().filter(move |entry| entry.kind == kind);
        assert_eq!(of_kind(Kind::Stage).map(Entry::name).collect::<BTreeSet<_>>().len(), 8);
        assert_eq!(of_kind(Kind::Transition).count(), 19);
        for way in of_kind(Kind::Transition) {
            let fields = [Field::ToStage, Field::TransitionKind, Field::Trigger];
            assert!(fields.iter().all(|field| way.value(*field).is_some_and(|value| !value.is_empty())), "{way:?}");
        }
    }

    #[test]
    fn two_standard_playbooks_share_no_id() {
        let (one, other) = (playbook(), playbook());
        assert_ne!(one.id, other.id);
        assert!(one.entries.keys().all(|id| !other.entries.contains_key(id)));
    }
}
