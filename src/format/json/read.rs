//! The text of a file as a playbook, and what could not be taken as it stands.

use super::entry_key::{self, AGREEMENT, CHANGED, CHANGED_BY, ID};
use super::node::{Members, Node, member};
use super::place::Place;
use super::problem::{ImportError, Kept, Problem, ProblemKind, Problems, excerpt};
use super::references::References;
use super::unknown::Unknown;
use super::values::{id_text, trimmed};
use super::{DISMISSED, FORMAT, STATE, VERSION};
use crate::format::ids::Ids;
use crate::format::limits::hold;
use crate::model::base64;
use crate::model::field::{clean_line, clean_text};
use crate::model::{
    Agreement, CustomSectionId, Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, Section, SectionId,
    Shape, StandardSection, Timestamp, Value,
};
use guidepost_view::tr;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The largest file that is read, in bytes. A playbook of 10,000 entries has about 6 million.
pub const MAX_BYTES: usize = 64_000_000;

/// The most entries that are read from one file. An empty entry takes three bytes in a file and some five hundred
/// in memory, so the size of the file alone is no limit.
pub const MAX_ENTRIES: usize = 200_000;

/// The most sections that are read from one file.
pub const MAX_SECTIONS: usize = 1_000;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The playbook. It has no [violations](Playbook::violations), whatever was in the file.
    pub playbook: Playbook,
    /// What could not be taken as it stands, in the order of the file, references last; at most
    /// [`super::MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those.
    pub more_problems: usize,
    /// The state of the document that the playbook was written from. Anybody may have changed either of the two since.
    pub state: Option<Vec<u8>>,
}

/// Reads a file that [`super::write()`] or a person wrote.
///
/// People may leave out every key but `format`, give entries any text as an id, and refer to entries by name,
/// abbreviation or another word for them. The first of the kinds that a field takes decides: in “Not to be
/// confused with”, “MQL” is the definition, and the stage only where there is no such definition. A name that no
/// person or team has yet makes a person, which is reported.
///
/// # Errors
///
/// Only where there is no playbook to be found at all, see [`ImportError`]. Whatever else is wrong is told in
/// [`Imported::problems`].
pub fn read(text: &str) -> Result<Imported, ImportError> {
    if text.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: text.len(), limit: MAX_BYTES });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let root: Node<'_> = serde_json::from_str(text).map_err(|error| ImportError::of_parser(&error, text))?;
    let file = envelope(&root)?;
    let mut reader = Reader { ids: Ids::of(text), ..Reader::default() };
    let (id, title) = reader.file(file)?;
    reader.resolve_references()?;
    Ok(reader.finish(id, title))
}

/// Reads a file of a newer version as far as this one understands it: to be looked at, not to be kept.
///
/// # Errors
/// As with [`read()`], but for the version.
pub fn read_newer(text: &str) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root: Node<'_> = serde_json::from_str(text).map_err(|error| ImportError::of_parser(&error, text))?;
    let Node::Object(file) = &root else { return Err(ImportError::Empty) };
    let mut reader = Reader { ids: Ids::of(text), ..Reader::default() };
    let (id, title) = reader.file(file)?;
    reader.resolve_references()?;
    Ok(reader.finish(id, title))
}

/// What is in the file, when it is a playbook of a known version.
fn envelope<'n>(root: &'n Node<'n>) -> Result<&'n Members<'n>, ImportError> {
    let not = |found: &str| Err(ImportError::NotAPlaybook { found: found.to_owned() });
    let Node::Object(file) = root else { return not(crate::language::tr(root.noun())) };
    match member(file, "format") {
        Some(Node::Text(format)) if format.trim() == FORMAT => {}
        Some(Node::Text(format)) => return not(&tr!("something of the format “{}”", excerpt(format))),
        _ => return not(&tr!("a JSON object without \"format\": \"{FORMAT}\"")),
    }
    match member(file, "version").and_then(Node::scalar) {
        Some(found) if found.trim().parse::<f64>().is_ok_and(is_newer) => {
            Err(ImportError::NewerVersion { found: excerpt(&found), known: VERSION })
        }
        _ => Ok(file),
    }
}

