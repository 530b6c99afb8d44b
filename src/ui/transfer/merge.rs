//! A file of a playbook that is here already: what it would bring, and taking that in.

use super::changes::{Changes, Decide};
use super::import::{Importer, flaw_list, outcome};
use crate::doc::{Admission, Author, Merge};
use crate::model::PlaybookId;
use crate::model::playbook::display_title;
use crate::route::{Page, Route};
use crate::state::{Notices, Session};
use crate::ui::go_to;
use crate::ui::prelude::*;
use crate::ui::widgets::{count, focus_after_render};
use crate::worker::{Change, Comparison, ReadFile, Versions, WorkerError};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

const SUMMARY: &str = "merge-summary";
const UNDECIDED: &str = "merge-undecided";

/// Something that is to be merged into a playbook as soon as that is open.
#[derive(Clone, Copy)]
pub(crate) struct Arriving(StoredValue<Option<Arrival>>);

struct Arrival {
    into: PlaybookId,
    merge: Merge,
    file: String,
    report: String,
}

impl Arriving {
    /// Nothing.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Takes in what has arrived for a playbook that was just opened.
    pub(in crate::ui) fn take_in(self, session: Session, notices: Notices) {
        let arrival = self.0.try_update_value(|arrived| arrived.take_if(|arrival| arrival.into == session.id()));
        if let Some(arrival) = arrival.flatten() {
            take_in(session, notices, &arrival);
        }
    }
}

fn take_in(session: Session, notices: Notices, arrival: &Arrival) {
    let label = format!("merge of {}", arrival.file);
    match session.merge(&arrival.merge, &label) {
        Ok(Admission::Applied) => {
            let undo = move || {
                if session.undo_label().with_untracked(|next| next.as_ref() == Some(&label)) {
                    let _ = session.undo();
                    notices.announce("The merge was taken back");
                } else {
                    notices.report("You have edited since. Undo takes that back first, and then the merge.");
                }
            };
            notices.offer(arrival.report.clone(), "Undo", undo);
        }
        // Neither happens with what was made for this document.
        Ok(Admission::TooEarly) | Err(_) => notices.fail(format!(
            "“{}” was not merged: the playbook has changed meanwhile. Nothing was changed by it; import the file again.",
            arrival.file
        )),
    }
}

/// What is known of a file of a playbook that is here.
#[derive(Clone)]
enum Known {
    Comparing,
    Compared(Arc<Comparison>),
    Failed(String),
}

#[derive(Clone, Copy)]
struct Merger {
    importer: Importer,
    file: StoredValue<String>,
    read: StoredValue<Arc<ReadFile>>,
    known: RwSignal<Known>,
    /// Of another document: the keys of what is to come in.
    accepted: RwSignal<HashSet<String>>,
    /// Of the same document: whether theirs is to stay, for what both rewrote.
    chosen: RwSignal<HashMap<String, bool>>,
    /// Which choice is missing.
    problem: RwSignal<Option<String>>,
}

impl Merger {
    fn id(self) -> PlaybookId {
        self.read.with_value(|read| read.id)
    }

    /// The playbook, if it is the one that is open.
    fn open_session(self) -> Option<Session> {
        self.importer.session.filter(|session| session.id() == self.id())
    }

    /// Both as they are now. Says so where the one that is here can't be read.
    fn versions(self) -> Option<Versions> {
        let ours = match self.open_session() {
            Some(session) => Ok(session.encoded()),
            None => self.importer.shelf.encoded(self.id()),
        };
        match ours {
            Ok(ours) => Some(Versions { ours: ours.update, theirs: self.read.with_value(|read| read.update.clone()) }),
            Err(error) => {
                self.fail(format!("The playbook that is here can't be read: {error}."));
                None
            }
        }
    }

    fn compare(self) {
        let Some(versions) = self.versions() else { return };
        let (errand, is_current) = self.importer.begin();
        spawn_local(async move {
            let compared = errand.compare(&versions).await;
            if is_current() {
                self.importer.over();
                match compared {
                    Ok(comparison) => self.show(comparison),
                    Err(error) => self.fail_for(error),
                }
            }
        });
    }

    fn show(self, comparison: Comparison) {
        let usual = comparison.changes.iter().filter(|change| !change.removes).map(|change| change.key.clone());
        self.accepted.set(usual.collect());
        self.known.set(Known::Compared(Arc::new(comparison)));
        focus_after_render(SUMMARY);
    }

    fn fail_for(self, error: WorkerError) {
        self.fail(format!("The two could not be compared: {error}. {}", error.advice()));
    }

    fn fail(self, why: String) {
        self.known.set(Known::Failed(why));
    }

