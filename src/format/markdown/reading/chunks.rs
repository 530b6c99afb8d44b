//! A document as a row of chunks: headings, tables, and everything else.

use super::gist::{gist, plain};
use crate::format::dialect::{Placed, parse_document, target};
use crate::format::escape::Place;
use crate::format::long::LongText;
use pulldown_cmark::{Event, MetadataBlockKind, Tag, TagEnd};

/// A block that stands in no other.
#[derive(Debug, Clone)]
pub(super) struct Chunk<'a> {
    pub(super) kind: ChunkKind<'a>,
    /// All of it, from the first start to the last end.
    pub(super) events: Vec<Placed<'a>>,
    /// Whether it is a further line of the paragraph before it.
    pub(super) continues: bool,
}

/// What a chunk is.
#[derive(Debug, Clone)]
pub(super) enum ChunkKind<'a> {
    /// A heading, without its marks.
    Heading { level: u8, text: String },
    /// A table, the first row of which is its header.
    Table(Vec<Vec<Cell<'a>>>),
    /// A line of a paragraph. Google Docs puts paragraphs together that stand close to each other.
    Paragraph,
    /// What stands before a page of a website, as it is written.
    FrontMatter(String),
    /// Lists, quotes, code, rules.
    Other,
}

/// What stands in a cell of a table, or behind a label.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell<'a> {
    pub(super) events: Vec<Placed<'a>>,
}

impl<'a> Cell<'a> {
    /// Its words, without marks.
    pub(super) fn text(&self) -> String {
        plain(self.events.iter().map(|(event, _)| event))
    }

    /// What its links lead to, with their words.
    pub(super) fn links(&self) -> Vec<(String, String)> {
        links(&self.events)
    }

    /// It as a long text of one paragraph.
    pub(super) fn markdown(&self, document: &str) -> String {
        markdown(&[&self.paragraph()], document)
    }

    /// What it says.
    pub(super) fn gist(&self) -> Vec<String> {
        gist(self.events.iter().map(|(event, _)| event))
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.events.iter().all(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                text.chars().all(|c| c.is_whitespace() || c == '\0')
            }
            _ => true,
        })
    }

    /// As a block of its own.
    pub(super) fn paragraph(&self) -> Chunk<'a> {
        let paragraph = [(Event::Start(Tag::Paragraph), 0..0)].into_iter().chain(self.events.iter().cloned());
        let events = paragraph.chain([(Event::End(TagEnd::Paragraph), 0..0)]).collect();
        Chunk { kind: ChunkKind::Paragraph, events, continues: false }
    }
}

impl<'a> Chunk<'a> {
    /// Its words, without marks.
    pub(super) fn text(&self) -> String {
        plain(self.events.iter().map(|(event, _)| event))
    }

    /// What its links lead to, with their words.
    pub(super) fn links(&self) -> Vec<(String, String)> {
        links(&self.events)
    }

    /// What stands between its start and its end.
    pub(super) fn inside(&self) -> &[Placed<'a>] {
        let last = self.events.len().saturating_sub(1);
        self.events.get(1..last).unwrap_or_default()
    }

    /// What it says.
    pub(super) fn gist(&self) -> Vec<String> {
        gist(self.events.iter().map(|(event, _)| event))
    }
}

/// What several chunks say.
pub(super) fn gist_of(chunks: &[Chunk<'_>]) -> Vec<String> {
    gist(chunks.iter().flat_map(|chunk| chunk.events.iter().map(|(event, _)| event)))
}

/// Chunks as a long text. What were lines of one paragraph are again.
pub(super) fn markdown<'a>(chunks: &[&Chunk<'a>], document: &str) -> String {
    let mut out = String::new();
    let mut events: Vec<Placed<'a>> = Vec::new();
    for chunk in chunks {
        let follows = matches!(events.last(), Some((Event::End(TagEnd::Paragraph), _)));
        if chunk.continues && follows {
            events.pop();
            events.push((Event::HardBreak, 0..0));
            events.extend(chunk.events.iter().skip(1).cloned());
        } else {
            events.extend(chunk.events.iter().cloned());
        }
    }
    LongText::of(events, document).write_blocks(0, Place::LINE_START, &mut out);
    out
}

fn links(events: &[Placed<'_>]) -> Vec<(String, String)> {
    let mut links = Vec::new();
    let mut open: Option<(String, Vec<&Event<'_>>)> = None;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                open = Some((target(*link_type, dest_url).into_owned(), Vec::new()));
            }
            Event::End(TagEnd::Link) => {
                links.extend(open.take().map(|(target, words)| (plain(words), target)));
            }
            event => {
                if let Some((_, words)) = &mut open {
                    words.push(event);
                }
            }
        }
    }
    links
}

