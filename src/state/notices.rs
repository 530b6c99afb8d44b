//! Short messages about what just happened, and what a screen reader is told.

use super::signal::{Read as _, RwSignal, Signal};
use guidepost_view::tr;
use leptos_dom::helpers::set_timeout;
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue as _, SetValue as _};
use std::sync::Arc;
use std::time::Duration;

/// How long a notice stays that nobody has to act on. One with an action stays longer.
pub const SHOWN_FOR: Duration = Duration::from_secs(6);
const SHOWN_FOR_WITH_ACTION: Duration = Duration::from_secs(15);

/// What a notice offers to do, usually to undo what it reports.
#[derive(Clone)]
pub struct NoticeAction {
    /// On the button.
    pub label: String,
    /// What the button does. Not a `Callback`: that would go away with the row that the notice is about.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// One message.
#[derive(Clone)]
pub struct Notice {
    /// Tells notices apart.
    pub id: usize,
    /// What happened, what is safe, what to do.
    pub text: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// What can be done about it.
    pub action: Option<NoticeAction>,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something is under way, and goes away when it is over.
    Work,
    /// Something failed: it stays until it is closed.
    Failure,
}

/// The messages that are shown at the moment.
#[derive(Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Vec<Notice>>,
    announced: RwSignal<String>,
    next: StoredValue<usize>,
    /// Whether somebody is busy with one.
    held: fn() -> bool,
}

impl Notices {
    /// None yet. None goes by itself while somebody is busy with one, as `held` says.
    #[must_use]
    pub fn new(held: fn() -> bool) -> Self {
        let (shown, announced) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()));
        Self { shown, announced, next: StoredValue::new(0), held }
    }

    /// Those to show, the oldest first.
    #[must_use]
    pub fn shown(self) -> Signal<Vec<Notice>> {
        self.shown.into()
    }

    /// What a screen reader is to say.
    #[must_use]
    pub fn announced(self) -> Signal<String> {
        self.announced.into()
    }

    /// Tells screen readers alone, where eyes see it anyway.
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        // The same words twice are said twice only when they differ.
        let repeated = self.announced.with_untracked(|last| *last == text);
        self.announced.set(if repeated { format!("{text}\u{a0}") } else { text });
    }

    /// Says what was done.
    pub fn report(self, text: impl Into<String>) {
        self.push(text.into(), NoticeKind::Done, None, Some(SHOWN_FOR));
    }

    /// Says what was done, and offers something: usually to undo it.
    pub fn offer(self, text: impl Into<String>, label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) {
        let action = NoticeAction { label: label.into(), run: Arc::new(run) };
        self.push(text.into(), NoticeKind::Done, Some(action), Some(SHOWN_FOR_WITH_ACTION));
    }

    /// Says what is under way, and lets it be cancelled. Whoever says it takes it away again. Gives what it is closed by.
    pub fn work(self, text: impl Into<String>, cancel: impl Fn() + Send + Sync + 'static) -> usize {
        let action = NoticeAction { label: tr!("Cancel").to_owned(), run: Arc::new(cancel) };
        self.push(text.into(), NoticeKind::Work, Some(action), None)
    }

    /// Says what went wrong. Stays until it is closed.
    pub fn fail(self, text: impl Into<String>) {
        self.warn(text);
    }

    /// Says what is wrong for as long as it is: whoever says it takes it away again. Gives what it is closed by.
    pub fn warn(self, text: impl Into<String>) -> usize {
        self.push(text.into(), NoticeKind::Failure, None, None)
    }

    /// Takes a notice away.
    pub fn close(self, id: usize) {
        self.shown.update(|shown| shown.retain(|notice| notice.id != id));
    }

    /// Takes away what offers to do something. For when what it would change is closed.
    pub fn withdraw_offers(self) {
        self.shown.update(|shown| shown.retain(|notice| notice.kind == NoticeKind::Work || notice.action.is_none()));
    }

    fn push(self, text: String, kind: NoticeKind, action: Option<NoticeAction>, lasting: Option<Duration>) -> usize {
        /// More would cover what people work on.
        const AT_MOST: usize = 3;
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| {
            shown.push(Notice { id, text, kind, action });
            let goes = |notice: &Notice| notice.kind == NoticeKind::Done;
            while shown.iter().filter(|notice| goes(notice)).count() > AT_MOST && !(self.held)() {
                let oldest = shown.iter().position(goes);
                oldest.map(|oldest| shown.remove(oldest));
            }
        });
        if let Some(lasting) = lasting {
            self.close_after(id, lasting);
        }
        id
    }

    /// Once more where somebody is busy with it then.
    fn close_after(self, id: usize, lasting: Duration) {
        set_timeout(move || if (self.held)() { self.close_after(id, lasting) } else { self.close(id) }, lasting);
    }
}
