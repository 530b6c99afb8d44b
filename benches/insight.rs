//! How long it takes to find out what follows from a playbook of 1,000 entries, beside `serde_json::to_string` of the same
//! value: `cargo bench --bench insight`. All of it runs in a worker, after each change; a frame is 16.7 ms.
#![expect(clippy::print_stdout, reason = "it is what this program is for")]

mod turns;

use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::insight::checks::findings;
use guidepost::insight::lifecycle::Lifecycle;
use guidepost::insight::lifecycle::svg::{Direction, Use, svg};
use guidepost::model::Timestamp;
use std::error::Error;
use turns::{TURNS, compare, playbook, standing};

const ENTRIES: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = playbook(ENTRIES)?;
    let today = Timestamp::from_seconds(1_795_253_400).date();
    let value: serde_json::Value = serde_json::from_str(&json::write(&playbook))?;
    let plain = serde_json::to_string(&value)?;
    let (entries, parts) = (standing(&playbook), playbook.entries.len() - standing(&playbook));
    println!("{entries} entries with {parts} parts; median of {TURNS} turns");
    compare(&[
        ("serde_json::to_string", plain.len(), &|| serde_json::to_string(&value).unwrap_or_default().len()),
        ("what points at what", plain.len(), &|| Book::of(&playbook).entries().len()),
        ("all checks", plain.len(), &|| findings(&Book::of(&playbook), today).len()),
        ("the diagram", plain.len(), &|| {
            let book = Book::of(&playbook);
            svg(&book, &Lifecycle::of(&book), Direction::Right, Use::File).into_string().len()
        }),
    ]);
    Ok(())
}
