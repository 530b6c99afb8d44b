//! Long texts.

use super::reader::{assert_harmless, read_fragment, words};
use crate::format::html::form::Form;
use crate::format::html::long::LongWriter;
use crate::format::labels::Labels;
use crate::format::long::LongText;

fn blocks(form: Form, markdown: &str) -> String {
    let mut out = String::new();
    LongWriter::new(form, &mut out).below(2).blocks(&LongText::parse(markdown));
    out
}

/// Without what says how to read it, and without the line ends between blocks.
fn shown(markdown: &str) -> String {
    let html = blocks(Form::File(Labels::English), markdown).replace(" dir=\"auto\"", "").replace(" scope=\"col\"", "");
    let blocks = ["p", "ul", "ol", "li", "blockquote", "pre", "div", "h3", "h4", "thead", "tbody", "tr", "table"];
    let ends = blocks.iter().flat_map(|name| [format!("<{name}>"), format!("</{name}>")]);
    ends.chain(["<br>".to_owned(), "<hr>".to_owned(), "<ol start=\"9\">".to_owned()])
        .fold(html, |html, end| html.replace(&format!("{end}\n"), &end))
}

#[test]
fn each_mark_is_written() {
    const TABLE: &str = "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>";
    for (markdown, html) in [
        ("", ""),
        ("a *b* __c__ ~d~ `e`\nf\\\ng", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code>\nf<br>g</p>"),
        ("- a\n- b\n  1) c\n  2) d", "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("9. a", "<ol start=\"9\"><li>a</li></ol>"),
        ("> a\nb\n>\n> c", "<blockquote><p>a\nb</p><p>c</p></blockquote>"),
        ("# a\n\n### b\n\nc\n===", "<h3>a</h3><h4>b</h4><h3>c</h3>"),
        ("a\n***\nb", "<p>a</p><hr><p>b</p>"),
        ("```sql\na < b\n\n```", "<pre><code>a &lt; b\n\n</code></pre>"),
        ("    a\n      b", "<pre><code>a\n  b</code></pre>"),
        (
            "|a|b|\n|-|:-:|\n|c\\|d|\n",
            &format!(
                "{TABLE}<thead><tr><th>a</th><th style=\"text-align:center\">b</th></tr></thead>\
                 <tbody><tr><td>c|d</td><td style=\"text-align:center\"></td></tr></tbody></table></div>"
            ),
        ),
        ("[a *b*](https://x.y \"t\")", "<p><a href=\"https://x.y\">a <em>b</em></a></p>"),
        ("[a](<https://x.y/b c>)", "<p><a href=\"https://x.y/b%20c\">a</a></p>"),
        ("<https://x.y>", "<p><a href=\"https://x.y\" class=\"address\">https://x.y</a></p>"),
        ("- [ ] https://x.y!", "<ul><li>☐ <a href=\"https://x.y\" class=\"address\">https://x.y</a>!</li></ul>"),
        ("<i>https://x.y</i>", "<p>&lt;i&gt;<a href=\"https://x.y\" class=\"address\">https://x.y</a>&lt;/i&gt;</p>"),
        ("```\nhttps://x.y\n```", "<pre><code>https://x.y\n</code></pre>"),
        ("<a@b.cc>", "<p><a href=\"mailto:a@b.cc\">a@b.cc</a></p>"),
        ("[](https://x.y)", "<p><a href=\"https://x.y\">https://x.y</a></p>"),
        ("![a](https://x.y/z.png)", "<p><a href=\"https://x.y/z.png\">a</a></p>"),
        ("![](https://x.y/z.png)", "<p><a href=\"https://x.y/z.png\">https://x.y/z.png</a></p>"),
        ("[![a](https://x.y/z.png)](https://x.y)", "<p><a href=\"https://x.y\">a</a></p>"),
        ("![a](data:image/png;base64,AAAA)", "<p>a</p>"),
        ("[a](JavaScript:b) [c](//d) [e](#f) [g](h/i)", "<p>a c e g</p>"),
        ("a <b>c</b> <script>", "<p>a &lt;b&gt;c&lt;/b&gt; &lt;script&gt;</p>"),
        ("<div>\n*a*\n\nb", "<p>&lt;div&gt;\n*a*\n</p><p>b</p>"),
        ("&lt;b&gt; &amp;amp; \"'", "<p>&lt;b&gt; &amp;amp; &quot;'</p>"),
        ("a&#13;b&#0;c\u{1b}d", "<p>a b\u{fffd}cd</p>"),
        ("- [ ] a\n- [x] b\n- [y] c", "<ul><li>☐ a</li><li>☑ b</li><li>[y] c</li></ul>"),
        ("- [X] a\n\n- b", "<ul><li><p>☑ a</p></li><li><p>b</p></li></ul>"),
    ] {
        assert_eq!(shown(markdown), html, "{markdown:?}");
    }
}

#[test]
fn addresses_are_the_links_that_they_are_on_the_screen() -> serde_json::Result<()> {
    let rows: serde_json::Value = serde_json::from_str(include_str!("../../../../tests/markdown.json"))?;
    let groups = rows["rows"].as_array().into_iter().flatten();
    let rows = groups.filter(|group| group["about"] == "addresses in a text become links");
    let rows: Vec<_> = rows.flat_map(|group| group["rows"].as_array().into_iter().flatten()).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let (text, html) = (row["text"].as_str().unwrap_or_default(), row["html"].as_str().unwrap_or_default());
        // Only a browser knows which addresses it cannot read.
        if !text.contains(":99999999") {
            let html = html.replace(" target=\"_blank\" rel=\"noopener noreferrer\"", "");
            assert_eq!(shown(text).replace(" class=\"address\"", ""), html, "{text:?}");
        }
    }
    Ok(())
}

