//! An import: a conversation with whoever brings a file. What its dialog shows is drawn here.

mod document;
mod file;
mod flawed;
mod review;
mod sorting;
#[cfg(test)]
mod tests;

pub(crate) use document::Document;
use file::{Content, recognized};
use flawed::{Flawed, Flaws};
use guidepost::doc::Replica;
use guidepost::format::{markdown, packed};
use guidepost::model::{Playbook, PlaybookId};
use guidepost::worker::{Answer, Change, Import, Ours, ReadFile, Refusal, Remedy};
use review::Review;
use sorting::Sorting;

/// Says something to the page.
pub(crate) type Say<'a> = &'a mut dyn FnMut(Answer);

/// An import that is under way.
pub(crate) struct Conversation {
    import: Import,
    step: Step,
}

/// How far it has come.
enum Step {
    /// A playbook as JSON. Whether it is here already has been asked.
    Document(Box<Document>),
    /// A playbook that is here: what the file says otherwise.
    Review(Box<Review>),
    /// A playbook to be kept as a new one, if whoever brings it says so.
    Flawed(Box<Flawed>),
    /// A page of Markdown. The playbook that is open was asked for.
    Markdown(String),
    /// A page of others: what becomes of its pieces.
    Sorting(Box<Sorting>),
    /// Nothing more comes.
    Over,
}

impl Conversation {
    /// Begins one.
    pub(crate) fn begin(mut import: Import, say: Say<'_>) -> Self {
        let bytes = std::mem::take(&mut import.bytes);
        let step = match recognized(&import.file, bytes) {
            Ok(Content::Json(text)) => Self::begin_json(&text, say),
            Ok(Content::Markdown(text)) => Self::begin_markdown(&import, text, say),
            Ok(Content::Packed(packed)) => {
                // Whatever else is open: it is for the playbook that it was taken from.
                import.open = Some(packed.playbook);
                match packed.content {
                    packed::Content::Json(text) => Self::begin_json(&text, say),
                    packed::Content::Markdown(text) => Self::begin_markdown(&import, text, say),
                }
            }
            Err(refusal) => refused(refusal, say),
        };
        Self { import, step }
    }

    fn begin_json(text: &str, say: Say<'_>) -> Step {
        match Document::read(text) {
            Ok(document) => {
                say(Answer::Ask(document.file.id));
                Step::Document(Box::new(document))
            }
            Err(refusal) => refused(refusal, say),
        }
    }

    fn begin_markdown(import: &Import, text: String, say: Say<'_>) -> Step {
        if let Some(open) = import.open {
            say(Answer::Ask(open));
            return Step::Markdown(text);
        }
        let blank = Playbook::new(PlaybookId::random(), "");
        match markdown::read(&text, &blank, import.today) {
            Some(reading) => {
                let flaws = Flaws::of_remarks(&reading.remarks);
                offer(Flawed { file: read_file(&reading.theirs), flaws }, is_link(import), say)
            }
            None => sort(Sorting::new(&import.file, &text, &blank, None), say),
        }
    }

    /// Whether somebody only opened a link. They are asked before anything is kept.
    fn is_link(&self) -> bool {
        is_link(&self.import)
    }

    /// Something was pressed.
    pub(crate) fn press(&mut self, what: &str, say: Say<'_>) {
        match (&mut self.step, what) {
            (_, "cancel") => {
                say(Answer::Close);
                self.step = Step::Over;
            }
            (Step::Flawed(flawed), "keep") => say(Answer::Keep(flawed.file.clone())),
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
            _ => {}
        }
    }

    /// Something was changed.
    pub(crate) fn change(&mut self, change: &Change, say: Say<'_>) {
        match &mut self.step {
            Step::Review(review) => review.change(change, say),
            Step::Sorting(sorting) => sorting.change(change, say),
            _ => {}
        }
    }

    /// The playbook that was asked for.
    pub(crate) fn ours(&mut self, ours: Ours, say: Say<'_>) {
        let step = std::mem::replace(&mut self.step, Step::Over);
        self.step = match step {
            Step::Document(document) => match ours.update {
                None => offer(document.as_new(), self.is_link(), say),
                Some(_) => Step::Review(Box::new(Review::of_document(&self.import, *document, ours, say))),
            },
            // The playbook that a link was taken from is not here.
            Step::Markdown(text) if ours.update.is_none() => {
                self.import.open = None;
                Self::begin_markdown(&self.import, text, say)
            }
            Step::Markdown(text) => self.markdown(text, ours, say),
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

    fn markdown(&self, text: String, ours: Ours, say: Say<'_>) -> Step {
        let Some(Ok(update)) = &ours.update else {
            return refused(
                Refusal { why: "The playbook that is open can't be read.".to_owned(), remedy: Remedy::Reload },
                say,
            );
        };
        let Some(playbook) = Replica::decoded(update) else { return Step::Over };
        match markdown::read(&text, &playbook, self.import.today) {
            Some(_) => Step::Review(Box::new(Review::of_markdown(&self.import, text, &playbook, ours, say))),
            None => sort(Sorting::new(&self.import.file, &text, &playbook, Some(&ours.title)), say),
        }
    }
}

fn is_link(import: &Import) -> bool {
    import.file == guidepost::worker::LINK
}

fn refused(refusal: Refusal, say: Say<'_>) -> Step {
    say(Answer::Refused(refusal));
    Step::Over
}

/// Asks what becomes of a page.
fn sort(sorting: Sorting, say: Say<'_>) -> Step {
    if sorting.is_empty() {
        let why = "There is nothing in it.".to_owned();
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
    say(Answer::Draw(super::drawing::whole(flawed.drawn(if asks { "link" } else { "file" }), flawed::PROBLEMS)));
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