/// Whether this is a version of a newer Guidepost. "Infinity", which is read as a number, is none.
fn is_newer(version: f64) -> bool {
    version.is_finite() && version > f64::from(VERSION)
}

/// What was read so far. `'n` is the life of the parsed file.
#[derive(Default)]
pub(super) struct Reader<'n> {
    pub(super) problems: Problems,
    pub(super) entries: BTreeMap<EntryId, Entry>,
    /// Every list in the order of the file; the order keys are made of it at the end.
    pub(super) lists: HashMap<(Home, Kind), Vec<EntryId>>,
    pub(super) references: References<'n>,
    pub(super) ids: Ids,
    unknown: Unknown,
    state: Option<Vec<u8>>,
    dismissed: Vec<(String, String)>,
    sections: Vec<Section>,
    section_places: HashMap<SectionId, usize>,
    /// The ids of its sections. No entry keeps one of these: what is not known is kept by id, and would come into both.
    section_ids: HashSet<Cow<'n, str>>,
    /// Sections whose id in the file is none of ours.
    own_sections: HashMap<Cow<'n, str>, CustomSectionId>,
}

impl<'n> Reader<'n> {
    fn file(&mut self, file: &'n Members<'n>) -> Result<(PlaybookId, String), ImportError> {
        let root = Place::default();
        let directory = || Kind::ALL.into_iter().filter(|kind| kind.in_directory());
        self.check_keys(file, "", &root, &|| tr!("a playbook").to_owned(), &|key| {
            ["format", "version", "id", "title", "sections", DISMISSED, STATE].contains(&key)
                || directory().any(|kind| kind.list_key() == key)
        });
        if !matches!(member(file, "version"), Some(Node::Number(version)) if version.as_u64() == Some(VERSION.into())) {
            self.problems.add(&root.key("version"), ProblemKind::NoVersion, Kept::AsKnownVersion);
        }
        let id = member(file, "id").and_then(Node::scalar).and_then(|id| id.trim().parse().ok());
        self.state = self.state(file, &root.key(STATE));
        self.dismissed(file, &root.key(DISMISSED));
        let title = self.line(file, "title", &root.key("title").labelled("Title"));
        if let Some(Node::List(sections)) = member(file, "sections") {
            for section in sections {
                let id = if let Node::Object(section) = section { member(section, "id") } else { None };
                self.section_ids.extend(id.and_then(id_text).map(trimmed));
            }
        }
        for kind in directory() {
            self.entries(file, kind, Home::Directory, &root)?;
        }
        let at = root.key("sections");
        for (index, node) in self.list(file, "sections", &at).iter().enumerate() {
            self.section(node, &at.index(index))?;
        }
        Ok((id.unwrap_or_else(|| self.ids.playbook()), title.unwrap_or_default()))
    }

    fn state(&mut self, file: &'n Members<'n>, at: &Place<'_>) -> Option<Vec<u8>> {
        let text = self.text(file, STATE, at, "").map(trimmed).filter(|text| !text.is_empty())?;
        let state = base64::STANDARD.decode(&text);
        if state.is_none() {
            self.problems.add(at, ProblemKind::DamagedState, Kept::LeftOut);
        }
        state
    }

    fn dismissed(&mut self, file: &'n Members<'n>, at: &Place<'_>) {
        match member(file, DISMISSED) {
            None => {}
            Some(Node::Object(findings)) => {
                let mut reasons = BTreeMap::new();
                for (key, node) in findings {
                    let at = at.key(key);
                    if reasons.contains_key(key) {
                        self.problems.add(&at, ProblemKind::RepeatedKey { key: excerpt(key) }, Kept::First);
                    } else {
                        let reason = self.text_of(node, &at, ", ").map(|reason| clean_line(&reason));
                        reasons.insert(key, reason.unwrap_or_default());
                    }
                }
                let given = reasons.into_iter().filter(|(_, reason)| !reason.is_empty());
                self.dismissed = given.map(|(key, reason)| (key.to_string(), reason)).collect();
            }
            Some(other) => self.wrong_type(at, "an object with the reason for each finding", other, Kept::LeftOut),
        }
    }