    /// Merges what was decided.
    fn merge(self, comparison: &Arc<Comparison>) {
        let accepted: Vec<String> = if comparison.kin {
            let is_decided = |change: &&Change| self.chosen.with_untracked(|chosen| chosen.contains_key(&change.key));
            let undecided = comparison.contested.iter().filter(|change| !is_decided(change)).count();
            if undecided > 0 {
                let fields = count(undecided, "field that both rewrote", "fields that both rewrote");
                self.problem.set(Some(format!("Choose a side for {fields}.")));
                focus_after_render(UNDECIDED);
                return;
            }
            self.chosen.with_untracked(|chosen| {
                chosen.iter().filter(|(_, theirs)| **theirs).map(|(key, _)| key.clone()).collect()
            })
        } else {
            self.accepted.with_untracked(|accepted| accepted.iter().cloned().collect())
        };
        // Somebody may have typed meanwhile, here or in another tab.
        let Some(versions) = self.versions() else { return };
        let taken = if comparison.kin { comparison.changes.len() + accepted.len() } else { accepted.len() };
        let report = report(taken, &comparison.from, &self.file.get_value());
        let name = self.importer.name.with_untracked(|name| name.trim().to_owned());
        let author = Author { name, now: crate::state::now() };
        let (errand, is_current) = self.importer.begin();
        self.known.set(Known::Comparing);
        spawn_local(async move {
            let merged = errand.merge(&versions, &accepted, &author).await;
            if is_current() {
                self.importer.over();
                match merged {
                    Ok(merge) => self.take_in(merge, report),
                    Err(error) => self.fail_for(error),
                }
            }
        });
    }

    fn take_in(self, merge: Merge, report: String) {
        let importer = self.importer;
        let arrival = Arrival { into: self.id(), merge, file: self.file.get_value(), report };
        importer.close();
        if let Some(session) = self.open_session() {
            take_in(session, importer.notices, &arrival);
            return;
        }
        importer.arriving.0.set_value(Some(arrival));
        self.show_playbook();
    }

    /// Goes to the playbook, which may be in the bin.
    fn show_playbook(self) {
        let Importer { shelf, notices, .. } = self.importer;
        let id = self.id();
        if let Err(error) = shelf.take_out_of_bin(id) {
            notices.fail(format!("The playbook stays in the bin: {error}."));
        }
        self.importer.close();
        go_to(&Route::Playbook(id, Page::Overview));
    }
}

/// "Merged “file.json”: 3 changes, from Ana and Ben."
fn report(changes: usize, from: &[String], file: &str) -> String {
    format!("Merged “{file}”: {}{}.", count(changes, "change", "changes"), by(from))
}

/// ", from Ana, Ben and Cem"; nothing where nobody said who they are.
fn by(from: &[String]) -> String {
    match from {
        [] => String::new(),
        [one] => format!(", from {one}"),
        [first @ .., last] => format!(", from {} and {last}", first.join(", ")),
    }
}

/// The part of the import dialog for a file of a playbook that is here already.
#[component]
pub(super) fn MergeFile(importer: Importer, file: String, read: Arc<ReadFile>) -> Html {
    let merger = Merger {
        importer,
        file: StoredValue::new(file.clone()),
        read: StoredValue::new(Arc::clone(&read)),
        known: RwSignal::new(Known::Comparing),
        accepted: RwSignal::new(HashSet::new()),
        chosen: RwSignal::new(HashMap::new()),
        problem: RwSignal::new(None),
    };
    merger.compare();
    let summary_here = importer.shelf.summary(read.id).unwrap_or_default();
    let title = match merger.open_session() {
        Some(session) => session.title().get_untracked(),
        None => summary_here.title,
    };
    let title = display_title(&title).to_owned();
    let in_bin = summary_here.deleted.is_some();
    let place = if in_bin { "is here already, in the bin" } else { "is here already" };
    view! {
        <p id=SUMMARY tabindex="-1">
            <strong>{format!("“{title}”")}</strong>
            {format!(" {place}. ")}
            {move || merger.known.with(|known| summary(known, &file))}
        </p>
        {(!read.flaws.is_empty())
            .then(|| {
                let things = count(read.flaws.len() + read.more_flaws, "thing", "things");
                let became = outcome(&read.flaws, read.more_flaws);
                view! {
                    <details>
                        <summary>{format!("{things} in the file could not be taken as written: {became}")}</summary>
                        {flaw_list(&read)}
                    </details>
                }
            })}
        {move || match merger.known.get() {
            Known::Comparing => view! { <progress class="import-progress" aria-label="Comparing"></progress> },
            Known::Failed(why) => view! { <p role="alert">{why}</p> },
            Known::Compared(comparison) => decisions(merger, &comparison),
        }}
        <p id=UNDECIDED class="merge-problem" role="alert" tabindex="-1">{move || merger.problem.get()}</p>
        <div class="dialog-actions">
            <button type="button" class="secondary" on:click=move |_| importer.close()>
                "Cancel"
            </button>
            <button type="button" class="secondary" on:click=move |_| merger.copy()>
                "Import as a copy"
            </button>
            {move || match merger.known.get() {
                Known::Compared(comparison) if brings_something(&comparison) => merge_button(merger, comparison),
                Known::Compared(_) if in_bin => view! {
                    <button type="button" class="primary" on:click=move |_| merger.show_playbook()>
                        "Take it out of the bin"
                    </button>
                },
                _ => Html::Nothing,
            }}
        </div>
    }
}

