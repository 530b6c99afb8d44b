//! Differences in words, for the people who decide about them.

use super::words::{Piece, marked};
use super::{Difference, Side};
use crate::language::{fill, tr};
use crate::model::{EntryId, Field, Home, Kind, Playbook, SectionId, Shape, Value};
use guidepost_view::tr;

/// A difference as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub difference: Difference,
    /// The section that it is in; empty for the playbook itself.
    pub section: String,
    /// The entry that it is about, with what that is a part of; empty for a section itself.
    pub entry: String,
    /// What of it: the label of a field, or "New stage".
    pub what: String,
    /// What we have, with the words marked that differ; empty where we have nothing.
    pub ours: Vec<Piece>,
    /// What they have.
    pub theirs: Vec<Piece>,
}

/// The rows of these differences, in their order.
#[must_use]
pub fn rows(differences: &[Difference], ours: &Playbook, theirs: &Playbook) -> Vec<Row> {
    let both = Both { ours: Side::of(ours), theirs: Side::of(theirs) };
    differences.iter().map(|difference| both.row(*difference)).collect()
}

struct Both<'a> {
    ours: Side<'a>,
    theirs: Side<'a>,
}

impl Both<'_> {
    fn row(&self, difference: Difference) -> Row {
        let (section, entry) = self.place(difference);
        let sides = [&self.ours, &self.theirs];
        let [ours, theirs] = sides.map(|side| side.said(difference));
        let [ours, theirs] = marked(&ours, &theirs);
        Row { difference, section, entry, what: self.what(difference), ours, theirs }
    }

    /// Who has the entry or section that this is about: we, unless it is new.
    fn having(&self, difference: Difference) -> &Side<'_> {
        match difference {
            Difference::Added(_) | Difference::SectionAdded(_) => &self.theirs,
            _ => &self.ours,
        }
    }

    fn place(&self, difference: Difference) -> (String, String) {
        let side = self.having(difference);
        match difference {
            Difference::Title | Difference::SectionOrder => (String::new(), String::new()),
            Difference::SectionAdded(id)
            | Difference::SectionName(id)
            | Difference::SectionHidden(id)
            | Difference::Introduction(id) => (side.section_title(id), String::new()),
            Difference::SectionMissing(id) => (side.section_title(SectionId::Custom(id)), String::new()),
            Difference::Added(id) | Difference::Missing(id) | Difference::Field(id, _) | Difference::Agreement(id) => {
                (side.section_of(side.home(id)), side.entry_title(id))
            }
            Difference::Order(home, _) => {
                let entry = match home {
                    Home::Entry(whole) => side.entry_title(whole),
                    Home::Section(_) | Home::Directory => String::new(),
                };
                (side.section_of(Some(home)), entry)
            }
        }
    }

    fn what(&self, difference: Difference) -> String {
        let side = self.having(difference);
        let noun = |id| tr(side.playbook.entries.get(&id).map_or("entry", |entry| entry.kind.noun()));
        match difference {
            Difference::Title => tr!("Title").to_owned(),
            Difference::SectionAdded(_) => tr!("New section").to_owned(),
            Difference::SectionMissing(_) => tr!("Missing section").to_owned(),
            Difference::SectionName(_) => tr!("Name of the section").to_owned(),
            Difference::SectionHidden(_) => tr!("Hidden").to_owned(),
            Difference::Introduction(_) => tr!("Introduction").to_owned(),
            Difference::SectionOrder => tr!("Order of the sections").to_owned(),
            Difference::Added(id) => tr!("New {}", noun(id)),
            Difference::Missing(id) => tr!("Missing {}", noun(id)),
            Difference::Field(id, field) => {
                let spec = side.playbook.entries.get(&id).and_then(|entry| entry.kind.field(field));
                tr(spec.map_or("Field", |spec| spec.label)).to_owned()
            }
            Difference::Agreement(_) => tr!("Agreement").to_owned(),
            Difference::Order(_, kind) => tr!("Order of {}", fill(&kind.list_name().to_lowercase(), &[])),
        }
    }
}

