use super::*;
use crate::insight::checks::sample::{Row, named, playbook, row};
use crate::model::Field as F;
use crate::model::arbitrary;
use proptest::prelude::*;

fn term(name: &str, also: &str) -> Row {
    row(Kind::Definition, &[(F::Name, name), (F::AlsoKnownAs, also)])
}

/// A text with brackets around what is mentioned, and the number of its row before it.
fn marked(glossary: &Glossary, pieces: &[&str], own: Option<u128>) -> String {
    let mut marked: Vec<Vec<u16>> = pieces.iter().map(|piece| piece.encode_utf16().collect()).collect();
    let mentions = glossary.mentions(pieces.iter().copied(), |entry| own.map(EntryId::from_bits) == Some(entry));
    for mention in mentions.iter().rev() {
        let row = (1..).find(|bits| EntryId::from_bits(*bits) == mention.entry).expect("a row");
        let piece = &mut marked[mention.piece];
        piece.splice(mention.end..mention.end, "]".encode_utf16());
        piece.splice(mention.start..mention.start, format!("[{row}:").encode_utf16());
    }
    let pieces = marked.iter().map(|piece| String::from_utf16(piece).expect("whole letters"));
    pieces.collect::<Vec<_>>().join("|")
}

fn finds(rows: &[Row], text: &str) -> String {
    let playbook = playbook(rows);
    marked(&Glossary::of(&Book::of(&playbook)), &text.split('|').collect::<Vec<_>>(), None)
}

#[test]
fn terms_are_recognised() {
    let mql = || term("Marketing-qualified lead", "MQL + iMQL");
    for (rows, text, expected) in [
        (vec![mql()], "An MQL is ready.", "An [1:MQL] is ready."),
        (vec![mql()], "MQLs, MQL’s and MQL", "[1:MQLs], MQL’s and MQL"),
        (vec![mql()], "A marketing qualified\nlead", "A [1:marketing qualified\nlead]"),
        (vec![mql()], "Marketing-Qualified  Leads", "[1:Marketing-Qualified  Leads]"),
        (vec![mql()], "an mql, Mql, MQLX, XMQL, MQL_2, MQL2", "an mql, Mql, MQLX, XMQL, MQL_2, MQL2"),
        (vec![mql()], "an iMQL but no IMQL", "an [1:iMQL] but no IMQL"),
        (vec![mql()], "non-MQL (MQL)", "non-[1:MQL] (MQL)"),
        (vec![term("Lead", ""), mql()], "lead, marketing qualified lead", "[1:lead], [2:marketing qualified lead]"),
        (vec![term("Lead", ""), mql()], "marketing qualified leads lead", "[2:marketing qualified leads] [1:lead]"),
        (vec![term("sales lead", ""), term("lead owner", "")], "the sales lead owner", "the [1:sales lead] owner"),
        (vec![term("Opportunity", "")], "all opportunities", "all [1:opportunities]"),
        (vec![term("Touch", "")], "touches", "[1:touches]"),
        (
            vec![term("Service level agreement (SLA)", "")],
            "SLA, service level agreement",
            "[1:SLA], service level agreement",
        ),
        (vec![term("SLA (service level agreement)", "")], "a service level agreement", "a [1:service level agreement]"),
        (vec![term("Conversion (offline)", "")], "offline conversion", "offline [1:conversion]"),
        (vec![term("C++", "")], "in C++, not C++x", "in [1:C++], not C++x"),
        (vec![term("Straße", "")], "in der STRASSE, die STRAßE", "in der STRASSE, die [1:STRAßE]"),
        (vec![term("Возможность", "")], "эта возможность", "эта [1:возможность]"),
        (vec![term("見込み客", ""), term("見込み", "")], "見込み客と見込みを", "[1:見込み客]と[2:見込み]を"),
        (vec![term("リード", "")], "リードを、リードナーチャリング", "[1:リード]を、リードナーチャリング"),
        (vec![term("リード", "")], "リードナーチャリング", "リードナーチャリング"),
        (vec![term("MQL", "")], "😀 MQLを渡す", "😀 [1:MQL]を渡す"),
        (vec![term("Café", "")], "the café, cafés", "the [1:café], cafés"),
        (vec![term("İstanbul", "")], "İSTANBUL: i", "[1:İSTANBUL]: i"),
        (vec![term("i", ""), term("", "")], "i and", "i and"),
        (vec![mql()], "ask in #mql-help, #MQL or #our-MQL-help", "ask in #mql-help, #MQL or #our-MQL-help"),
        (vec![mql()], "@MQL, MQL.team@example.com, a@MQL.org: MQL", "@MQL, MQL.team@example.com, a@MQL.org: [1:MQL]"),
        (vec![mql()], "#1 MQL, #MQL、MQLを@satoへ", "#1 [1:MQL], #MQL、MQLを@satoへ"),
        (vec![mql()], "#help、MQLを@satoへ", "#help、[1:MQL]を@satoへ"),
        (vec![mql()], "MQL|and MQL", "[1:MQL]|and MQL"),
        (vec![term("Lead", "")], "a|b Lead|c", "a|b [1:Lead]|c"),
        (vec![], "nothing", "nothing"),
    ] {
        assert_eq!(finds(&rows, text), expected, "{text}");
    }
}