#[test]
fn a_cell_holds_a_short_text_inline_and_no_headings() {
    for (markdown, html) in [
        ("a *b*", "a <em>b</em>"),
        ("a\n\nb", "<p dir=\"auto\">a</p>\n<p dir=\"auto\">b</p>\n"),
        ("# a", "<p dir=\"auto\"><strong>a</strong></p>\n"),
        ("- a", "<ul dir=\"auto\">\n<li>a</li>\n</ul>\n"),
    ] {
        let mut out = String::new();
        LongWriter::new(Form::File(Labels::English), &mut out).cell(&LongText::parse(markdown));
        assert_eq!(out, html, "{markdown:?}");
    }
}

#[test]
fn what_is_nested_too_deeply_stays_readable() {
    for (open, close) in
        [("> ", ""), ("- ", ""), ("1. ", ""), ("*a **b ", "** *"), ("[", "](https://x.y)"), ("![", "](https://x.y)")]
    {
        let markdown = format!("{}word{}", open.repeat(500), close.repeat(500));
        let html = blocks(Form::Fragment, &markdown);
        let pieces = read_fragment(&html);
        assert_harmless(&html, &pieces);
        assert!(words(&pieces).contains("word"), "{open}");
        let depth = html.matches("<blockquote").count() + html.matches("<li").count() + html.matches("<em").count();
        assert!(depth <= 64, "{depth} of {open}");
        assert!(html.len() < 20 * markdown.len(), "{open}");
    }
    // The items of a list that is not written are lines of their own.
    let markdown = format!("{}a\n{}- b", "- ".repeat(60), "  ".repeat(59));
    assert!(shown(&markdown).contains("a<br>b"), "{}", shown(&markdown));
}

#[test]
fn a_hostile_text_takes_no_time() {
    let start = std::time::Instant::now();
    for part in [
        "![",
        "[a](",
        "<b>",
        "&",
        "&a;",
        "# # ",
        "*a ",
        "`a``",
        "| a ",
        "- ",
        "1. ",
        "a\n",
        "- a\n\n",
        "_",
        "\\",
        "http://",
        "http://a ",
    ] {
        assert!(!blocks(Form::File(Labels::English), &part.repeat(200_000 / part.len())).is_empty());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