impl Side<'_> {
    fn home(&self, id: EntryId) -> Option<Home> {
        self.playbook.entries.get(&id).map(|entry| entry.home)
    }

    fn section_title(&self, id: SectionId) -> String {
        self.playbook.section(id).map_or_else(|| tr(id.default_name()).to_owned(), |section| section.title().to_owned())
    }

    fn section_of(&self, home: Option<Home>) -> String {
        match home {
            Some(Home::Section(section)) => self.section_title(section),
            Some(Home::Directory) => tr!("People and teams").to_owned(),
            Some(Home::Entry(whole)) => self.section_of(self.home(whole)),
            None => String::new(),
        }
    }

    /// The title of an entry, after those of what it is a part of.
    fn entry_title(&self, id: EntryId) -> String {
        let Some(entry) = self.playbook.entries.get(&id) else { return String::new() };
        match entry.home {
            Home::Entry(whole) => format!("{} › {}", self.entry_title(whole), self.own_title(id)),
            _ => entry.title(),
        }
    }

    /// What an entry goes by; a way out of a stage, by where it leads.
    fn own_title(&self, id: EntryId) -> String {
        let Some(entry) = self.playbook.entries.get(&id) else { return String::new() };
        let leads_to = entry.refs(Field::ToStage).first().filter(|_| entry.name().is_empty());
        leads_to.map_or_else(|| entry.title(), |stage| tr!("to {}", self.own_title(*stage)))
    }

    /// What this side has to say about a difference.
    fn said(&self, difference: Difference) -> String {
        let section = |id| self.playbook.section(id).filter(|section| !section.deleted);
        match difference {
            Difference::Title => self.playbook.title.clone(),
            Difference::SectionAdded(id) => section(id).map_or_else(String::new, |_| self.contents(Home::Section(id))),
            Difference::SectionMissing(id) => {
                let id = SectionId::Custom(id);
                section(id).map_or_else(String::new, |_| self.contents(Home::Section(id)))
            }
            Difference::SectionName(id) => self.section_title(id),
            Difference::SectionHidden(id) => yes_or_no(section(id).is_some_and(|section| section.hidden)),
            Difference::Introduction(id) => section(id).map_or_else(String::new, |s| s.introduction.clone()),
            Difference::SectionOrder => {
                let sections = self.playbook.sections.iter().filter(|section| !section.deleted);
                sections.map(|section| section.title().to_owned()).collect::<Vec<_>>().join("\n")
            }
            Difference::Added(id) | Difference::Missing(id) => {
                if self.has(id) {
                    self.summary(id)
                } else {
                    String::new()
                }
            }
            Difference::Field(id, field) => self.text_of(id, field),
            Difference::Agreement(id) => {
                self.playbook.entries.get(&id).map_or("", |entry| tr(entry.agreement.label())).to_owned()
            }
            Difference::Order(home, kind) => {
                self.list(home, kind).iter().map(|id| self.own_title(*id)).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// The titles of what stands somewhere.
    fn contents(&self, home: Home) -> String {
        let kinds = self.kinds(home).into_iter();
        let titles = kinds.flat_map(|kind| self.list(home, kind).iter().map(|id| self.own_title(*id)));
        titles.collect::<Vec<_>>().join("\n")
    }

    /// All that is filled in of an entry, a line each, and then its parts.
    fn summary(&self, id: EntryId) -> String {
        let Some(entry) = self.playbook.entries.get(&id) else { return String::new() };
        let fields = entry.kind.fields().iter().filter(|spec| spec.field != Field::Name);
        let fields = fields.filter_map(|spec| match self.text_of(id, spec.field) {
            text if text.is_empty() || matches!(spec.shape, Shape::Flag) => None,
            text => Some(format!("{}: {text}", tr(spec.label))),
        });
        let parts = entry.kind.parts().iter().flat_map(|kind| self.part_titles(id, *kind));
        fields.chain(parts).collect::<Vec<_>>().join("\n")
    }

    fn part_titles(&self, whole: EntryId, kind: Kind) -> Vec<String> {
        let list = self.list(Home::Entry(whole), kind).iter();
        list.map(|id| format!("{}: {}", capitalized(tr(kind.noun())), self.own_title(*id))).collect()
    }

    /// A value as people read it.
    fn text_of(&self, id: EntryId, field: Field) -> String {
        let shape = self.playbook.entries.get(&id).and_then(|entry| entry.kind.field(field)).map(|spec| spec.shape);
        match (self.value(id, field), shape) {
            (Some(Value::Line(code)), Some(Shape::Choice(choices))) => {
                choices.iter().find(|choice| choice.code == code).map_or("", |choice| tr(choice.label)).to_owned()
            }
            (Some(Value::Line(text) | Value::Text(text)), _) => text,
            (Some(Value::Flag(flag)), _) => yes_or_no(flag),
            (Some(Value::Words(words)), _) => words.join("\n"),
            (Some(Value::Refs(ids)), _) => ids.iter().map(|id| self.own_title(*id)).collect::<Vec<_>>().join("\n"),
            (None, _) => String::new(),
        }
    }
}

fn yes_or_no(flag: bool) -> String {
    if flag { tr!("Yes") } else { tr!("No") }.to_owned()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
