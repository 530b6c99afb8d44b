mod long;
mod reader;

use super::*;
use crate::format::labels::Labels;
use crate::format::page::{Lists, Part};
use crate::format::probe::{hostile_markdown, hostile_text};
use crate::format::sample::{Build, Place, long_places, put_long_text, replaced, sample, today, with_texts, within};
use crate::model::arbitrary::playbook;
use crate::model::{Field as F, Home, Kind, OrderKey, SectionId, StandardSection as S, Value};
use proptest::prelude::*;
use reader::{Piece, assert_harmless, collapsed, read_file, read_fragment, words};

fn file(playbook: &Playbook) -> String {
    without_picture(&write(playbook, &Selection::default(), today()))
}

/// Without the lifecycle as a picture, which says again what stands in the texts.
fn without_picture(html: &str) -> String {
    match html.split_once("<figure>\n").and_then(|(before, rest)| Some((before, rest.split_once("</figure>\n")?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => html.to_owned(),
    }
}

/// What stands in `<main>` of a file.
fn body(playbook: &Playbook, selection: &Selection) -> String {
    let file = without_picture(&write(playbook, selection, today()));
    let body = file.split_once("<main>\n").and_then(|(_, rest)| rest.split_once("</main>"));
    body.expect("a body").0.to_owned()
}

fn pasted(playbook: &Playbook, selection: &Selection) -> String {
    without_picture(&fragment(playbook, selection, today()))
}

fn home(section: S) -> Selection {
    Selection::of(Part::Home(Home::Section(SectionId::Standard(section))))
}

/// Regenerate with `UPDATE_FIXTURES=1 cargo test`.
#[test]
fn the_sample_looks_like_this() {
    let sample = sample();
    for (name, written) in
        [("sample.html", file(&sample)), ("fragment.html", pasted(&sample, &home(S::LifecycleManagement)))]
    {
        let path = format!("{}/src/format/html/tests/{name}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, &written).expect("the fixture can be written");
        }
        assert_eq!(written, std::fs::read_to_string(&path).unwrap_or_default(), "{name}");
    }
}

#[test]
fn a_file_speaks_one_language() {
    let written = |labels| write(&sample(), &Selection { labels, ..Selection::default() }, today());
    let [english, german] = Labels::ALL.map(written);
    for label in
        ["Contents", "Table", "Lifecycle", "Lifecycle Management", "Exit criteria", "In discussion", "People and teams"]
    {
        let german_label = Labels::German.of(label);
        assert!(
            english.contains(&format!(">{label}<"))
                || english.contains(&format!("\"{label}\""))
                || english.contains(&format!(">{label}:<")),
            "{label}"
        );
        assert!(german.contains(german_label), "{german_label}");
        let is_same = label == german_label;
        assert!(
            is_same || !german.contains(&format!(">{label}<")) && !german.contains(&format!("\"{label}\"")),
            "{label}"
        );
    }
    assert!(english.contains("<html lang=\"en\">") && german.contains("<html lang=\"de\">"));
}

/// The elements with these names, each with its text.
fn elements(html: &str, names: &[&str]) -> Vec<(String, String)> {
    let pieces = read_file(html);
    let starts = pieces.iter().enumerate().filter_map(|(at, piece)| match piece {
        Piece::Start(name, _) if names.contains(&name.as_str()) => Some((at, name)),
        _ => None,
    });
    let text = |at: usize, name: &str| {
        let end = pieces[at..].iter().position(|piece| matches!(piece, Piece::End(end) if end == name));
        let inside = &pieces[at..at + end.unwrap_or_default()];
        let texts = inside.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        });
        collapsed(&texts.collect::<Vec<_>>().join(" "))
    };
    starts.map(|(at, name)| (name.clone(), text(at, name))).collect()
}

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

#[test]
fn a_file_begins_with_the_highest_heading_and_says_what_is_in_it() {
    let sample = sample();
    let mql = sample.entries.values().find(|entry| entry.name() == "Marketing qualified lead").expect("in the sample");
    for (part, title, heading) in [
        (Part::Whole, "Northwind Marketing Operations Playbook", "Northwind Marketing Operations Playbook"),
        (Part::Home(Home::Directory), "People and teams – Northwind Marketing Operations Playbook", "People and teams"),
        (
            Part::Entry(mql.id),
            "Marketing qualified lead – Northwind Marketing Operations Playbook",
            "Marketing qualified lead",
        ),
    ] {
        let html = without_picture(&write(&sample, &Selection::of(part), today()));
        assert_eq!(elements(&html, &["title"]), [("title".to_owned(), title.to_owned())]);
        assert_eq!(elements(&html, &HEADINGS)[0], ("h1".to_owned(), heading.to_owned()));
    }
}

#[test]
fn headings_are_an_outline_without_gaps() {
    let headings = elements(&file(&sample()), &HEADINGS);
    let levels: Vec<u8> = headings.iter().map(|(name, _)| name.as_bytes()[1] - b'0').collect();
    assert!(levels.is_sorted_by(|above, below| *below <= above + 1), "{headings:?}");
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
}

