//! What a document tells of a playbook: sections, lists and entries, found by their headings, labels and columns. Nothing is
//! made of it here.
//!
//! A playbook that was just written goes through here, too. Where a text looks like something else, as a definition with a
//! line that begins with "**Owner:**" does, it does so on both sides.

use super::chunks::{Cell, Chunk, ChunkKind, gist_of};
use super::rows::{agreement, told_rows};
use crate::format::escape::one_line;
use crate::format::labels::{CONTENTS, EXAMPLE, Labels, PATTERN, means};
use crate::format::names::folded;
use crate::format::page::kinds;
use crate::format::page::layout::{Layout, is_body};
use crate::model::{Agreement, Field, Home, Kind, Shape};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::{HashMap, HashSet};

/// What a document tells.
#[derive(Debug, Default)]
pub(super) struct Told<'a> {
    pub(super) title: Option<String>,
    /// What stands before the first section, or all of a document without any.
    pub(super) before: Vec<Chunk<'a>>,
    pub(super) homes: Vec<ToldHome<'a>>,
}

/// What stands under the heading of a section.
#[derive(Debug)]
pub(super) struct ToldHome<'a> {
    pub(super) name: String,
    /// Which section it is, or the directory; nothing for one that is not known.
    pub(super) home: Option<Home>,
    pub(super) introduction: Vec<Chunk<'a>>,
    pub(super) lists: Vec<ToldList<'a>>,
}

/// The entries of a kind.
#[derive(Debug)]
pub(super) struct ToldList<'a> {
    pub(super) kind: Kind,
    pub(super) entries: Vec<ToldEntry<'a>>,
}

/// An entry: a row, what stands under a heading, or both.
#[derive(Debug, Default)]
pub(super) struct ToldEntry<'a> {
    pub(super) title: String,
    pub(super) agreement: Agreement,
    pub(super) fields: Vec<(Field, Telling<'a>)>,
    pub(super) parts: Vec<ToldList<'a>>,
    /// What stands in no field.
    pub(super) loose: Vec<Chunk<'a>>,
    /// Whether it has a heading.
    pub(super) headed: bool,
}

/// What is told of a field.
#[derive(Debug)]
pub(super) enum Telling<'a> {
    Cell(Cell<'a>),
    Chunks(Vec<Chunk<'a>>),
}

impl Telling<'_> {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Cell(cell) => cell.is_empty(),
            Self::Chunks(chunks) => chunks.iter().all(|chunk| chunk.gist().is_empty()),
        }
    }

    /// What it says.
    pub(super) fn gist(&self) -> Vec<String> {
        match self {
            Self::Cell(cell) => cell.gist(),
            Self::Chunks(chunks) => gist_of(chunks),
        }
    }
}

impl<'a> ToldEntry<'a> {
    pub(super) fn field(&self, field: Field) -> Option<&Telling<'a>> {
        self.fields.iter().find(|(told, _)| *told == field).map(|(_, telling)| telling)
    }

    pub(super) fn list(&self, kind: Kind) -> Option<&ToldList<'a>> {
        self.parts.iter().find(|list| list.kind == kind)
    }
}

impl<'a> Told<'a> {
    pub(super) fn home(&self, home: Home) -> Option<&ToldHome<'a>> {
        self.homes.iter().find(|told| told.home == Some(home))
    }
}

impl<'a> ToldHome<'a> {
    pub(super) fn list(&self, kind: Kind) -> Option<&ToldList<'a>> {
        self.lists.iter().find(|list| list.kind == kind)
    }
}

/// Finds the sections of these names in a document, and what stands in them.
pub(super) fn tell<'a>(chunks: Vec<Chunk<'a>>, names: &HashMap<String, Home>) -> Told<'a> {
    let Some(level) = section_level(&chunks, names) else { return Told { before: chunks, ..Told::default() } };
    let mut told = Told::default();
    let mut rest = chunks.into_iter().peekable();
    let is_section = |chunk: &Chunk<'_>| matches!(chunk.kind, ChunkKind::Heading { level: of, .. } if of == level);
    // The title is a heading above the sections, or one of theirs that is first and names none.
    let is_title = |chunk: &Chunk<'_>| match &chunk.kind {
        ChunkKind::Heading { level: of, text } => *of < level || (*of == level && !names.contains_key(&folded(text))),
        _ => false,
    };
    if let Some(chunk) = rest.next_if(is_title)
        && let ChunkKind::Heading { text, .. } = chunk.kind
    {
        told.title = Some(text);
    }
    while let Some(chunk) = rest.next_if(|chunk| !is_section(chunk)) {
        told.before.push(chunk);
    }
    while let Some(heading) = rest.next() {
        let ChunkKind::Heading { text: name, .. } = heading.kind else { continue };
        let home = names.get(&folded(&name)).copied();
        let mut inside = Vec::new();
        while let Some(chunk) = rest.next_if(|chunk| !is_section(chunk)) {
            inside.push(chunk);
        }
        told_home(name, home, inside, level, &mut told.homes);
    }
    told
}

