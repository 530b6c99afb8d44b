//! Whatever the app can do, so that one can look for it by its name. `assets/search.js` does it: it presses the button that does it
//! on the screen.

use super::deleted;
use super::reading::{has_parties, is_shown};
use guidepost::insight::Book;
use guidepost::insight::search::{self, Folded, Sought};
use guidepost::language::tr;
use guidepost::model::{Home, Kind, Section, SectionId};
use guidepost::route::{Page, Route};
use guidepost_view::tr;

/// Something that can be done.
pub(crate) struct Command {
    /// What it is called.
    pub(crate) name: String,
    /// What it is called in English: it is found by that, too.
    english: String,
    /// Other words for it.
    also: &'static str,
    /// The page on which it is done; empty where it can be done anywhere.
    pub(crate) page: String,
    /// The button that does it; empty where it is done by going there.
    pub(crate) press: String,
}

/// What can be done anywhere: its name, other words for it, and the button.
const ANYWHERE: [(&str, &str, &str); 18] = [
    ("Undo", "take back revert step rückgängig", "[data-does=undo]"),
    ("Redo", "again repeat step wiederholen", "[data-does=redo]"),
    ("Share live", "share together room link people edit invite workshop teilen", "[data-does=share]"),
    ("Import a file", "open upload load csv markdown json spreadsheet paste importieren", "[data-does=import]"),
    ("Storage and backup", "save space room download everything bin file speicher sicherung", "[data-does=storage]"),
    ("Your name", "who am i author preferences settings name", ".bar-you"),
    ("Export as Markdown", "download md save exportieren", "[aria-describedby=export-markdownmd]"),
    ("Export as JSON", "download backup save copy exportieren sichern", "[aria-describedby=export-jsonjson]"),
    ("Export as HTML", "download page word save exportieren", "[aria-describedby=export-htmlhtml]"),
    ("Export as CSV", "download excel sheets table list rows save exportieren", "[aria-describedby=export-csvcsv]"),
    (
        "Export for Google Docs",
        "copy document paste word rich text kopieren",
        "[aria-describedby=export-copyforgoogledocs]",
    ),
    ("Copy as Markdown", "clipboard kopieren", "[aria-describedby=export-copymarkdown]"),
    ("Copy as link", "clipboard share send kopieren", "[aria-describedby=export-copyaslink]"),
    ("Choose what to export", "preview sections drafts vorschau", "[aria-describedby=export-chooseandpreview]"),
    ("Print", "pdf paper drucken", "[aria-describedby=export-print]"),
    ("Add section", "new create abschnitt hinzufügen", ".sections-actions > :first-child"),
    ("Arrange sections", "move hide order rearrange show abschnitte", ".sections-actions > :last-child"),
    ("Playbook title", "rename playbook change umbenennen", "#playbook-title"),
];

/// What can be done with the entries of a kind, where they stand: its name, other words for it, and the button.
const OF_A_KIND: [(Kind, &str, &str, &str); 12] = [
    (Kind::Stage, "Walk a record", "try simulate lifecycle ausprobieren", "#walk-button"),
    (Kind::Stage, "Save as SVG", "lifecycle diagram picture download bild", "[data-press=svg]"),
    (Kind::Stage, "Save as PNG", "lifecycle diagram picture download bild", "[data-press=png]"),
    (Kind::Stage, "Save as Mermaid", "lifecycle diagram picture download bild", "[data-press=mermaid]"),
    (Kind::Tool, "Show as cards", "view ansicht", ".switch > :first-child"),
    (Kind::Tool, "Show as table", "view list rows ansicht", ".switch > :last-child"),
    (Kind::Channel, "Show as cards", "view ansicht", ".switch > :first-child"),
    (Kind::Channel, "Show as table", "view list rows ansicht", ".switch > :last-child"),
    (Kind::Definition, "Compare two terms", "difference beside unterschied", "[data-view=compare] > summary"),
    (Kind::LeadSource, "Try the rules", "which source utm address", "[data-view=try-sources] > summary"),
    (Kind::OpportunityRule, "Try the rules", "which source wins", "[data-view=try-opportunities] > summary"),
    (Kind::NamingConvention, "Try the conventions", "campaign names build check", "[data-view=try-names] > summary"),
];

