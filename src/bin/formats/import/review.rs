//! A file of a playbook that is here: what it says otherwise, and taking that over.

mod drawing;

use super::super::drawing::{part, whole};
use super::document::Document;
use super::flawed::{Flaw, Flawed, Flaws};
use super::sorting::Sorting;
use super::table::Tabling;
use super::{Say, read_file};
use chrono::NaiveDate;
use guidepost::doc::{Author, Merge, Replica};
use guidepost::format::markdown::Reading;
use guidepost::format::table::TableReading;
use guidepost::format::{json, markdown};
use guidepost::language::{count, tr};
use guidepost::model::{Playbook, PlaybookId};
use guidepost::review::{self, Comparison, Difference, Row};
use guidepost::worker::{Answer, Arrival, Change, Import, Ours};
use guidepost_view::tr;
use std::collections::{HashMap, HashSet};

/// What a file says otherwise than the playbook that is here, and what of it is to come in.
pub(super) struct Review {
    file: String,
    author: String,
    today: NaiveDate,
    into: PlaybookId,
    title: String,
    in_bin: bool,
    theirs: Theirs,
    flaws: Flaws,
    /// What was said of the file before anything in it was read.
    note: Vec<Flaw>,
    comparison: Comparison,
    /// Of another document: what is to come in.
    accepted: HashSet<Difference>,
    /// Of the same document: whether theirs is to stay, for what both rewrote.
    chosen: HashMap<Difference, bool>,
    /// What is to be said before anything can go on.
    problem: String,
    /// Why there is nothing to be decided.
    failed: Option<String>,
}

/// The other version.
enum Theirs {
    Document(Document),
    /// A page, which is read against the playbook as it is at the time.
    Markdown(String),
    /// A page that was written for another purpose.
    Page(Sorting),
    /// Rows.
    Table(Box<Tabling>),
}

impl Theirs {
    /// What it makes of a playbook.
    fn reading(&self, playbook: &Playbook, today: NaiveDate) -> Option<Reading> {
        match self {
            Self::Document(_) => None,
            Self::Markdown(text) => markdown::read(text, playbook, today),
            Self::Page(page) => Some(page.sorted(playbook)),
            Self::Table(table) => {
                let TableReading { theirs, remarks, .. } = table.reading(playbook);
                Some(Reading { theirs, remarks })
            }
        }
    }
}

/// What could not be read, which is never said of what was written here.
const UNREADABLE: &str = "one of the two can't be read";

impl Review {
    /// Of a file that Guidepost exported.
    pub(super) fn of_document(import: &Import, document: Document, ours: Ours, say: Say<'_>) -> Self {
        let (into, flaws) = (document.file.id, document.flaws.clone());
        Self::begin(import, into, Theirs::Document(document), flaws, ours, say)
    }

    /// Of what the site publishes, for who has a copy of it already. What is new comes in without a look at it, as nobody asked
    /// for anything but a copy to change; where both sides rewrote something, it is asked about.
    pub(super) fn of_published(import: &Import, document: Document, ours: Ours, say: Say<'_>) -> Self {
        let (into, flaws, again) = (document.file.id, document.flaws.clone(), ours.clone());
        let mut review = Self::begin(import, into, Theirs::Document(document), flaws, ours, &mut |_| {});
        if review.failed.is_some() || !review.comparison.contested.is_empty() {
            review.draw(say);
        } else if review.comparison.kin && review.brings_something() {
            review.merge(again, say);
        } else {
            // What does not carry its history would take back what was changed here.
            say(Answer::Show(into));
        }
        review
    }

    /// Of a page of Markdown, for the playbook that is open.
    pub(super) fn of_markdown(
        import: &Import,
        text: String,
        note: &str,
        playbook: &Playbook,
        ours: Ours,
        say: Say<'_>,
    ) -> Self {
        Self::begin(import, playbook.id, Theirs::Markdown(text), Flaws::default().with(note), ours, say)
    }

    /// Of a page of others, once it was said what becomes of its pieces.
    pub(super) fn of_page(import: &Import, page: Sorting, into: PlaybookId, ours: Ours, say: Say<'_>) -> Self {
        Self::begin(import, into, Theirs::Page(page), Flaws::default(), ours, say)
    }

    /// Of rows, once it was said what they mean; perhaps without a look at each change.
    pub(super) fn of_table(
        import: &Import,
        table: Tabling,
        into: PlaybookId,
        ours: Ours,
        at_once: bool,
        say: Say<'_>,
    ) -> Self {
        if !at_once {
            return Self::begin(import, into, Theirs::Table(Box::new(table)), Flaws::default(), ours, say);
        }
        let again = ours.clone();
        let mut review = Self::begin(import, into, Theirs::Table(Box::new(table)), Flaws::default(), ours, &mut |_| {});
        if review.failed.is_some() {
            review.draw(say);
        } else {
            review.merge(again, say);
        }
        review
    }

