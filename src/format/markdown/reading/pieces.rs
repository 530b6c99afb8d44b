//! A page that somebody wrote for another purpose, in pieces: lists of terms, tables and texts, each of which may become
//! something else in a playbook.

use super::chunks::{Chunk, ChunkKind, chunks, markdown};
use super::told::without_contents;
use crate::format::escape::one_line;
use crate::format::link::allowed_link;
use crate::format::names::folded;
use pulldown_cmark::{Event, Tag, TagEnd};

/// A page of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called; empty where it does not say.
    pub title: String,
    /// What is on it, in its order. Nothing is left out but pictures and its list of contents.
    pub pieces: Vec<Piece>,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The headings that it stands under, the outermost first.
    pub headings: Vec<String>,
    /// What it is.
    pub content: Content,
    /// All of it as Markdown.
    pub markdown: String,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing but text.
    Text,
    /// Names with something said about each: a list, or headings with little below them.
    Terms(Vec<Term>),
    /// A table, the first row of which is its header. Cells are Markdown.
    Table(Vec<Vec<String>>),
}

/// A name, and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name.
    pub name: String,
    /// Where the name leads; empty where it does not.
    pub link: String,
    /// Markdown.
    pub text: String,
}

/// So many headings with little below them are a list.
const FEW_HEADINGS: usize = 5;
/// So many blocks are little.
const FEW_BLOCKS: usize = 6;
/// A name is no longer than this, in characters.
const LONGEST_NAME: usize = 60;

/// Takes a page apart.
#[must_use]
pub fn pieces(document: &str) -> Page {
    let document = document.strip_prefix('\u{feff}').unwrap_or(document);
    let mut page = Page { title: String::new(), pieces: Vec::new() };
    let mut all = without_contents(chunks(document));
    if let Some(Chunk { kind: ChunkKind::FrontMatter(matter), .. }) = all.first() {
        page.title = title_in(matter);
        let matter = page.title.is_empty().then(|| matter.clone());
        all.remove(0);
        if let Some(text) = matter {
            let markdown = format!("```\n{text}\n```");
            page.pieces.push(Piece { headings: Vec::new(), content: Content::Text, markdown });
        }
    }
    let levels = all.iter().filter_map(level);
    let top = levels.clone().min().unwrap_or(1);
    let is_only = levels.filter(|level| *level == top).count() == 1;
    if page.title.is_empty()
        && is_only
        && let Some(ChunkKind::Heading { text, .. }) = all.first().map(|chunk| &chunk.kind)
    {
        page.title.clone_from(text);
        all.remove(0);
    }
    let mut apart = Apart { document, pieces: &mut page.pieces };
    apart.under(&[], &all);
    page
}

/// The title that stands before a page of a website.
fn title_in(matter: &str) -> String {
    let title = matter.lines().find_map(|line| line.strip_prefix("title:"));
    title.map_or_else(String::new, |title| title.trim().trim_matches(['"', '\'']).to_owned())
}

