//! Odd and broken files, one behaviour a row, and what has to come of each: from the bytes, as an import reads them.

mod bytes;
mod carried;
mod content;
mod fields;
mod syntax;

use super::*;
use crate::format::json::{ImportError, Kept, Problem, write};
use crate::format::text::decode;
use crate::model::Home;
use crate::model::{Outline, SectionId};
use Comes::{Broken, Other, Read, Told};

/// What comes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes<'t> {
    /// A playbook, and nothing to be said; see [`gist`].
    Read(&'t str),
    /// A playbook, and what could not be taken as it stands: where in the file, and what is said.
    Told(&'t str, &'t [(&'t str, &'t str)]),
    /// No JSON: what is said, with the line and the column.
    Broken(&'t str, usize, usize),
    /// No playbook, in these words.
    Other(&'t str),
}

/// A file in words, its text, and what comes of it.
type Row = (&'static str, &'static str, Comes<'static>);

const CUT: &str = "it ends in the middle, as if a part was cut off";
const NO_VALUE: &str = "a value is missing or is not written as JSON wants it";
const NO_NAME: &str = "a name in quotation marks is missing";
const NO_COLON: &str = "a colon is missing after a name";
const NO_BRACE: &str = "a comma or a closing } is missing";
const NO_BRACKET: &str = "a comma or a closing ] is missing";
const NO_MORE: &str = "there is a comma after the last value";
const AFTER_THE_END: &str = "something stands after the end of the playbook";
const NO_WORD: &str = "only true, false and null may stand without quotation marks";
const NO_NUMBER: &str = "a number is not written as JSON wants it";
const TOO_LARGE: &str = "a number is too large";
const NO_ESCAPE: &str = "a backslash stands before a character that needs none";
const HALF: &str = "half a character stands after a backslash";
const CONTROL: &str = "a line end or another control character stands inside quotation marks";

/// Reads a file as an import does. Says what comes of it, where that is not what has to.
///
/// What was read has to be sound, and has to come out of its own file as it went in.
fn wrong(about: &str, bytes: &[u8], expected: &Comes<'_>) -> Option<String> {
    let said = |comes: &Comes<'_>| (comes != expected).then(|| format!("{about}: {comes:?}, not {expected:?}"));
    match read(&decode(bytes).text) {
        Ok(imported) => {
            assert_eq!(imported.playbook.violations(), [], "{about}");
            let again = write(&imported.playbook);
            let read_again = read(&again).unwrap_or_else(|error| panic!("{about}: {error}"));
            assert_eq!(write(&read_again.playbook), again, "{about}");
            let is_new = |problem: &&Problem| !matches!(problem.kept, Kept::Unchanged | Kept::Unknown);
            assert_eq!(read_again.problems.iter().find(is_new), None, "{about}");

            let (gist, told) = (gist(&imported.playbook), told(&imported));
            let told: Vec<_> = told.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            said(&if told.is_empty() { Read(&gist) } else { Told(&gist, &told) })
        }
        Err(ImportError::NotJson { line, column, message }) => said(&Broken(&message, line, column)),
        Err(error) => said(&Other(&error.to_string())),
    }
}

/// The title, and then the names of what is in the playbook: people and teams, and of each section that holds something or was
/// added, with parts in parentheses.
fn gist(playbook: &Playbook) -> String {
    let outline = playbook.outline();
    let mut gist = playbook.title.clone();
    let mut add = |name: &str, home: Home, kinds: &[Kind], always: bool| {
        let entries = names(playbook, &outline, home, kinds);
        if always || !entries.is_empty() {
            gist.push_str(&format!("; {name}: {}", entries.join(", ")));
        }
    };
    add("directory", Home::Directory, &[Kind::Person, Kind::Team], false);
    for section in &playbook.sections {
        let is_own = matches!(section.id, SectionId::Custom(_));
        add(section.title(), Home::Section(section.id), section.id.kinds(), is_own);
    }
    gist
}

fn names(playbook: &Playbook, outline: &Outline, home: Home, kinds: &[Kind]) -> Vec<String> {
    let lists = kinds.iter().flat_map(|kind| outline.list(home, *kind));
    let name = |id: &crate::model::EntryId| {
        let entry = &playbook.entries[id];
        let parts = names(playbook, outline, Home::Entry(*id), entry.kind.parts());
        if parts.is_empty() { entry.title() } else { format!("{} ({})", entry.title(), parts.join(", ")) }
    };
    lists.map(name).collect()
}

#[test]
fn each_file_is_read_or_refused_as_it_should_be() {
    let whole = syntax::ROWS.iter().filter_map(|(about, text, comes)| wrong(about, text.as_bytes(), comes));
    let of_members = |members: &str| format!(r#"{{"format": "guidepost-playbook", "version": 1, {members}}}"#);
    let members = [content::ROWS, fields::ROWS, carried::ROWS].concat();
    let count = syntax::ROWS.len() + members.len();
    let members = members.iter().filter_map(|(about, text, comes)| wrong(about, of_members(text).as_bytes(), comes));
    assert_eq!(whole.chain(members).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(count >= 250, "{count} rows are left");
}
