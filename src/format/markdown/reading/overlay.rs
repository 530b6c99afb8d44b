//! A playbook with what a document tells otherwise.

use super::Reading;
use super::chunks::{Chunk, gist_of, markdown};
use super::references::{Pending, References};
use super::told::{Told, ToldEntry, ToldHome, ToldList};
use super::values::{Made, value};
use crate::format::ids::Ids;
use crate::format::labels::Labels;
use crate::format::limits::{Cut, hold};
use crate::format::names::{folded, spaced};
use crate::format::page::Titles;
use crate::format::page::entries::says_anything;
use crate::format::page::layout::Layout;
use crate::format::remark::{Remark, appended, keep_as_text, labelled};
use crate::model::field::clean_line;
use crate::model::{
    Agreement, Entry, EntryId, Field, Home, Kind, OrderKey, Outline, Playbook, Section, SectionId, Shape, Value,
};
use guidepost_view::tr;
use std::collections::{HashMap, HashSet};

/// What is called what is in a document and in no section.
const BESIDE: &str = "Not sorted yet";

/// Puts what a document tells over a playbook.
pub(super) struct Overlay<'o> {
    pub(super) document: &'o str,
    ours: &'o Playbook,
    outline: Outline,
    titles: &'o Titles,
    /// The language of its labels.
    pub(super) labels: Labels,
    /// Sections with a new name in the document.
    renames: HashMap<String, Home>,
    pub(super) ids: Ids,
    pub(super) theirs: Playbook,
    pub(super) references: References,
    pub(super) remarks: Vec<Remark>,
    /// Whether the document says of any entry that it is a draft. Otherwise it was written without them.
    has_drafts: bool,
}

impl<'o> Overlay<'o> {
    pub(super) fn new(
        document: &'o str,
        ours: &'o Playbook,
        titles: &'o Titles,
        labels: Labels,
        renames: HashMap<String, Home>,
    ) -> Self {
        Self {
            document,
            ours,
            outline: ours.outline(),
            titles,
            labels,
            renames,
            ids: Ids::of(document),
            theirs: ours.clone(),
            references: References::default(),
            remarks: Vec::new(),
            has_drafts: true,
        }
    }

    pub(super) fn finish(mut self) -> Reading {
        self.resolve_references();
        self.remarks.extend(hold(&mut self.theirs, self.ours).into_iter().map(Cut::remark));
        Reading { theirs: self.theirs, remarks: self.remarks }
    }

    pub(super) fn playbook(&mut self, told: &Told<'_>, told_ours: &Told<'_>) {
        let all = told.homes.iter().flat_map(|home| &home.lists).flat_map(|list| &list.entries);
        self.has_drafts = all.into_iter().any(|entry| entry.agreement == Agreement::Draft);
        if let Some(title) = told.title.as_deref().map(clean_line).filter(|title| !title.trim().is_empty())
            && spaced(&title) != spaced(self.labels.playbook(&self.ours.title))
        {
            self.theirs.title = title;
        }
        // Of one name, there is one new section.
        let mut new: HashMap<String, SectionId> = HashMap::new();
        let mut previous: Option<SectionId> = None;
        for told_home in &told.homes {
            match told_home.home {
                Some(home) => self.home(home, told_home, told_ours.home(home)),
                None if told_ours.homes.iter().any(|ours| ours.home.is_none() && says_the_same(ours, told_home)) => {}
                None => {
                    let name = folded(&told_home.name);
                    let id = new.get(&name).copied().unwrap_or_else(|| self.add_section(&told_home.name, previous));
                    new.insert(name, id);
                    self.home(Home::Section(id), told_home, None);
                    previous = Some(id);
                }
            }
            if let Some(Home::Section(id)) = told_home.home {
                previous = Some(id);
            }
        }
        self.order_sections(told);
        if gist_of(&told.before) != gist_of(&told_ours.before) && !gist_of(&told.before).is_empty() {
            self.beside(&told.before);
        }
    }

    /// Adds a section of the team's own after another one, or at the end.
    fn add_section(&mut self, name: &str, after: Option<SectionId>) -> SectionId {
        let id = SectionId::Custom(self.ids.section());
        let sections = &self.theirs.sections;
        let place = after.and_then(|after| sections.iter().position(|section| section.id == after));
        let place = place.map_or(sections.len(), |place| place + 1);
        let before = place.checked_sub(1).and_then(|place| sections.get(place)).map(|section| &section.order);
        let order = OrderKey::between(before, sections.get(place).map(|section| &section.order));
        let section = Section { name: clean_line(name), order, ..Section::new(id) };
        self.theirs.sections.insert(place, section);
        id
    }

