//! A copy of what the site publishes: how somebody gets one, and how what they changed in it goes back.

use super::drawn::{drawn, refused, waiting};
use super::exchange::{Exchange, Stage};
use super::export::{begin_export, export, shown};
use crate::ui::insight::Insights;
use crate::ui::later::fetch_style;
use crate::ui::prelude::*;
use crate::ui::share::STYLE;
use crate::ui::widgets::Dialog;
use crate::ui::{use_files, use_notices, use_session, use_shelf};
use crate::worker::{Form, View};

/// Makes copies of what the site publishes, or goes on with the one that is there.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Copying(Exchange);

impl Copying {
    /// No copy yet.
    pub(in crate::ui) fn new() -> Self {
        let mut exchange = Exchange::new("import-drawn", "No copy was made", None);
        exchange.copies = true;
        Self(exchange)
    }

    /// Makes a copy of this text, and goes there.
    pub(in crate::ui) fn begin(self, text: &str) {
        self.0.take_text(tr!("the published playbook"), text, "");
    }
}

/// What is said and asked while a copy is made.
#[component]
pub(in crate::ui) fn CopyingDialog(
    /// Of what.
    copying: Copying,
) -> Html {
    let Copying(exchange) = copying;
    let step = move |stage| match stage {
        Stage::Waiting => waiting(exchange, tr!("Making your copy. A large playbook takes some seconds.").to_owned()),
        Stage::Drawn => drawn(exchange),
        Stage::Refused { why, advice, .. } => refused(why, "No copy was made. ", advice),
    };
    view! {
        <Dialog open=exchange.open title="Suggest a change">
            {move || exchange.stage.get().map(step)}
        </Dialog>
    }
}

/// In a copy of what the site publishes: that it is one, and the ways back.
#[component]
pub(in crate::ui) fn SuggestionBar() -> Html {
    let (session, shelf, notices, files) = (use_session(), use_shelf(), use_notices(), use_files());
    let insights: Insights = expect_context();
    let Some(version) = shelf.publication(session.id()) else { return ().into_html() };
    fetch_style(STYLE);
    let exporter = Exchange::new("suggestion-drawn", "Nothing was copied", Some(session));
    view! {
        <section class="follow-bar" aria-label="Suggest a change">
            <span>"Your copy of the published playbook. Change what you like, then send it back:"</span>
            <button type="button" class="quiet" on:click=move |_| insights.ask("suggested")>
                "Compare with what is published"
            </button>
            // Without a version that the other side has, there is nothing that a link could be about.
            {(!version.is_empty())
                .then(|| {
                    let copy = move |_| begin_export(exporter, session, View::Changes, version.clone());
                    view! {
                        <button type="button" class="quiet" on:click=copy>
                            "Copy changes as link"
                        </button>
                    }
                })}
            <button type="button" class="quiet" on:click=move |_| export(session, shelf, notices, files, Form::Json)>
                "Save as file"
            </button>
        </section>
        <Dialog open=exporter.open title="Suggest a change">
            {move || exporter.stage.get().map(|stage| shown(exporter, stage))}
        </Dialog>
    }
}