fn level(chunk: &Chunk<'_>) -> Option<u8> {
    match chunk.kind {
        ChunkKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

struct Apart<'p> {
    document: &'p str,
    pieces: &'p mut Vec<Piece>,
}

impl Apart<'_> {
    /// What stands under these headings.
    fn under(&mut self, headings: &[String], chunks: &[Chunk<'_>]) {
        let first = chunks.iter().position(|chunk| level(chunk).is_some()).unwrap_or(chunks.len());
        let (before, below) = chunks.split_at(first);
        self.texts(headings, before);
        let Some(top) = below.iter().filter_map(level).min() else { return };
        // What is deeper and comes first belongs to no heading of this level.
        let start = below.iter().position(|chunk| level(chunk) == Some(top)).unwrap_or_default();
        let (deeper, below) = below.split_at(start);
        if !deeper.is_empty() {
            self.under(headings, deeper);
        }
        let parts: Vec<&[Chunk<'_>]> = below.chunk_by(|_, next| level(next) != Some(top)).collect();
        if let Some(terms) = self.terms_of_headings(&parts) {
            let all: Vec<_> = below.iter().collect();
            self.push(headings, Content::Terms(terms), markdown(&all, self.document));
            return;
        }
        for part in parts {
            let Some((heading, inside)) = part.split_first() else { continue };
            let name = heading.text();
            let mut headings = headings.to_vec();
            headings.extend((!name.is_empty()).then_some(name));
            if inside.is_empty() {
                self.push(&headings, Content::Text, String::new());
            }
            self.under(&headings, inside);
        }
    }

    /// Headings with little below them, as a list.
    fn terms_of_headings(&self, parts: &[&[Chunk<'_>]]) -> Option<Vec<Term>> {
        let is_term = |part: &&&[Chunk<'_>]| {
            let is_small = part.len() <= FEW_BLOCKS + 1 && part.iter().skip(1).all(|chunk| level(chunk).is_none());
            let says_little = part.iter().skip(1).all(|chunk| matches!(chunk.kind, ChunkKind::Paragraph));
            is_small && (says_little || part.first().is_some_and(|heading| !heading.links().is_empty()))
        };
        let count = parts.iter().filter(is_term).count();
        if parts.len() < FEW_HEADINGS || count * 10 < parts.len() * 9 {
            return None;
        }
        let term = |part: &&[Chunk<'_>]| {
            let (heading, inside) = part.split_first()?;
            let name = heading.text();
            let link =
                heading.links().into_iter().map(|(_, target)| target).find(|target| allowed_link(target).is_some());
            let text = markdown(&inside.iter().collect::<Vec<_>>(), self.document);
            (!name.is_empty() || !text.is_empty()).then(|| Term { name, link: link.unwrap_or_default(), text })
        };
        Some(parts.iter().filter_map(term).collect())
    }

    /// Blocks without headings: tables and lists of terms by themselves, and the texts between them.
    fn texts(&mut self, headings: &[String], chunks: &[Chunk<'_>]) {
        let mut text: Vec<&Chunk<'_>> = Vec::new();
        for chunk in chunks {
            let content = match &chunk.kind {
                ChunkKind::Table(rows) if rows.len() > 1 => {
                    let cells = rows.iter().map(|row| row.iter().map(|cell| cell.markdown(self.document)).collect());
                    Some(Content::Table(cells.collect()))
                }
                _ => self.terms_of_list(chunk).map(Content::Terms),
            };
            match content {
                Some(content) => {
                    self.flush(headings, &mut text);
                    self.push(headings, content, markdown(&[chunk], self.document));
                }
                None => text.push(chunk),
            }
        }
        self.flush(headings, &mut text);
    }

    fn flush(&mut self, headings: &[String], text: &mut Vec<&Chunk<'_>>) {
        let markdown = markdown(text, self.document);
        text.clear();
        if !markdown.is_empty() {
            self.push(headings, Content::Text, markdown);
        }
    }

    fn push(&mut self, headings: &[String], content: Content, markdown: String) {
        self.pieces.push(Piece { headings: headings.to_vec(), content, markdown });
    }

    /// A list in which most items begin with a name: in bold, as a link, or before a dash or a colon.
    fn terms_of_list(&self, chunk: &Chunk<'_>) -> Option<Vec<Term>> {
        let Some((Event::Start(Tag::List(None)), _)) = chunk.events.first() else { return None };
        let items = items(chunk);
        let terms: Vec<Option<Term>> = items.iter().map(|item| self.term(item)).collect();
        let count = terms.iter().flatten().count();
        let names: std::collections::HashSet<_> = terms.iter().flatten().map(|term| folded(&term.name)).collect();
        if names.len() < count || items.len() < 2 || count * 10 < items.len() * 8 {
            return None;
        }
        let terms = terms.into_iter().zip(&items).map(|(term, item)| {
            term.unwrap_or_else(|| Term {
                name: String::new(),
                link: String::new(),
                text: markdown(&item.iter().collect::<Vec<_>>(), self.document),
            })
        });
        Some(terms.collect())
    }

    fn term(&self, item: &[Chunk<'_>]) -> Option<Term> {
        let (first, more) = item.split_first()?;
        let inside = first.inside();
        let mark = match inside.first()? {
            (Event::Start(Tag::Strong), _) => Some(TagEnd::Strong),
            (Event::Start(Tag::Link { .. }), _) => Some(TagEnd::Link),
            _ => None,
        };
        let end =
            mark.and_then(|mark| inside.iter().position(|(event, _)| matches!(event, Event::End(tag) if *tag == mark)));
        let (name, link, mut rest) = match end {
            Some(end) => {
                let head = super::chunks::Cell { events: inside.get(..=end)?.to_vec() };
                let link =
                    head.links().into_iter().map(|(_, target)| target).find(|target| allowed_link(target).is_some());
                (head.text(), link.unwrap_or_default(), inside.get(end + 1..)?.to_vec())
            }
            None => {
                let (Event::Text(text), range) = inside.first()? else { return None };
                let (name, after) = split_name(text)?;
                let mut rest = inside.to_vec();
                *rest.first_mut()? = (Event::Text(after.to_owned().into()), range.clone());
                (name.to_owned(), String::new(), rest)
            }
        };
        if let Some((Event::Text(text), _)) = rest.first_mut() {
            let after = text.trim_start().trim_start_matches(['-', '–', '—', ':']).trim_start().to_owned();
            *text = after.into();
        }
        rest.retain(|(event, _)| !matches!(event, Event::Text(text) if text.is_empty()));
        let name = one_line(name.trim().trim_end_matches(['-', '–', '—', ':']).trim_end());
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return None;
        }
        let first = super::chunks::Cell { events: rest };
        let mut blocks: Vec<Chunk<'_>> = (!first.gist().is_empty()).then(|| first.paragraph()).into_iter().collect();
        blocks.extend(more.iter().cloned());
        let text = markdown(&blocks.iter().collect::<Vec<_>>(), self.document);
        // A link alone is no term, but a list of links is one of documents.
        Some(Term { name, link, text })
    }
}

/// A short name before a dash or a colon, and what follows.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let is_name = |name: &str| (1..=6).contains(&name.split_whitespace().count());
    // "User - Edit access: may edit" is about the access.
    let marks = [": ", " – ", " — ", " - "].into_iter();
    marks.filter_map(|mark| text.split_once(mark)).find(|(name, _)| is_name(name))
}

/// The items of a list, each as blocks. An item that begins with another list is taken for the items of that.
fn items<'a>(list: &Chunk<'a>) -> Vec<Vec<Chunk<'a>>> {
    let mut items: Vec<Vec<Chunk<'a>>> = Vec::new();
    let mut depth = 0_usize;
    let mut open = Vec::new();
    let mut loose = Vec::new();
    for (event, range) in list.inside() {
        match event {
            Event::Start(Tag::Item) if depth == 0 => {
                items.push(Vec::new());
                continue;
            }
            Event::End(TagEnd::Item) if depth == 0 => {
                flush_line(&mut loose, &mut items);
                continue;
            }
            Event::Start(tag) if depth == 0 && is_inline(tag) => depth += 1,
            Event::Start(_) => {
                if depth == 0 {
                    flush_line(&mut loose, &mut items);
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_block = !open.is_empty() || matches!(event, Event::Start(tag) if depth == 1 && !is_inline(tag));
        if is_block && loose.is_empty() {
            open.push((event.clone(), range.clone()));
            if depth == 0 {
                push_block(std::mem::take(&mut open), &mut items);
            }
        } else {
            loose.push((event.clone(), range.clone()));
        }
    }
    let nested = |item: &Vec<Chunk<'a>>| match item.as_slice() {
        [only] if matches!(only.events.first(), Some((Event::Start(Tag::List(_)), _))) => self::items(only),
        _ => vec![item.clone()],
    };
    items.iter().flat_map(nested).collect()
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn flush_line<'a>(loose: &mut Vec<crate::format::dialect::Placed<'a>>, items: &mut [Vec<Chunk<'a>>]) {
    if !loose.is_empty()
        && let Some(item) = items.last_mut()
    {
        item.push(super::chunks::Cell { events: std::mem::take(loose) }.paragraph());
    }
}

fn push_block<'a>(events: Vec<crate::format::dialect::Placed<'a>>, items: &mut [Vec<Chunk<'a>>]) {
    let kind = match events.first() {
        Some((Event::Start(Tag::Paragraph), _)) => ChunkKind::Paragraph,
        _ => ChunkKind::Other,
    };
    if let Some(item) = items.last_mut() {
        item.push(Chunk { kind, events, continues: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(document: &str) -> Vec<String> {
        let page = pieces(document);
        let shown = |piece: &Piece| {
            let content = match &piece.content {
                Content::Text => format!("text {}", piece.markdown),
                Content::Terms(terms) => {
                    let terms = terms.iter().map(|term| format!("{}|{}|{}", term.name, term.link, term.text));
                    format!("terms {}", terms.collect::<Vec<_>>().join("; "))
                }
                Content::Table(rows) => {
                    format!("table {}", rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("; "))
                }
            };
            format!("{}: {content}", piece.headings.join(" › "))
        };
        std::iter::once(page.title.clone()).chain(page.pieces.iter().map(shown)).collect()
    }

    #[test]
    fn a_page_falls_into_lists_tables_and_texts() {
        for (document, expected) in [
            ("", &[""][..]),
            (
                "# T\n\nHello\n\n## A\n\nText\n\n### B\n\nMore",
                &["T", ": text Hello", "A: text Text", "A › B: text More"],
            ),
            ("---\ntitle: Stack\n---\n\nHi", &["Stack", ": text Hi"]),
            ("## A\n\n## B\n\nb", &["", "A: text ", "B: text b"]),
            (
                "# T\n\n- **HubSpot -** mails\n- - **Demio -** talks [here](https://d.io)\n- [CRM](https://c.io): sales",
                &["T", ": terms HubSpot||mails; Demio||talks [here](https://d.io); CRM|https://c.io|sales"],
            ),
            (
                "- Admin: may *all*\n- User: may read\n\n  - or write",
                &["", ": terms Admin||may *all*; User||may read\n\n- or write"],
            ),
            ("- one thing\n- another thing", &["", ": text - one thing\n- another thing"]),
            ("- User - Edit: may\n- User - Read: sees", &["", ": terms User - Edit||may; User - Read||sees"]),
            (
                "- [W](https://a.b) to x\n- [W](https://c.d) to y",
                &["", ": text - [W](https://a.b) to x\n- [W](https://c.d) to y"],
            ),
            ("1. **A** - b\n2. **C** - d", &["", ": text 1. **A** - b\n2. **C** - d"]),
            ("| A | B |\n|---|---|\n| *c* | [d](https://e.f) |", &["", ": table A|B; *c*|[d](https://e.f)"]),
            (
                "# T\n\n## [A](https://a.b)\n\na\n\n## B\n\nb\n\n## C\n\n## D\n\nd\n\ne\n\n## E\n\ne",
                &["T", ": terms A|https://a.b|a; B||b; C||; D||d\n\ne; E||e"],
            ),
        ] {
            assert_eq!(shape(document), expected, "{document}");
        }
    }
}
