//! An import: a conversation with whoever brings a file. What its dialog shows is drawn here.

mod document;
mod file;
mod flawed;
mod newer;
mod rescue;
mod review;
mod sorting;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use document::Document;
use file::{Content, recognized};
use flawed::{Flawed, Flaws};
use guidepost::doc::Replica;
use guidepost::format::table::Sheet;
use guidepost::format::{markdown, packed};
use guidepost::language::tr;
use guidepost::model::{Playbook, PlaybookId};
use guidepost::worker::{Answer, Change, Import, LINK, Ours, ReadFile, Refusal, Remedy};
use guidepost_view::tr;
use rescue::Rescue;
use review::Review;
use sorting::Sorting;
use table::Tabling;

/// Says something to the page.
pub(crate) type Say<'a> = &'a mut dyn FnMut(Answer);

/// An import that is under way.
pub(crate) struct Conversation {
    import: Import,
    /// What has to be said about how the file was read; empty where there is nothing to say.
    note: String,
    step: Step,
}

/// How far it has come.
enum Step {
    /// A playbook as JSON. Whether it is here already has been asked.
    Document(Box<Document>),
    /// What a browser had stored of playbooks.
    Rescue(Box<Rescue>),
    /// One of these. Whether it is here already has been asked.
    Rescued(Box<Document>),
    /// A playbook that is here: what the file says otherwise.
    Review(Box<Review>),
    /// A playbook to be kept as a new one, if whoever brings it says so.
    Flawed(Box<Flawed>),
    /// What is for the playbook that is open, which was asked for.
    Waiting(Brought),
    /// A page of others: what becomes of its pieces.
    Sorting(Box<Sorting>),
    /// Rows: what becomes of them. And whether somebody has said that all of it comes in.
    Table(Box<Tabling>, bool),
    /// Nothing more comes.
    Over,
}

/// What somebody brings for a playbook.
enum Brought {
    /// A page of Markdown.
    Markdown(String),
    /// Rows.
    Sheets(Vec<Sheet>),
    /// What was changed in it.
    Changes(packed::Changes),
}

impl Conversation {
    /// Begins one.
    pub(crate) fn begin(mut import: Import, say: Say<'_>) -> Self {
        let recognized = recognized(&import);
        import.bytes = Vec::new();
        import.html = String::new();
        if import.file == LINK {
            tr(LINK).clone_into(&mut import.file);
        }
        let mut conversation = Self { import, note: String::new(), step: Step::Over };
        conversation.step = match recognized {
            Ok((content, note)) => {
                conversation.note = note;
                conversation.take(content, say)
            }
            Err(refusal) => refused(refusal, say),
        };
        conversation
    }

    fn take(&mut self, content: Content, say: Say<'_>) -> Step {
        match content {
            Content::Json(text) => Self::begin_json(&self.import, &text, say),
            Content::Markdown(text) => self.bring(Brought::Markdown(text), say),
            Content::Sheets(sheets) => self.bring(Brought::Sheets(sheets), say),
            Content::Packed(packed) => {
                // Whatever else is open: it is for the playbook that it was taken from.
                self.import.open = Some(packed.playbook);
                match packed.content {
                    packed::Content::Json(text) => Self::begin_json(&self.import, &text, say),
                    packed::Content::Markdown(text) => self.bring(Brought::Markdown(text), say),
                    packed::Content::Changes(changes) => self.bring(Brought::Changes(changes), say),
                }
            }
        }
    }

    fn begin_json(import: &Import, text: &str, say: Say<'_>) -> Step {
        match Rescue::read(text) {
            Some(Ok(rescue)) => {
                say(Answer::Draw(super::drawing::whole(rescue.drawn(), "")));
                return Step::Rescue(Box::new(rescue));
            }
            Some(Err(refusal)) => return refused(refusal, say),
            None => {}
        }
        match Document::read(text) {
            Ok(document) => {
                if import.published {
                    say(Answer::Published(document.version()));
                }
                say(Answer::Ask(document.file.id));
                Step::Document(Box::new(document))
            }
            Err(refusal) => match document::newer(text) {
                Some(playbook) => {
                    say(Answer::Draw(super::drawing::whole(newer::drawn(&playbook, import, &refusal), newer::FIRST)));
                    Step::Over
                }
                None => refused(refusal, say),
            },
        }
    }

