//! The Markdown that long texts are written in, as the export reads it. On the screen, `src/ui/widgets/prose.js` reads
//! it, with another parser: this one is too large for the page.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::borrow::Cow;
use std::ops::Range;

/// CommonMark with the tables and the strikethrough of GFM. Nothing else: every further extension gives one
/// more character a meaning that the people who type here do not expect.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// An event, with its place in the text.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Reads a long text: events, each with the place in the text that it comes from. Neighbouring texts are joined: the
/// parser splits them at every escape.
///
/// Headings without any text are left out: they would be gaps in every outline, on the screen and in Docs.
pub(super) fn parse(markdown: &str) -> impl Iterator<Item = Placed<'_>> {
    parse_with(markdown, OPTIONS)
}

/// Reads a document of others, which may be anything that Google Docs writes: with anchors at its headings, footnotes,
/// and what stands before a page of a website.
pub(super) fn parse_document(markdown: &str) -> impl Iterator<Item = Placed<'_>> {
    let more =
        Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    parse_with(markdown, OPTIONS | more)
}

fn parse_with(markdown: &str, options: Options) -> impl Iterator<Item = Placed<'_>> {
    let parser = Parser::new_ext(markdown, options).into_offset_iter();
    let mut events = TextMergeWithOffset::new(parser).peekable();
    std::iter::from_fn(move || {
        loop {
            let event = events.next()?;
            let empty_heading = matches!(event, (Event::Start(Tag::Heading { .. }), _))
                && events.next_if(|(next, _)| matches!(next, Event::End(TagEnd::Heading(_)))).is_some();
            if !empty_heading {
                return Some(event);
            }
        }
    })
}

/// The address that a link or an image of the parser points at.
pub(super) fn target<'a>(link_type: LinkType, dest_url: &'a str) -> Cow<'a, str> {
    match link_type {
        LinkType::Email => format!("mailto:{dest_url}").into(),
        _ => dest_url.into(),
    }
}

/// Moves the headings inside a text below the heading that the text stands under, without gaps: the first
/// becomes one level deeper than it, and none is more than one deeper than the one before.
pub(super) struct HeadingLevels {
    base: u8,
    /// The levels, as written, of the headings that the current place is under.
    above: Vec<u8>,
}

impl HeadingLevels {
    /// For a text that stands under a heading of level `base`.
    pub(super) fn below(base: u8) -> Self {
        Self { base, above: Vec::new() }
    }

    /// The level, at most 6, of the next heading, which is written as `level`.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        self.above.retain(|above| *above < level);
        self.above.push(level);
        // At most six levels are ever open, because each is deeper than the one before.
        let depth = u8::try_from(self.above.len()).unwrap_or(6);
        self.base.saturating_add(depth).clamp(1, 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_without_gaps() {
        for (base, written, shown) in [
            (2, &[1, 2, 3][..], &[3, 4, 5][..]),
            (2, &[3, 3, 5, 4], &[3, 3, 4, 4]),
            (2, &[4, 1, 3], &[3, 3, 4]),
            (0, &[1, 6, 1, 2], &[1, 2, 1, 2]),
            (4, &[1, 2, 3], &[5, 6, 6]),
            (255, &[1], &[6]),
        ] {
            let mut levels = HeadingLevels::below(base);
            assert_eq!(written.iter().map(|level| levels.next(*level)).collect::<Vec<_>>(), shown, "{written:?}");
        }
    }
}
