//! The playbook that a site publishes, and what changed in it since somebody read it last.

use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::language::tr;
use guidepost::model::{Entry, EntryId, Home, Playbook, SectionId};
use guidepost::review::{Difference, differences, matched};
use guidepost_view::{page, tr};
use maud::Markup;

/// What changed since somebody read it last.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    added: Vec<EntryId>,
    changed: Vec<EntryId>,
    /// Sections whose name or introduction changed, and new ones.
    sections: Vec<SectionId>,
    /// What is not there any more.
    removed: Vec<String>,
}

/// So many of each are named at most.
const NAMED: usize = 12;

/// Reads the file, and compares it with the one that is known.
pub(crate) fn read(text: &str, before: Option<&str>) -> Result<(Playbook, Changes), String> {
    let playbook = json::read(text).map_err(|error| error.to_string())?.playbook;
    // One that can't be read is as good as none.
    let before = before.and_then(|before| json::read(before).ok()).map(|read| read.playbook);
    let changes = before.map(|before| Changes::between(&before, &playbook)).unwrap_or_default();
    Ok((playbook, changes))
}

impl Changes {
    fn between(before: &Playbook, now: &Playbook) -> Self {
        let before = matched(now, before.clone());
        let mut changes = Self::default();
        let (book, old) = (Book::of(now), Book::of(&before));
        let whole = |book: &Book<'_>, id: EntryId| book.entry(id).map(|entry| book.whole(entry).id);
        for difference in differences(now, &before) {
            match difference {
                // What the older one has and the newer one has not is gone.
                Difference::Added(id) => match old.entry(id) {
                    Some(Entry { home: Home::Entry(_), .. }) => changes.changed.extend(whole(&old, id)),
                    Some(entry) => changes.removed.push(entry.title()),
                    None => {}
                },
                Difference::Missing(id) => match book.entry(id) {
                    Some(Entry { home: Home::Entry(_), .. }) => changes.changed.extend(whole(&book, id)),
                    Some(entry) => changes.added.push(entry.id),
                    None => {}
                },
                Difference::Field(id, _) | Difference::Agreement(id) => changes.changed.extend(whole(&book, id)),
                Difference::SectionName(id) | Difference::Introduction(id) | Difference::SectionHidden(id) => {
                    changes.sections.push(id);
                }
                Difference::SectionMissing(id) => changes.sections.push(SectionId::Custom(id)),
                Difference::SectionAdded(id) => {
                    changes.removed.extend(before.section(id).map(|section| section.title().to_owned()));
                }
                Difference::Title | Difference::SectionOrder | Difference::Order(..) => {}
            }
        }
        changes.changed.retain(|id| book.entry(*id).is_some());
        for list in [&mut changes.added, &mut changes.changed] {
            list.sort_unstable();
            list.dedup();
        }
        changes.sections.sort_unstable();
        changes.sections.dedup();
        changes
    }

    fn count(&self) -> usize {
        self.added.len() + self.changed.len() + self.sections.len() + self.removed.len()
    }

    /// What changed, with links to where it stands; nothing where nothing did.
    pub(crate) fn drawn(
        &self,
        book: &Book<'_>,
        link: impl Fn(&Entry) -> String,
        section: impl Fn(SectionId) -> String,
    ) -> Markup {
        let count = self.count();
        let entries = |ids: &[EntryId]| {
            ids.iter()
                .filter_map(|id| book.entry(*id))
                .map(|entry| (Some(link(entry)), entry.title()))
                .collect::<Vec<_>>()
        };
        let sections = self
            .sections
            .iter()
            .filter_map(|id| Some((Some(section(*id)), book.playbook.section(*id)?.title().to_owned())));
        let changed: Vec<_> = sections.chain(entries(&self.changed)).collect();
        let removed: Vec<_> = self.removed.iter().map(|title| (None, title.clone())).collect();
        page! {
            @if count > 0 {
                section class="read-news" data-part="news" aria-label="What changed" {
                    p { strong { @if count == 1 { "1 change" } @else { (tr!("{count} changes")) } } " since your last visit" span data-since {} "." }
                    (list("New", &entries(&self.added)))
                    (list("Changed", &changed))
                    (list("Gone", &removed))
                    button type="button" class="secondary" data-known { "Got it" }
                }
            }
        }
    }
}

fn list(label: &'static str, all: &[(Option<String>, String)]) -> Markup {
    page! {
        @if !all.is_empty() {
            p {
                (tr(label)) ": "
                @for (place, (link, title)) in all.iter().take(NAMED).enumerate() {
                    @if place > 0 { ", " }
                    @match link {
                        Some(link) => { a href=(link) { bdi { (title) } } }
                        None => { bdi { (title) } }
                    }
                }
                @if all.len() > NAMED { (tr!(" and {} more", all.len() - NAMED)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::model::{Field, Kind, Value};

    const EXAMPLE: &str = include_str!("../../../assets/example-playbook.json");

    #[test]
    fn what_changed_is_told() {
        let (playbook, none) = read(EXAMPLE, None).expect("a playbook");
        assert_eq!(none, Changes::default());
        assert_eq!(read(EXAMPLE, Some(EXAMPLE)).expect("a playbook").1, Changes::default());

        let mut now = playbook.clone();
        let find = |name: &str| playbook.entries.values().find(|entry| entry.name() == name).expect(name).id;
        let (gong, hotjar, mql) = (find("Gong"), find("Hotjar"), find("MQL"));
        now.entries.get_mut(&gong).expect("it is there").set(Field::Cost, Value::Line("Free".into()));
        now.entries.remove(&hotjar);
        let mut added = now.entries[&mql].clone();
        added.id = EntryId::from_bits(77);
        added.set(Field::Name, Value::Line("AQL".into()));
        assert_eq!(added.kind, Kind::Stage.max(added.kind));
        now.entries.insert(added.id, added);
        now.sections[0].introduction.push_str(" More.");
        let changes = Changes::between(&playbook, &now);
        assert!(changes.changed.contains(&gong), "{changes:?}");
        assert_eq!((changes.added.len(), changes.removed), (1, vec!["Hotjar".to_owned()]));
        assert_eq!(changes.sections, [now.sections[0].id]);
    }

    #[test]
    fn another_file_is_refused_in_words() {
        for text in ["", "{}", "[", "<!doctype html>"] {
            assert!(read(text, None).is_err_and(|why| why.len() > 10), "{text}");
        }
        assert!(read(EXAMPLE, Some("{")).is_ok());
    }
}
