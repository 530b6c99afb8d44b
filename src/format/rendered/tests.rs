use super::*;
use html5ever::tendril::TendrilSink as _;
use html5ever::{QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

/// What may come out: elements, and the attributes of each.
const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["href", "target", "rel"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("div", &["class", "tabindex", "role", "aria-label"]),
    ("em", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("strong", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["class"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// Parses as a browser does for `inner_html`, and returns everything that is not allowed.
fn forbidden(html: &str) -> Vec<String> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), Default::default(), context, vec![], false).one(html);
    let mut found = Vec::new();
    // A clone: a node that is dropped empties its children, although others hold them.
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        match &node.data {
            NodeData::Element { name, attrs, .. } if &*name.local != "html" => {
                let element = ALLOWED.iter().find(|(element, _)| *element == &*name.local && name.ns == ns!(html));
                if element.is_none() {
                    found.push(format!("<{}>", name.local));
                }
                for attr in attrs.borrow().iter() {
                    if !element.is_some_and(|(_, attributes)| attributes.contains(&&*attr.name.local)) {
                        found.push(format!("{}={}", attr.name.local, attr.value));
                    }
                    if &*attr.name.local == "href" && !browser_allows(&attr.value) {
                        found.push(format!("href={}", attr.value));
                    }
                }
            }
            NodeData::Comment { contents } => found.push(format!("<!--{contents}-->")),
            NodeData::ProcessingInstruction { .. } | NodeData::Doctype { .. } => found.push("<!…>".to_owned()),
            _ => {}
        }
        open.extend(node.children.borrow().iter().cloned());
    }
    found
}

/// What a browser makes of an address (WHATWG URL), written apart from the code under test: it drops control
/// characters and blanks at the ends, and tabs and line ends everywhere, and takes `\` for `/`.
fn browser_allows(href: &str) -> bool {
    let seen: String = href
        .trim_matches(|c| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| if c == '\\' { '/' } else { c.to_ascii_lowercase() })
        .collect();
    let scheme_length = seen.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(seen.len());
    let has_scheme = seen[scheme_length..].starts_with(':') && seen.starts_with(|c: char| c.is_ascii_alphabetic());
    if has_scheme { matches!(&seen[..scheme_length], "http" | "https" | "mailto") } else { !seen.starts_with("//") }
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    let written = to_html(markdown, 2);
    assert_eq!(written.trim_end(), html, "{markdown:?}");
    assert_eq!(forbidden(&written), [""; 0], "{markdown:?}");
}

const OUT: &str = "target=\"_blank\" rel=\"noopener noreferrer\"";

#[test]
fn blocks_and_marks() {
    for (markdown, html) in [
        ("", ""),
        ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>"),
        ("a\nb  \nc\n\nd", "<p>a\nb<br>\nc</p>\n<p>d</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("1) a", "<ol>\n<li>a</li>\n</ol>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("```rust\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("    a", "<pre><code>a</code></pre>"),
        ("***", "<hr>"),
        ("- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>"),
        ("AT&T &amp; &lt;b&gt; \"x\"", "<p>AT&amp;T &amp; &lt;b&gt; &quot;x&quot;</p>"),
    ] {
        check(markdown, html);
    }
}

#[test]
fn tables_scroll_by_themselves() {
    check(
        "| a | b |\n|---|--:|\n| c | d |",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n\
         <thead><tr><th>a</th><th class=\"align-right\">b</th></tr></thead><tbody>\n\
         <tr><td>c</td><td class=\"align-right\">d</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn an_empty_corner_of_a_table_is_no_header() {
    check(
        "| | b |\n|--:|---|\n| c | d |",
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n\
         <thead><tr><td></td><th>b</th></tr></thead><tbody>\n\
         <tr><td class=\"align-right\">c</td><td>d</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn headings_stand_below_the_place_without_gaps_or_ids() {
    check("# a\n### b\n# c", "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>");
    check("a\n===\nb\n---", "<h3>a</h3>\n<h4>b</h4>");
    check("# a {#id .class}", "<h3>a {#id .class}</h3>");
    check("#\n\n### a", "<h3>a</h3>");
}

#[test]
fn links_that_may_be_followed() {
    for (markdown, html) in [
        ("[a](https://x.y/z)", format!("<p><a href=\"https://x.y/z\" {OUT}>a</a></p>")),
        ("[a](HTTP://x.y)", format!("<p><a href=\"HTTP://x.y\" {OUT}>a</a></p>")),
        ("[a](/docs/x:y?z)", format!("<p><a href=\"/docs/x:y?z\" {OUT}>a</a></p>")),
        ("[a](b.html \"title\")", format!("<p><a href=\"b.html\" {OUT}>a</a></p>")),
        ("[a](#/p/x)", "<p><a href=\"#/p/x\">a</a></p>".to_owned()),
        ("[a](mailto:x@y.z)", "<p><a href=\"mailto:x@y.z\">a</a></p>".to_owned()),
        ("<x@y.zz>", "<p><a href=\"mailto:x@y.zz\">x@y.zz</a></p>".to_owned()),
        ("<https://x.y>", format!("<p><a href=\"https://x.y\" {OUT}>https://x.y</a></p>")),
        ("[a][b]\n\n[b]: https://x.y", format!("<p><a href=\"https://x.y\" {OUT}>a</a></p>")),
        ("[](https://x.y)", format!("<p><a href=\"https://x.y\" {OUT}>https://x.y</a></p>")),
        ("[a](<https://x.y/a b?\"'>)", format!("<p><a href=\"https://x.y/a b?&quot;&#39;\" {OUT}>a</a></p>")),
    ] {
        check(markdown, &html);
    }
}

#[test]
fn addresses_in_a_text_become_links() {
    for (markdown, before, address, after) in [
        ("see https://x.y/a_b_c.", "see ", "https://x.y/a_b_c", "."),
        ("(https://x.y/a_(b))", "(", "https://x.y/a_(b)", ")"),
        ("https://x.y/?a=1&b=2 c", "", "https://x.y/?a=1&amp;b=2", " c"),
        ("http, http:// and http://x", "http, http:// and ", "http://x", ""),
        ("https://x.y\\_z!", "", "https://x.y_z", "!"),
    ] {
        check(markdown, &format!("<p>{before}<a href=\"{address}\" {OUT}>{address}</a>{after}</p>"));
    }
    check("`https://x.y`", "<p><code>https://x.y</code></p>");
    check("xhttps://x.y", "<p>xhttps://x.y</p>");
    check("[https://x.y](https://z)", &format!("<p><a href=\"https://z\" {OUT}>https://x.y</a></p>"));
}

#[test]
fn images_become_links() {
    check("![a *b*](https://x.y/z.png)", &format!("<p><a href=\"https://x.y/z.png\" {OUT}>a <em>b</em></a></p>"));
    check("![](https://x/z.png)", &format!("<p><a href=\"https://x/z.png\" {OUT}>https://x/z.png</a></p>"));
    check("![a](data:image/png;base64,AAAA)", "<p>a</p>");
    check("[![a](https://x/i.png)](https://y)", &format!("<p><a href=\"https://y\" {OUT}>a</a></p>"));
    check("![a [b](https://y)](https://x)", &format!("<p><a href=\"https://x\" {OUT}>a b</a></p>"));
}

#[test]
fn html_is_shown_as_it_was_typed() {
    check("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    check("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>");
    check("<!-- a -->", "<p>&lt;!-- a --&gt;</p>");
}

/// Attempts to get a script, a foreign request or a foreign style into the page.
const ATTEMPTS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x></SCRIPT>",
    "a <img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></math>",
    "<details open ontoggle=alert(1)>",
    "<style>@import '//x'</style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php <img src=x onerror=alert(1)> ?>",
    "</p></div><script>alert(1)</script>",
    "`</code><script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```\"><script>alert(1)</script>\na\n```",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](<\u{1}javascript:alert(1)>)",
    "[a](<java\tscript:alert(1)>)",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;&#x61;vascript&colon;alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](javascript\\:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](file:///etc/passwd)",
    "[a](blob:https://x/1)",
    "[a](view-source:https://x)",
    "[a](//host/x)",
    "[a](/\\\\host)",
    "[a](\\\\\\\\host)",
    "[a](https:javascript:alert(1))",
    "[a](https:///host)",
    "[a](intent://x#Intent;end)",
    "[a](x-y.z+1:q)",
    "[a](\u{200b}javascript:alert(1))",
    "[a]( )",
    "[a]()",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[a][x]\n\n[x]: javascript:alert(1)",
    "![a](javascript:alert(1))",
    "![\"><script>](javascript:1)",
    "[![a](javascript:1)](javascript:2)",
    "![<img src=x onerror=1>](data:x)",
];

#[test]
fn attempts_come_out_as_text() {
    for attempt in ATTEMPTS {
        let html = to_html(attempt, 2);
        assert_eq!(forbidden(&html), [""; 0], "{attempt}\n{html}");
        assert!(!html.contains("<a"), "{attempt}\n{html}");
    }
    // With an address in it that may be followed, as text: that becomes a link, and nothing else does.
    for attempt in [
        // No entity without its semicolon: a relative link.
        "[a](javascript&#58alert(1))",
        "[a](https://x\"onmouseover=alert(1))",
        "[a](https://x '\"><script>alert(1)</script>')",
        "https://x\"onmouseover=alert(1)",
        "https://x'onmouseover='alert(1)",
        "<https://x\"onmouseover=alert(1)>",
        "| a |\n|---|\n| <script>alert(1)</script> [b](https://x\"><svg/onload=1>) |",
        "<a href=\"https://x\" onclick=alert(1)>b</a>",
    ] {
        let html = to_html(attempt, 2);
        assert_eq!(forbidden(&html), [""; 0], "{attempt}\n{html}");
    }
}

#[test]
fn the_guard_of_these_tests_sees_what_is_forbidden() {
    for (html, count) in [
        ("<script>x</script>", 1),
        ("<p onclick=x>", 1),
        ("<a href='java\nscript:x'>", 1),
        ("<a href='\\\\x'>", 1),
        ("<img src=x>", 2),
        ("<!--x-->", 1),
        ("<a href='/x' style='x'>", 1),
        ("<a href='x'>", 0),
    ] {
        assert_eq!(forbidden(html).len(), count, "{html}");
    }
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

#[test]
fn a_hostile_text_takes_no_time() {
    // Each is a megabyte or so, and would take minutes if anything looked at the rest of the text for each part.
    for part in ["![", "[a](", "http://a))))", "http://?", "> ", "*a ", "<!--", "<b>", "`a``", "| a "] {
        let html = to_html(&part.repeat(1_000_000 / part.len()), 2);
        assert!(!html.is_empty());
    }
    let nested = format!("{}a{}", "![".repeat(20_000), "](data:x)".repeat(20_000));
    assert!(!to_html(&nested, 2).is_empty());
}

/// Text made of what Markdown and HTML give a meaning to.
fn markdown_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => proptest::sample::select(&[
            "a", "b c", " ", "  ", "\n", "\n\n", "    ", "\t", "# ", "## ", "- ", "1. ", "> ", "```", "~~~", "---", "===",
            "***", "*", "**", "_", "~", "~~", "`", "``", "[", "]", "(", ")", "](", "![", "]: ", "<", ">", "</", "/>", "<!--",
            "-->", "&", "&amp;", "&#106;", "&Tab;", "\\", "|", "|---|", "| a | b |\n|---|---|\n", "\"", "'", "=", ":", "//",
            "javascript:", "JAVASCRIPT:", "data:", "https://", "http://x.y", "mailto:", "script", "<script>", "<img src=x",
            " onerror=", "<a href=\"", "<svg", "\u{1}", "\0", "\u{a0}", "\u{202e}", "\u{200b}", "é", "🙂",
        ][..]).prop_map(str::to_owned),
        1 => proptest::sample::select(ATTEMPTS).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_but_the_allowed_comes_out(markdown in markdown_like(), base in any::<u8>()) {
        let html = to_html(&markdown, base);
        prop_assert_eq!(forbidden(&html), Vec::<String>::new(), "{}", html);
        prop_assert!(!html.contains('\0'));
        prop_assert!(to_plain(&markdown).lines().all(|line| !line.trim().is_empty()));
    }

    #[test]
    fn bytes_taken_for_text_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let html = to_html(&String::from_utf8_lossy(&bytes), 2);
        prop_assert_eq!(forbidden(&html), Vec::<String>::new(), "{}", html);
    }

    #[test]
    fn an_allowed_link_is_harmless_in_a_browser(
        target in "[ \t]?([jJ]avascript|data|https?|mailto|[a-z+]{0,4})[\u{0}-\u{20}]?[:/\\\\]{0,3}[ -~\u{80}-\u{a0}]{0,8}"
    ) {
        if let Some(target) = allowed_link(&target) {
            prop_assert!(browser_allows(target), "{:?}", target);
        }
    }
}
