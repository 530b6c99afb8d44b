use super::*;
use crate::format::table::from_delimited;
use proptest::prelude::*;

/// The headings, the rows and the flaws.
fn shown(sheet: &Sheet) -> (String, Vec<String>, usize) {
    let row = |row: &Vec<SheetCell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("¦");
    (sheet.header.join("¦"), sheet.rows.iter().map(row).collect(), sheet.flaws.len())
}

#[test]
fn rows_are_found_whatever_separates_them() {
    for (text, header, rows, flaws) in [
        ("", "", &[][..], 0),
        ("\n \n", "", &[], 0),
        ("Name", "Name", &[], 0),
        ("Name\nHubSpot\nZoom", "Name", &["HubSpot", "Zoom"], 0),
        ("Name,Owner\nHubSpot,Ines", "Name¦Owner", &["HubSpot¦Ines"], 0),
        ("\u{feff}Name;Owner\r\nHubSpot;Ines, Tom\r\n", "Name¦Owner", &["HubSpot¦Ines, Tom"], 0),
        ("Name;Cost (EUR, net)\nA;1,5\nB;2,5", "Name¦Cost (EUR, net)", &["A¦1,5", "B¦2,5"], 0),
        ("Name\tOwner\nA, B\t\"C\nD\"", "Name¦Owner", &["A, B¦C\nD"], 0),
        ("Name|Owner\nA|B", "Name¦Owner", &["A¦B"], 0),
        ("sep=;\nName;Owner,s\nA;B", "Name¦Owner,s", &["A¦B"], 0),
        ("\"sep=|\"\r\nName|Owner\r\nA|B", "Name¦Owner", &["A¦B"], 0),
        ("sep=,,,\nName,Owner\nA,B", "Name¦Owner", &["A¦B"], 0),
        ("Name,Owner\rA,B\rC,D", "Name¦Owner", &["A¦B", "C¦D"], 0),
        ("Name,Owner\n\"A \"\"x\"\", y\",\"B;\r\nC\"", "Name¦Owner", &["A \"x\", y¦B;\nC"], 0),
        ("\n,\nName,,Owner\n,,\nA,,B\n", "Name¦Owner", &["A¦B"], 0),
        ("Name,,Owner\nA,x,B", "Name¦¦Owner", &["A¦x¦B"], 0),
        ("Name,Owner\nA,B\nname, OWNER \nC,D", "Name¦Owner", &["A¦B", "C¦D"], 1),
        ("Name,Owner,Cost\nA,B\nC,D,E,F,,G\nH,I,J,,", "Name¦Owner¦Cost", &["A¦B¦", "C¦D¦E", "H¦I¦J"], 2),
        ("Our tools,,\n,,\nName,Owner,Cost\nA,B,C", "Name¦Owner¦Cost", &["A¦B¦C"], 1),
        ("Our tools\nName,Owner,Cost\nA,B,C", "Name¦Owner¦Cost", &["A¦B¦C"], 1),
        ("Person\nRaman, Priya\nAguilar, Ines", "Person", &["Raman, Priya", "Aguilar, Ines"], 0),
        ("Name,Formula\n'=A,''@b\n'quoted,'", "Name¦Formula", &["=A¦'@b", "'quoted¦'"], 0),
        ("Name,Owner\n27\" monitor,B", "Name¦Owner", &["27\" monitor¦B"], 0),
        ("Name,Owner\nA,\"B\nC,D", "Name¦Owner", &["A¦B\nC,D"], 1),
    ] {
        let (found, found_rows, found_flaws) = shown(&from_delimited(text));
        assert_eq!((found.as_str(), found_flaws), (header, flaws), "{text:?}");
        assert_eq!(found_rows, rows, "{text:?}");
    }
}

#[test]
fn what_is_too_much_is_said_and_not_lost() {
    let sheet = from_delimited("Name,Owner\nA,B,and,,more");
    assert_eq!(sheet.flaws[0].row, Some(0));
    assert!(sheet.flaws[0].text.ends_with("2 more cells than there are headings: and | more"), "{:?}", sheet.flaws);
    let start = std::time::Instant::now();
    let wide = format!("{}x\n{}x", "h,".repeat(1_000_000), "c,".repeat(1_000_000));
    let sheet = from_delimited(&wide);
    assert_eq!((sheet.header.len(), sheet.rows.len(), sheet.flaws.len()), (MOST_COLUMNS, 1, 2));
    let long = format!("Name,Owner\n{}", "A,B\n".repeat(MOST_ROWS + 5));
    let sheet = from_delimited(&long);
    assert_eq!((sheet.rows.len(), sheet.flaws.len()), (MOST_ROWS, 1));
    // Short rows below many headings.
    let (headings, most) = (vec!["h"; MOST_COLUMNS].join(","), MOST_CELLS / MOST_COLUMNS);
    for (rows, left_out) in [(most, 0), (most + 3, 3)] {
        let sheet = from_delimited(&format!("{headings}\n{}", "a,b\n".repeat(rows)));
        let told = format!("The first {most} rows are read; 3 more are left out.");
        let is_told = sheet.flaws.iter().any(|flaw| flaw.text == told);
        assert_eq!((sheet.rows.len(), is_told), (most, left_out > 0));
    }
    let sheet = from_delimited(&format!("Name,Owner\nA,{}", "ä".repeat(LONGEST_CELL + 1)));
    assert_eq!((sheet.rows[0][1].text.chars().count(), sheet.flaws.len()), (LONGEST_CELL, 1));
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn columns_have_labels() {
    let sheet = from_delimited("Name,,Notes:,notes\nA,B,C,D");
    assert_eq!(sheet.labels(), ["Name", "Column 2", "Notes", "notes (2)"]);
}

proptest! {
    #[test]
    fn any_text_is_a_table(text in prop_oneof![any::<String>(), "[a,;\t|\"\r\n= ']{0,60}"]) {
        let sheet = from_delimited(&text);
        prop_assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()));
    }
}