/// Reads a document.
pub(super) fn chunks(document: &str) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let mut depth = 0_usize;
    let mut open: Vec<Placed<'_>> = Vec::new();
    for (event, range) in parse_document(document) {
        let event = match event {
            // Footnotes are no part of the Markdown of a playbook: their marks stay as text.
            Event::FootnoteReference(name) => Event::Text(format!("[^{name}]").into()),
            event => event,
        };
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        open.push((event, range));
        if depth == 0 {
            chunk(std::mem::take(&mut open), document, &mut chunks);
        }
    }
    chunks
}

fn chunk<'a>(events: Vec<Placed<'a>>, document: &'a str, chunks: &mut Vec<Chunk<'a>>) {
    let Some((first, range)) = events.first() else { return };
    let kind = match first {
        Event::Start(Tag::Heading { level, .. }) => {
            let source = document.get(range.clone()).unwrap_or_default();
            if is_underlined_by_accident(source) {
                paragraphs(events, chunks);
                chunks.push(Chunk { kind: ChunkKind::Other, events: vec![(Event::Rule, 0..0)], continues: false });
                return;
            }
            let text = plain(events.iter().map(|(event, _)| event));
            ChunkKind::Heading { level: *level as u8, text }
        }
        Event::Start(Tag::Table(_)) => ChunkKind::Table(rows(&events)),
        Event::Start(Tag::Paragraph) => return paragraphs(events, chunks),
        Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => {
            ChunkKind::FrontMatter(document.get(range.clone()).unwrap_or_default().to_owned())
        }
        Event::Start(Tag::FootnoteDefinition(name)) => {
            let mark = Event::Text(format!("[^{name}]: ").into());
            let mut inside: Vec<_> = events.get(1..events.len() - 1).unwrap_or_default().to_vec();
            let at = usize::from(matches!(inside.first(), Some((Event::Start(Tag::Paragraph), _))));
            inside.insert(at, (mark, 0..0));
            if at == 0 {
                inside.insert(0, (Event::Start(Tag::Paragraph), 0..0));
                inside.insert(2, (Event::End(TagEnd::Paragraph), 0..0));
            }
            ChunkKind::Other.of(inside, chunks);
            return;
        }
        _ => ChunkKind::Other,
    };
    kind.of(events, chunks);
}

impl<'a> ChunkKind<'a> {
    fn of(self, events: Vec<Placed<'a>>, chunks: &mut Vec<Chunk<'a>>) {
        chunks.push(Chunk { kind: self, events, continues: false });
    }
}

/// Whether a heading is a paragraph before a rule: Google Docs ends the paragraph with two blanks, and the dashes that
/// follow turn it into a heading.
fn is_underlined_by_accident(source: &str) -> bool {
    let mut lines = source.trim_end().lines().rev();
    lines.next().is_some_and(|line| line.trim_start().starts_with("--"))
        && lines.next().is_some_and(|line| line.ends_with("  "))
}

/// The lines of a paragraph, or of a heading that is none. A line that ends within a mark goes on.
fn paragraphs<'a>(events: Vec<Placed<'a>>, chunks: &mut Vec<Chunk<'a>>) {
    let mut depth = 0_usize;
    let mut line: Vec<Placed<'a>> = Vec::new();
    let inside = events.get(1..events.len() - 1).unwrap_or_default().to_vec();
    let first = chunks.len();
    for (event, range) in inside {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::HardBreak if depth == 0 => {
                push_line(std::mem::take(&mut line), chunks);
                continue;
            }
            _ => {}
        }
        line.push((event, range));
    }
    push_line(line, chunks);
    for line in chunks.iter_mut().skip(first + 1) {
        line.continues = true;
    }
}

fn push_line<'a>(line: Vec<Placed<'a>>, chunks: &mut Vec<Chunk<'a>>) {
    if !line.is_empty() {
        chunks.push(Cell { events: line }.paragraph());
    }
}

fn rows<'a>(events: &[Placed<'a>]) -> Vec<Vec<Cell<'a>>> {
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    let mut cell = Cell::default();
    for (event, range) in events {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => cell = Cell::default(),
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut cell));
                }
            }
            event => cell.events.push((event.clone(), range.clone())),
        }
    }
    rows
}