/// What can be done on the page of all playbooks.
const AT_THE_START: [(&str, &str, &str); 2] = [
    ("New playbook", "create begin add standard example neu anlegen", "#new-playbook"),
    ("Language", "english german deutsch sprache settings", "#language"),
];

/// What can be done with what was deleted.
const BRING_BACK: (&str, &str, &str) =
    ("Bring back what was deleted", "restore bin trash undelete papierkorb wiederherstellen", "#deleted-summary");

/// What can be done in a section.
const RENAME: (&str, &str, &str) = ("Rename this section", "title change umbenennen", "#rename-section");

/// What can be done with what a site publishes.
const PUBLISHED: [(&str, &str, &str); 2] = [
    ("Suggest a change", "edit copy propose correct vorschlagen", "[data-suggest]"),
    ("Print", "pdf paper drucken", "[data-print]"),
];

/// The pages that every playbook has, with other words for each.
const PAGES: [(&str, &str, Page); 4] = [
    ("Overview", "start home summary recent übersicht", Page::Overview),
    ("People and teams", "directory colleagues contacts personen", Page::Directory(None)),
    ("Ownership", "owners responsible who hand over zuständigkeit", Page::Owners),
    ("Checks", "problems missing stale findings review prüfungen", Page::Checks),
];

/// All that can be done beside what is on the screen at this address. What a site publishes is only read.
fn commands(book: &Book<'_>, at: &Route) -> Vec<Command> {
    let is_published = matches!(at, Route::Published(_));
    let route = |page: Page| match at {
        Route::Published(_) => Route::Published(page),
        _ => Route::Playbook(book.playbook.id, page),
    };
    let route = |page: Page| route(page).to_string();
    let going = |name: &str, english: &str, also, page| Command {
        name: tr!("Go to {name}"),
        english: format!("Go to {english}"),
        also,
        page: route(page),
        press: String::new(),
    };
    let adding = |kind: Kind, home: Home, page: Page, place: Option<&Section>| {
        let (english, noun) = (kind.noun(), tr(kind.noun()));
        let (name, english) = match place {
            Some(section) => {
                let name = tr!("Add {noun} to {place}", place = section.title());
                (name, format!("Add {english} to {}", section.written_title()))
            }
            None => (tr!("Add {noun}"), format!("Add {english}")),
        };
        let press = format!("[id=\"add-{}-{home}\"]", kind.key());
        Command { name, english, also: "new create hinzufügen neu", page: route(page), press }
    };
    let is_read = matches!(at, Route::Read(..) | Route::Published(_));
    let is_there = |page: Page| match page {
        Page::Checks | Page::Owners => !is_published,
        Page::Directory(_) => !is_read || has_parties(book),
        _ => true,
    };
    let pages = PAGES.iter().filter(|(_, _, page)| is_there(*page));
    let mut all: Vec<Command> = pages.map(|&(name, also, page)| going(tr(name), name, also, page)).collect();
    let sections: Vec<_> = book.playbook.sections.iter().filter(|section| !section.deleted).collect();
    all.extend(sections.iter().filter(|section| !is_read || is_shown(book, section)).map(|section| {
        let page = Page::Section(section.id, None);
        going(section.title(), section.written_title(), "section", page)
    }));
    let pressing = |&(name, also, press): &(&'static str, &'static str, &str), page: String| Command {
        name: tr(name).to_owned(),
        english: name.to_owned(),
        also,
        page,
        press: press.to_owned(),
    };
    all.push(Command {
        name: tr!("Go to all playbooks").to_owned(),
        english: "Go to all playbooks".to_owned(),
        also: "close leave start other alle",
        page: Route::Start.to_string(),
        press: String::new(),
    });
    if is_published {
        all.extend(PUBLISHED.iter().map(|command| pressing(command, String::new())));
        return all;
    }
    let is_alone = |kind: Kind| sections.iter().filter(|section| section.id.kinds().contains(&kind)).count() == 1;
    for section in &sections {
        for kind in section.id.kinds() {
            let place = (!is_alone(*kind) || matches!(section.id, SectionId::Custom(_))).then_some(*section);
            all.push(adding(*kind, Home::Section(section.id), Page::Section(section.id, None), place));
        }
    }
    for section in &sections {
        let of_it = OF_A_KIND.iter().filter(|(kind, ..)| {
            section.id.kinds().contains(kind) && book.list(Home::Section(section.id), *kind).next().is_some()
        });
        all.extend(of_it.map(|&(_, name, also, press)| Command {
            name: format!("{} · {}", tr(name), section.title()),
            english: format!("{name} · {}", section.written_title()),
            also,
            page: route(Page::Section(section.id, None)),
            press: press.to_owned(),
        }));
    }
    all.extend(AT_THE_START.iter().map(|command| pressing(command, Route::Start.to_string())));
    for kind in [Kind::Person, Kind::Team, Kind::Reader] {
        all.push(adding(kind, Home::Directory, Page::Directory(None), None));
    }
    // What is read has none of the buttons: they are on the pages where one edits.
    let page = if is_read { route(Page::Overview) } else { String::new() };
    all.extend(ANYWHERE.iter().map(|command| pressing(command, page.clone())));
    if deleted::count(book) > 0 {
        all.push(pressing(&BRING_BACK, route(Page::Checks)));
    }
    if matches!(at, Route::Playbook(_, Page::Section(..))) {
        all.push(pressing(&RENAME, String::new()));
    }
    if !is_read {
        all.push(Command {
            name: tr!("Read").to_owned(),
            english: "Read".to_owned(),
            also: "reading mode view print book handbook lesen",
            page: Route::Read(book.playbook.id, Page::Overview).to_string(),
            press: String::new(),
        });
    }
    all
}

