//! The playbook that a site publishes, and what changed in it since somebody read it last.

use super::reading::is_shown;
use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::language::{alphabetical, count, tr};
use guidepost::model::{Entry, EntryId, Home, Playbook, Section, SectionId};
use guidepost::review::{Difference, Piece, Row, differences, matched, rows};
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
    /// How many things changed that are of no entry alone: the title, in which order something stands.
    whole: usize,
    /// What was said before and is said now, of entries that are in both, and where that stands.
    rows: Vec<(Place, Row)>,
    /// So many more of these are not shown.
    more: usize,
}

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Entry(EntryId),
    Section(SectionId),
    Playbook,
}

/// So many of each are named at once.
const NAMED: usize = 12;
/// And so many are shown in full: nobody reads more of them one by one.
const SHOWN: usize = 200;

/// Reads the file, and compares it with the one that is known.
pub(crate) fn read(text: &str, before: Option<&str>) -> Result<(Playbook, Changes), String> {
    let playbook = json::read(text).map_err(|error| error.to_string())?.playbook;
    // One that can't be read is as good as none.
    let before = before.and_then(|before| json::read(before).ok()).map(|read| read.playbook);
    let changes = before.map(|before| Changes::between(&before, &playbook)).unwrap_or_default();
    Ok((playbook, changes))
}

impl Changes {
    /// What changed for those who read.
    fn between(before: &Playbook, now: &Playbook) -> Self {
        Self::among(before, now, is_shown)
    }

    /// What differs in a copy from what it is a copy of, hidden sections included.
    pub(crate) fn of_copy(published: &Playbook, copy: &Playbook) -> Self {
        Self::among(published, copy, |_, _| true)
    }

