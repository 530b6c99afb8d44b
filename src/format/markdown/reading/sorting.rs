//! What becomes of the pieces of a page that was written for another purpose.

use super::pieces::{Content, Page, Piece, Term};
use super::{Reading, Remark};
use crate::format::escape::one_line;
use crate::format::ids::Ids;
use crate::format::labels::means;
use crate::format::limits::{Cut, hold};
use crate::format::names::folded;
use crate::model::field::{clean_line, clean_text};
use crate::model::{
    Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, Section, SectionId, Shape, StandardSection, Value,
};
use std::collections::HashMap;

/// What a piece becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Make {
    /// Nothing.
    LeaveOut,
    /// Text in a section of the team's own, called like the first heading above it; with an entry for each further heading.
    OwnSection,
    /// Text at the end of the introduction of a section.
    Introduction(SectionId),
    /// An entry for each term or row.
    Entries(SectionId, Kind),
}

/// What a section of texts is called where no heading says it.
const BESIDE: &str = "Not sorted yet";

/// What a piece may become, the likeliest first.
#[must_use]
pub fn offers(piece: &Piece) -> Vec<Make> {
    let mut offers = Vec::new();
    if piece.content != Content::Text {
        let lists = StandardSection::ALL.into_iter().map(SectionId::Standard);
        let lists = lists.flat_map(|section| section.kinds().iter().map(move |kind| Make::Entries(section, *kind)));
        offers.extend(lists);
        let likeliest = likeliest(piece);
        offers.sort_by_key(|offer| likeliest != Some(*offer));
        if likeliest.is_none() {
            offers.insert(0, Make::OwnSection);
        } else {
            offers.push(Make::OwnSection);
        }
    } else {
        offers.push(Make::OwnSection);
    }
    offers.extend(StandardSection::ALL.map(|section| Make::Introduction(SectionId::Standard(section))));
    offers.push(Make::LeaveOut);
    offers
}

/// What a list most likely is one of, by the headings that it stands under, the innermost first; nothing where it is no list
/// that a playbook has.
fn likeliest(piece: &Piece) -> Option<Make> {
    use StandardSection as S;
    const WORDS: [(&[&str], StandardSection, Kind); 9] = [
        (&["sales tool", "vertriebstool"], S::SalesTools, Kind::Tool),
        (
            &["tool", "stack", "software", "application", "vendor", "platform", "plattform", "werkzeug", "anwendung"],
            S::DemandGenerationTools,
            Kind::Tool,
        ),
        (&["channel", "slack", "kanal", "kanäle"], S::InternalCommunicationTools, Kind::Channel),
        (&["opportunity"], S::OpportunitySourceAttribution, Kind::OpportunityRule),
        (&["lead source", "person source", "source", "quelle"], S::LeadSourceAttribution, Kind::LeadSource),
        (&["stage", "lifecycle", "funnel", "phasen"], S::LifecycleManagement, Kind::Stage),
        (&["campaign type", "kampagnentyp", "kampagnenart"], S::CampaignManagement, Kind::CampaignType),
        (
            &["document", "resource", "link", "report", "dashboard", "form", "dokument", "unterlage", "bericht"],
            S::InternalDocumentManagement,
            Kind::Document,
        ),
        (
            &["definition", "glossar", "term", "utm", "role", "acronym", "overview", "begriff", "abkürzung", "rollen"],
            S::Definitions,
            Kind::Definition,
        ),
    ];
    let terms: &[Term] = match &piece.content {
        Content::Terms(terms) => terms,
        _ => &[],
    };
    let linked = terms.iter().filter(|term| !term.link.is_empty()).count();
    let by_words = piece.headings.iter().rev().find_map(|heading| {
        let heading = folded(heading);
        WORDS.iter().find(|(words, _, _)| words.iter().any(|word| heading.contains(word)))
    });
    match by_words {
        Some((_, section, kind)) => Some(Make::Entries(SectionId::Standard(*section), *kind)),
        // Names with links and little else.
        None if linked * 2 > terms.len() && terms.len() > 1 => {
            Some(Make::Entries(SectionId::Standard(S::InternalDocumentManagement), Kind::Document))
        }
        None => None,
    }
}

/// What is most likely meant by each piece of a page. Where the page as a whole is one list, its title says of what.
#[must_use]
pub fn guess(page: &Page) -> Vec<Make> {
    let guess = |piece: &Piece| {
        let mut headings = vec![page.title.clone()];
        headings.extend(piece.headings.iter().cloned());
        offers(&Piece { headings, ..piece.clone() }).first().copied().unwrap_or(Make::LeaveOut)
    };
    page.pieces.iter().map(guess).collect()
}