/// All of them, to be looked through at each letter.
pub(crate) struct Commands(Vec<(Command, Words)>);

/// The words of a command.
struct Words {
    name: Folded,
    english: Folded,
    all: Folded,
}

impl Commands {
    /// What can be done at this address.
    pub(crate) fn of(book: &Book<'_>, at: &Route) -> Self {
        let with_words = |command: Command| {
            let Command { name, english, also, .. } = &command;
            let all = Folded::of(&format!("{name} {english} {also}"));
            let words = Words { name: Folded::of(name), english: Folded::of(english), all };
            (command, words)
        };
        Self(commands(book, at).into_iter().map(with_words).collect())
    }

    /// Those that lead somewhere.
    pub(crate) fn places(&self) -> Vec<&Command> {
        self.0.iter().map(|(command, _)| command).filter(|command| command.press.is_empty()).collect()
    }

    /// Those that are meant, the best first, and whether the first is called like what was typed.
    pub(crate) fn meant(&self, sought: &[Sought]) -> (Vec<&Command>, bool) {
        let is_meant = |(_, words): &&(Command, Words)| words.all.count(sought) == sought.len();
        let mut found: Vec<(usize, &Command)> = self
            .0
            .iter()
            .filter(is_meant)
            .map(|(command, words)| (words.name.count(sought).max(words.english.count(sought)), command))
            .collect();
        // Those with fewer words beside what was typed come first.
        found.sort_by_key(|(by_name, command)| (std::cmp::Reverse(*by_name), command.name.split(' ').count()));
        // "add", "go to": whoever looks for a lead does not want to add a lead source.
        let is_called_so =
            found.first().is_some_and(|(by_name, command)| *by_name == sought.len() && has_verb(command, sought));
        (found.into_iter().map(|(_, command)| command).collect(), is_called_so)
    }
}

/// Whether what is done is among the words: it stands first in English, and last in German.
fn has_verb(command: &Command, words: &[Sought]) -> bool {
    let last = command.name.rsplit(' ').next().filter(|_| command.name != command.english);
    search::begins_so(&command.english, words) || last.is_some_and(|last| search::count(last, words) > 0)
}