    fn among(before: &Playbook, now: &Playbook, is_shown: impl Fn(&Book<'_>, &Section) -> bool) -> Self {
        let before = matched(now, before.clone());
        let mut changes = Self::default();
        let (book, old) = (Book::of(now), Book::of(&before));
        // What nobody is shown did not change for them.
        let is_read = |book: &Book<'_>, home: Home| match home {
            Home::Section(id) => book.playbook.section(id).is_some_and(|section| is_shown(book, section)),
            Home::Directory | Home::Entry(_) => true,
        };
        let whole = |book: &Book<'_>, id: EntryId| {
            let entry = book.whole(book.entry(id)?);
            is_read(book, entry.home).then_some(entry.id)
        };
        let section = |id: SectionId, changes: &mut Self| {
            if is_read(&book, Home::Section(id)) {
                changes.sections.push(id);
            } else if is_read(&old, Home::Section(id)) {
                changes.removed.extend(before.section(id).map(|section| section.title().to_owned()));
            }
        };
        let differences = differences(now, &before);
        for difference in &differences {
            match *difference {
                // What the older one has and the newer one has not is gone.
                Difference::Added(id) => match old.entry(id) {
                    Some(Entry { home: Home::Entry(_), .. }) => changes.changed.extend(whole(&old, id)),
                    Some(entry) if is_read(&old, entry.home) => changes.removed.push(entry.title()),
                    _ => {}
                },
                Difference::Missing(id) => match book.entry(id) {
                    Some(Entry { home: Home::Entry(_), .. }) => changes.changed.extend(whole(&book, id)),
                    Some(entry) if is_read(&book, entry.home) => changes.added.push(entry.id),
                    _ => {}
                },
                Difference::Field(id, _) | Difference::Agreement(id) => changes.changed.extend(whole(&book, id)),
                Difference::SectionName(id)
                | Difference::Introduction(id)
                | Difference::SectionHidden(id)
                | Difference::SectionAdded(id) => section(id, &mut changes),
                Difference::SectionMissing(id) => section(SectionId::Custom(id), &mut changes),
                Difference::Title | Difference::SectionOrder => changes.whole += 1,
                Difference::Order(Home::Entry(id), _) => changes.changed.extend(whole(&book, id)),
                Difference::Order(home, _) => changes.whole += usize::from(is_read(&book, home)),
            }
        }
        changes.changed.retain(|id| book.entry(*id).is_some());
        for list in [&mut changes.added, &mut changes.changed] {
            list.sort_unstable();
            list.dedup();
        }
        changes.sections.sort_unstable();
        changes.sections.dedup();
        let place = |difference: Difference| match difference {
            Difference::Field(id, _) | Difference::Agreement(id) => whole(&book, id).map(Place::Entry),
            Difference::SectionName(id) | Difference::SectionHidden(id) | Difference::Introduction(id) => {
                is_read(&book, Home::Section(id)).then_some(Place::Section(id))
            }
            Difference::Order(Home::Entry(id), _) => whole(&book, id).map(Place::Entry),
            Difference::Order(Home::Section(id), _) => is_read(&book, Home::Section(id)).then_some(Place::Section(id)),
            Difference::Title | Difference::SectionOrder | Difference::Order(Home::Directory, _) => {
                Some(Place::Playbook)
            }
            _ => None,
        };
        let (places, mut told): (Vec<Place>, Vec<Difference>) =
            differences.iter().filter_map(|difference| Some((place(*difference)?, *difference))).unzip();
        // To find the words that differ takes time, and nobody sees those of more.
        changes.more = told.len().saturating_sub(SHOWN);
        told.truncate(SHOWN);
        changes.rows = places.into_iter().zip(rows(&told, now, &before)).collect();
        changes
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.added.len() + self.changed.len() + self.sections.len() + self.removed.len() + self.whole
    }

    /// What changed, with links to where it stands; nothing where nothing did.
    pub(crate) fn drawn(
        &self,
        book: &Book<'_>,
        link: impl Fn(&Entry) -> String,
        section: impl Fn(SectionId) -> String,
    ) -> Markup {
        page! {
            @if self.count() > 0 {
                section class="read-news" data-part="news" aria-label="What changed" {
                    p { strong { (count(self.count(), "change", "changes")) } " since your last visit" span data-since {} "." }
                    (self.listed(book, link, section))
                    button type="button" class="secondary" data-known { "Got it" }
                }
            }
        }
    }

    /// Each of them, with links to where it stands.
    pub(crate) fn listed(
        &self,
        book: &Book<'_>,
        link: impl Fn(&Entry) -> String,
        section: impl Fn(SectionId) -> String,
    ) -> Markup {
        let entries = |ids: &[EntryId]| {
            let entries = ids.iter().filter_map(|id| book.entry(*id));
            let mut titles: Vec<_> = entries.map(|entry| (Some(link(entry)), entry.title())).collect();
            titles.sort_by(|a, b| alphabetical(&a.1, &b.1));
            titles
        };
        let sections = self
            .sections
            .iter()
            .filter_map(|id| Some((Some(section(*id)), book.playbook.section(*id)?.title().to_owned())));
        let changed: Vec<_> = sections.chain(entries(&self.changed)).collect();
        let removed: Vec<_> = self.removed.iter().map(|title| (None, title.clone())).collect();
        page! {
            (list("New", &entries(&self.added)))
            (list("Changed", &changed))
            (list("Gone", &removed))
            (self.drawn_rows(|place| match place {
                Place::Entry(id) => book.entry(id).map(&link),
                Place::Section(id) => Some(section(id)),
                Place::Playbook => None,
            }))
        }
    }

    /// What was said before and is said now, once somebody asks for it.
    fn drawn_rows(&self, link: impl Fn(Place) -> Option<String>) -> Markup {
        page! {
            @if !self.rows.is_empty() {
                details class="read-changes" {
                    summary { "Before and now" }
                    ul {
                        @for (place, row) in &self.rows {
                            @let name = if row.entry.is_empty() { &row.section } else { &row.entry };
                            li {
                                @if *place == Place::Playbook { p { (row.what) } }
                                @else { p { a href=[link(*place)] { bdi { (name) } } " · " (row.what) } }
                                (said("Before", &row.theirs, false))
                                (said("Now", &row.ours, true))
                            }
                        }
                        @if self.more > 0 { li { (tr!("and {} more", self.more)) } }
                    }
                }
            }
        }
    }
}

