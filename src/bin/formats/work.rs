//! What the worker does.

use super::import::{Conversation, Document};
use guidepost::doc::Replica;
use guidepost::format::{Selection, json, markdown};
use guidepost::worker::Form;
use guidepost::worker::protocol::{Answer, Request};

/// What is under way.
#[derive(Default)]
pub(crate) struct Desk {
    import: Option<Conversation>,
}

impl Desk {
    /// Does what the page asks for. `None` where it sent an update without a playbook, or spoke of an import that was not
    /// begun, which it never does.
    pub(crate) fn take(&mut self, request: Request, say: &mut dyn FnMut(Answer)) -> Option<()> {
        match request {
            Request::Write(form, update) => say(Answer::Written(write(form, &update)?.into())),
            Request::Read(text) => {
                say(Document::read(&text).map_or_else(Answer::Refused, |document| Answer::Keep(document.file)));
            }
            Request::Import(import) => self.import = Some(Conversation::begin(import, say)),
            Request::Press(what) => self.import.as_mut()?.press(&what, say),
            Request::Change(change) => self.import.as_mut()?.change(&change, say),
            Request::Ours(ours) => self.import.as_mut()?.ours(ours, say),
        }
        Some(())
    }
}

fn write(form: Form, update: &[u8]) -> Option<String> {
    let playbook = Replica::decoded(update)?;
    Some(match form {
        Form::Json => json::write_with(&playbook, update),
        Form::Markdown { today } => markdown::write(&playbook, &Selection::default(), today),
    })
}