/// The level of the headings of sections: the one at which most of them are known. Nothing where most headings of that level
/// are not: a page about something else may have a heading that is called like a section.
pub(super) fn section_level(chunks: &[Chunk<'_>], names: &HashMap<String, Home>) -> Option<u8> {
    let mut levels = [(0_usize, 0_usize); 7];
    let mut is_first = true;
    for chunk in chunks {
        if let ChunkKind::Heading { level, text } = &chunk.kind {
            let is_known = names.contains_key(&folded(text));
            if let Some((known, all)) = levels.get_mut(usize::from(*level)) {
                *known += usize::from(is_known);
                // The title may have the level of the sections.
                *all += usize::from(is_known || !is_first);
            }
            is_first = false;
        }
    }
    let most = levels.iter().map(|(known, _)| *known).max().filter(|most| *most > 0)?;
    let level = levels.iter().position(|(known, all)| *known == most && known * 2 >= *all)?;
    u8::try_from(level).ok()
}

/// What may be labels of ours, as [`folded`]: headings, what stands in bold before a colon, the first rows of tables.
pub(super) fn said_as_labels(chunks: &[Chunk<'_>]) -> Vec<String> {
    let of = |chunk: &Chunk<'_>| match &chunk.kind {
        ChunkKind::Heading { text, .. } => vec![folded(text)],
        ChunkKind::Table(rows) => rows.first().into_iter().flatten().map(|cell| folded(&cell.text())).collect(),
        _ => labelled(chunk).map(|(label, _)| folded(&label)).into_iter().collect(),
    };
    chunks.iter().flat_map(of).collect()
}

/// Without the list of what follows: ours, and that of Google Docs.
pub(super) fn without_contents(mut chunks: Vec<Chunk<'_>>) -> Vec<Chunk<'_>> {
    let headings: HashSet<String> = chunks
        .iter()
        .filter_map(|chunk| match &chunk.kind {
            ChunkKind::Heading { text, .. } => Some(folded(text)),
            _ => None,
        })
        .collect();
    chunks.retain(|chunk| !leads_to_a_heading(chunk, &headings));
    let ours = chunks.windows(2).position(|pair| {
        let is_label = means(folded(&pair[0].text()).trim_end_matches(':'), CONTENTS);
        let items = pair[1].gist();
        let is_known = |item: &String| {
            item.trim_start().strip_prefix(['•', '1']).is_some_and(|name| headings.contains(&folded(name)))
        };
        // Who renames a section may leave the list as it is.
        is_label && !items.is_empty() && items.iter().filter(|item| is_known(item)).count() * 2 >= items.len()
    });
    if let Some(at) = ours {
        chunks.drain(at..at + 2);
    }
    chunks
}

/// Whether a chunk is a line of the contents that Google Docs writes: links into the document, some with the number of a page.
fn leads_to_a_heading(chunk: &Chunk<'_>, headings: &HashSet<String>) -> bool {
    let links = chunk.links();
    let text = chunk.text();
    let all = links.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join(" ");
    !links.is_empty()
        && text == one_line(&all)
        && links.iter().all(|(words, target)| {
            let name = words.trim_end_matches(|c: char| c.is_ascii_digit());
            target.starts_with("#heading=")
                || (target.starts_with('#') && (headings.contains(&folded(words)) || headings.contains(&folded(name))))
        })
}

fn told_home<'a>(name: String, home: Option<Home>, inside: Vec<Chunk<'a>>, level: u8, homes: &mut Vec<ToldHome<'a>>) {
    let kinds = home.map_or(&[Kind::Entry][..], kinds);
    let mut introduction = Vec::new();
    let mut lists: Vec<ToldList<'a>> = Vec::new();
    if let [kind] = kinds {
        let (before, entries) = list(*kind, inside, level + 1);
        introduction = before;
        lists.push(ToldList { kind: *kind, entries });
    } else {
        let named = |chunk: &Chunk<'_>| match &chunk.kind {
            ChunkKind::Heading { level: of, text } if *of == level + 1 => {
                kinds.iter().copied().find(|kind| means(&folded(text), kind.list_name()))
            }
            _ => None,
        };
        let mut rest = inside.into_iter().peekable();
        while let Some(chunk) = rest.next() {
            let Some(kind) = named(&chunk) else {
                introduction.push(chunk);
                continue;
            };
            let mut inside = Vec::new();
            while let Some(chunk) = rest.next_if(|chunk| named(chunk).is_none()) {
                inside.push(chunk);
            }
            let (before, entries) = list(kind, inside, level + 2);
            introduction.extend(before);
            lists.push(ToldList { kind, entries });
        }
    }
    // A section may stand in a document in several places.
    let before = homes.iter_mut().find(|told| home.is_some() && told.home == home);
    let Some(before) = before else { return homes.push(ToldHome { name, home, introduction, lists }) };
    before.introduction.extend(introduction);
    for list in lists {
        match before.lists.iter_mut().find(|told| told.kind == list.kind) {
            Some(told) => told.entries.extend(list.entries),
            None => before.lists.push(list),
        }
    }
}

