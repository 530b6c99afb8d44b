use super::*;
use crate::model::naming::{TokenParts, example};
use crate::model::{Field as F, Home, OrderKey, Value, arbitrary};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A token with its allowed values, as entries.
type Parts = (Entry, Vec<Entry>);

fn entry(bits: u128, kind: Kind, fields: &[(F, &str)]) -> Entry {
    let home = Home::Entry(EntryId::from_bits(0));
    let mut entry = Entry::new(EntryId::from_bits(bits), kind, home, OrderKey::default());
    for (field, text) in fields {
        assert!(entry.set(*field, Value::Line((*text).to_owned())), "{field:?}");
    }
    entry
}

fn values(name: &str, codes: &[(&str, &str)]) -> Parts {
    let value = |(bits, (name, code)): (u128, &(&str, &str))| {
        entry(bits, Kind::AllowedValue, &[(F::Name, name), (F::Code, code)])
    };
    (entry(1, Kind::Token, &[(F::Name, name), (F::TokenKind, TOKEN_VALUES)]), (10..).zip(codes).map(value).collect())
}

fn free(name: &str) -> Parts {
    (entry(2, Kind::Token, &[(F::Name, name), (F::TokenKind, TOKEN_FREE)]), Vec::new())
}

fn date(name: &str, format: &str) -> Parts {
    let fields = [(F::Name, name), (F::TokenKind, TOKEN_DATE), (F::DateFormat, format)];
    (entry(3, Kind::Token, &fields), Vec::new())
}

fn convention(separator: &str, parts: &[Parts]) -> Option<Convention> {
    Convention::from_parts(separator, parts.iter().map(|(token, values)| (token, values.iter().collect())))
}

fn campaigns() -> Convention {
    let parts = [
        date("Month", "YYYY-MM"),
        values("Type", &[("Webinar", "WBN"), ("Event", "EVT")]),
        values("Region", &[("Europe", "EUR"), ("Japan", "JPN"), ("Everywhere", "")]),
        free("Topic"),
    ];
    convention("_", &parts).expect("a finished convention")
}

#[test]
fn names_of_campaigns_are_judged() {
    for (name, expected) in [
        ("2026-11_WBN_EUR_Shift-Swaps", Ok(&["2026-11", "WBN", "EUR", "Shift-Swaps"][..])),
        (" 2026-11_WBN_EUR_Shift_Swaps\n", Ok(&["2026-11", "WBN", "EUR", "Shift_Swaps"])),
        ("2026-11_WBN_Everywhere_x", Ok(&["2026-11", "WBN", "Everywhere", "x"])),
        ("2026-13_WBN_EUR_x", Err("“2026-13” is no Month: it is written YYYY-MM.")),
        ("webinar final NEW", Err("“webinar final NEW” is no Month: it is written YYYY-MM.")),
        ("2026-11-WBN-EUR-x", Err("“2026-11-WBN-EUR-x” is no Month: it is written YYYY-MM.")),
        ("2026-11_WBNX_EUR_x", Err("“WBNX” is no Type: WBN, EVT.")),
        ("2026-11_wbn_EUR_x", Err("“wbn” is no Type: it is written WBN.")),
        ("2026-11_Webinar_EUR_x", Err("“Webinar” is no Type: it is written WBN.")),
        ("2026-11_WBN_DACH_x", Err("“DACH” is no Region: EUR, JPN, Everywhere.")),
        ("2026-11_WBN_EUR", Err("Topic is missing.")),
        ("2026-11_WBN_EUR_", Err("Topic is missing.")),
        ("2026-11_WBN_EUR_ ", Err("Topic is missing.")),
        ("2026-11_WBN", Err("Region is missing.")),
        ("2026-11", Err("Type is missing.")),
        ("", Err("Month is missing.")),
    ] {
        judge(&campaigns(), name, expected);
    }
}

/// What a convention says of a name: the texts of its pieces, or the reason.
fn judge(convention: &Convention, name: &str, expected: Result<&[&str], &str>) {
    match (convention.validate(name), expected) {
        (Ok(pieces), Ok(texts)) => {
            let found: Vec<_> = pieces.iter().map(|piece| &name[piece.place.clone()]).collect();
            assert_eq!(found, texts, "{name}");
        }
        (Err(fault), Err(reason)) => assert_eq!(fault.reason, reason, "{name}"),
        (found, _) => panic!("{name}: {found:?}"),
    }
}

