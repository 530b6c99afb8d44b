//! A conversation with the worker about a file that comes in, or about one that leaves: the dialog, in which the worker draws,
//! and what the page does for it.

use super::copy::{CopyByHand, copy_now};
use super::merge::{Arriving, take_in};
use super::save::{reason, save_as};
use crate::language::{count, tr};
use crate::model::PlaybookId;
use crate::model::playbook::display_title;
use crate::persist::{OpenError, StorageError};
use crate::route::{Page, Route};
use crate::state::{Files, Notices, SHOWN_FOR, Session, Shelf};
use crate::ui::later::fetch_style;
use crate::ui::prelude::*;
use crate::ui::widgets::{after_render, focus};
use crate::ui::{go_to, use_files, use_notices, use_preferences, use_shelf};
use crate::worker::{Answer, Arrival, Drawing, Ours, ReadFile, Refusal, Remedy, Request, Saved, Talk, WorkerError};
use js_sys::Array;
use std::time::Duration;

/// What takes longer says that it is under way, and can be cancelled.
pub(super) const NOTICED_AFTER: Duration = Duration::from_millis(500);

/// How dialogs look that the worker draws: fetched for the first of them, beside the worker.
const STYLE: &str = "import.css";

/// How far an import has come, or an export. What ends well shows no dialog at all.
#[derive(Clone)]
pub(super) enum Stage {
    /// It takes a moment.
    Waiting,
    /// What the worker draws.
    Drawn,
    /// Nothing was imported.
    Refused { file: String, why: String, advice: &'static str },
}

/// An import, from choosing the file to what it brings; or an export, from choosing what leaves to the file.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    /// The id of the element in which the worker draws.
    pub(super) drawn: &'static str,
    /// What is said when the worker fails, before the reason.
    failed: &'static str,
    pub(super) open: RwSignal<bool>,
    pub(super) stage: RwSignal<Option<Stage>>,
    /// Tells what is done now from what was given up.
    attempt: StoredValue<usize>,
    /// Tells what the worker is doing now from what it has done.
    task: StoredValue<usize>,
    /// Whether the worker takes its time.
    pub(super) slow: RwSignal<bool>,
    /// What was done last while the dialog is open, which covers the notices.
    pub(super) done: RwSignal<String>,
    /// What was drawn before there was a dialog.
    undrawn: StoredValue<Vec<Drawing>>,
    /// The worker that reads.
    talk: StoredValue<Option<Talk>, LocalStorage>,
    /// What the file is called.
    pub(super) file: StoredValue<String>,
    /// Whether copies are made of what the site publishes.
    pub(super) copies: bool,
    /// Which version that is.
    published: StoredValue<Vec<u8>>,
    files: Files,
    shelf: Shelf,
    notices: Notices,
    /// Marks what is merged.
    pub(super) name: RwSignal<String>,
    /// The playbook that is open, on the pages of one.
    pub(super) session: Option<Session>,
    arriving: Arriving,
    /// Where the browser refuses the clipboard; on the pages of a playbook.
    by_hand: Option<CopyByHand>,
}

impl Exchange {
    pub(super) fn new(drawn: &'static str, failed: &'static str, session: Option<Session>) -> Self {
        let exchange = Self {
            drawn,
            failed,
            open: RwSignal::new(false),
            stage: RwSignal::new(None),
            attempt: StoredValue::new(0),
            task: StoredValue::new(0),
            slow: RwSignal::new(false),
            done: RwSignal::new(String::new()),
            undrawn: StoredValue::new(Vec::new()),
            talk: StoredValue::new_local(None),
            file: StoredValue::new(String::new()),
            copies: false,
            published: StoredValue::new(Vec::new()),
            files: use_files(),
            shelf: use_shelf(),
            notices: use_notices(),
            name: use_preferences().name,
            session,
            arriving: expect_context(),
            by_hand: use_context(),
        };
        // Cancel and Escape give up what is being read, and so does leaving the page.
        on_change(move || {
            if !exchange.open.get() {
                exchange.give_up();
            }
        });
        on_cleanup(move || exchange.give_up());
        exchange
    }

    /// Begins a conversation, once [given up](Self::give_up) was what went before, and does what the worker says.
    pub(super) fn begin(self, first: Array) {
        let is_current = self.current();
        let hear = move |heard| {
            if is_current() {
                self.hear(heard);
            }
        };
        fetch_style(STYLE);
        self.wait();
        match self.files.talk(first, hear) {
            Ok(talk) => self.talk.set_value(Some(talk)),
            Err(error) => self.hear(Err(error)),
        }
    }

    /// Whether what is done now has not been given up.
    pub(super) fn current(self) -> impl Fn() -> bool {
        let attempt = self.attempt.get_value();
        move || self.attempt.try_get_value() == Some(attempt)
    }