    /// Asks for the playbook that it is for; where none is open, it becomes one.
    fn bring(&self, brought: Brought, say: Say<'_>) -> Step {
        if let Some(open) = self.import.open {
            say(Answer::Ask(open));
            return Step::Waiting(brought);
        }
        let blank = Playbook::new(PlaybookId::random(), "");
        match brought {
            Brought::Markdown(text) => match markdown::read(&text, &blank, self.import.today) {
                Some(reading) => {
                    let flaws = Flaws::of_remarks(&reading.remarks).with(&self.note);
                    offer(Flawed { file: read_file(&reading.theirs), flaws }, self.is_link(), say)
                }
                None => sort(Sorting::new(&self.import.file, &text, &blank, None), say),
            },
            Brought::Sheets(sheets) => tabulate(Tabling::new(&self.import.file, sheets, blank, None), &self.note, say),
            Brought::Changes(_) => {
                let why = tr!(
                    "The link holds changes to a playbook that is not in this browser. Open it in the one in which that is \
                     kept."
                );
                refused(Refusal { why: why.to_owned(), remedy: Remedy::AskForFile }, say)
            }
        }
    }

    /// Whether somebody only opened a link. They are asked before anything is kept.
    fn is_link(&self) -> bool {
        self.import.file == tr(LINK)
    }

    /// Something was pressed.
    pub(crate) fn press(&mut self, what: &str, say: Say<'_>) {
        match (&mut self.step, what) {
            (Step::Flawed(flawed), "keep") => say(Answer::Keep(flawed.file.clone())),
            (Step::Rescue(rescue), what) => {
                if let Some(document) = rescue.pressed(what) {
                    say(Answer::Ask(document.file.id));
                    self.step = Step::Rescued(Box::new(document));
                }
            }
            (Step::Review(review), "copy") => {
                if let Some(flawed) = review.copy() {
                    self.step = offer(flawed, false, say);
                }
            }
            (Step::Review(review), "show") => say(Answer::Show(review.id())),
            (Step::Review(review), what) => review.press(what, say),
            (Step::Sorting(sorting), "sorted") => match self.import.open {
                Some(open) => say(Answer::Ask(open)),
                None => {
                    let blank = Playbook::new(PlaybookId::random(), sorting.title());
                    let reading = sorting.sorted(&blank);
                    let flaws = Flaws::of_remarks(&reading.remarks);
                    self.step = offer(Flawed { file: read_file(&reading.theirs), flaws }, false, say);
                }
            },
            (Step::Sorting(sorting), what) => sorting.press(what, say),
            (Step::Table(table, at_once), "import" | "review") => match self.import.open {
                Some(open) => {
                    *at_once = what == "import";
                    say(Answer::Ask(open));
                }
                None => {
                    let reading = table.reading(&Playbook::new(PlaybookId::random(), table.title()));
                    let flaws = Flaws::of_remarks(&reading.remarks);
                    self.step = offer(Flawed { file: read_file(&reading.theirs), flaws }, false, say);
                }
            },
            _ => {}
        }
    }

    /// Something was changed.
    pub(crate) fn change(&mut self, change: &Change, say: Say<'_>) {
        match &mut self.step {
            Step::Review(review) => review.change(change, say),
            Step::Sorting(sorting) => sorting.change(change, say),
            Step::Table(table, _) => table.change(change, say),
            _ => {}
        }
    }

