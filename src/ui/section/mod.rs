//! A section: its name, its introduction, and a list for each kind of entry that it holds.

mod definitions;
mod lifecycle;
mod list;
mod tools;

pub(super) use list::EntryList;

use crate::model::{CustomSectionId, Edit, Home, Kind, SectionId};
use crate::route::Page;
use crate::ui::insight::InsightDrawer;
use crate::ui::prelude::*;
use crate::ui::shell::Missing;
use crate::ui::transfer::CopyPart;
use crate::ui::widgets::{LineInput, Prose, TextArea};
use crate::ui::{address, use_notices, use_session};
use definitions::DefinitionList;
use lifecycle::StageList;
use tools::ToolList;

/// The page of a section.
#[component]
pub(super) fn SectionPage(id: SectionId) -> Html {
    let session = use_session();
    let section = session.section(id);
    let there = memo(move || section.with(Option::is_some));
    view! {
        <Show
            when=move || there.get()
            fallback=move || {
                view! {
                    <Missing
                        title="This section is not here"
                        text="It may have been deleted, or the address is incomplete. Undo brings back a section that was deleted just now."
                        back=address(session, Page::Overview)
                        back_label="To the overview"
                    />
                }
            }
        >
            <SectionHeader id=id />
            {id.kinds().iter().map(|kind| list_of(id, *kind)).collect::<Html>()}
        </Show>
    }
}

fn list_of(section: SectionId, kind: Kind) -> Html {
    let home = Home::Section(section);
    match kind {
        Kind::Tool | Kind::Channel => view! { <ToolList home=home kind=kind /> },
        Kind::Stage => view! { <StageList home=home /> },
        Kind::Definition => view! {
            <InsightDrawer view="compare" label="Compare two terms" />
            <DefinitionList home=home />
        },
        _ => {
            // A section with one kind needs no heading for it.
            let alone = section.kinds().len() == 1;
            let tried = match kind {
                Kind::LeadSource => Some(("try-sources", "Try the rules")),
                Kind::OpportunityRule => Some(("try-opportunities", "Try the rules")),
                Kind::NamingConvention => Some(("try-names", "Try the conventions")),
                _ => None,
            };
            view! {
                <EntryList home=home kind=kind headed=!alone only=None />
                {tried.map(|(view, label)| view! { <InsightDrawer view=view label=label /> })}
            }
        }
    }
}

#[component]
fn SectionHeader(id: SectionId) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let section = session.section(id);
    let name = memo(move || section.with(|section| section.as_ref().map(|s| s.name.clone()).unwrap_or_default()));
    let title =
        memo(move || section.with(|section| section.as_ref().map(|s| s.title().to_owned()).unwrap_or_default()));
    let introduction = memo(move || section.with(|s| s.as_ref().map(|s| s.introduction.clone()).unwrap_or_default()));
    let hidden = memo(move || section.with(|section| section.as_ref().is_some_and(|section| section.hidden)));
    let renaming = RwSignal::new(false);
    let apply = move |edit: Edit| {
        if let Err(error) = session.apply(&edit) {
            notices.fail(tr!("That was not changed: {error}."));
        }
    };
    let begin = move |_| {
        renaming.set(true);
        crate::ui::widgets::after_render(|| {
            crate::ui::widgets::focus("section-name");
        });
    };
    view! {
        <header class="page-header">
            <Show
                when=move || renaming.get()
                fallback=move || {
                    view! {
                        <h1 id="page-title" tabindex="-1">{title}</h1>
                        <div class="page-actions">
                            <button type="button" class="quiet" id="rename-section" on:click=begin>
                                "Rename section"
                            </button>
                            <button
                                type="button"
                                class="quiet"
                                on:click=move |_| {
                                    let hide = !hidden.get_untracked();
                                    apply(Edit::HideSection(id, hide));
                                    notices
                                        .announce(
                                            if hide { tr!("Section hidden") } else { tr!("Section shown") },
                                        );
                                }
                            >
                                {move || if hidden.get() { "Show section" } else { "Hide section" }}
                            </button>
                            <CopyPart part=Home::Section(id) of=title />
                            {delete_button(id)}
                        </div>
                    }
                }
            >
                <h1 class="visually-hidden">{title}</h1>
                <form
                    class="rename"
                    on:submit=move |event| {
                        event.prevent_default();
                        renaming.set(false);
                        crate::ui::widgets::after_render(|| {
                            crate::ui::widgets::focus("rename-section");
                        });
                    }
                >
                    <LineInput
                        id="section-name"
                        class="line page-name"
                        kind="text"
                        suggestions=None
                        label="Section name"
                        value=name
                        hint=id.default_name()
                        on_input=move |text| apply(Edit::RenameSection(id, text))
                        on_leave=Callback::new(move |()| {
                            session.end_burst();
                            renaming.set(false);
                        })
                    />
                </form>
            </Show>
        </header>
        <Show when=move || hidden.get()>
            <p class="callout">"This section is hidden: it is left out of the navigation and of Markdown, but nothing in it is lost."</p>
        </Show>
        // A form for the same reason as a field of an entry is one.
        <form class="introduction">
            <TextArea
                id="introduction"
                label="Introduction"
                value=introduction
                shown=introduction
                prose=Prose::Markdown(1)
                hint="Introduction: say in a few sentences what belongs here and how your team uses it"
                on_input=move |text| apply(Edit::SetIntroduction(id, text))
                on_leave=Callback::new(move |()| session.end_burst())
            />
        </form>
    }
}

/// Only a section that a team added can be deleted; a standard one can be hidden.
fn delete_button(id: SectionId) -> Option<Html> {
    let SectionId::Custom(custom) = id else { return None };
    let (session, notices) = (use_session(), use_notices());
    Some(view! {
        <button type="button" class="quiet" on:click=move |_| delete_section(session, notices, custom)>
            "Delete section"
        </button>
    })
}

fn delete_section(session: crate::state::Session, notices: crate::state::Notices, id: CustomSectionId) {
    let title =
        session.section(SectionId::Custom(id)).get_untracked().map(|s| s.title().to_owned()).unwrap_or_default();
    match session.apply(&Edit::DeleteSection(id)) {
        Ok(()) => {
            let undo = move || {
                if let Err(error) = session.apply(&Edit::RestoreSection(id)) {
                    notices.fail(tr!("It was not restored: {error}."));
                }
            };
            notices.offer(tr!("Section “{title}” deleted."), tr!("Undo"), undo);
            crate::ui::go_to(&crate::route::Route::Playbook(session.id(), Page::Overview));
        }
        Err(error) => notices.fail(tr!("{title} was not deleted: {error}.")),
    }
}