/// A playbook with the pieces of a page put where they belong. There is one `make` for each piece.
#[must_use]
pub fn sort(page: &Page, makes: &[Make], ours: &Playbook) -> Reading {
    let seed: String = page.pieces.iter().map(|piece| piece.markdown.as_str()).collect();
    let mut sorting = Sorting { theirs: ours.clone(), ids: Ids::of(&seed), remarks: Vec::new(), told: HashMap::new() };
    for (piece, make) in page.pieces.iter().zip(makes) {
        match (make, &piece.content) {
            (Make::LeaveOut, _) => {}
            (Make::OwnSection, _) => sorting.own_section(page, piece),
            (Make::Introduction(section), _) => sorting.introduction(*section, &piece.markdown),
            (Make::Entries(section, kind), Content::Terms(terms)) => {
                terms.iter().for_each(|term| sorting.term(Home::Section(*section), *kind, term));
            }
            (Make::Entries(section, kind), Content::Table(rows)) => sorting.rows(Home::Section(*section), *kind, rows),
            (Make::Entries(section, _), Content::Text) => sorting.introduction(*section, &piece.markdown),
        }
    }
    sorting.remarks.extend(hold(&mut sorting.theirs, ours).into_iter().map(Cut::remark));
    Reading { theirs: sorting.theirs, remarks: sorting.remarks }
}

struct Sorting {
    theirs: Playbook,
    ids: Ids,
    remarks: Vec<Remark>,
    /// The text that this page has put somewhere so far: what was there before is replaced, what comes after is added.
    told: HashMap<(Home, Option<EntryId>), String>,
}

impl Sorting {
    fn introduction(&mut self, id: SectionId, text: &str) {
        let told = self.told.entry((Home::Section(id), None)).or_default();
        *told = joined(told, text);
        if let Some(section) = self.theirs.sections.iter_mut().find(|section| section.id == id)
            && !section.introduction.contains(told.as_str())
        {
            section.introduction = clean_text(joined(&section.introduction, text));
        }
    }

    fn own_section(&mut self, page: &Page, piece: &Piece) {
        let name = piece.headings.first().unwrap_or(&page.title);
        let name = if name.trim().is_empty() { BESIDE } else { name };
        let id = self.section(name);
        let Some((_, below)) = piece.headings.split_first().filter(|(_, below)| !below.is_empty()) else {
            return self.introduction(id, &piece.markdown);
        };
        let home = Home::Section(id);
        let entry = self.entry(home, Kind::Entry, &below.join(" › "));
        let told = self.told.entry((home, Some(entry))).or_default();
        *told = joined(told, &piece.markdown);
        let body = told.clone();
        self.set(entry, Field::Body, Value::Text(body));
    }

    /// The section of the team's own with this name.
    fn section(&mut self, name: &str) -> SectionId {
        let is_it = |section: &&Section| {
            matches!(section.id, SectionId::Custom(_))
                && !section.deleted
                && folded(section.written_title()) == folded(name)
        };
        if let Some(section) = self.theirs.sections.iter().find(is_it) {
            return section.id;
        }
        let id = SectionId::Custom(self.ids.section());
        let order = OrderKey::between(self.theirs.sections.last().map(|section| &section.order), None);
        self.theirs.sections.push(Section { name: clean_line(name), order, ..Section::new(id) });
        id
    }

    /// The entry of this name in a list, which is added where there is none.
    fn entry(&mut self, home: Home, kind: Kind, name: &str) -> EntryId {
        let list = self.theirs.outline().list(home, kind).to_vec();
        let entries = &self.theirs.entries;
        let known = |id: &&EntryId| entries.get(*id).is_some_and(|entry| folded(entry.name()) == folded(name));
        if let Some(id) = list.iter().find(known) {
            return *id;
        }
        let last = list.last().and_then(|id| entries.get(id)).map(|entry| &entry.order);
        let id = self.ids.entry();
        let mut entry = Entry::new(id, kind, home, OrderKey::between(last, None));
        entry.set(Field::Name, Value::Line(clean_line(name)));
        self.theirs.entries.insert(id, entry);
        id
    }

    fn set(&mut self, id: EntryId, field: Field, value: Value) {
        if let Some(entry) = self.theirs.entries.get_mut(&id)
            && !value.is_empty()
        {
            entry.set(field, value.cleaned());
        }
    }

    fn term(&mut self, home: Home, kind: Kind, term: &Term) {
        let name = if term.name.is_empty() { excerpt(&term.text) } else { term.name.clone() };
        let id = self.entry(home, kind, &name);
        let linked = kind.fields().iter().find(|spec| spec.shape == Shape::Link);
        let text = match linked {
            Some(spec) => {
                self.set(id, spec.field, Value::Line(term.link.clone()));
                term.text.clone()
            }
            None if kind == Kind::Definition => {
                self.set(id, Field::Links, Value::Words(vec![term.link.clone()]));
                term.text.clone()
            }
            None if term.link.is_empty() => term.text.clone(),
            None => joined(&term.text, &format!("<{}>", term.link)),
        };
        if let Some(spec) = kind.fields().iter().find(|spec| spec.shape == Shape::Text) {
            self.set(id, spec.field, Value::Text(text));
        }
    }