#[test]
fn nothing_is_nothing() {
    let empty = Build::new(" ").playbook;
    assert_eq!(body(&empty, &Selection::default()), "<h1 dir=\"auto\" id=\"playbook\">Untitled playbook</h1>\n");
    let gone = Selection::of(Part::Entry(EntryId::from_bits(9)));
    assert_eq!((body(&empty, &gone), pasted(&empty, &gone)), (String::new(), String::new()));
    read_file(&write(&empty, &gone, today()));
}

#[test]
fn names_lead_to_the_heading_or_the_row_of_an_entry_on_the_page() {
    let mut build = Build::new("P");
    let short = [(F::Name, "Short"), (F::Category, "c")];
    let short = build.add(Kind::Tool, within(S::SalesTools), &short);
    let long = build.add(Kind::Tool, within(S::SalesTools), &[(F::Name, "Long"), (F::Usage, "u")]);
    let chat = build.add(Kind::Channel, within(S::InternalCommunicationTools), &[(F::Name, "Chat")]);
    let gone = build.add(Kind::Tool, within(S::SalesTools), &[(F::Name, "Gone")]);
    build.entry(gone).deleted = true;
    build.entry(chat).set(F::IntegratesWith, Value::Refs(vec![short, long, gone, chat]));
    let address = |id: EntryId| format!("e{:032x}", id.to_bits());
    let (short, long, chat) = (address(short), address(long), address(chat));
    let whole = body(&build.playbook, &Selection::default());
    for part in [
        format!("<tr id=\"{short}\"><td dir=\"auto\">Short</td>"),
        // The name in the table leads to what is said below.
        format!("<tr><td dir=\"auto\"><a href=\"#{long}\">Long</a></td>"),
        format!("<h3 dir=\"auto\" id=\"{long}\">Long</h3>"),
        format!(
            "<strong>Integrates with:</strong> <a href=\"#{short}\" dir=\"auto\">Short</a>; \
             <a href=\"#{long}\" dir=\"auto\">Long</a>; <a href=\"#{chat}\" dir=\"auto\">Chat</a></p>"
        ),
        "<li><a href=\"#sales_tools\" dir=\"auto\">Sales Tools</a></li>".to_owned(),
    ] {
        assert!(whole.contains(&part), "{part} is not in {whole}");
    }
    let alone = pasted(&build.playbook, &home(S::InternalCommunicationTools));
    for part in [
        "<h2 dir=\"auto\">Internal Communication Tools</h2>".to_owned(),
        format!("<h3 dir=\"auto\"><a id=\"{chat}\" name=\"{chat}\"></a>Chat</h3>"),
        format!(
            "<span dir=\"auto\">Short</span>; <span dir=\"auto\">Long</span>; <a href=\"#{chat}\" dir=\"auto\">Chat</a>"
        ),
    ] {
        assert!(alone.contains(&part), "{part} is not in {alone}");
    }
    let tools = pasted(&build.playbook, &home(S::SalesTools));
    assert!(!tools.contains(&short), "nothing leads there: {tools}");
}

#[test]
fn an_address_is_a_link_where_it_leads_somewhere() {
    for (text, shown) in [
        ("https://x.y/", "<a href=\"https://x.y/\" class=\"address\" dir=\"auto\">x.y</a>"),
        ("mailto:a@b.cc", "<a href=\"mailto:a@b.cc\" class=\"address\" dir=\"auto\">a@b.cc</a>"),
        (
            "https://x.y/?a&b=\"",
            "<a href=\"https://x.y/?a&amp;b=&quot;\" class=\"address\" dir=\"auto\">x.y/?a&amp;b=&quot;</a>",
        ),
        ("Drive > Plans", "<span dir=\"auto\">Drive &gt; Plans</span>"),
        ("https://x.y (old)", "<span dir=\"auto\">https://x.y (old)</span>"),
        ("javascript:alert(1)", "<span dir=\"auto\">javascript:alert(1)</span>"),
        ("data:text/html,x", "<span dir=\"auto\">data:text/html,x</span>"),
    ] {
        let mut build = Build::new("P");
        let tool = build.add(Kind::Tool, within(S::SalesTools), &[(F::Name, "T"), (F::Link, text)]);
        let html = body(&build.playbook, &Selection::of(Part::Entry(tool)));
        assert!(html.contains(&format!("<p><strong>Link:</strong> {shown}</p>")), "{html}");
    }
}

#[test]
fn ten_thousand_entries_are_written_at_once() {
    let mut build = Build::new("P");
    build.keys = OrderKey::spread(10_000).into_iter();
    let owner = build.add(Kind::Person, Home::Directory, &[(F::Name, "Ines")]);
    for number in 1..10_000 {
        let text = format!("Text *{number}*.\n\n- a\n- b\n\n{}", "More words to read. ".repeat(20));
        let fields = [(F::Name, format!("Name {number}")), (F::Usage, text)];
        let id = build.add(
            Kind::Tool,
            within(S::SalesTools),
            &fields.each_ref().map(|(field, text)| (*field, text.as_str())),
        );
        build.entry(id).set(F::Manager, Value::Refs(vec![owner]));
    }
    let start = std::time::Instant::now();
    let html = file(&build.playbook);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(elements(&html, &["h3"]).len(), 9_999 + 1);
}

