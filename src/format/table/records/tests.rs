use super::*;
use crate::format::table::{NoSheet, from_yaml, read_yaml};
use proptest::prelude::*;

fn shown(sheet: Option<Sheet>) -> Vec<String> {
    let Some(sheet) = sheet else { return vec!["none".to_owned()] };
    let row = |row: &Vec<SheetCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("¦");
    std::iter::once(sheet.header.join("¦")).chain(sheet.rows.iter().map(row)).collect()
}

#[test]
fn records_are_rows() {
    for (text, rows) in [
        ("", &["none"][..]),
        ("7", &["none"]),
        ("[1, 2]", &["none"]),
        ("{\"a\": 1}", &["none"]),
        (
            "[{\"name\": \"A\", \"cost\": 1.50, \"on\": true}, {\"owner\": \"B\", \"name\": \"C\", \"on\": null}]",
            &["name¦cost¦on¦owner", "A¦1.5¦Yes¦", "C¦¦¦B"],
        ),
        ("{\"version\": 1, \"tools\": [{\"name\": \"A\"}], \"x\": []}", &["name", "A"]),
        ("{\"data\": {\"tools\": [{\"name\": \"A\"}]}}", &["name", "A"]),
        ("{\"HubSpot\": {\"owner\": \"A\"}, \"Zoom\": {\"cost\": 5}}", &["name¦owner¦cost", "HubSpot¦A¦", "Zoom¦¦5"]),
        (
            "[{\"a\": [\"x\", \"y\", null], \"b\": {\"c\": 1, \"d\": [1, 2]}, \"e\": [{\"f\": 1, \"g\": 2}]}]",
            &["a¦b¦e", "x; y¦c: 1; d: 1, 2¦f: 1, g: 2"],
        ),
        ("[{\"a\": \"x\\ny\", \"b\": \"'=z\"}]", &["a¦b", "x\ny¦=z"]),
    ] {
        assert_eq!(shown(from_json(text)), rows, "{text}");
        // What is JSON is YAML, too; but for how numbers are written.
        assert_eq!(shown(from_yaml(&text.replace("1.50", "1.5"))), rows, "{text}");
    }
}

#[test]
fn yaml_has_ways_of_its_own() {
    for (text, rows) in [
        (
            "- name: A\n  on: yes\n  note: |\n    x\n    y\n- name: \"true\"\n  on: ~\n",
            &["name¦on¦note", "A¦yes¦x\ny\n", "true¦¦"][..],
        ),
        ("tools:\n  - name: A # why\n    tags: [a, b]\n", &["name¦tags", "A¦a; b"]),
        ("HubSpot:\n  owner: A\nZoom:\n  owner: B\n", &["name¦owner", "HubSpot¦A", "Zoom¦B"]),
        ("- &a {name: A, cost: 1}\n- *a\n- <<: *a\n  name: B\n", &["name¦cost", "A¦1", "A¦1", "B¦1"]),
        ("---\n- name: A\n---\n- name: B\n", &["name", "A"]),
        ("a: [", &["none"]),
        ("name,owner\nA,B", &["none"]),
    ] {
        assert_eq!(shown(from_yaml(text)), rows, "{text}");
    }
}

#[test]
fn bombs_stop_nothing() {
    let start = std::time::Instant::now();
    let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..60 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        aliases.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    assert_eq!(read_yaml(&aliases), Err(NoSheet::TooMuch));
    assert_eq!(read_yaml("a: [b"), Err(NoSheet::NoRecords));
    let chain: String = (1..5_000).map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1)).collect();
    assert_eq!(from_yaml(&format!("a0: &a0 x\n{chain}")), None);
    let long: String = "x: *a\n".repeat(100_000);
    let _ = from_yaml(&format!("a: &a \"{}\"\n{long}", "x".repeat(10_000)));
    for deep in
        ["[".repeat(50_000), "{a: ".repeat(20_000), "- ".repeat(20_000), "? ".repeat(10_000), "[{".repeat(20_000)]
    {
        assert_eq!(from_yaml(&deep), None);
        assert_eq!(from_json(&deep), None);
    }
    let many = format!("[{}]", vec!["{\"a\": 1}"; MOST_ROWS + 5].join(","));
    let told = format!("The first {MOST_ROWS} records are read; 5 more are left out.");
    let many = from_json(&many).expect("records");
    assert_eq!((many.rows.len(), many.flaws.last().map(|flaw| &flaw.text)), (MOST_ROWS, Some(&told)));
    // Each record is as long as the longest.
    let keys: Vec<String> = (0..MOST_COLUMNS).map(|key| format!("\"k{key}\": 1")).collect();
    let most = MOST_CELLS / MOST_COLUMNS;
    let wide = format!("[{{{}}}{}]", keys.join(","), ", {\"k999\": 2}".repeat(most + 1));
    let wide = from_json(&wide).expect("records");
    let told = format!("The first {most} records are read; 2 more are left out.");
    assert_eq!((wide.rows.len(), wide.flaws.last().map(|flaw| &flaw.text)), (most, Some(&told)));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_read(text in prop_oneof![any::<String>(), "[\\[\\]{}:,\"&*a \n\\-|>?!#~']{0,60}"]) {
        for sheet in [from_json(&text), from_yaml(&text)].into_iter().flatten() {
            prop_assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()));
        }
    }
}
