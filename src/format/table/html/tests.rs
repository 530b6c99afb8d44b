use super::*;
use proptest::prelude::*;

/// All rows of all tables, the headings first; with where cells lead.
fn shown(html: &str) -> Vec<Vec<String>> {
    let cell = |cell: &SheetCell| match &cell.link {
        Some(link) => format!("{} → {link}", cell.text),
        None => cell.text.clone(),
    };
    let row = |row: &Vec<SheetCell>| row.iter().map(cell).collect::<Vec<_>>().join("¦");
    let sheet = |sheet: &Sheet| std::iter::once(sheet.header.join("¦")).chain(sheet.rows.iter().map(row)).collect();
    from_html(html).iter().map(sheet).collect()
}

#[test]
fn tables_are_read_as_programs_write_them() {
    for (html, tables) in [
        ("", &[][..]),
        ("<p>no table</p>", &[]),
        ("<table></table>", &[]),
        ("<table><tr><td>Name<td>Owner<tr><td>A<td>B</table>", &[&["Name¦Owner", "A¦B"][..]]),
        // Google Sheets.
        (
            "<meta charset='utf-8'><google-sheets-html-origin><style type=\"text/css\"><!--td {border: 1px solid}--></style>\
             <table xmlns=\"http://www.w3.org/1999/xhtml\" cellspacing=\"0\" dir=\"ltr\" data-sheets-root=\"1\"><colgroup>\
             <col width=\"100\"/></colgroup><tbody><tr style=\"height:21px;\"><td data-sheets-value=\"{&quot;1&quot;:2}\">Tool</td>\
             <td>Owner</td></tr><tr><td data-sheets-hyperlink=\"https://x.example/\">Zed</td><td>Ines &amp; Tom<br/>Priya&nbsp;R.</td>\
             </tr></tbody></table></google-sheets-html-origin>",
            &[&["Tool¦Owner", "Zed → https://x.example/¦Ines & Tom\nPriya R."]],
        ),
        // Excel.
        (
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><title>T</title><style>\n<!-- td\n{mso:x} -->\n</style>\
             </head><body><!--StartFragment--><table border=0><![if x]><col width=64 style='width:48pt'><tr height=20>\r\n  \
             <td height=20 class=xl65 width=64>Tool\r\n  name</td>\r\n  <td>Link</td>\r\n </tr>\r\n <tr><td x:num=\"1\">Zed</td>\
             <td><a href=\"https://x.example/a\" target=\"_parent\">Open</a></td></tr><!--EndFragment--></table></body></html>",
            &[&["Tool name¦Link", "Zed¦Open → https://x.example/a"]],
        ),
        // Word and Google Docs.
        (
            "<table class=MsoTableGrid><tr><td><p class=MsoNormal>Term<o:p></o:p></p></td><td><p><b>Meaning</b></p></td></tr>\
             <tr><td><p>MQL</p></td><td><p>First.<o:p></o:p></p><p>Second.</p><ul><li><p>a</p></li><li>b</li></ul></td></tr></table>",
            &[&["Term¦Meaning", "MQL¦First.\nSecond.\n- a\n- b"]],
        ),
        (
            "<table><tr><td>A</td></tr><tr><td><a href='https://www.google.com/url?q=https://x.example/%3Fa%3D1&amp;sa=D'><span>x</span></a></td></tr></table>",
            &[&["A", "x → https://x.example/?a=1"]],
        ),
        // Links that are only a part, or several, or none that may be one.
        (
            "<table><tr><td>A<tr><td>See <a href='https://x.example/(a)'>this </a>and <a href=mailto:t@x.example>Tom</a>.\
             <tr><td><a href='javascript:x'>bad</a><tr><td><a href='https://x.example'>one</a><a href='https://x.example'> link</a>\
             <tr><td><a href='#anchor'>here</a></table>",
            &[&[
                "A",
                "See [this](https://x.example/%28a%29) and [Tom](mailto:t@x.example).",
                "bad",
                "one link → https://x.example",
                "here",
            ]],
        ),
        // Cells that reach over others.
        (
            "<table><tr><th>A<th>B<th>C<tr><td rowspan=3>1<td>2<td>3<tr><td colspan=2>4<tr><td>5<td>6<tr><td>7</td><td rowspan=2>8<tr><td>9</table>",
            &[&["A¦B¦C", "1¦2¦3", "1¦4¦", "1¦5¦6", "7¦8¦", "9¦8¦"]],
        ),
        ("<table><tr><td>1<td>2</tr><thead><tr><th>A<th>B</thead></table>", &[&["A¦B", "1¦2"]]),
        (
            "<table><tr><td>A<td>B<tr><td>x<td>a<table><tr><td>1<td>2<tr><td>3</table>b</table>",
            &[&["A¦B", "x¦a\n1 2\n3\nb"]],
        ),
        ("<table><tr><td>A</table>text<table><tr><td>B<tr><td>&lt;b&gt;&#39;=x</table>", &[&["A"], &["B", "<b>'=x"]]),
        ("<table><tr><td>A<tr><td>x<script>y</script><!-- z --><style>w</style></table>", &[&["A", "x"]]),
        ("<table><tr><td>A<tr><td colspan=0 rowspan=-1>x<td></table>", &[&["A", "x"]]),
    ] {
        assert_eq!(shown(html), tables, "{html}");
    }
}

#[test]
fn a_table_that_asks_for_more_than_there_is_stops_nothing() {
    let start = std::time::Instant::now();
    let wide = format!("<table><tr>{}</table>", "<td colspan=100000 rowspan=100000>x".repeat(5_000));
    assert_eq!(from_html(&wide).len(), 1);
    let tall = format!("<table><tr>{}{}</table>", "<td rowspan=99999>x".repeat(900), "<tr><td>y".repeat(3_000));
    assert_eq!(from_html(&tall).len(), 1);
    assert_eq!(from_html(&"<table><tr><td>x".repeat(50_000)).len(), 1);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_html_is_read(html in prop_oneof![
        any::<String>(),
        proptest::collection::vec(proptest::sample::select(vec![
            "<table>", "</table>", "<tr>", "<td>", "<td colspan=2>", "<th rowspan=3>", "</td>", "<thead>", "</thead>", "<p>", "<br>", "<li>",
            "<a href=https://x.y>", "</a>", "x", " ", "&nbsp;", "<style>", "</style>", "<!--", "-->", "<", "é", "<title>", "</title>", "<ul>",
        ]), 0..40).prop_map(|parts| parts.concat()),
    ]) {
        for sheet in from_html(&html) {
            prop_assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()));
        }
    }
}