    /// Whether the page that it is on has not been left.
    pub(super) fn is_there(self) -> bool {
        self.attempt.try_get_value().is_some()
    }

    /// Something begins that may take its time.
    pub(super) fn wait(self) {
        let task = self.task.try_update_value(|task| {
            *task += 1;
            *task
        });
        let notice = move || {
            if task.is_some() && self.task.try_get_value() == task {
                self.slow.set(true);
                if !self.open.get_untracked() {
                    self.show(Stage::Waiting);
                }
            }
        };
        set_timeout(notice, NOTICED_AFTER);
    }

    /// What was waited for is there, or given up.
    fn waited(self) {
        self.task.try_update_value(|task| *task += 1);
        self.slow.set(false);
    }

    fn hear(self, heard: Result<Answer, WorkerError>) {
        match heard {
            Ok(Answer::Done) => self.waited(),
            Ok(Answer::Draw(drawing)) => self.draw(drawing),
            Ok(Answer::Ask(id)) => self.answer(id),
            Ok(Answer::Published(version)) => self.published.set_value(version),
            Ok(Answer::Refused(refusal)) => self.refuse(refusal),
            Ok(Answer::Keep(read)) => spawn_local(self.keep(read)),
            Ok(Answer::Merge(arrival)) => self.merge(arrival),
            Ok(Answer::Show(id)) => self.show_playbook(id),
            Ok(Answer::Save(saved)) => self.save(&saved),
            Ok(Answer::Copy(copied)) => {
                if let Some(by_hand) = self.by_hand {
                    copy_now(copied, move |report| self.report(report), by_hand);
                }
            }
            Ok(Answer::Close) => self.close(),
            // The talk hears of these before.
            Ok(Answer::Ready(_) | Answer::Written(..) | Answer::Slack(_) | Answer::Broken(_)) => {}
            Err(error) => self.refuse_for(format!("{}: {error}.", tr(self.failed)), error.advice()),
        }
    }

    pub(super) fn say(self, request: &Request) {
        self.done.set(String::new());
        self.wait();
        self.talk.with_value(|talk| {
            if let Some(talk) = talk {
                talk.say(request);
            }
        });
    }

    /// Shows what the worker drew; as soon as there is a dialog to draw in, and then one after the other.
    fn draw(self, drawing: Drawing) {
        let is_shown =
            self.stage.with_untracked(|stage| matches!(stage, Some(Stage::Drawn))) && self.open.get_untracked();
        let waits = self.undrawn.with_value(|undrawn| !undrawn.is_empty());
        if is_shown && !waits {
            self.put(&drawing);
            return;
        }
        self.undrawn.update_value(|undrawn| undrawn.push(drawing));
        if !waits {
            self.show(Stage::Drawn);
            after_render(move || {
                let undrawn = self.undrawn.try_update_value(std::mem::take).unwrap_or_default();
                undrawn.iter().for_each(|drawing| self.put(drawing));
            });
        }
    }

    fn put(self, drawing: &Drawing) {
        let id = if drawing.part.is_empty() { self.drawn } else { &drawing.part };
        if let Some(element) = document().get_element_by_id(id) {
            element.set_inner_html(&drawing.html);
        }
        if !drawing.focus.is_empty() {
            focus(&drawing.focus);
        }
    }

    /// Says what a playbook is now, as soon as that is read.
    fn answer(self, id: PlaybookId) {
        if let Some(ours) = self.ours(id) {
            self.say(&Request::Ours(ours));
            return;
        }
        let is_current = self.current();
        let again = move || {
            if is_current() {
                self.answer(id);
            }
        };
        set_timeout(again, Duration::from_millis(50));
    }

    /// A playbook as it is now; `None` while what is kept apart is being read.
    fn ours(self, id: PlaybookId) -> Option<Ours> {
        let summary = self.shelf.summary(id);
        let absent = matches!(summary, Err(OpenError::NotFound));
        let summary = summary.unwrap_or_default();
        let (title, update) = match self.session.filter(|session| session.id() == id) {
            Some(session) => (session.title().get_untracked(), Ok(session.encoded())),
            None => (summary.title, self.shelf.encoded(id)),
        };
        if matches!(update, Err(OpenError::Storage(StorageError::NotRead))) {
            return None;
        }
        let update = update.map(|encoded| encoded.update).map_err(|error| error.to_string());
        Some(Ours {
            update: (!absent).then_some(update),
            title: display_title(&title).to_owned(),
            in_bin: summary.deleted.is_some(),
            now: crate::state::now(),
        })
    }

    /// Says what was done.
    fn report(self, report: String) {
        if self.open.get_untracked() {
            self.done.set(report.clone());
            let is_over = move || self.done.try_get_untracked().is_some_and(|done| done == report);
            let clear = move || {
                if is_over() {
                    self.done.set(String::new());
                }
            };
            set_timeout(clear, SHOWN_FOR);
        } else {
            self.notices.report(report);
        }
    }

