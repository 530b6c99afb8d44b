//! What the worker does.

use super::export::Exporting;
use super::import::{Conversation, Document};
use chrono::NaiveDate;
use guidepost::doc::Replica;
use guidepost::format::{Labels, Part, Selection, html, json, markdown};
use guidepost::model::Home;
use guidepost::worker::Form;
use guidepost::worker::{Answer, Request};

/// What is under way.
#[derive(Default)]
pub(crate) struct Desk {
    import: Option<Conversation>,
    export: Option<Exporting>,
}

impl Desk {
    /// Does what the page asks for. `None` where it sent an update without a playbook, or spoke of what was not begun, which
    /// it never does.
    pub(crate) fn take(&mut self, request: Request, say: &mut dyn FnMut(Answer)) -> Option<()> {
        match request {
            Request::Write(form, part, today, update) => {
                let (text, html) = write(form, part, today, &update)?;
                say(Answer::Written(text.into(), html.map(Into::into)));
            }
            Request::Read(text) => {
                say(Document::read(&text).map_or_else(Answer::Refused, |document| Answer::Keep(document.file)));
            }
            Request::Slack(update) => {
                let mut replica = Replica::empty(|| 0);
                replica.admit_whole(&update).ok()?;
                say(Answer::Slack(replica.slack().ok()?));
            }
            request => {
                let mut asks = false;
                self.talk(request, &mut |answer| {
                    asks |= matches!(answer, Answer::Ask(_));
                    say(answer);
                })?;
                // What was asked for comes, and then there is more to do.
                if !asks {
                    say(Answer::Done);
                }
            }
        }
        Some(())
    }

    /// Goes on with a conversation.
    fn talk(&mut self, request: Request, say: &mut dyn FnMut(Answer)) -> Option<()> {
        match request {
            Request::Write(..) | Request::Read(_) | Request::Slack(_) => return None,
            Request::Export(export) => self.export = Some(Exporting::begin(&export, say)?),
            Request::Import(import) => self.import = Some(Conversation::begin(import, say)),
            Request::Press(what) => match (&mut self.export, &mut self.import) {
                (Some(export), _) => export.press(&what, say),
                (None, import) => import.as_mut()?.press(&what, say),
            },
            Request::Change(change) => match (&mut self.export, &mut self.import) {
                (Some(export), _) => export.change(&change, say),
                (None, import) => import.as_mut()?.change(&change, say),
            },
            Request::Ours(ours) => self.import.as_mut()?.ours(ours, say),
        }
        Some(())
    }
}

/// A playbook, or what stands somewhere in it, as a text; for the clipboard as HTML, too.
fn write(form: Form, part: Option<Home>, today: NaiveDate, update: &[u8]) -> Option<(String, Option<String>)> {
    let playbook = Replica::decoded(update)?;
    let part = match part {
        None => Part::Whole,
        Some(Home::Entry(id)) => Part::Entry(id),
        Some(home) => Part::Home(home),
    };
    let selection = Selection { labels: Labels::spoken(), ..Selection::of(part) };
    Some(match form {
        Form::Json => (json::write_with(&playbook, update), None),
        Form::Markdown => (markdown::write(&playbook, &selection, today), None),
        Form::Html => (html::write(&playbook, &selection, today), None),
        Form::Rich => {
            let html = html::fragment(&playbook, &selection, today);
            (markdown::write(&playbook, &selection, today), Some(html))
        }
    })
}
