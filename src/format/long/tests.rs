use super::*;
use crate::format::dialect::{HeadingLevels, parse, target};
use crate::format::link::allowed_link;
use crate::format::probe::{hostile_markdown, read, to_plain};
use proptest::prelude::*;

fn blocks(markdown: &str) -> String {
    let mut out = String::new();
    LongText::parse(markdown).write_blocks(2, Place::LINE_START, &mut out);
    out
}

#[test]
fn texts_are_written_in_one_style() {
    for (typed, written) in [
        ("", ""),
        ("a *b* __c__ ~d~ `e`\nf\\\ng", "a *b* __c__ ~~d~~ `e`\nf  \ng"),
        ("lead_source \\_ 5 \\* 3", "lead_source _ 5 * 3"),
        ("* a\n* b\n  1) c\n  2) d", "- a\n- b\n  1. c\n  2. d"),
        ("- a\n\n- b", "- a\n\n- b"),
        ("9. a\n1. b", "9. a\n10. b"),
        ("- a\n\n* b\n\n+ c", "- a\n\n* b\n\n- c"),
        ("-\n- a\n-", "- \n- a\n- "),
        ("> a\nb\n>\n> c", "> a\n> b\n>\n> c"),
        ("- - *\n- a", "- - * \n- a"),
        ("- > a\n\n  b", "- > a\n\n  b"),
        ("# a\n\n### b\n\nc\n===", "### a\n\n#### b\n\n### c"),
        ("a\n***\nb", "a\n\n___\n\nb"),
        ("```sql\nselect 1\n\n```", "```sql\nselect 1\n\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("    a\n      b", "```\na\n  b\n```"),
        ("- ```\n  a\n\n  b", "- ```\n  a\n\n  b\n  ```"),
        ("|a|b|\n|-|:-:|\n|c\\|d|\n", "| a | b |\n| --- | :---: |\n| c\\|d |  |"),
        ("[a][x] ![b][x]\n\n[x]: https://y \"t\"", "[a](https://y \"t\") ![b](https://y \"t\")"),
        ("<https://x.y> <a@b.cc>", "[https://x.y](https://x.y) [a@b.cc](mailto:a@b.cc)"),
        ("![a](data:image/png;base64,AAAA)", "a"),
        ("a <b>c</b>", "a \\<b>c\\</b>"),
        ("<div>\n*a*\n\nb", "\\<div>\n\\*a\\*\n\nb"),
        ("- <!-- a -->\n  -", "- \\<!-- a -->\n\n  - "),
        ("Hi\\! ![a](b)", "Hi! ![a](b)"),
        ("Hi\\![a](b)", "Hi\\![a](b)"),
        ("*&nbsp;a*", "*&#160;a*"),
        ("*\\\n1*", "*\\\n1*"),
        ("- a **\\\n1**", "- a **\\\n  1**"),
        ("- [ ] a\n- [x] b\n- [y] c", "- ☐ a\n- ☑ b\n- \\[y] c"),
    ] {
        assert_eq!(blocks(typed), written, "{typed:?}");
    }
}

#[test]
fn a_cell_holds_a_text_on_one_line() {
    for (typed, written) in [
        ("a\nb\n\nc | d", "a b / c \\| d"),
        ("# a\n\n- b\n- c\n  - d", "a / b / c / d"),
        ("```\na\nb|c\n```\n\n***\n\nd", "`a b\\|c` / d"),
        ("| a | b |\n|---|---|\n| c | d |", "a; b / c; d"),
        ("[a|b](https://x.y/|)", "[a\\|b](https://x.y/\\|)"),
        ("<div>\na\n</div>", "\\<div> a \\</div>"),
        ("*\\\na*", "*a*"),
    ] {
        assert_eq!(LongText::parse(typed).to_cell(), written, "{typed:?}");
    }
}

#[test]
fn only_a_short_paragraph_fits_a_cell() {
    for (text, fits) in [
        ("", true),
        (" A *short* [text](x). ", true),
        ("a\nb", false),
        ("- a", false),
        ("# a", false),
        ("<div>", false),
        (&"a".repeat(160), true),
        (&"a".repeat(161), false),
    ] {
        assert_eq!(LongText::parse(text).fits_a_cell(), fits, "{text:?}");
    }
}

#[test]
fn a_deeply_nested_text_stays_small() {
    let text = format!("{}a\n{}", "> ".repeat(1_000), "b\n".repeat(1_000));
    assert!(blocks(&text).len() < 20 * text.len());
    let text = "- ".repeat(2_000) + "a\n\n    b\n";
    assert!(blocks(&text).len() < 20 * text.len());
}

#[test]
fn a_hostile_text_takes_no_time() {
    // Each is 200 kB, and would take minutes if anything looked at the rest of the text for each part.
    for part in
        ["![", "[a](", "<b>", "&", "&a;", "# # ", "*a ", "`a``", "| a ", "- ", "1. ", "a\n", "- a\n\n", "_", "\\"]
    {
        let text = part.repeat(200_000 / part.len());
        assert!(!blocks(&text).is_empty());
        assert!(!LongText::parse(&text).to_cell().contains('\n'), "{part}");
    }
}

/// A text as elements, roughly as the app shows it: links only where they may lead, images as links.
fn elements(markdown: &str) -> String {
    let mut out = String::new();
    let mut levels = HeadingLevels::below(2);
    // For each link that is open, its target if it counts, and where its text begins.
    let mut links: Vec<Option<(String, usize)>> = Vec::new();
    for (event, _) in parse(markdown) {
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => out += &text.replace('<', "&lt;"),
            Event::Code(text) => out += &format!("<code>{}</code>", text.replace('<', "&lt;")),
            Event::Start(Tag::Heading { level, .. }) => out += &format!("<h{}>", levels.next(level as u8)),
            Event::Start(Tag::List(Some(start))) => out += &format!("<ol {start}>"),
            Event::Start(Tag::Table(alignments)) => out += &format!("<table {alignments:?}>"),
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let target = target(link_type, &dest_url);
                let alone = links.iter().all(Option::is_none);
                let counts = allowed_link(&target).filter(|_| alone).map(str::to_owned);
                out += &counts.as_ref().map(|target| format!("<a {target}>")).unwrap_or_default();
                links.push(counts.map(|target| (target, out.len())));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((target, begins)) = links.pop().flatten() {
                    out += if out.len() == begins { &target } else { "" };
                    out += "</a>";
                }
            }
            Event::Start(tag) => out += &format!("<{}>", name(tag.to_end())),
            Event::End(tag) => out += &format!("</{}>", name(tag)),
            Event::Rule => out += "<hr>",
            _ => out.push('\n'),
        }
    }
    out
}