    /// Hands a file to the browser.
    fn save(self, saved: &Saved) {
        let title = self.session.map_or_else(String::new, |session| session.title().get_untracked());
        match save_as(&format!("{title} {}", saved.what), &saved.extension, &saved.mime, &saved.text) {
            Ok(name) => self.report(tr!("Exported as {name}.")),
            Err(thrown) => self.notices.fail(tr!(
                "Nothing was exported: the browser did not take the file ({}). Your playbook is not affected.",
                reason(&thrown)
            )),
        }
    }

    /// Takes something into a playbook: now where it is open, otherwise when it is.
    fn merge(self, arrival: Arrival) {
        self.note_published(arrival.into);
        self.close();
        match self.session.filter(|session| session.id() == arrival.into) {
            Some(session) => take_in(session, self.notices, &arrival),
            None => {
                let into = arrival.into;
                self.arriving.wait(arrival);
                self.show_playbook(into);
            }
        }
    }

    /// Goes to a playbook, which may be in the bin.
    fn show_playbook(self, id: PlaybookId) {
        if let Err(error) = self.shelf.take_out_of_bin(id) {
            self.notices.fail(tr!("The playbook stays in the bin: {error}."));
        }
        self.note_published(id);
        self.close();
        go_to(&Route::Playbook(id, Page::Overview));
    }

    /// A copy of what was published before has what is published now. Whoever publishes it has no copy, but the original.
    fn note_published(self, id: PlaybookId) {
        let version = self.published.get_value();
        if !version.is_empty() && self.shelf.publication(id).is_some() {
            self.shelf.note_publication(id, &version);
        }
    }

    /// Keeps a playbook as a new one, and goes there.
    async fn keep(self, read: ReadFile) {
        let published = self.copies.then(|| self.published.get_value());
        match (self.shelf.import(&read).await, published) {
            (Ok(id), Some(version)) if id == read.id => {
                self.shelf.note_publication(id, &version);
                self.close();
                self.notices.report(tr!(
                    "This is your copy: change what you like. Then send your changes to whoever keeps the playbook, with the \
                     buttons at the top. They see each change before they take it in."
                ));
                go_to(&Route::Playbook(id, Page::Overview));
            }
            (Ok(id), _) => {
                self.close();
                let entries = count(read.entries, "entry", "entries");
                let beside = if id == read.id {
                    ""
                } else {
                    tr!(" It stands beside the one from the same source that was here already.")
                };
                let title = display_title(&read.title);
                self.notices.report(tr!("Imported “{title}” with {entries}.{beside}"));
                go_to(&Route::Playbook(id, Page::Overview));
            }
            (Err(error), _) => {
                let advice = match error {
                    StorageError::Full => {
                        "Make room first: delete playbooks for good that you no longer need (on the page of all \
                         playbooks, under Recently deleted), then import again."
                    }
                    _ => "Allow this site to store data, or use another browser, then import again.",
                };
                self.refuse_for(tr!("The playbook was read, but could not be stored: {error}."), advice);
            }
        }
    }

    pub(super) fn refuse(self, refusal: Refusal) {
        self.refuse_for(refusal.why, advice(refusal.remedy));
    }

    pub(super) fn refuse_for(self, why: String, advice: &'static str) {
        self.give_up();
        self.show(Stage::Refused { file: self.file.get_value(), why, advice });
    }

    /// Nothing comes of it when the page with the dialog is gone.
    pub(super) fn show(self, stage: Stage) {
        self.stage.set(Some(stage));
        self.open.set(true);
    }

    pub(super) fn close(self) {
        self.open.set(false);
        self.give_up();
    }

    /// Stops what is being read, if anything is.
    pub(super) fn give_up(self) {
        self.attempt.try_update_value(|attempt| *attempt += 1);
        self.waited();
        self.done.set(String::new());
        self.undrawn.try_update_value(Vec::clear);
        // It may be what is just being heard, which has to be there until that is over.
        if let Some(talk) = self.talk.try_update_value(Option::take).flatten() {
            set_timeout(move || drop(talk), Duration::ZERO);
        }
    }
}

/// What a person can do about a file that can't be read.
const fn advice(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::ChooseExport => "Choose a file that Guidepost exported (Export, then JSON or Markdown).",
        Remedy::Mend => "Export the playbook again, or open the file in a text editor and mend it at that place.",
        Remedy::Reload => "Reload this page to get the newest Guidepost, then import the file again.",
        Remedy::AskForFile => "Ask whoever sent the link for the playbook as a file (Export, JSON), and import that.",
        Remedy::CheckFile => "Check that this is the right file. One that Guidepost exported is never like that.",
    }
}