#[test]
fn the_way_to_read_a_name_is_found() {
    let goal = || values("Goal", &[("Leads", "lead"), ("Meetings", "meet")]);
    let nested = values("Source", &[("Paid", "paid"), ("Paid social", "paid_social")]);
    for (separator, parts, name, expected) in [
        ("_", vec![free("Topic"), goal()], "a_b_lead", Ok(&["a_b", "lead"][..])),
        ("_", vec![free("Topic"), goal()], "lead_lead", Ok(&["lead", "lead"])),
        ("_", vec![free("Topic"), goal()], "a_b_goals", Err("“goals” is no Goal: lead, meet.")),
        ("_", vec![free("Topic"), goal()], "a_lead_x", Err("“x” is no Goal: lead, meet.")),
        ("_", vec![goal(), free("Topic")], "lead_a_b", Ok(&["lead", "a_b"])),
        ("_", vec![free("A"), free("B")], "a_b_c", Ok(&["a", "b_c"])),
        ("_", vec![free("A"), free("B")], "__b", Ok(&["_", "b"])),
        ("_", vec![nested.clone(), free("A")], "paid_social_x", Ok(&["paid", "social_x"])),
        ("_", vec![nested.clone(), goal()], "paid_social_lead", Ok(&["paid_social", "lead"])),
        ("-", vec![date("Month", "YYYY-MM"), goal()], "2026-11-meet", Ok(&["2026-11", "meet"])),
        ("-", vec![goal()], "meet-lead", Err("“lead” is too much at the end.")),
        ("-", vec![goal()], "meetings", Err("“meetings” is no Goal: it is written meet.")),
        (" | ", vec![goal(), free("Subject")], "meet | Regeln 3", Ok(&["meet", "Regeln 3"])),
        ("", vec![goal(), date("Year", "YYYY"), free("A")], "lead2026年x", Ok(&["lead", "2026", "年x"])),
        ("aa", vec![values("A", &[("", "xa")]), values("B", &[("", "y")])], "xaaay", Ok(&["xa", "y"])),
    ] {
        judge(&convention(separator, &parts).expect("finished"), name, expected);
    }
}

#[test]
fn a_long_list_is_cut() {
    let codes: Vec<_> = ('A'..='K').map(String::from).collect();
    let pairs: Vec<_> = codes.iter().map(|code| ("", code.as_str())).collect();
    judge(
        &convention("_", &[values("Letter", &pairs)]).expect("finished"),
        "Z",
        Err("“Z” is no Letter: A, B, C, D, E, F, G, H and 3 more."),
    );
}

#[test]
fn faults_name_their_token_and_pieces_their_value() {
    let fault = campaigns().validate("2026-11_WBNX_EUR_x").expect_err("a fault");
    assert_eq!(fault.token, Some(EntryId::from_bits(1)));
    let pieces = campaigns().validate("2026-11_EVT_JPN_x").expect("pieces");
    let values: Vec<_> = pieces.iter().map(|piece| piece.value.map(EntryId::to_bits)).collect();
    assert_eq!(values, [None, Some(11), Some(11), None]);
}

#[test]
fn unfinished_conventions_judge_nothing() {
    let kindless = (entry(4, Kind::Token, &[(F::Name, "x")]), Vec::new());
    for parts in [vec![], vec![kindless], vec![values("x", &[])], vec![values("x", &[("", " ")])]] {
        assert!(convention("_", &parts).is_none(), "{parts:?}");
    }
}

/// Hundreds of names are pasted at once.
#[test]
fn long_names_take_no_long_time() {
    let parts = [free("A"), free("B"), free("C"), values("D", &[("", "x")])];
    let convention = convention("_", &parts).expect("finished");
    let name = "a_".repeat(20_000);
    assert!(convention.validate(&format!("{name}x")).is_ok());
    assert!(convention.validate(&name).is_err());
}

fn token() -> impl Strategy<Value = Parts> {
    let code = prop_oneof!["[a-c_]{1,3}", arbitrary::line()];
    let values_of = move |name: String, codes: Vec<(String, String)>| {
        let pairs: Vec<_> = codes.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
        values(&name, &pairs)
    };
    prop_oneof![
        arbitrary::line().prop_map(|name| free(&name)),
        (arbitrary::line(), "[YMDQW_a-]{0,6}").prop_map(|(name, format)| date(&name, &format)),
        (arbitrary::line(), vec((arbitrary::line(), code), 0..4)).prop_map(move |(name, codes)| values_of(name, codes)),
    ]
}

fn separator() -> impl Strategy<Value = String> {
    prop_oneof![select(vec!["_", "-", " | ", "", "aa", " "]).prop_map(str::to_owned), arbitrary::line()]
}

fn first_with_text(values: &[Entry]) -> Option<&Entry> {
    values.iter().find(|value| !value.text(F::Code).trim().is_empty() || !value.name().is_empty())
}

proptest! {
    #[test]
    fn the_example_of_a_finished_convention_follows_it(
        separator in separator(),
        parts in vec(token(), 1..5),
        days in 0..30_000_i64,
    ) {
        let start = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date");
        let today = start.checked_add_signed(chrono::TimeDelta::days(days)).expect("a date");
        let tokens: Vec<_> =
            parts.iter().map(|(token, values)| TokenParts { token, value: first_with_text(values) }).collect();
        if let Some(convention) = convention(&separator, &parts) {
            let name = example(&separator, &tokens, today);
            let pieces = convention.validate(&name);
            prop_assert!(pieces.is_ok(), "{:?} {:?}", name, pieces);
            let pieces = pieces.unwrap_or_default();
            prop_assert_eq!(pieces.len(), parts.len());
            let texts: Vec<_> = pieces.iter().map(|piece| &name[piece.place.clone()]).collect();
            prop_assert_eq!(texts.join(&separator), name.trim());
        }
    }

    #[test]
    fn any_name_can_be_judged(separator in separator(), parts in vec(token(), 1..5), name in arbitrary::text(), other in "[a-c_0-9 -]{0,12}") {
        if let Some(convention) = convention(&separator, &parts) {
            for name in [name, other] {
                match convention.validate(&name) {
                    Ok(pieces) => prop_assert!(pieces.iter().all(|piece| name.get(piece.place.clone()).is_some())),
                    Err(fault) => prop_assert!(!fault.reason.is_empty()),
                }
            }
        }
    }
}