#[test]
fn stages_and_tools_are_terms() {
    let stage = |name: &str, short: &str| row(Kind::Stage, &[(F::Name, name), (F::Abbreviation, short)]);
    for (rows, text, expected) in [
        (vec![stage("Marketing qualified", "MQL")], "MQL, marketing qualified", "[1:MQL], marketing qualified"),
        (vec![stage("Customer", "")], "a customer, a Customer, Customers", "a customer, a [1:Customer], Customers"),
        (vec![named(Kind::Tool, "Notion")], "no notion of Notion", "no notion of [1:Notion]"),
        (vec![named(Kind::Tool, "HubSpot")], "in Hubspot", "in [1:Hubspot]"),
        (vec![named(Kind::Tool, "Close CRM")], "in close CRM", "in [1:close CRM]"),
        (vec![named(Kind::Channel, "Slack")], "some slack in Slack", "some slack in [1:Slack]"),
        (vec![stage("MQL", ""), term("MQL", "")], "an MQL", "an [2:MQL]"),
        (vec![named(Kind::Person, "Mara"), named(Kind::Document, "Plan")], "Mara, Plan", "Mara, Plan"),
        (vec![row(Kind::Definition, &[(F::Name, "MQL"), (F::Status, "retired")])], "MQL", "MQL"),
        (vec![row(Kind::Tool, &[(F::Name, "Marketo"), (F::Status, "retired")])], "Marketo", "[1:Marketo]"),
        (vec![term("MQL", "").binned()], "MQL", "MQL"),
    ] {
        assert_eq!(finds(&rows, text), expected, "{text}");
    }
}

#[test]
fn nothing_links_to_itself() {
    let playbook = playbook(&[term("Lead", ""), term("Lead owner", ""), named(Kind::Stage, "Lead")]);
    let glossary = Glossary::of(&Book::of(&playbook));
    for (own, expected) in [
        (Some(1), "A Lead has a [2:lead owner], the Lead"),
        (Some(2), "A [1:Lead] has a lead owner, the Lead"),
        // A definition of the same name says no more of the stage than the stage does.
        (Some(3), "A Lead has a [2:lead owner], the Lead"),
    ] {
        assert_eq!(marked(&glossary, &["A Lead has a lead owner, the Lead"], own), expected);
    }
}

proptest! {
    /// Mentions stand one behind the other, in the text, and none twice; and each is one that a plain search finds, too.
    #[test]
    fn mentions_are_in_order_and_in_the_text(
        names in proptest::collection::vec("[A-Ca-cäİ年リ -]{1,5}", 1..6),
        text in prop_oneof!["[A-Ca-cäİ年リs -]{0,40}", arbitrary::text()],
    ) {
        let rows: Vec<Row> = names.iter().map(|name| named(Kind::Definition, name.trim())).collect();
        let playbook = playbook(&rows);
        let glossary = Glossary::of(&Book::of(&playbook));
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut behind = 0;
        let mut seen = HashSet::new();
        for Mention { start, end, entry, .. } in glossary.mentions([text.as_str()], |_| false) {
            prop_assert!(behind <= start && start < end && end <= units.len());
            prop_assert!(seen.insert(entry));
            behind = end;
            let written = String::from_utf16(&units[start..end]).expect("whole letters");
            let name = playbook.entries[&entry].name();
            let squeezed = |text: &str| Folded::of(text).text;
            prop_assert!(with_plurals(&squeezed(name)).contains(&squeezed(&written)), "{written} is no {name}");
        }
    }
}