    /// The rows of a table: the first column is the name, one that is called like a field is that field, and the others are
    /// text.
    fn rows(&mut self, home: Home, kind: Kind, rows: &[Vec<String>]) {
        let Some((header, rows)) = rows.split_first() else { return };
        let main = kind.fields().iter().find(|spec| spec.shape == Shape::Text).map(|spec| spec.field);
        let field = |label: &String| kind.fields().iter().find(|spec| means(&folded(label), spec.label));
        for row in rows {
            let Some(name) = row.first().map(|name| one_line(name)).filter(|name| !name.is_empty()) else { continue };
            let id = self.entry(home, kind, &name);
            let mut text = String::new();
            for (label, cell) in header.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
                match field(label).map(|spec| (spec.field, spec.shape)) {
                    Some((field, Shape::Line | Shape::Suggested)) => self.set(id, field, Value::Line(one_line(cell))),
                    Some((field, Shape::Text)) if Some(field) != main => self.set(id, field, Value::Text(cell.clone())),
                    Some((_, Shape::Text)) => text = joined(&text, cell),
                    _ if header.len() == 2 => text = joined(&text, cell),
                    _ => text = joined(&text, &format!("**{}:** {cell}", one_line(label))),
                }
            }
            if let Some(main) = main {
                self.set(id, main, Value::Text(text));
            }
        }
    }
}

fn joined(before: &str, after: &str) -> String {
    match (before.trim_end(), after.trim()) {
        ("", after) => after.to_owned(),
        (before, "") => before.to_owned(),
        (before, after) => format!("{before}\n\n{after}"),
    }
}

/// The first words of a text, where it has no name.
fn excerpt(text: &str) -> String {
    const WORDS: usize = 8;
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > WORDS { "…" } else { "" };
    format!("{}{more}", words[..words.len().min(WORDS)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::pieces::pieces;
    use super::*;
    use crate::model::PlaybookId;

    fn sorted(document: &str, ours: &Playbook) -> Playbook {
        let page = pieces(document);
        let theirs = sort(&page, &guess(&page), ours).theirs;
        assert_eq!(theirs.violations(), []);
        theirs
    }

    const PAGE: &str = "# Operations\n\nHello.\n\n## Tech stack\n\nOurs:\n\n- [CRM](https://c.io) - for *sales*\n- **Chat:** for us\n\n\
         ## How we work\n\nTogether.\n\n### On Mondays\n\nWe meet.\n\n- a\n- b\n\n## UTM terms\n\n| Term | Definition | Who |\n|---|---|---|\n| UTM | Urchin | Ana |";

    #[test]
    fn each_piece_has_its_place() {
        let blank = Playbook::new(PlaybookId::from_bits(1), "P");
        let theirs = sorted(PAGE, &blank);
        let said: Vec<_> = theirs.entries.values().map(|entry| (entry.kind, entry.name().to_owned())).collect();
        for (kind, name) in
            [(Kind::Tool, "CRM"), (Kind::Tool, "Chat"), (Kind::Entry, "On Mondays"), (Kind::Definition, "UTM")]
        {
            assert!(said.contains(&(kind, name.to_owned())), "{name} in {said:?}");
        }
        let named = |name: &str| theirs.entries.values().find(|entry| entry.name() == name).expect("an entry");
        assert_eq!(
            (named("CRM").text(Field::Link), named("CRM").text(Field::Purpose)),
            ("https://c.io", "for *sales*")
        );
        assert_eq!(named("On Mondays").text(Field::Body), "We meet.\n\n- a\n- b");
        assert_eq!(named("UTM").text(Field::Definition), "Urchin\n\n**Who:** Ana");
        let own: Vec<_> = theirs.sections[9..].iter().map(|s| (s.name.as_str(), s.introduction.as_str())).collect();
        assert_eq!(own, [("Operations", "Hello."), ("Tech stack", "Ours:"), ("How we work", "Together.")]);
        // The same page once more says nothing new.
        assert_eq!(sorted(PAGE, &theirs), theirs);
    }

    #[test]
    fn what_a_list_is_shows_in_its_heading() {
        for (heading, kind) in [
            ("MarTech stack", Some(Kind::Tool)),
            ("Slack channels", Some(Kind::Channel)),
            ("Lead sources", Some(Kind::LeadSource)),
            ("Lifecycle stages", Some(Kind::Stage)),
            ("Glossary", Some(Kind::Definition)),
            ("Our values", None),
            ("Unsere Vertriebstools", Some(Kind::Tool)),
            ("Lead-Quellen", Some(Kind::LeadSource)),
            ("Phasen im Lifecycle", Some(Kind::Stage)),
            ("Begriffe und Abkürzungen", Some(Kind::Definition)),
            ("Phase 2: controlled roll-out", None),
        ] {
            let piece = Piece {
                headings: vec![heading.to_owned()],
                content: Content::Terms(Vec::new()),
                markdown: String::new(),
            };
            let found = match offers(&piece).first() {
                Some(Make::Entries(_, kind)) => Some(*kind),
                _ => None,
            };
            assert_eq!(found, kind, "{heading}");
        }
    }
}