fn name(tag: TagEnd) -> String {
    match tag {
        TagEnd::Emphasis => "em".to_owned(),
        TagEnd::Strong => "strong".to_owned(),
        TagEnd::Strikethrough => "del".to_owned(),
        // Of whichever level.
        TagEnd::Heading(_) => "h".to_owned(),
        tag => format!("{tag:?}"),
    }
}

/// What a text says, without blanks and line breaks. With HTML in it, which is shown as it is, only the words count:
/// written as text, its lines are paragraphs.
fn meaning(markdown: &str) -> String {
    let html = elements(markdown);
    let text = if html.contains("&lt;") { to_plain(markdown) } else { html };
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" <", "<").replace("> ", ">")
}

/// Whether a run of marks was used in part, as in `**a*`: how such a run pairs depends on its length, and the part
/// that is left over is text, which is escaped. Then a mark may change; nothing around it does.
fn uses_part_of_a_run(markdown: &str) -> bool {
    let html = elements(markdown);
    ["<em>", "<strong>", "<del>", "</em>", "</strong>", "</del>"].iter().any(|tag| {
        html.match_indices(tag).any(|(at, _)| {
            let is_mark = |c: Option<char>| c.is_some_and(|c| "*_~".contains(c));
            is_mark(html[..at].chars().next_back()) || is_mark(html[at + tag.len()..].chars().next())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_meaning_stays(text in hostile_markdown()) {
        prop_assume!(!uses_part_of_a_run(&text));
        let written = blocks(&text);
        prop_assert_eq!(meaning(&written), meaning(&text), "{}", written);
    }

    #[test]
    fn writing_again_changes_nothing(text in hostile_markdown()) {
        prop_assume!(!uses_part_of_a_run(&text));
        let once = blocks(&text);
        prop_assert_eq!(blocks(&once), once);
    }

    #[test]
    fn a_text_is_closed(text in hostile_markdown(), cell in any::<bool>()) {
        let (before, after) = if cell { ("| a | b |\n| --- | --- |\n| x | ", " |\n") } else { ("", "\n") };
        let text = LongText::parse(&text);
        let mut written = String::new();
        if cell { written = text.to_cell() } else { text.write_blocks(2, Place::LINE_START, &mut written) }
        let alone = read(&format!("{before}{written}{after}"));
        prop_assert_eq!(&alone.html, &[""; 0]);
        prop_assert!(alone.outline.iter().all(|(level, _)| *level > 2), "{}", written);
        let embedded = read(&format!("# [x] [text]\n\n{before}{written}{after}\n**[x]:** [text] `a\n\n## after\n"));
        prop_assert_eq!(&embedded.outline[1..embedded.outline.len() - 1], &alone.outline[..], "{}", written);
        prop_assert_eq!(&embedded.outline[0], &(1, "[x] [text]".to_owned()));
        prop_assert_eq!(embedded.texts.last().map(String::as_str), Some("[x]: [text] `a"));
        prop_assert_eq!(&embedded.tables, &alone.tables);
        prop_assert_eq!(&embedded.links, &alone.links);
        if cell {
            prop_assert_eq!(alone.blocks, ["table"]);
            prop_assert_eq!(alone.tables[0].len(), 2);
            prop_assert_eq!(&alone.tables[0][1][0], "x");
        }
    }
}