/// The entries of a list, whose headings are of this level, and what else stands there.
fn list<'a>(kind: Kind, chunks: Vec<Chunk<'a>>, level: u8) -> (Vec<Chunk<'a>>, Vec<ToldEntry<'a>>) {
    let mut before = Vec::new();
    let mut entries: Vec<ToldEntry<'a>> = Vec::new();
    // Of each name, the rows that have no heading yet.
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    let mut rest = chunks.into_iter().peekable();
    let is_heading = |chunk: &Chunk<'_>| matches!(chunk.kind, ChunkKind::Heading { level: of, .. } if of <= level);
    while let Some(chunk) = rest.next_if(|chunk| !is_heading(chunk)) {
        let note = Layout::of(kind).note;
        if !note.is_empty() && Labels::ALL.iter().any(|labels| chunk.text() == labels.of(note)) {
            continue;
        }
        match told_rows(kind, chunk) {
            Ok(told) => entries.extend(told),
            Err(chunk) => before.push(chunk),
        }
    }
    for (index, entry) in entries.iter().enumerate().rev() {
        rows.entry(folded(&entry.title)).or_default().push(index);
    }
    while let Some(heading) = rest.next() {
        let mut inside = Vec::new();
        while let Some(chunk) = rest.next_if(|chunk| !is_heading(chunk)) {
            inside.push(chunk);
        }
        let title = match &heading.kind {
            ChunkKind::Heading { text, .. } => text.clone(),
            _ => String::new(),
        };
        // An empty heading is nobody's name, and what stands under it belongs to what stands above.
        if title.is_empty() {
            match entries.last_mut() {
                Some(entry) if entry.headed => entry.take(kind, inside),
                _ => before.extend(inside),
            }
            continue;
        }
        let row = rows.get_mut(&folded(&title)).and_then(Vec::pop);
        let at = row.unwrap_or_else(|| {
            entries.push(ToldEntry { title, ..ToldEntry::default() });
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(at) {
            entry.headed = true;
            if row.is_none() {
                entry.agreement = Agreement::Agreed;
            }
            entry.take(kind, inside);
        }
    }
    (before, entries)
}

impl<'a> ToldEntry<'a> {
    /// Takes what stands under its heading.
    fn take(&mut self, kind: Kind, chunks: Vec<Chunk<'a>>) {
        let mut text: Option<Field> = kind.fields().iter().find(|spec| is_body(spec)).map(|spec| spec.field);
        let mut caption: Option<(Kind, String)> = None;
        let mut is_first = true;
        for chunk in chunks {
            let first = std::mem::take(&mut is_first);
            if first
                && Layout::of(kind).agreement
                && let Some(agreement) = mark(&chunk)
            {
                self.agreement = agreement;
                continue;
            }
            if let Some((part, of)) = caption.take() {
                match told_rows(part, chunk) {
                    Ok(rows) => {
                        self.take_parts(part, &of, rows);
                        continue;
                    }
                    Err(chunk) => self.take_text(text, chunk),
                }
                continue;
            }
            match labelled(&chunk).and_then(|(label, rest)| self.meaning(kind, &label, rest)) {
                Some(Meaning::Field(field, rest))
                    if kind.field(field).is_some_and(|spec| spec.shape == Shape::Text) =>
                {
                    let first = (!rest.gist().is_empty()).then(|| rest.paragraph());
                    self.fields.push((field, Telling::Chunks(first.into_iter().collect())));
                    text = Some(field);
                }
                Some(Meaning::Field(field, rest)) => {
                    self.fields.push((field, Telling::Cell(rest)));
                    text = None;
                }
                Some(Meaning::Parts(part, of)) => caption = Some((part, of)),
                Some(Meaning::Made) => text = None,
                None => self.take_text(text, chunk),
            }
        }
        self.fields.retain(|(_, telling)| !telling.is_empty());
    }

    fn take_text(&mut self, field: Option<Field>, chunk: Chunk<'a>) {
        let Some(field) = field else { return self.loose.push(chunk) };
        match self.fields.iter_mut().find(|(told, _)| *told == field) {
            Some((_, Telling::Chunks(chunks))) => chunks.push(chunk),
            Some(_) => self.loose.push(chunk),
            None => self.fields.push((field, Telling::Chunks(vec![chunk]))),
        }
    }

    fn take_parts(&mut self, kind: Kind, of: &str, rows: Vec<ToldEntry<'a>>) {
        if kind.whole().is_some_and(|whole| whole.whole().is_some()) {
            // Of a token, which stands in a table above.
            let tokens = self.parts.iter_mut().flat_map(|list| &mut list.entries);
            if let Some(token) = tokens.into_iter().find(|token| folded(&token.title) == folded(of)) {
                token.parts.push(ToldList { kind, entries: rows });
            }
            return;
        }
        match self.parts.iter_mut().find(|list| list.kind == kind) {
            Some(list) => list.entries.extend(rows),
            None => self.parts.push(ToldList { kind, entries: rows }),
        }
    }

    /// What a label means in an entry of this kind. Nothing the second time: then it is text.
    fn meaning(&self, kind: Kind, label: &str, rest: Cell<'a>) -> Option<Meaning<'a>> {
        let label = folded(label);
        let is = |known: &'static str| means(&label, known);
        if kind == Kind::NamingConvention && (is(PATTERN) || is(EXAMPLE)) {
            return Some(Meaning::Made);
        }
        if let Some(spec) = kind.fields().iter().find(|spec| spec.field != Field::Name && is(spec.label)) {
            return self.field(spec.field).is_none().then_some(Meaning::Field(spec.field, rest));
        }
        let parts = kind.parts().iter().flat_map(|part| std::iter::once(part).chain(part.parts()));
        let part = parts.copied().find(|part| is(part.list_name()))?;
        Some(Meaning::Parts(part, rest.text()))
    }
}

enum Meaning<'a> {
    Field(Field, Cell<'a>),
    /// A table of parts follows; of which part of the entry.
    Parts(Kind, String),
    /// It is made from the rest.
    Made,
}

/// What says that an entry is not agreed on.
fn mark(chunk: &Chunk<'_>) -> Option<Agreement> {
    let is_emphasis = matches!(chunk.inside().first(), Some((Event::Start(Tag::Emphasis), _)));
    (matches!(chunk.kind, ChunkKind::Paragraph) && is_emphasis).then(|| agreement(&chunk.text())).flatten()
}

/// A label in bold at the start of a line, without its colon, and what follows.
fn labelled<'a>(chunk: &Chunk<'a>) -> Option<(String, Cell<'a>)> {
    if !matches!(chunk.kind, ChunkKind::Paragraph) {
        return None;
    }
    let inside = chunk.inside();
    let (Event::Start(Tag::Strong), _) = inside.first()? else { return None };
    let end = inside.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Strong)))?;
    let label = Cell { events: inside.get(1..end)?.to_vec() }.text();
    let mut rest = inside.get(end + 1..)?.to_vec();
    let colon_inside = label.ends_with(':');
    if let Some((Event::Text(text), _)) = rest.first_mut() {
        let after = if colon_inside { Some(&**text) } else { text.trim_start().strip_prefix(':') };
        let after = after?.trim_start().to_owned();
        *text = after.into();
    } else if !colon_inside {
        return None;
    }
    if matches!(rest.first(), Some((Event::Text(text), _)) if text.is_empty()) {
        rest.remove(0);
    }
    if matches!(rest.first(), Some((Event::SoftBreak, _))) {
        rest.remove(0);
    }
    Some((label.trim_end_matches(':').trim().to_owned(), Cell { events: rest }))
}
