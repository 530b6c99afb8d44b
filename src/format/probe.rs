//! For tests: what an independent reader, comrak, finds in a document, and texts that try to break it.

use crate::format::dialect::parse;
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag, TagEnd};

/// What was found, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Read {
    /// Headings: level and text.
    pub(in crate::format) outline: Vec<(u8, String)>,
    /// Tables: rows of cells.
    pub(in crate::format) tables: Vec<Vec<Vec<String>>>,
    /// Texts of paragraphs.
    pub(in crate::format) texts: Vec<String>,
    /// The targets of links and images.
    pub(in crate::format) links: Vec<String>,
    /// What each block is, parents before children; the rows of tables left out.
    pub(in crate::format) blocks: Vec<&'static str>,
    /// HTML, which should not be there.
    pub(in crate::format) html: Vec<String>,
}

impl Read {
    /// A document of plain paragraphs.
    pub(in crate::format) fn paragraphs(texts: &[&str]) -> Self {
        Self {
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            blocks: vec!["paragraph"; texts.len()],
            ..Self::default()
        }
    }
}

/// Reads a document as CommonMark with the tables of GFM.
pub(in crate::format) fn read(markdown: &str) -> Read {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    let arena = Arena::new();
    let mut read = Read::default();
    for node in parse_document(&arena, markdown, &options).descendants() {
        let block = match &node.data().value {
            NodeValue::Heading(heading) => {
                read.outline.push((heading.level, text(node)));
                "heading"
            }
            NodeValue::Paragraph => {
                read.texts.push(text(node));
                "paragraph"
            }
            NodeValue::Table(_) => {
                read.tables.push(node.children().map(|row| row.children().map(text).collect()).collect());
                "table"
            }
            NodeValue::Link(link) | NodeValue::Image(link) => {
                read.links.push(link.url.to_string());
                continue;
            }
            NodeValue::HtmlBlock(html) => {
                read.html.push(html.literal.clone());
                "html"
            }
            NodeValue::HtmlInline(html) => {
                read.html.push(html.clone());
                continue;
            }
            NodeValue::Item(_) => "item",
            NodeValue::BlockQuote => "quote",
            NodeValue::CodeBlock(_) => "code",
            NodeValue::ThematicBreak => "rule",
            _ => continue,
        };
        read.blocks.push(block);
    }
    read
}

fn text<'a>(node: Node<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(literal) => text.push_str(literal),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::HtmlInline(html) => text.push_str(html),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// A long text without its marks, as our own reader sees it: one line a block, table cells joined by `; `.
pub(in crate::format) fn to_plain(markdown: &str) -> String {
    fn flush(line: &mut String, lines: &mut Vec<String>) {
        let words: Vec<_> = line.split_whitespace().collect();
        if !words.is_empty() {
            lines.push(words.join(" "));
        }
        line.clear();
    }
    let is_block = |tag: &TagEnd| {
        use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, TableCell};
        !matches!(tag, Emphasis | Strong | Strikethrough | Link | Image | TableCell)
    };
    let mut lines = Vec::new();
    let mut line = String::new();
    for (event, _) in parse(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::TableCell) if !line.is_empty() => line.push_str("; "),
            Event::Start(tag) if is_block(&tag.to_end()) => flush(&mut line, &mut lines),
            Event::End(tag) if is_block(&tag) => flush(&mut line, &mut lines),
            _ => {}
        }
    }
    lines.join("\n")
}

#[test]
fn plain_text_has_one_line_a_block() {
    for (markdown, plain) in [
        ("", ""),
        ("# A *b*\n\nc\nd  \n[e](f) ![g](h) `i`", "A b\nc d e g i"),
        ("- a\n- b\n\n  c\n  1. d", "a\nb\nc\nd"),
        ("> a\n\n```\nb\nc\n```\n\n***", "a\nb c"),
        ("| a | b |\n|---|---|\n| c | **d** |", "a; b\nc; d"),
        ("<b>a</b> &lt; \\*", "<b>a</b> < *"),
    ] {
        assert_eq!(to_plain(markdown), plain, "{markdown:?}");
    }
}

/// A short text made of what Markdown gives a meaning to.
pub(in crate::format) fn hostile_text() -> impl Strategy<Value = String> {
    let mark = proptest::sample::select(
        &[
            "a",
            "b c",
            " ",
            "1",
            ".",
            ")",
            "(",
            "#",
            "##",
            "*",
            "**",
            "_",
            "__",
            "~",
            "~~",
            "`",
            "```",
            "[",
            "]",
            "](x)",
            "![",
            "<b>",
            "<!--",
            "<",
            ">",
            "&",
            "&amp;",
            "&#35;",
            ";",
            "\\",
            "\\\\",
            "|",
            "||",
            "-",
            "---",
            "+",
            "=",
            "===",
            ":",
            ":-:",
            "!",
            "{#a}",
            "\"",
            "'",
            "\n",
            "\t",
            "\u{a0}",
            "é",
            "“",
            "Ⓐ",
            "漢",
            "🙂",
            "א",
            "\u{202e}",
            "https://x.y/a_b",
            "1. ",
            "- ",
            "# ",
            "> ",
        ][..],
    );
    prop_oneof![
        4 => proptest::collection::vec(mark, 1..10).prop_map(|marks| marks.concat()),
        1 => "\\PC{0,12}",
        1 => any::<String>(),
    ]
}

/// A long text made of blocks, open and closed, well-formed and not.
pub(in crate::format) fn hostile_markdown() -> impl Strategy<Value = String> {
    let line = proptest::sample::select(
        &[
            "",
            "",
            "text",
            "more *marks* **here** and `code`",
            "# One",
            "## Two",
            "#### Four",
            "Title\n===",
            "Title\n---",
            "===",
            "---",
            "```",
            "```rust",
            "~~~",
            "    code",
            "- item",
            "- ",
            "* other",
            "  - nested",
            "    more",
            "1. one",
            "7. seven",
            "2) two",
            "> quote",
            "> # h",
            "> ```",
            "- # h",
            "- ```",
            ">",
            "<div>",
            "</div>",
            "<!-- open",
            "-->",
            "<pre>",
            "<script>",
            "text <b>bold",
            "[x]: /y",
            "[x]",
            "[a][x]",
            "[text]: /z \"t\"",
            "[^1]: note",
            "| a | b |",
            "|---|---|",
            "| c | d | e |",
            "a | b",
            "--- | ---",
            "\\",
            "trailing  ",
            "back\\",
            "***",
            "___",
            "* * *",
            "[a](b \"c\")",
            "[a](<b c>)",
            "![a](https://x/y)",
            "![a](data:x)",
            "<https://x.y>",
            "*open",
            "**open",
            "`open",
            "[open",
            "&nbsp;x",
            "&#10;y",
            "*&nbsp;a*",
            "a\u{a0}",
            "~~del~~",
            "***both***",
            "_a_ __b__",
            "*a **b** c*",
            "!",
            "Hello! [a](b)",
            "1\\. x",
            "\\# x",
            "\\- x",
        ][..],
    );
    let line = prop_oneof![6 => line.prop_map(str::to_owned), 1 => hostile_text()];
    proptest::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}
