//! Writes what each target begins with: `seeds <folder>`. All of it is made of the project's own playbooks.

use guidepost::doc::{Author, Changed, Replica};
use guidepost::format::{Labels, Selection, csv, html, json, markdown, packed};
use guidepost::model::{Edit, Field, Kind, StandardSection, standard};
use guidepost_fuzz::{EXAMPLE, MAKER, clock, example, start, today};
use std::fs;
use std::path::{Path, PathBuf};

/// Longer ones are tried only whole, and slow all others down.
const LONG: usize = 20_000;

struct Folder(PathBuf);

impl Folder {
    fn write(&self, target: &str, name: &str, content: &[u8]) {
        let folder = self.0.join(target);
        fs::create_dir_all(&folder).expect("a folder that can be made");
        fs::write(folder.join(name), content).expect("a file that can be written");
    }

    /// With bytes before it that say how it is to be read.
    fn write_as(&self, target: &str, name: &str, how: &[u8], content: &[u8]) {
        self.write(target, name, &[how, content].concat());
    }
}

fn main() {
    let folder = Folder(std::env::args().nth(1).map_or_else(|| Path::new("corpus").to_owned(), PathBuf::from));
    playbooks(&folder);
    tables(&folder);
    documents(&folder);
    small(&folder);
    words(&folder);
}

