use super::*;
use crate::format::dialect::parse;
use crate::format::probe::hostile_text;
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};

#[test]
fn plain_text_means_the_same_as_markdown() {
    for (text, markdown) in [
        ("", ""),
        ("a", "a"),
        ("a *b* _c_ [d] #e", "a \\*b\\* \\_c\\_ \\[d] #e"),
        ("# a", "\\# a"),
        ("a\nb\n\n\nc", "a\n\nb\n\nc"),
        ("- a\n- b", "- a\n- b"),
        ("• a\n•b\n* c", "- a\n- b\n- c"),
        ("Steps:\n1. a\n2) b\nDone", "Steps:\n\n1. a\n2. b\n\nDone"),
        ("1.3.2027", "1.3.2027"),
        ("-5 %", "-5 %"),
        ("- ", "\\-"),
        ("- # a\n- - b", "- \\# a\n- \\- b"),
        ("2027. Or later", "2027\\. Or later"),
        ("see https://x.y/a_b and https://x.y/_a_", "see https://x.y/a_b and [x.y/\\_a](https://x.y/_a)\\_"),
        ("[HubSpot](https://x.y/a_b), [x](javascript:y)", "[HubSpot](https://x.y/a_b), \\[x](javascript:y)"),
        ("![a](https://x.y)", "\\![a](https://x.y)"),
        ("<b>a</b> &amp; | x", "\\<b>a\\</b> \\&amp; | x"),
    ] {
        assert_eq!(blocks(text), markdown, "{text:?}");
    }
    assert_eq!(inline("a\n- *b*\n"), "a / - \\*b\\*");
}

/// What is read of Markdown: the texts, and the blocks around them.
fn said(markdown: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (event, _) in parse(markdown) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::Link { .. }) | Event::End(_) => {}
            other => marks.push(format!("{other:?}")),
        }
    }
    (text, marks)
}

proptest! {
    #[test]
    fn nothing_in_a_text_is_taken_for_a_mark(text in prop_oneof![any::<String>(), hostile_text(), "[-*+•0-9.) a\n\\[\\]()_#]{0,40}"]) {
        let markdown = blocks(&text);
        let (read, marks) = said(&markdown);
        prop_assert_eq!(marks, Vec::<String>::new(), "{}", markdown);
        // What begins an item and what a link leads to are no words.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        if links(&text).is_empty() && addresses(&text).next().is_none() {
            prop_assert_eq!(letters(&read), letters(&text), "{}", markdown);
        }
    }

    #[test]
    fn links_are_found_quickly(marks in "[\\[\\]() ha:/]{0,80}") {
        let _ = blocks(&marks.repeat(2_000));
    }
}
