//! From what a document tells of a field to its value.

use super::chunks::{Chunk, chunks, gist_of, markdown};
use super::told::Telling;
use crate::format::escape::one_line;
use crate::format::link::allowed_link;
use crate::format::values::{choice, flag, split};
use crate::model::{Field, FieldSpec, Shape, Value};
use pulldown_cmark::Event;

/// What became of a field.
pub(super) enum Made {
    /// Its value.
    Value(Value),
    /// The names of others, and how to reach them where that is said.
    Names(Vec<(String, String)>),
    /// Nothing that fits.
    Nothing,
}

/// Makes the value of a field. `old` is what is in it.
pub(super) fn value(spec: &FieldSpec, telling: &Telling<'_>, old: &Value, document: &str) -> Made {
    let said = Said { telling, document };
    Made::Value(
        match spec.shape {
            Shape::Text => Value::Text(said.long_text(match old {
                Value::Text(old) => old,
                _ => "",
            })),
            // Spaces around it count.
            Shape::Line if spec.field == Field::Separator => Value::Line(said.code().unwrap_or_else(|| said.text())),
            Shape::Line | Shape::Suggested | Shape::Date => Value::Line(said.text()),
            Shape::Link => Value::Line(said.address()),
            Shape::Choice(choices) => {
                let Some(code) = choice(choices, &said.text()) else { return Made::Nothing };
                Value::Line(code.to_owned())
            }
            Shape::Flag => match flag(&said.text()) {
                Some(flag) => Value::Flag(flag),
                None => return Made::Nothing,
            },
            Shape::Words => Value::Words(said.words(spec.field)),
            Shape::One(_) | Shape::Many(_) => return Made::Names(said.names()),
        }
        .cleaned(),
    )
}

/// A long text, where `old` stands now.
pub(super) fn long_text(telling: &Telling<'_>, old: &str, document: &str) -> String {
    Said { telling, document }.long_text(old)
}

struct Said<'t, 'a> {
    telling: &'t Telling<'a>,
    document: &'t str,
}

impl<'a> Said<'_, 'a> {
    fn chunks(&self) -> Vec<Chunk<'a>> {
        match self.telling {
            Telling::Cell(cell) => vec![cell.paragraph()],
            Telling::Chunks(chunks) => chunks.clone(),
        }
    }

    /// All on one line.
    fn text(&self) -> String {
        match self.telling {
            Telling::Cell(cell) => cell.text(),
            Telling::Chunks(chunks) => one_line(&chunks.iter().map(Chunk::text).collect::<Vec<_>>().join(" ")),
        }
    }

    /// Every character of it, where it is one piece of code.
    fn code(&self) -> Option<String> {
        let chunks = self.chunks();
        let mut codes = chunks.iter().flat_map(|chunk| &chunk.events).filter_map(|(event, _)| match event {
            Event::Code(code) => Some(code.to_string()),
            _ => None,
        });
        codes.next().filter(|code| codes.next().is_none() && code.trim() == self.text())
    }

    fn links(&self) -> Vec<(String, String)> {
        match self.telling {
            Telling::Cell(cell) => cell.links(),
            Telling::Chunks(chunks) => chunks.iter().flat_map(Chunk::links).collect(),
        }
    }

    /// Where the only link leads, or the words.
    fn address(&self) -> String {
        let text = self.text();
        match self.links().as_slice() {
            [(words, target)] if *words == text && allowed_link(target).is_some() => target.clone(),
            _ => text,
        }
    }

    fn words(&self, field: Field) -> Vec<String> {
        let mut text = self.text();
        if field == Field::Links {
            // The longest first: one may be the beginning of another.
            let mut links = self.links();
            links.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            for (words, target) in links {
                let shown = ["https://", "http://", "mailto:"].iter().find_map(|scheme| target.strip_prefix(scheme));
                if shown.is_some_and(|shown| shown.strip_suffix('/').unwrap_or(shown) == words) {
                    text = text.replacen(&words, &target, 1);
                } else if target != words {
                    text = text.replacen(&words, &format!("{words} {target}"), 1);
                }
            }
        }
        split(&text)
    }

    /// Names, each with an address where it is a link to write to somebody: so Google Docs gives people, with nothing
    /// between them.
    fn names(&self) -> Vec<(String, String)> {
        let links = self.links();
        let people: Vec<_> = links
            .iter()
            .filter_map(|(words, target)| Some((words.trim().to_owned(), target.strip_prefix("mailto:")?.to_owned())))
            .collect();
        let all = people.iter().map(|(words, _)| words.as_str()).collect::<String>();
        let without = |text: &str| text.replace([' ', ';', ','], "");
        if !people.is_empty() && without(&all) == without(&self.text()) {
            return people;
        }
        split(&self.text()).into_iter().map(|name| (name, String::new())).collect()
    }

    /// As Markdown. What was not changed stays as it was written: the marks of lists, the levels of headings.
    fn long_text(&self, old: &str) -> String {
        let told = self.chunks();
        let old_blocks: Vec<(Vec<String>, &str)> = blocks(old);
        let mut next = old_blocks.iter();
        let mut out: Vec<String> = Vec::new();
        let mut new: Vec<&Chunk<'a>> = Vec::new();
        let mut at = 0;
        while at < told.len() {
            let kept = next.clone().enumerate().find_map(|(skipped, (gist, source))| {
                let count =
                    (1..=told.len() - at).take_while(|count| gist_of(&told[at..at + count]).len() <= gist.len());
                let count = count.filter(|count| gist_of(&told[at..at + count]) == *gist).last()?;
                Some((skipped, count, *source))
            });
            match kept {
                Some((skipped, count, source)) => {
                    flush(&mut new, &mut out, self.document);
                    out.push(source.to_owned());
                    next.nth(skipped);
                    at += count;
                }
                None => {
                    new.push(&told[at]);
                    at += 1;
                }
            }
        }
        flush(&mut new, &mut out, self.document);
        let text = out.join("\n\n");
        // Two lists that stand one after the other would become one, and the like.
        if gist_of(&chunks(&text)) == gist_of(&told) {
            text
        } else {
            markdown(&told.iter().collect::<Vec<_>>(), self.document)
        }
    }
}

fn flush(new: &mut Vec<&Chunk<'_>>, out: &mut Vec<String>, document: &str) {
    if !new.is_empty() {
        out.push(markdown(new, document));
        new.clear();
    }
}

/// The blocks of a long text: what each says, and how it is written.
fn blocks(text: &str) -> Vec<(Vec<String>, &str)> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut open = Vec::new();
    let mut start = 0;
    for (event, range) in crate::format::dialect::parse(text) {
        if depth == 0 {
            start = range.start;
        }
        match &event {
            pulldown_cmark::Event::Start(_) => depth += 1,
            pulldown_cmark::Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let end = range.end;
        open.push(event);
        if depth == 0 {
            let gist = super::gist::gist(&open);
            if !gist.is_empty() {
                blocks.push((gist, text.get(start..end).unwrap_or_default().trim_end()));
            }
            open.clear();
        }
    }
    blocks
}
