//! Everything short: addresses within the app, settings, links, times, prices, conditions, conventions, names of people.
#![no_main]

use guidepost::format::{link::allowed_link, text::decode};
use guidepost::insight::{acronym, address, attribution::Visit, cost, prose, rules::Condition};
use guidepost::model::base64::{STANDARD, URL_SAFE};
use guidepost::model::{OrderKey, PlaybookId, SectionId, Timestamp};
use guidepost::route::{Page, Route};
use guidepost::sync::{Config, Person, Presence};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Presence::new(1).receive(bytes, 0);
    let decoded = decode(bytes).text;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    assert!(
        text.starts_with('\u{feff}') || text.contains('\0') || decoded == text,
        "UTF-8 that is read as something else"
    );
    let route = Route::parse(text);
    assert_eq!(Route::parse(&route.to_string()), route, "an address that does not survive");
    let _ = (Page::from_path(text), Config::read(text), Person::read(1, text));
    let _ = allowed_link(text);
    for alphabet in [STANDARD, URL_SAFE] {
        if let Some(bytes) = alphabet.decode(text) {
            assert_eq!(alphabet.encode(&bytes), text, "two texts for the same bytes");
        }
    }
    let _ = (text.parse::<PlaybookId>(), text.parse::<SectionId>(), Timestamp::parse_rfc3339(text));
    let _ = OrderKey::parse(text).map(|key| OrderKey::between(Some(&key), None));
    let _ = (cost::read(text), Visit::of_address(text), Condition::parse(text));
    let _ = (acronym::in_prose(text).count(), acronym::initials(text), prose::plain(text), prose::without_code(text));
    for address in address::in_text(text, PlaybookId::from_bits(1)) {
        let _ = address.target.entry();
    }
});