/// What one version says, with the words marked that the other one does not say.
fn said(when: &'static str, pieces: &[Piece], is_new: bool) -> Markup {
    page! {
        p class="read-said" {
            span { (tr(when)) ": " }
            @if pieces.is_empty() { "—" }
            @for Piece { text, differs } in pieces {
                @if !differs { (text) }
                @else if is_new { ins { (text) } }
                @else { del { (text) } }
            }
        }
    }
}

fn list(label: &'static str, all: &[(Option<String>, String)]) -> Markup {
    page! {
        @if !all.is_empty() {
            p {
                (tr(label)) ": "
                (titles(&all[..all.len().min(NAMED)]))
            }
            @if all.len() > NAMED {
                details {
                    summary { (tr!("and {} more", all.len() - NAMED)) }
                    p { (titles(&all[NAMED..])) }
                }
            }
        }
    }
}

fn titles(all: &[(Option<String>, String)]) -> Markup {
    page! {
        @for (place, (link, title)) in all.iter().enumerate() {
            @if place > 0 { ", " }
            @match link {
                Some(link) => { a href=(link) { bdi { (title) } } }
                None => { bdi { (title) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::model::{Field, Kind, StandardSection, Value};

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
        assert_eq!((changes.added.len(), &changes.removed), (1, &vec!["Hotjar".to_owned()]));
        assert_eq!(changes.sections, [now.sections[0].id]);
        let book = Book::of(&now);
        let drawn = changes.drawn(&book, |entry| format!("#{}", entry.name()), |_| "#section".into()).into_string();
        for words in [
            "<a href=\"#Gong\"><bdi>Gong</bdi></a> · Cost",
            "<del>",
            "<span>Now: </span><ins>Free</ins>",
            "<ins> More.</ins>",
        ] {
            assert!(drawn.contains(words), "no {words} in {drawn}");
        }
    }

    #[test]
    fn what_nobody_is_shown_did_not_change_for_them() {
        let before = json::read(EXAMPLE).expect("a playbook").playbook;
        let home = Home::Section(SectionId::Standard(StandardSection::Definitions));
        let hide = |playbook: &mut Playbook| {
            let mut sections = playbook.sections.iter_mut();
            sections.find(|section| Home::Section(section.id) == home).expect("a section").hidden = true;
        };
        let mut now = before.clone();
        for entry in now.entries.values_mut().filter(|entry| entry.home == home) {
            entry.set(Field::Definition, Value::Text("Changed.".into()));
        }
        assert!(Changes::between(&before, &now).rows.len() > 9);
        let [mut hidden, mut hidden_now] = [before.clone(), now];
        hide(&mut hidden);
        hide(&mut hidden_now);
        assert_eq!(Changes::between(&hidden, &hidden_now), Changes::default());
        // To be hidden is to be gone.
        assert_eq!(Changes::between(&before, &hidden).removed, ["Definitions"]);
        assert_eq!(Changes::between(&hidden, &before).sections.len(), 1);
    }

    #[test]
    fn another_file_is_refused_in_words() {
        for text in ["", "{}", "[", "<!doctype html>"] {
            assert!(read(text, None).is_err_and(|why| why.len() > 10), "{text}");
        }
        assert!(read(EXAMPLE, Some("{")).is_ok());
    }

    #[test]
    fn all_that_is_new_is_named_some_of_it_when_asked_for() {
        let now = json::read(EXAMPLE).expect("a playbook").playbook;
        let mut before = now.clone();
        before.entries.retain(|_, entry| entry.kind != Kind::Definition);
        let changes = Changes::between(&before, &now);
        assert!(changes.added.len() > NAMED);
        let drawn = changes.drawn(&Book::of(&now), |entry| entry.name().to_owned(), |_| String::new()).into_string();
        assert!(drawn.contains(&format!("<summary>and {} more</summary>", changes.added.len() - NAMED)), "{drawn}");
        for id in &changes.added {
            let title = now.entries[id].title();
            assert!(drawn.contains(&format!("<bdi>{title}</bdi>")), "{title}");
        }
    }
}