impl Merger {
    fn copy(self) {
        self.importer.copy(self.file.get_value(), ReadFile::clone(&self.read.get_value()));
    }
}

fn brings_something(comparison: &Comparison) -> bool {
    !comparison.changes.is_empty() || !comparison.contested.is_empty()
}

fn merge_button(merger: Merger, comparison: Arc<Comparison>) -> Html {
    let kin = comparison.kin;
    let words = move || match merger.accepted.with(HashSet::len) {
        _ if kin => "Merge".to_owned(),
        accepted => format!("Take over {}", count(accepted, "change", "changes")),
    };
    let nothing = move || !kin && merger.accepted.with(HashSet::is_empty);
    view! {
        <button type="button" class="primary" disabled=nothing on:click=move |_| merger.merge(&comparison)>
            {words}
        </button>
    }
}

fn summary(known: &Known, file: &str) -> String {
    let comparison = match known {
        Known::Comparing => return format!("Comparing “{file}” with it…"),
        Known::Failed(_) => return "What is here has not changed.".to_owned(),
        Known::Compared(comparison) => comparison,
    };
    let changes = count(comparison.changes.len(), "change", "changes");
    let from = by(&comparison.from);
    match (comparison.kin, comparison.changes.len()) {
        _ if !brings_something(comparison) => {
            format!("Nothing in “{file}” is new: everything that it says is here.")
        }
        (true, 0) => format!(
            "All that is new in “{file}”{from} are fields that both sides have rewritten. Choose which version stays."
        ),
        (true, _) => format!(
            "“{file}” is a version of it that was edited apart. Merging brings in {changes}{from}. Nothing that was \
             written here is lost, and it undoes as one step."
        ),
        (false, _) => format!(
            "“{file}” does not carry its history, so it was compared entry by entry: {changes}. Choose what to take \
             over. What you take over undoes as one step."
        ),
    }
}

fn decisions(merger: Merger, comparison: &Arc<Comparison>) -> Html {
    let Comparison { kin, changes, contested, .. } = &**comparison;
    let contested = (!contested.is_empty()).then(|| {
        let all = |theirs: bool| {
            let keys: Vec<String> = contested.iter().map(|change| change.key.clone()).collect();
            move |_| merger.chosen.set(keys.iter().map(|key| (key.clone(), theirs)).collect())
        };
        let several = contested.len() > 1;
        view! {
            <section class="merge-part" aria-label="Rewritten on both sides">
                <div class="merge-heading">
                    <h3>"Rewritten on both sides"</h3>
                    {several
                        .then(|| {
                            view! {
                                <button type="button" class="quiet" on:click=all(false)>"Keep all of yours"</button>
                                <button type="button" class="quiet" on:click=all(true)>"Take all of theirs"</button>
                            }
                        })}
                </div>
                <Changes
                    changes=Arc::new(contested.clone())
                    decide=Decide::Side(merger.chosen)
                    label="Rewritten on both sides"
                />
            </section>
        }
    });
    let list = (!changes.is_empty()).then(|| {
        let changes = Arc::new(changes.clone());
        if *kin {
            view! { <Changes changes=changes decide=Decide::Nothing label="What comes in" /> }
        } else {
            let every: HashSet<String> = changes.iter().map(|change| change.key.clone()).collect();
            view! {
                <section class="merge-part" aria-label="Review">
                    <div class="merge-heading">
                        <h3>"Review"</h3>
                        <button type="button" class="quiet" on:click=move |_| merger.accepted.set(every.clone())>
                            "Select all"
                        </button>
                        <button type="button" class="quiet" on:click=move |_| merger.accepted.set(HashSet::new())>
                            "Select none"
                        </button>
                    </div>
                    <Changes changes=changes decide=Decide::Each(merger.accepted) label="Changes" />
                </section>
            }
        }
    });
    [contested, list].into_iter().flatten().collect()
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