    /// Keeps what stands before all sections.
    fn beside(&mut self, chunks: &[Chunk<'_>]) {
        let id = self.add_section(BESIDE, None);
        let text = markdown(&chunks.iter().collect::<Vec<_>>(), self.document);
        if let Some(section) = self.theirs.sections.iter_mut().find(|section| section.id == id) {
            section.introduction = text;
        }
        let text = tr!("What stands before the first section is in no section of a playbook; kept in “{BESIDE}”.");
        self.remarks.push(Remark { text, place: String::new(), left_out: false });
    }

    /// Puts the sections that the document has into its order. All others stay where they are.
    fn order_sections(&mut self, told: &Told<'_>) {
        let mut seen = HashSet::new();
        let said: Vec<SectionId> = told
            .homes
            .iter()
            .filter_map(|told| match told.home {
                Some(Home::Section(id)) => seen.insert(id).then_some(id),
                _ => None,
            })
            .collect();
        let here: Vec<SectionId> =
            self.ours.sections.iter().map(|section| section.id).filter(|id| said.contains(id)).collect();
        if here == said {
            return;
        }
        let keys = here.iter().filter_map(|id| self.ours.section(*id)).map(|section| section.order.clone());
        let keys: HashMap<SectionId, OrderKey> = said.into_iter().zip(keys).collect();
        for section in &mut self.theirs.sections {
            if let Some(key) = keys.get(&section.id) {
                section.order = key.clone();
            }
        }
        self.theirs.sections.sort_by(|a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
    }

    fn home(&mut self, home: Home, told: &ToldHome<'_>, ours: Option<&ToldHome<'_>>) {
        if let Home::Section(id) = home {
            let is_renamed = self.renames.contains_key(&folded(&told.name));
            if is_renamed && let Some(section) = self.theirs.sections.iter_mut().find(|section| section.id == id) {
                section.name = clean_line(&told.name);
            }
            let before = ours.map_or_else(Vec::new, |ours| gist_of(&ours.introduction));
            if gist_of(&told.introduction) != before {
                let telling = super::told::Telling::Chunks(told.introduction.clone());
                if let Some(section) = self.theirs.sections.iter_mut().find(|section| section.id == id) {
                    section.introduction = super::values::long_text(&telling, &section.introduction, self.document);
                }
            }
        } else if !told.introduction.is_empty()
            && ours.is_none_or(|ours| gist_of(&ours.introduction) != gist_of(&told.introduction))
        {
            self.beside(&told.introduction);
        }
        for list in &told.lists {
            self.list(home, list, ours.and_then(|ours| ours.list(list.kind)));
        }
    }

    /// Takes over a list, or the parts of an entry.
    fn list(&mut self, home: Home, told: &ToldList<'_>, ours: Option<&ToldList<'_>>) {
        let kind = told.kind;
        let here = self.outline.list(home, kind).to_vec();
        let ours_told: &[ToldEntry<'_>] = ours.map_or(&[], |ours| &ours.entries);
        let pairs = pair(&told.entries, ours_told);
        // The ids of what was told of ours: by name, or for what has none, in order.
        let ours_ids = self.ids_of(home, kind, &here, ours_told);
        let mut sequence: Vec<EntryId> = Vec::new();
        for (entry, pair) in told.entries.iter().zip(&pairs) {
            let ours_entry = pair.and_then(|at| ours_told.get(at));
            match pair.map(|at| ours_ids.get(at).copied().flatten()) {
                Some(Some(id)) => {
                    self.entry(id, entry, ours_entry);
                    sequence.push(id);
                }
                // A text that looks like an entry, here as in ours.
                Some(None) if ours_entry.is_some_and(|ours| same_entry(ours, entry)) => {}
                _ => sequence.push(self.add(home, kind, entry)),
            }
        }
        let told_ids: HashSet<EntryId> = sequence.iter().copied().collect();
        let written: HashSet<EntryId> = ours_ids.iter().copied().flatten().collect();
        for id in here.iter().filter(|id| !told_ids.contains(*id) && written.contains(*id)) {
            if let Some(entry) = self.theirs.entries.get_mut(id) {
                let is_left_out = entry.agreement == Agreement::Draft && !self.has_drafts && Layout::of(kind).agreement;
                entry.deleted |= !is_left_out;
            }
        }
        self.order(kind, &here, sequence);
    }

    /// The ids of entries of ours that were written and read again.
    fn ids_of(&self, home: Home, kind: Kind, here: &[EntryId], told: &[ToldEntry<'_>]) -> Vec<Option<EntryId>> {
        if kind.field(Field::Name).is_none() || matches!(home, Home::Entry(_)) {
            let is_written = |id: &&EntryId| self.ours.entries.get(*id).is_some_and(says_anything);
            let mut written = here.iter().filter(is_written).copied();
            // Allowed values are written all, where one is.
            if kind == Kind::AllowedValue {
                return here.iter().copied().map(Some).chain(std::iter::repeat(None)).take(told.len()).collect();
            }
            return told.iter().map(|_| written.next()).collect();
        }
        let mut by_name: HashMap<String, EntryId> =
            here.iter().filter_map(|id| Some((folded(self.titles.of_entry(*id)?), *id))).collect();
        told.iter().map(|entry| by_name.remove(&folded(&entry.title))).collect()
    }

    /// Adds an entry with everything that is told of it.
    fn add(&mut self, home: Home, kind: Kind, told: &ToldEntry<'_>) -> EntryId {
        let id = self.ids.entry();
        let mut entry = Entry::new(id, kind, home, OrderKey::default());
        entry.agreement = match told.agreement {
            // That nobody wrote "draft" beside something new does not mean that all have agreed.
            Agreement::Agreed if !self.ours.entries.is_empty() => Agreement::Draft,
            agreement => agreement,
        };
        entry.set(Field::Name, Value::Line(clean_line(&told.title)));
        self.theirs.entries.insert(id, entry);
        self.entry(id, told, None);
        id
    }

    /// Takes over what is told of an entry otherwise than of ours.
    fn entry(&mut self, id: EntryId, told: &ToldEntry<'_>, ours: Option<&ToldEntry<'_>>) {
        let Some(entry) = self.theirs.entries.get(&id) else { return };
        let kind = entry.kind;
        let mut changed = entry.clone();
        if ours.is_some_and(|ours| spaced(&ours.title) != spaced(&told.title)) && !told.title.is_empty() {
            changed.set(Field::Name, Value::Line(clean_line(&told.title)));
        }
        if Layout::of(kind).agreement && ours.is_some_and(|ours| ours.agreement != told.agreement) {
            changed.agreement = told.agreement;
        }
        let mut loose = Vec::new();
        for spec in kind.fields().iter().filter(|spec| spec.field != Field::Name) {
            let (new, old) = (told.field(spec.field), ours.and_then(|ours| ours.field(spec.field)));
            let gist =
                |telling: Option<&super::told::Telling<'_>>| telling.map_or_else(Vec::new, super::told::Telling::gist);
            if gist(new) == gist(old) {
                continue;
            }
            let Some(new) = new else {
                let usual = Entry::new(id, kind, changed.home, OrderKey::default()).value(spec.field).cloned();
                let goes_without_saying = Layout::of(kind).usual_of(spec.field).is_some();
                let empty = usual.filter(|_| goes_without_saying).unwrap_or_else(|| Value::empty(spec.shape));
                changed.set(spec.field, empty);
                continue;
            };
            let Some(before) = changed.value(spec.field).cloned() else { continue };
            match value(spec, new, &before, self.document) {
                Made::Value(value) => drop(changed.set(spec.field, value)),
                Made::Names(names) => {
                    let (Shape::One(targets) | Shape::Many(targets)) = spec.shape else { continue };
                    let one = matches!(spec.shape, Shape::One(_));
                    self.references.wait(Pending { entry: id, spec, targets, one, names });
                }
                Made::Nothing => loose.push((self.labels.of(spec.label), new.gist().join(" ").trim().to_owned())),
            }
        }
        self.theirs.entries.insert(id, changed);
        let before = ours.map_or_else(Vec::new, |ours| gist_of(&ours.loose));
        if gist_of(&told.loose) != before && !told.loose.is_empty() {
            self.keep_as_text(id, &markdown(&told.loose.iter().collect::<Vec<_>>(), self.document));
        }
        for (label, text) in loose {
            self.keep_labelled(id, label, &text);
        }
        for part in kind.parts() {
            let ours = ours.and_then(|ours| ours.list(*part));
            match (told.list(*part), ours) {
                (Some(list), ours) => self.list(Home::Entry(id), list, ours),
                (None, Some(ours)) => {
                    self.list(Home::Entry(id), &ToldList { kind: *part, entries: Vec::new() }, Some(ours))
                }
                (None, None) => {}
            }
        }
    }

    /// Keeps what fits no field, with the label that it had.
    pub(super) fn keep_labelled(&mut self, id: EntryId, label: &str, text: &str) {
        self.keep_as_text(id, &labelled(label, text));
    }

    fn keep_as_text(&mut self, id: EntryId, text: &str) {
        self.remarks.extend(keep_as_text(&mut self.theirs, id, text, appended));
    }

    /// Puts a list into the order of the document. What the document does not tell of stays behind what it stood behind.
    fn order(&mut self, kind: Kind, here: &[EntryId], told: Vec<EntryId>) {
        let known: HashSet<EntryId> = told.iter().copied().collect();
        let ours: HashSet<EntryId> = here.iter().copied().collect();
        let has_order = !Layout::of(kind).sorted;
        let stays = here.iter().filter(|id| known.contains(*id)).eq(told.iter().filter(|id| ours.contains(*id)));
        let is_new = told.iter().any(|id| !ours.contains(id));
        if !is_new && (stays || !has_order) {
            return;
        }
        let mut order: Vec<EntryId> = if has_order {
            told
        } else {
            here.iter()
                .filter(|id| known.contains(*id))
                .chain(told.iter().filter(|id| !ours.contains(*id)))
                .copied()
                .collect()
        };
        let mut before: Option<EntryId> = None;
        for id in here {
            if !known.contains(id) {
                let place = before.and_then(|before| order.iter().position(|other| *other == before));
                order.insert(place.map_or(0, |place| place + 1), *id);
            }
            before = Some(*id);
        }
        for (id, key) in order.iter().zip(OrderKey::spread(order.len())) {
            if let Some(entry) = self.theirs.entries.get_mut(id) {
                entry.order = key;
            }
        }
    }
}

/// Two entries that say the same in fewer bytes than this, such as that both are active, need not be one with a new name.
const TELLING: usize = 24;

/// For each entry that is told, which of ours it is: the one of its name, and else one that says all the same. Parts without
/// a name are those that say the same, and the others in their order.
fn pair(told: &[ToldEntry<'_>], ours: &[ToldEntry<'_>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; told.len()];
    let mut free: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, entry) in ours.iter().enumerate().rev() {
        free.entry(key(entry)).or_default().push(at);
    }
    for (entry, pair) in told.iter().zip(&mut pairs) {
        *pair = free.get_mut(&key(entry)).and_then(Vec::pop);
    }
    let mut left: Vec<usize> = free.into_values().flatten().collect();
    left.sort_unstable();
    let contents: HashMap<usize, Vec<String>> =
        left.iter().filter_map(|at| Some((*at, contents(ours.get(*at)?)))).collect();
    // A new name for what is there.
    for (entry, pair) in told.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
        let said = self::contents(entry);
        let is_telling = said.iter().map(String::len).sum::<usize>() >= TELLING;
        let renamed = left.iter().position(|at| is_telling && contents.get(at) == Some(&said));
        *pair = renamed.map(|place| left.remove(place));
    }
    let mut left = left.into_iter().filter(|at| ours.get(*at).is_some_and(|entry| entry.title.is_empty()));
    for (_, pair) in told.iter().zip(&mut pairs).filter(|(entry, pair)| pair.is_none() && entry.title.is_empty()) {
        *pair = left.next();
    }
    pairs
}

/// What an entry is found by: its name, or where it has none, all that it says.
fn key(entry: &ToldEntry<'_>) -> String {
    match folded(&entry.title) {
        name if name.is_empty() => contents(entry).join("\n"),
        name => name,
    }
}

/// All that an entry says but its name.
fn contents(entry: &ToldEntry<'_>) -> Vec<String> {
    let mut fields: Vec<(Field, Vec<String>)> =
        entry.fields.iter().map(|(field, told)| (*field, told.gist())).collect();
    fields.sort();
    let fields = fields.into_iter().flat_map(|(field, gist)| std::iter::once(field.key().to_owned()).chain(gist));
    let parts = entry.parts.iter().flat_map(|list| {
        list.entries.iter().flat_map(|part| std::iter::once(part.title.clone()).chain(contents(part)))
    });
    fields.chain(parts).chain(gist_of(&entry.loose)).collect()
}

fn same_entry(one: &ToldEntry<'_>, other: &ToldEntry<'_>) -> bool {
    one.title == other.title && contents(one) == contents(other)
}

fn says_the_same(one: &ToldHome<'_>, other: &ToldHome<'_>) -> bool {
    folded(&one.name) == folded(&other.name) && all_of(one) == all_of(other)
}

/// All that a section says but its name.
fn all_of(home: &ToldHome<'_>) -> Vec<String> {
    let entries = home.lists.iter().flat_map(|list| &list.entries);
    let entries = entries.flat_map(|entry| std::iter::once(entry.title.clone()).chain(contents(entry)));
    gist_of(&home.introduction).into_iter().chain(entries).collect()
}