    fn section(&mut self, node: &'n Node<'n>, at: &Place<'_>) -> Result<(), ImportError> {
        let Node::Object(members) = node else {
            self.wrong_type(at, "an object with a section", node, Kept::LeftOut);
            return Ok(());
        };
        let name = self.line(members, "name", &at.key("name").labelled("Name of the section"));
        let id = self.section_id(members, name.as_deref(), at);
        let at_introduction = at.key("introduction").labelled("Introduction");
        let introduction = self.text(members, "introduction", &at_introduction, "\n").unwrap_or_default();
        let introduction = clean_text(introduction.into_owned());
        let hidden = self.flag(members, "hidden", &at.key("hidden").labelled("Hidden")).unwrap_or_default();
        let title = self.add_section(id, name, hidden, introduction, at)?;
        self.check_keys(members, &id.to_string(), at, &|| tr!("the section “{title}”"), &|key| {
            ["id", "name", "hidden", "introduction"].contains(&key)
                || id.kinds().iter().any(|kind| kind.list_key() == key)
        });
        for kind in id.kinds() {
            self.entries(members, *kind, Home::Section(id), at)?;
        }
        Ok(())
    }

    /// Adds a section, or puts it together with the one of the same id. Gives the title that it has then.
    fn add_section(
        &mut self,
        id: SectionId,
        name: Option<String>,
        hidden: bool,
        introduction: String,
        at: &Place<'_>,
    ) -> Result<String, ImportError> {
        let seen = self.section_places.get(&id).copied();
        if let Some(first) = seen.and_then(|place| self.sections.get_mut(place)) {
            if !first.introduction.is_empty() && !introduction.is_empty() {
                first.introduction.push_str("\n\n");
            }
            first.introduction.push_str(&introduction);
            let title = excerpt(first.title());
            self.problems.add(at, ProblemKind::RepeatedSection { name: title.clone() }, Kept::Merged);
            return Ok(title);
        }
        if self.sections.len() >= MAX_SECTIONS {
            return Err(ImportError::TooMany { things: "sections", limit: MAX_SECTIONS });
        }
        let mut section = Section { introduction, hidden, ..Section::new(id) };
        if let Some(name) = name {
            section.name = name;
        }
        let title = excerpt(section.title());
        self.section_places.insert(id, self.sections.len());
        self.sections.push(section);
        Ok(title)
    }