    /// The playbook that was asked for.
    pub(crate) fn ours(&mut self, ours: Ours, say: Say<'_>) {
        let step = std::mem::replace(&mut self.step, Step::Over);
        self.step = match step {
            Step::Document(document) => match ours.update {
                None => offer(document.as_new(), self.is_link(), say),
                Some(_) if self.import.published => {
                    Step::Review(Box::new(Review::of_published(&self.import, *document, ours, say)))
                }
                Some(_) => Step::Review(Box::new(Review::of_document(&self.import, *document, ours, say))),
            },
            Step::Rescued(document) => match ours.update {
                // It can't be opened: the page puts this one in its place.
                None | Some(Err(_)) => {
                    say(Answer::Keep(document.file));
                    Step::Over
                }
                Some(Ok(_)) => Step::Review(Box::new(Review::of_document(&self.import, *document, ours, say))),
            },
            // The playbook that a link was taken from is not here.
            Step::Waiting(brought) if ours.update.is_none() => {
                self.import.open = None;
                self.bring(brought, say)
            }
            Step::Waiting(brought) => self.brought(brought, ours, say),
            Step::Table(table, at_once) => {
                let playbook = self.import.open.unwrap_or_else(PlaybookId::random);
                Step::Review(Box::new(Review::of_table(&self.import, *table, playbook, ours, at_once, say)))
            }
            Step::Sorting(sorting) => {
                let playbook = self.import.open.unwrap_or_else(PlaybookId::random);
                Step::Review(Box::new(Review::of_page(&self.import, *sorting, playbook, ours, say)))
            }
            Step::Review(mut review) => {
                review.merge(ours, say);
                Step::Review(review)
            }
            other => other,
        };
    }

    /// What was brought, and the playbook that it is for.
    fn brought(&self, brought: Brought, ours: Ours, say: Say<'_>) -> Step {
        let update = ours.update.as_ref().and_then(|update| update.as_ref().ok());
        let Some((update, playbook)) = update.and_then(|update| Some((update, Replica::decoded(update)?))) else {
            let why = tr!("The playbook that is open can't be read.").to_owned();
            return refused(Refusal { why, remedy: Remedy::Reload }, say);
        };
        let (file, title) = (&self.import.file, Some(ours.title.as_str()));
        match brought {
            Brought::Sheets(sheets) => tabulate(Tabling::new(file, sheets, playbook, title), &self.note, say),
            Brought::Markdown(text) => match markdown::read(&text, &playbook, self.import.today) {
                Some(_) => {
                    Step::Review(Box::new(Review::of_markdown(&self.import, text, &self.note, &playbook, ours, say)))
                }
                None => sort(Sorting::new(file, &text, &playbook, title), say),
            },
            Brought::Changes(changes) => match Document::changed(update, &changes) {
                Ok(document) => Step::Review(Box::new(Review::of_document(&self.import, document, ours, say))),
                Err(refusal) => refused(refusal, say),
            },
        }
    }
}

fn refused(refusal: Refusal, say: Say<'_>) -> Step {
    say(Answer::Refused(refusal));
    Step::Over
}

/// Asks what becomes of rows.
fn tabulate(table: Option<Tabling>, note: &str, say: Say<'_>) -> Step {
    let Some(table) = table else {
        let why = tr!("There are no rows in it below a heading.").to_owned();
        return refused(Refusal { why, remedy: Remedy::CheckFile }, say);
    };
    let table = table.with(note);
    table.draw(say);
    Step::Table(Box::new(table), false)
}

/// Asks what becomes of a page.
fn sort(sorting: Sorting, say: Say<'_>) -> Step {
    if sorting.is_empty() {
        let why = tr!("There is nothing in it.").to_owned();
        return refused(Refusal { why, remedy: Remedy::CheckFile }, say);
    }
    sorting.draw(say);
    Step::Sorting(Box::new(sorting))
}

/// Keeps a playbook as a new one, once it was asked where something could not be taken as it stands.
fn offer(flawed: Flawed, asks: bool, say: Say<'_>) -> Step {
    if flawed.flaws.is_empty() && !asks {
        say(Answer::Keep(flawed.file));
        return Step::Over;
    }
    say(Answer::Draw(super::drawing::whole(flawed.drawn(asks), flawed::PROBLEMS)));
    Step::Flawed(Box::new(flawed))
}

/// A playbook as the page keeps it.
fn read_file(playbook: &Playbook) -> ReadFile {
    let overview = playbook.overview();
    ReadFile {
        update: Replica::encoded(playbook),
        id: playbook.id,
        title: playbook.title.clone(),
        entries: overview.whole().entries,
        completeness: overview.completeness(),
    }
}