    fn begin(import: &Import, into: PlaybookId, theirs: Theirs, flaws: Flaws, ours: Ours, say: Say<'_>) -> Self {
        let mut review = Self {
            file: import.file.clone(),
            author: import.author.clone(),
            today: import.today,
            into,
            title: ours.title,
            in_bin: ours.in_bin,
            theirs,
            note: flaws.known.clone(),
            flaws,
            comparison: Comparison { kin: false, rows: Vec::new(), contested: Vec::new(), from: Vec::new() },
            accepted: HashSet::new(),
            chosen: HashMap::new(),
            problem: String::new(),
            failed: None,
        };
        say(Answer::Draw(whole(review.drawn_while_comparing(), "")));
        let compared = match &ours.update {
            Some(Ok(update)) => review.compared(update).ok_or_else(|| tr(UNREADABLE).to_owned()),
            Some(Err(why)) => Err(why.clone()),
            None => Err(tr!("it is not here any more").to_owned()),
        };
        match compared {
            Ok((comparison, flaws)) => review.show(comparison, flaws),
            Err(why) => review.failed = Some(why),
        }
        review.draw(say);
        review
    }

    fn show(&mut self, comparison: Comparison, flaws: Flaws) {
        // A page that was written for another purpose knows nothing of what is here.
        let overwrites = |row: &Row| matches!(self.theirs, Theirs::Page(_)) && !row.ours.is_empty();
        let taken = comparison.rows.iter().filter(|row| !removes(row) && !overwrites(row));
        self.accepted = taken.map(|row| row.difference).collect();
        self.chosen.clear();
        self.comparison = comparison;
        self.flaws = Flaws { known: [self.note.clone(), flaws.known].concat(), more: flaws.more };
    }

    fn draw(&self, say: Say<'_>) {
        say(Answer::Draw(whole(self.drawn(), drawing::SUMMARY)));
    }

    /// What theirs brings to ours, and what of theirs could not be taken as it stands.
    fn compared(&self, ours: &[u8]) -> Option<(Comparison, Flaws)> {
        let ours = replica(ours)?;
        match &self.theirs {
            Theirs::Document(document) => {
                let theirs = replica(&document.file.update)?;
                let reread = |ours: &Playbook| {
                    json::read(&json::write(ours)).map_or_else(|_| ours.clone(), |read| read.playbook)
                };
                Some((review::compare(&ours, &theirs, reread).ok()?, Flaws::default()))
            }
            read => {
                let playbook = ours.playbook()?;
                let reading = read.reading(&playbook, self.today)?;
                Some((review::compare_reading(&playbook, &reading.theirs), Flaws::of_remarks(&reading.remarks)))
            }
        }
    }

    fn merged(&self, ours: &[u8], accepted: &[Difference], author: &Author) -> Option<Merge> {
        let ours = replica(ours)?;
        match &self.theirs {
            Theirs::Document(document) => review::merge(&ours, &replica(&document.file.update)?, accepted, author).ok(),
            read => {
                let reading = read.reading(&ours.playbook()?, self.today)?;
                review::merge_reading(&ours, reading.theirs, accepted, author).ok()
            }
        }
    }

    /// Something was pressed.
    pub(super) fn press(&mut self, what: &str, say: Say<'_>) {
        match what {
            "merge" => {
                let undecided = self.undecided();
                if undecided > 0 {
                    let fields = count(undecided, "field that both rewrote", "fields that both rewrote");
                    self.problem = tr!("Choose a side for {fields}.");
                    let mut problem = part(drawing::PROBLEM, maud::html! { (self.problem) });
                    problem.focus = drawing::PROBLEM.to_owned();
                    say(Answer::Draw(problem));
                } else {
                    // Somebody may have typed meanwhile, here or in another tab.
                    say(Answer::Ask(self.into));
                }
            }
            "all" | "none" => {
                let all = self.comparison.rows.iter().map(|row| row.difference).filter(|_| what == "all");
                self.accepted = all.collect();
                say(Answer::Draw(part(drawing::CHANGES, self.drawn_changes())));
                say(Answer::Draw(part(drawing::ACTIONS, self.drawn_actions())));
            }
            "ours" | "theirs" => {
                let theirs = what == "theirs";
                self.chosen = self.comparison.contested.iter().map(|row| (row.difference, theirs)).collect();
                say(Answer::Draw(part(drawing::CONTESTED, self.drawn_contested())));
            }
            _ => {}
        }
    }

    /// Something was ticked or chosen.
    pub(super) fn change(&mut self, change: &Change, say: Say<'_>) {
        let Some((what, key)) = change.name.split_once(':') else { return };
        match (what, key.parse::<Difference>()) {
            ("take", Ok(difference)) => {
                if change.ticked {
                    self.accepted.insert(difference);
                } else {
                    self.accepted.remove(&difference);
                }
                for (index, rows) in self.sections().iter().enumerate() {
                    if rows.iter().any(|row| row.difference == difference) {
                        say(Answer::Draw(part(&drawing::section_id(index), self.drawn_section(index, rows))));
                    }
                }
            }
            ("side", Ok(difference)) => {
                self.chosen.insert(difference, change.value == "theirs");
            }
            ("section", _) => {
                let index: Option<usize> = key.parse().ok();
                let rows: Vec<Difference> = index
                    .and_then(|index| Some(self.sections().get(index)?.iter().map(|row| row.difference).collect()))
                    .unwrap_or_default();
                for difference in rows {
                    if change.ticked {
                        self.accepted.insert(difference);
                    } else {
                        self.accepted.remove(&difference);
                    }
                }
                let mut changes = part(drawing::CHANGES, self.drawn_changes());
                changes.focus = index.map_or_else(String::new, drawing::section_tick_id);
                say(Answer::Draw(changes));
            }
            _ => return,
        }
        say(Answer::Draw(part(drawing::ACTIONS, self.drawn_actions())));
    }