    /// A standard section goes by its id, or by its name where the file has that instead; any other is one of
    /// the team's own.
    fn section_id(&mut self, members: &'n Members<'n>, name: Option<&str>, at: &Place<'_>) -> SectionId {
        let named = |name: &str| {
            let standard = StandardSection::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name.trim()));
            standard.map(SectionId::Standard)
        };
        let at = at.key("id");
        match self.text(members, "id", &at, " ").map(trimmed) {
            Some(id) if !id.is_empty() => {
                if let Some(known) = id.parse().ok().or_else(|| named(&id)) {
                    return known;
                }
                if let Some(seen) = self.own_sections.get(&id) {
                    return SectionId::Custom(*seen);
                }
                self.problems.add(&at, ProblemKind::UnknownSection { id: excerpt(&id) }, Kept::AsOwnSection);
                let fresh = self.ids.section();
                self.own_sections.insert(id, fresh);
                SectionId::Custom(fresh)
            }
            _ => name.and_then(named).unwrap_or_else(|| SectionId::Custom(self.ids.section())),
        }
    }

    /// Reads the list of a kind, if there is one.
    fn entries(&mut self, members: &'n Members<'n>, kind: Kind, home: Home, at: &Place<'_>) -> Result<(), ImportError> {
        let at = at.key(kind.list_key());
        for (index, node) in self.list(members, kind.list_key(), &at).iter().enumerate() {
            let at = at.index(index);
            match node {
                Node::Object(members) => self.entry(members, kind, home, &at)?,
                other => self.wrong_type(&at, "an object with an entry", other, Kept::LeftOut),
            }
        }
        Ok(())
    }

    fn entry(&mut self, members: &'n Members<'n>, kind: Kind, home: Home, at: &Place<'_>) -> Result<(), ImportError> {
        let name = member(members, Field::Name.key()).and_then(Node::scalar).unwrap_or_default();
        let at = &at.of_entry(kind, &name);
        let id = self.entry_id(members, &at.key(ID));
        self.check_keys(members, &id.to_string(), at, &|| with_article(kind.noun()), &|key| {
            entry_key::ALL.contains(&key)
                || kind.fields().iter().any(|spec| spec.field.key() == key)
                || kind.parts().iter().any(|part| part.list_key() == key)
        });
        let mut entry = Entry::new(id, kind, home, OrderKey::default());
        entry.agreement = self.agreement(members, &at.key(AGREEMENT).labelled("Agreement"));
        entry.changed = self.changed(members, &at.key(CHANGED).labelled("Changed"));
        entry.changed_by =
            self.line(members, CHANGED_BY, &at.key(CHANGED_BY).labelled("Changed by")).unwrap_or_default();
        for spec in kind.fields() {
            let value = self.value(members, id, spec, &at.key(spec.field.key()).labelled(spec.label));
            match (value, spec.shape) {
                (Some(value), _) => entry.set(spec.field, value.cleaned()),
                // A file always says yes or no, so one that does not was written by hand: take the usual answer,
                // which a new entry has. Of the other fields, a file leaves out what is empty.
                (None, Shape::Flag) => true,
                (None, shape) => entry.set(spec.field, Value::empty(shape)),
            };
        }
        self.file_entry(entry)?;
        for part in kind.parts() {
            self.entries(members, *part, Home::Entry(id), at)?;
        }
        Ok(())
    }

    /// Puts an entry at the end of its list.
    pub(super) fn file_entry(&mut self, entry: Entry) -> Result<(), ImportError> {
        if self.entries.len() >= MAX_ENTRIES {
            return Err(ImportError::TooMany { things: "entries", limit: MAX_ENTRIES });
        }
        self.lists.entry((entry.home, entry.kind)).or_default().push(entry.id);
        self.entries.insert(entry.id, entry);
        Ok(())
    }

    /// The id that the file gives an entry, or a fresh one. Whatever the file says is what references find it by.
    fn entry_id(&mut self, members: &'n Members<'n>, at: &Place<'_>) -> EntryId {
        let text = self.text(members, ID, at, " ").map(trimmed).filter(|text| !text.is_empty());
        let Some(text) = text else { return self.ids.entry() };
        if self.references.knows(&text) {
            self.problems.add(at, ProblemKind::DuplicateId { id: excerpt(&text) }, Kept::WithNewId);
            return self.ids.entry();
        }
        let given = text.parse().ok().filter(|_| !self.section_ids.contains(&text));
        let id = given.unwrap_or_else(|| self.ids.entry());
        self.references.learn(text, id);
        id
    }

    fn agreement(&mut self, members: &'n Members<'n>, at: &Place<'_>) -> Agreement {
        let Some(text) = self.text(members, AGREEMENT, at, " ") else { return Agreement::default() };
        let said = text.trim();
        let is_said = |agreement: &Agreement| {
            said.eq_ignore_ascii_case(agreement.key()) || said.eq_ignore_ascii_case(agreement.label())
        };
        Agreement::ALL.into_iter().find(is_said).unwrap_or_else(|| {
            if !said.is_empty() {
                let choices = Agreement::ALL.map(|agreement| crate::language::tr(agreement.label())).join(", ");
                self.problems.add(at, ProblemKind::UnknownChoice { found: excerpt(said), choices }, Kept::AsDraft);
            }
            Agreement::Draft
        })
    }

    fn changed(&mut self, members: &'n Members<'n>, at: &Place<'_>) -> Timestamp {
        let text = self.text(members, CHANGED, at, " ").map(trimmed).filter(|text| !text.is_empty());
        let Some(text) = text else { return Timestamp::default() };
        Timestamp::parse_rfc3339(&text).unwrap_or_else(|| {
            let what = ProblemKind::NotADate { found: excerpt(&text), example: "2026-11-21T09:30:00Z" };
            self.problems.add(at, what, Kept::LeftOut);
            Timestamp::default()
        })
    }

    /// Keeps the keys that mean nothing here for what has this id, and reports them, with those that are there twice.
    fn check_keys(
        &mut self,
        members: &Members<'_>,
        id: &str,
        at: &Place<'_>,
        owner: &dyn Fn() -> String,
        is_known: &dyn Fn(&str) -> bool,
    ) {
        // Holds known keys alone, and those are few.
        let mut seen: Vec<&str> = Vec::new();
        for (key, node) in members {
            let (at, key) = (at.key(key), key.as_ref());
            if seen.contains(&key) {
                self.problems.add(&at, ProblemKind::RepeatedKey { key: excerpt(key) }, Kept::First);
            } else if is_known(key) {
                seen.push(key);
            } else {
                let kind = Kind::ALL.into_iter().find(|kind| kind.list_key() == key);
                match (kind, node) {
                    (Some(kind), Node::List(items)) => {
                        let (list, entries) = (kind.list_key(), items.len());
                        let what = ProblemKind::MisplacedList { owner: owner(), list, entries };
                        self.problems.add(&at, what, Kept::LeftOut);
                    }
                    _ => {
                        let what = ProblemKind::UnknownField { owner: owner(), key: excerpt(key) };
                        let is_kept = self.unknown.keep(id, key, node);
                        self.problems.add(&at, what, if is_kept { Kept::Unknown } else { Kept::LeftOut });
                    }
                }
            }
        }
    }

    fn finish(mut self, id: PlaybookId, title: String) -> Imported {
        for list in self.lists.values() {
            for (entry, order) in list.iter().zip(OrderKey::spread(list.len())) {
                if let Some(entry) = self.entries.get_mut(entry) {
                    entry.order = order;
                }
            }
        }
        self.add_missing_sections();
        let count = self.sections.len();
        for (section, order) in self.sections.iter_mut().zip(OrderKey::spread(count)) {
            section.order = order;
        }
        let mut playbook = Playbook {
            id,
            title,
            sections: self.sections,
            entries: self.entries,
            unknown: self.unknown.into_text(),
            dismissed: self.dismissed,
        };
        for cut in hold(&mut playbook, &Playbook::new(id, "")) {
            self.problems.cut(cut);
        }
        Imported { playbook, problems: self.problems.kept, more_problems: self.problems.more, state: self.state }
    }

    /// A standard section that the file does not have stands after the one before it in the standard order, or
    /// else before the one after it, or else at the start.
    fn add_missing_sections(&mut self) {
        for (index, section) in StandardSection::ALL.into_iter().enumerate() {
            let id = SectionId::Standard(section);
            let place = |id: SectionId| self.sections.iter().position(|section| section.id == id);
            if place(id).is_some() {
                continue;
            }
            let before = index.checked_sub(1).and_then(|before| StandardSection::ALL.get(before));
            let after = || StandardSection::ALL.iter().skip(index).find_map(|next| place(SectionId::Standard(*next)));
            let at = match before {
                // Always there: the round before this one saw to it.
                Some(before) => place(SectionId::Standard(*before)).map(|place| place + 1),
                None => after(),
            };
            self.sections.insert(at.unwrap_or(0), Section::new(id));
        }
    }
}

fn with_article(noun: &'static str) -> String {
    let said = crate::language::tr(noun);
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { tr!("an {said}") } else { tr!("a {said}") }
}