fn playbooks(folder: &Folder) {
    let small = standard::playbook();
    let all = Selection::default();
    let with_state = json::write_with(&Replica::decoded(&start()).expect("a playbook"), &start());
    folder.write("json", "example", EXAMPLE.as_bytes());
    folder.write("json", "standard", json::write(&small).as_bytes());
    folder.write("json", "newer", json::write(&small).replacen("\"version\": 1", "\"version\": 2", 1).as_bytes());
    folder.write("json", "by-hand", br#"{"format":"guidepost-playbook","sections":[{"id":"definitions","definitions":[{"name":"MQL","owner":"Ana"}]}]}"#);
    folder.write_as("import", "json", &[0, 0], with_state.as_bytes());
    folder.write_as("import", "json-into", &[16, 2], with_state.as_bytes());
    folder.write_as("import", "published", &[32, 0], with_state.as_bytes());
    let page = markdown::write(&example(), &all, today());
    for (place, section) in page.split("\n## ").enumerate() {
        let text = format!("# Playbook\n\n## {section}");
        folder.write("markdown", &format!("section-{place}"), text.as_bytes());
        if text.len() < LONG {
            folder.write_as("import", &format!("page-{place}"), &[17, 0], text.as_bytes());
        }
    }
    folder.write("markdown", "standard", markdown::write(&small, &all, today()).as_bytes());
    folder.write(
        "markdown",
        "of-others",
        b"---\na: b\n---\n# A\n\n1. b\n\n| c | d |\n|---|---|\n| e | [f](g) |\n\n> h\n\n```\ni\n```\n[^1]: j",
    );
    let link = packed::pack(&small, &all, today());
    folder.write_as("packed", "link", &[0], link.as_bytes());
    let mut replica = Replica::empty_of(MAKER + 9, clock);
    replica.admit_whole(&start()).expect("a whole document");
    let version = replica.version();
    replica.apply(&Edit::SetTitle("Changed".into()), &Author::default()).expect("a possible edit");
    let Changed { since, update } = replica.changed_since(&version).expect("its own version").expect("an edit");
    let id = replica.playbook_id().expect("a playbook");
    let changes = packed::pack_changes(id, &packed::Changes { since, update });
    folder.write_as("packed", "changes", &[0], changes.as_bytes());
    folder.write_as("import", "changes", &[8, 0], changes.as_bytes());
    folder.write_as("packed", "text", &[2], b"# A\n\nb");
    folder.write_as("packed", "deflated", &[1], &miniz_oxide::deflate::compress_to_vec(page.as_bytes(), 6));
    folder.write_as("import", "link", &[8, 0], link.as_bytes());
}

fn tables(folder: &Folder) {
    let playbook = example();
    for (place, (home, kind)) in csv::lists(&playbook).into_iter().enumerate() {
        let text = csv::write(&playbook, home, kind, Labels::default());
        folder.write_as("tables", &format!("list-{place}"), &[0], text.as_bytes());
        folder.write_as("import", &format!("list-{place}"), &[18, 2], text.as_bytes());
    }
    let page = html::write(&playbook, &Selection::default(), today());
    for (place, table) in page.split("<table").skip(1).take(12).enumerate() {
        let table = format!("<table{}", table.split("</table>").next().unwrap_or_default());
        folder.write_as("tables", &format!("table-{place}"), &[2], table.as_bytes());
    }
    for (name, how, text) in [
        ("yaml", 1, "- &a\n  name: CRM\n  owner: Ana\n- <<: *a\n  name: 'Mail'\n  tags: [x, {y: z}]\n"),
        ("yaml-named", 1, "tools:\n  CRM: {owner: Ana, cost: 1200 EUR}\n  Mail: {owner: ~, active: yes}\n"),
        (
            "spans",
            2,
            "<table><tr><th>Name<th colspan=2>Who<tr><td rowspan=2>a<td><a href='mailto:b@c.d'>b</a><td>e<tr><td>f</table>",
        ),
        ("records", 3, "{\"tools\":[{\"name\":\"CRM\",\"owner\":[\"Ana\",\"Ben\"]},{\"name\":\"Mail\"}]}"),
        ("tabs", 0, "Name\tOwner\tRenewal date\n\"C\"\"R\"\"M\"\tRaman, Priya\t31/12/2026\n"),
    ] {
        folder.write_as("tables", name, &[how], text.as_bytes());
        folder.write_as("import", name, &[[2, 4, 5, 0][usize::from(how)] + 16, 2], text.as_bytes());
    }
}

/// Updates that a few replicas made, and what stores and servers put around them.
fn documents(folder: &Folder) {
    use guidepost::doc::wire::{put_bytes, put_number};
    let start = start();
    let mut replica = Replica::empty_of(5, clock);
    replica.admit_whole(&start).expect("a whole document");
    let _ = replica.take_updates();
    let bytes: Vec<u8> = (0..=255).cycle().take(4_000).collect();
    let mut from = libfuzzer_sys::arbitrary::Unstructured::new(&bytes);
    while let Ok(edit) = guidepost_fuzz::poke::edit(&mut from) {
        guidepost_fuzz::apply(&mut replica, &edit);
        if from.len() < 20 {
            break;
        }
    }
    let _ = replica.undo();
    let mut updates = replica.take_updates();
    updates.truncate(120);
    updates.push(start);
    for (place, update) in updates.iter().enumerate() {
        folder.write("updates", &place.to_string(), update);
        if update.len() > 400 {
            continue;
        }
        let frame = |kinds: &[u64], content: &[u8]| {
            let mut frame = Vec::new();
            kinds.iter().for_each(|kind| put_number(&mut frame, *kind));
            put_bytes(&mut frame, content);
            frame
        };
        let presence = b"\x01\x07\x01\x17{\"user\":{\"name\":\"Ana\"}}";
        let frames = [frame(&[0, 1], &[0, 0]), frame(&[0, 2], update), frame(&[1], presence), frame(&[0, 0], &[0])];
        let mut said = vec![4];
        for frame in &frames {
            said.push(u8::try_from(frame.len() / 4 + 1).unwrap_or(u8::MAX));
            said.extend_from_slice(frame);
            said.resize(said.len() + (frame.len() / 4 + 1) * 4 - frame.len(), 0);
        }
        folder.write("room", &place.to_string(), &said);
        let mut stored = vec![0];
        stored.extend([18, u8::try_from(update.len().div_ceil(2)).unwrap_or(u8::MAX)]);
        stored.extend_from_slice(update);
        folder.write("storage", &place.to_string(), &stored);
    }
    folder.write_as("storage", "summary", &[0, 6, 60], b"{\"title\":\"A\",\"created\":\"2026-11-21T09:30:00Z\",\"changed\":\"2026-11-21T09:30:00Z\",\"entries\":1,\"filled\":1,\"fields\":1}");
    for number in 0..24_usize {
        let program: Vec<u8> =
            (0..600).map(|at: usize| u8::try_from((at * (number * 2 + 7) + at / 9) % 256).unwrap_or(0)).collect();
        folder.write("replicas", &number.to_string(), &program);
    }
}

fn small(folder: &Folder) {
    for (place, text) in [
        "#/playbook/AAAAAAAAAAAAAAAAAAAAAQ/definitions/AAAAAAAAAAAAAAAAAAAAAg",
        "#/join/a-room",
        "#/given/gp1j.AAAA.b-_9",
        "{\"organisation\":\"A\",\"server\":{\"url\":\"wss://a.example/live\",\"protocol\":\"hocuspocus\"}}",
        "https://a.example/?utm_source=b&utm_medium=c#d",
        "2026-11-21T09:30:00Z",
        "EUR 1,200.50 per month and user",
        "utm_source is “a” or begins with “b*”",
        "{\"user\":{\"name\":\"Ana\",\"color\":\"#a61e4d\"},\"at\":{\"page\":\"definitions\",\"caret\":\"AQID\"}}",
        "A Marketing Qualified Lead (MQL) is `no` SQL, see [b](#/playbook/AAAAAAAAAAAAAAAAAAAAAQ)",
        "a0V",
    ]
    .into_iter()
    .enumerate()
    {
        folder.write("small", &place.to_string(), text.as_bytes());
    }
}

/// Words that the readers know, for libFuzzer to put together.
fn words(folder: &Folder) {
    let mut words: Vec<&str> = vec![
        "format",
        "guidepost-playbook",
        "sections",
        "state",
        "dismissed",
        "agreement",
        "<table",
        "rowspan",
        "<<",
        "gp1j",
    ];
    words.extend(Kind::ALL.iter().flat_map(|kind| [kind.key(), kind.list_key(), kind.list_name()]));
    words.extend(Kind::ALL.iter().flat_map(|kind| kind.fields()).flat_map(|spec| [spec.field.key(), spec.label]));
    words.extend(StandardSection::ALL.iter().flat_map(|section| [section.slug(), section.name()]));
    words.push(Field::Name.key());
    words.sort_unstable();
    words.dedup();
    let quoted = words.iter().filter(|word| word.is_ascii() && !word.contains(['"', '\\']));
    let lines: String = quoted.map(|word| format!("\"{word}\"\n")).collect();
    folder.write("", "words.dict", lines.as_bytes());
}