    /// Takes over what was decided, into the playbook as it is now.
    pub(super) fn merge(&mut self, ours: Ours, say: Say<'_>) {
        let Some(Ok(update)) = &ours.update else { return self.fail(tr!("it can't be read any more"), say) };
        say(Answer::Draw(part(drawing::ACTIONS, Self::drawn_working())));
        let kin = self.comparison.kin;
        if !kin {
            match self.compared(update) {
                // Nothing is taken over that nobody has looked at.
                Some((comparison, flaws)) if comparison.rows != self.comparison.rows => {
                    self.show(comparison, flaws);
                    tr!("The playbook has changed meanwhile. Look at the changes once more.")
                        .clone_into(&mut self.problem);
                    return self.draw(say);
                }
                Some(_) => {}
                None => return self.fail(tr(UNREADABLE), say),
            }
        }
        // In the order of the rows: what is new comes in one after the other.
        let rows = if kin { &self.comparison.contested } else { &self.comparison.rows };
        let takes = |difference: &Difference| match self.chosen.get(difference) {
            Some(theirs) => *theirs,
            None => !kin && self.accepted.contains(difference),
        };
        let accepted: Vec<Difference> = rows.iter().map(|row| row.difference).filter(takes).collect();
        let author = Author { name: self.author.clone(), now: ours.now };
        let Some(merge) = self.merged(update, &accepted, &author) else { return self.fail(tr(UNREADABLE), say) };
        let taken = if kin { self.comparison.rows.len() + accepted.len() } else { accepted.len() };
        let report = report(taken, &self.comparison.from, &self.file);
        say(Answer::Merge(Arrival { into: self.into, merge, label: tr!("merge of {}", self.file), report }));
    }

    fn fail(&mut self, why: &str, say: Say<'_>) {
        self.failed = Some(why.to_owned());
        self.draw(say);
    }

    /// The file as a playbook of its own.
    pub(super) fn copy(&self) -> Option<Flawed> {
        match &self.theirs {
            Theirs::Document(document) => Some(document.as_new()),
            read => {
                // Without anything of what is here.
                let title = match read {
                    Theirs::Page(page) => page.title(),
                    Theirs::Table(table) => table.title(),
                    Theirs::Markdown(_) | Theirs::Document(_) => "",
                };
                let reading = read.reading(&Playbook::new(PlaybookId::random(), title), self.today)?;
                Some(Flawed { file: read_file(&reading.theirs), flaws: Flaws::of_remarks(&reading.remarks) })
            }
        }
    }

    /// The playbook that is here.
    pub(super) const fn id(&self) -> PlaybookId {
        self.into
    }

    fn undecided(&self) -> usize {
        let contested = self.comparison.contested.iter();
        contested.filter(|row| !self.chosen.contains_key(&row.difference)).count()
    }

    fn brings_something(&self) -> bool {
        !self.comparison.rows.is_empty() || !self.comparison.contested.is_empty()
    }

    /// The rows, section by section.
    fn sections(&self) -> Vec<&[Row]> {
        self.comparison.rows.chunk_by(|one, next| one.section == next.section).collect()
    }
}

fn replica(update: &[u8]) -> Option<Replica> {
    let mut replica = Replica::empty(|| 0);
    replica.admit_whole(update).ok()?;
    Some(replica)
}

/// Whether something of ours would go. Nobody accepts that in passing.
fn removes(row: &Row) -> bool {
    match row.difference {
        Difference::Missing(_) | Difference::SectionMissing(_) => true,
        Difference::Field(..) | Difference::Introduction(_) => row.theirs.is_empty(),
        _ => false,
    }
}

/// "Merged “file.json”: 3 changes, from Ana and Ben."
fn report(changes: usize, from: &[String], file: &str) -> String {
    let (changes, by) = (count(changes, "change", "changes"), by(from));
    tr!("Merged “{file}”: {changes}{by}.")
}

/// ", from Ana, Ben and Cem"; nothing where nobody said who they are.
fn by(from: &[String]) -> String {
    match from {
        [] => String::new(),
        [one] => tr!(", from {one}"),
        [first @ .., last] => tr!(", from {first} and {last}", first = first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_is_said_with_who_made_it() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (changes, from, words) in [
            (1, names(&[]), "Merged “a.json”: 1 change."),
            (2, names(&["Ana"]), "Merged “a.json”: 2 changes, from Ana."),
            (3, names(&["Ana", "Ben", "Cem"]), "Merged “a.json”: 3 changes, from Ana, Ben and Cem."),
        ] {
            assert_eq!(report(changes, &from, "a.json"), words);
        }
    }
}