#[test]
fn the_style_sheet_fetches_nothing_and_ends_nothing() {
    for part in ["<", "url", "@import", "://"] {
        assert!(!STYLE.contains(part), "{part}");
    }
}

/// Control characters are not written.
fn printed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// What is written with a long text in a place, as a file and as a fragment.
fn with_long_text(place: Place, text: &str) -> [Vec<Piece>; 2] {
    let mut playbook = sample();
    put_long_text(&mut playbook, place, text);
    let (file, pasted) = (file(&playbook), pasted(&playbook, &Selection::default()));
    let both = [(read_file(&file), file), (read_fragment(&pasted), pasted)];
    both.map(|(pieces, html)| {
        assert_harmless(&html, &pieces);
        pieces
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_in_a_short_field_stays_where_it_is(texts in proptest::collection::vec(hostile_text(), 1..40)) {
        let texts: Vec<_> = texts.iter().map(|text| one_line(text).replace(['⟦', '⟧'], "").trim().to_owned()).filter(|t| !t.is_empty()).collect();
        prop_assume!(!texts.is_empty());
        // No two the same: of several entries with one name, all but the first are given a number.
        let text = |number: usize| {
            let text = &texts[number % texts.len()];
            if number.is_multiple_of(2) { format!("№{number} {text}") } else { format!("{text} №{number}") }
        };
        let harmless = with_texts(|number| format!("⟦{number}⟧"));
        let hostile = with_texts(text);
        let selection = Selection::default();
        for (expected, html) in [
            (read_file(&file(&harmless)), file(&hostile)),
            (read_fragment(&pasted(&harmless, &selection)), pasted(&hostile, &selection)),
        ] {
            let found = if html.starts_with("<!") { read_file(&html) } else { read_fragment(&html) };
            assert_harmless(&html, &found);
            prop_assert_eq!(found.len(), expected.len(), "{}", html);
            for (found, expected) in found.iter().zip(&expected) {
                match (found, expected) {
                    (Piece::Text(found), Piece::Text(expected)) => {
                        prop_assert_eq!(found, &collapsed(&replaced(expected, |number| printed(&text(number)))));
                    }
                    _ => prop_assert_eq!(found, expected),
                }
            }
        }
    }

    #[test]
    fn any_long_text_stays_in_its_field(text in hostile_markdown(), place in any::<proptest::sample::Index>()) {
        let parsed = LongText::parse(&text);
        // A column in which nothing stands is left out.
        prop_assume!(!parsed.to_cell().is_empty() && !text.contains(['⟦', '⟧']));
        let place = *place.get(&long_places(&sample()));
        // It is compared with a text that stands where this one does: in a table, behind a label, or below it.
        let other = match (parsed.fits_a_cell(), parsed.begins_with_a_paragraph()) {
            (true, _) => "⟦⟧",
            (false, true) => "⟦⟧\n\n⟦⟧",
            (false, false) => "- ⟦⟧",
        };
        let around = |name: &String| ["p", "span", "ul", "li"].contains(&name.as_str());
        for (without, with) in with_long_text(place, other).iter().zip(with_long_text(place, &text)) {
            let is_marked = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains('⟦'));
            let (first, last) = (without.iter().position(is_marked), without.iter().rposition(is_marked));
            // Nothing of a hidden section is written.
            let (Some(first), Some(last)) = (first, last) else { continue };
            let before = without[..first].iter().rev().take_while(|piece| matches!(piece, Piece::Start(name, _) if around(name)));
            let before = &without[..first - before.count()];
            let after = without[last + 1..].iter().take_while(|piece| matches!(piece, Piece::End(name) if around(name)));
            let after = &without[last + 1 + after.count()..];
            prop_assert!(with.len() >= before.len() + after.len());
            let (begins, ends) = (before.len(), with.len() - after.len());
            prop_assert_eq!(&with[..begins], before);
            prop_assert_eq!(&with[ends..], after);
            let written = words(&with[begins..ends]);
            if !written.contains(['☐', '☑']) {
                let said = parsed.events().iter().map(|event| match event {
                    pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) | pulldown_cmark::Event::Html(text) => text,
                    _ => "",
                });
                let said: String = said.flat_map(str::chars).filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                prop_assert_eq!(written, said);
            }
        }
    }

    #[test]
    fn any_playbook_is_harmless(playbook in playbook(), contents in any::<bool>(), drafts in any::<bool>(), tables in any::<bool>()) {
        let lists = if tables { Lists::Tables } else { Lists::Headings };
        let homes = playbook.sections.iter().map(|section| Part::Home(Home::Section(section.id)));
        let entries = playbook.entries.keys().take(3).map(|id| Part::Entry(*id));
        for part in homes.chain([Part::Whole]).chain(entries) {
            let selection = Selection { contents, drafts, lists, ..Selection::of(part) };
            let (file, fragment) = (write(&playbook, &selection, today()), pasted(&playbook, &selection));
            assert_harmless(&file, &read_file(&file));
            assert_harmless(&fragment, &read_fragment(&fragment));
        }
    }
}
