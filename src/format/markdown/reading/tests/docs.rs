//! What Google Docs makes of a Markdown document that goes in and comes out again, as far as it is known: written anew from
//! what an independent parser, comrak, reads.

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// How it writes, which has changed over the years.
#[derive(Debug, Clone, Copy)]
pub(super) struct Docs {
    /// Headings are bold, too.
    bold_headings: bool,
    /// Headings carry an anchor.
    anchors: bool,
    /// Paragraphs that follow each other are lines of one.
    joined: bool,
    /// Words in code are words.
    plain_code: bool,
    /// All items of a numbered list have the number 1.
    ones: bool,
}

impl Docs {
    pub(super) const ALL: [Self; 3] = [
        Self { bold_headings: false, anchors: true, joined: false, plain_code: false, ones: false },
        Self { bold_headings: true, anchors: true, joined: true, plain_code: true, ones: true },
        Self { bold_headings: true, anchors: false, joined: false, plain_code: true, ones: false },
    ];
}

pub(super) fn through_google_docs(markdown: &str, docs: Docs) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let mut out = String::new();
    blocks(root, docs, "", &mut out);
    out
}

fn blocks<'a>(parent: Node<'a>, docs: Docs, indent: &str, out: &mut String) {
    let mut was_paragraph = false;
    for node in parent.children() {
        let data = node.data();
        let is_paragraph = matches!(data.value, NodeValue::Paragraph);
        let is_rule = matches!(data.value, NodeValue::ThematicBreak);
        if !out.is_empty() && !out.ends_with("  \n") {
            // The trap: a rule right below a paragraph.
            let joins = docs.joined && was_paragraph && (is_paragraph || is_rule) && indent.is_empty();
            if joins {
                out.truncate(out.trim_end_matches('\n').len());
                out.push_str("  \n");
            } else {
                out.push('\n');
            }
        }
        match &data.value {
            NodeValue::Heading(heading) => {
                let text = inlines(node, docs);
                // Nothing is bold between marks that have a space inside.
                let text = if docs.bold_headings && !text.is_empty() && text.trim() == text {
                    format!("**{}**", text.replace("**", ""))
                } else {
                    text
                };
                let anchor = if docs.anchors { " {#an-anchor-(1.)}" } else { "" };
                out.push_str(&format!("{} {text}{anchor}\n", "#".repeat(heading.level.into())));
            }
            NodeValue::Paragraph => {
                out.push_str(&inlines(node, docs));
                out.push('\n');
            }
            NodeValue::ThematicBreak => out.push_str("---\n"),
            NodeValue::List(list) => items(node, list.list_type == ListType::Ordered, docs, indent, out),
            NodeValue::Table(_) => {
                for (index, row) in node.children().enumerate() {
                    let cells: Vec<_> = row.children().map(|cell| inlines(cell, docs).replace('|', "\\|")).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if index == 0 {
                        out.push_str(&format!("|{}\n", " :---- |".repeat(cells.len())));
                    }
                }
            }
            NodeValue::CodeBlock(code) => {
                let fence =
                    "`".repeat(3.max(code.literal.split(|c| c != '`').map(str::len).max().unwrap_or_default() + 1));
                out.push_str(&format!("{indent}{fence}\n"));
                for line in code.literal.lines() {
                    out.push_str(&format!("{indent}{line}\n"));
                }
                out.push_str(&format!("{indent}{fence}\n"));
            }
            NodeValue::BlockQuote => {
                let mut inside = String::new();
                blocks(node, docs, "", &mut inside);
                for line in inside.lines() {
                    out.push_str(&format!("> {line}\n"));
                }
            }
            _ => {}
        }
        was_paragraph = is_paragraph;
    }
}

fn items<'a>(list: Node<'a>, numbered: bool, docs: Docs, indent: &str, out: &mut String) {
    let count = list.children().count();
    for (index, item) in list.children().enumerate() {
        let marker = match (numbered, docs.ones) {
            (false, _) => "* ".to_owned(),
            (true, true) => "1. ".to_owned(),
            (true, false) => format!("{}. ", index + 1),
        };
        let inner = format!("{indent}{}", " ".repeat(marker.len()));
        out.push_str(&format!("{indent}{marker}"));
        for (place, child) in item.children().enumerate() {
            let data = child.data();
            match &data.value {
                NodeValue::List(nested) => items(child, nested.list_type == ListType::Ordered, docs, &inner, out),
                _ if place == 0 => {
                    out.push_str(&inlines(child, docs));
                    out.push_str(if index + 1 < count || item.children().count() > 1 { "  \n" } else { "\n" });
                }
                _ => out.push_str(&format!("{inner}{}  \n", inlines(child, docs))),
            }
        }
        if item.children().count() == 0 {
            out.push('\n');
        }
    }
}

fn inlines<'a>(parent: Node<'a>, docs: Docs) -> String {
    let mut out = String::new();
    for node in parent.children() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => out.push_str(&escaped(text)),
            NodeValue::SoftBreak => out.push(' '),
            NodeValue::LineBreak => out.push_str("  \n"),
            NodeValue::Code(code) if docs.plain_code => out.push_str(&escaped(&code.literal)),
            NodeValue::Code(code) => {
                let fence = "`".repeat(code.literal.split(|c| c != '`').map(str::len).max().unwrap_or_default() + 1);
                let pad =
                    if code.literal.starts_with('`') || code.literal.ends_with('`') || code.literal.starts_with(' ') {
                        " "
                    } else {
                        ""
                    };
                out.push_str(&format!("{fence}{pad}{}{pad}{fence}", code.literal));
            }
            NodeValue::Strong => out.push_str(&marked("**", &inlines(node, docs))),
            NodeValue::Emph => out.push_str(&marked("*", &inlines(node, docs))),
            NodeValue::Strikethrough => out.push_str(&marked("~~", &inlines(node, docs))),
            NodeValue::Link(link) => out.push_str(&format!("[{}]({})", inlines(node, docs), escaped_target(&link.url))),
            _ => out.push_str(&inlines(node, docs)),
        }
    }
    out
}

/// It puts blanks outside of marks, and no marks around nothing.
fn marked(mark: &str, text: &str) -> String {
    let inner = text.trim();
    let (before, after) = text.split_at(text.len() - text.trim_start().len());
    let after = &after[after.trim_end().len()..];
    if inner.is_empty() { text.to_owned() } else { format!("{before}{mark}{inner}{mark}{after}") }
}

/// It escapes what could mean something, and more.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let digits = text[..at].bytes().all(|byte| byte.is_ascii_digit()) && at > 0;
        if "\\`*_[]#!<>&=+~{}|".contains(c)
            || (c == '-' && matches!(before, ' ' | '-'))
            || (digits && matches!(c, '.' | ')'))
        {
            out.push('\\');
        }
        out.push(if c == '\u{a0}' { ' ' } else { c });
        before = c;
    }
    out
}

fn escaped_target(target: &str) -> String {
    let mut out = String::new();
    for c in target.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '_' | '(' | ')' | '\\' | '<' | '>' | '*' | '&' | '`' | '|' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
