//! The first page of a playbook: what it holds and how complete it is, what changed last, who is there.

mod first_steps;
mod parties;
mod recent;
mod sections;

use crate::language::count;
use crate::model::{Agreement, Kind, Overview};
use crate::ui::entry::capitalized;
use crate::ui::prelude::*;
use crate::ui::use_session;
use first_steps::FirstSteps;
use parties::Parties;
use recent::RecentChanges;
use sections::SectionTallies;

/// The overview.
#[component]
pub(super) fn OverviewPage() -> Html {
    let session = use_session();
    // Counted anew with every edit, as any edit can change any of it. It lives and dies with this page: while
    // somebody types on another one, nothing is counted.
    let overview = memo(move || {
        session.revision().track();
        session.overview()
    });
    let words = memo(move || overview.with(summary_words));
    let is_empty = memo(move || overview.with(Overview::is_empty));
    view! {
        <header class="page-header">
            <h1 id="page-title" tabindex="-1">"Overview"</h1>
        </header>
        <p class="overview-summary">{words}</p>
        <Show when=move || is_empty.get()>
            <FirstSteps />
        </Show>
        <SectionTallies overview=overview />
        <div class="overview-columns">
            <RecentChanges overview=overview />
            <div>
                <Parties kind=Kind::Person overview=overview />
                <Parties kind=Kind::Team overview=overview />
            </div>
        </div>
    }
}

/// What the playbook holds and how complete it is, in a sentence or two.
fn summary_words(overview: &Overview) -> String {
    let (inside, parties) = (overview.in_sections(), overview.directory.entries);
    if inside.entries == 0 && parties == 0 {
        return tr!("There is nothing in this playbook yet.").to_owned();
    }
    let entries = count(inside.entries, "entry", "entries");
    let sections = count(overview.sections.len(), "section", "sections");
    let mut words = if parties > 0 {
        let parties = count(parties, "person or team", "people and teams");
        tr!("{entries} in {sections}, and {parties}.")
    } else {
        tr!("{entries} in {sections}.")
    };
    if let Some(percent) = overview.completeness().percent() {
        words.push(' ');
        words.push_str(&match (inside.agreement(Agreement::Agreed), inside.entries) {
            (_, 0) => tr!("It is {percent}% complete."),
            (agreed, entries) if agreed == entries => tr!("It is {percent}% complete, and every entry is agreed."),
            (0, _) => tr!("It is {percent}% complete, and no entry is agreed yet."),
            (1, _) => tr!("It is {percent}% complete, and one entry is agreed."),
            (agreed, _) => {
                let agreed = count(agreed, "entry", "entries");
                tr!("It is {percent}% complete, and {agreed} are agreed.")
            }
        });
    }
    capitalized(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Entry, EntryId, Field, Home, OrderKey, Playbook, PlaybookId, SectionId, StandardSection, Value,
    };

    /// A playbook with so many terms, of which some are agreed, and so many people. Each has a name and nothing else.
    fn words(terms: u128, agreed: u128, people: u128) -> String {
        let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
        let home = Home::Section(SectionId::Standard(StandardSection::Definitions));
        let places = (0..terms).map(|n| (n, Kind::Definition, home));
        for (n, kind, home) in places.chain((0..people).map(|n| (n + terms, Kind::Person, Home::Directory))) {
            let mut entry = Entry::new(EntryId::from_bits(n), kind, home, OrderKey::default());
            entry.set(Field::Name, Value::Line("x".into()));
            if n < agreed {
                entry.agreement = Agreement::Agreed;
            }
            playbook.entries.insert(entry.id, entry);
        }
        summary_words(&playbook.overview())
    }

    #[test]
    fn a_playbook_is_summed_up_in_words() {
        for (terms, agreed, people, expected) in [
            (0, 0, 0, "There is nothing in this playbook yet."),
            (0, 0, 1, "No entries in 9 sections, and 1 person or team. It is 0% complete."),
            (1, 1, 0, "1 entry in 9 sections. It is 5% complete, and every entry is agreed."),
            (2, 1, 0, "2 entries in 9 sections. It is 5% complete, and one entry is agreed."),
            (
                4,
                0,
                2,
                "4 entries in 9 sections, and 2 people and teams. It is 5% complete, and no entry is agreed yet.",
            ),
        ] {
            assert_eq!(words(terms, agreed, people), expected);
        }
    }
}
