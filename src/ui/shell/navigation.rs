//! The list of pages of a playbook.

use crate::model::{CustomSectionId, Edit, Home, Section, SectionId};
use crate::route::{Page, Route};
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::ui::share::PeopleHere;
use crate::ui::widgets::{after_render, focus};
use crate::ui::{CurrentPage, address, go_to, use_notices, use_session};
use web_sys::wasm_bindgen::JsCast as _;

#[component]
pub(super) fn Navigation() -> Html {
    let (session, notices) = (use_session(), use_notices());
    let arranging = RwSignal::new(false);
    let node = ElementRef::<web_sys::HtmlElement>::new();
    let CurrentPage(current) = expect_context();
    let close_menu = move || {
        if let Some(node) = node.get_untracked() {
            // Refused where it is no menu but always there.
            let _ = node.hide_popover();
        }
    };
    // Where it is a menu, it closes also when the browser's own buttons lead to another page.
    on_change(move || {
        current.track();
        close_menu();
    });
    let shown = memo(move || {
        let arranging = arranging.get();
        let shown = move |section: &&Section| !section.deleted && (arranging || !section.hidden);
        session.sections().with(|sections| sections.iter().filter(shown).map(|s| s.id).collect::<Vec<_>>())
    });
    let hidden =
        memo(move || session.sections().with(|sections| sections.iter().filter(|s| s.hidden && !s.deleted).count()));
    view! {
        <nav
            class="sections"
            id="sections"
            popover="auto"
            aria-label="Sections"
            node_ref=node
            // And once a page was chosen, also the one that is shown already.
            on:click=move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                if target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some())) {
                    close_menu();
                }
            }
        >
            <ul>
                <li>
                    <PageLink page=Page::Overview name="Overview" count=None />
                    <PeopleHere page=Page::Overview />
                </li>
            </ul>
            <ol>
                <For each=move || shown.get() key=|id| *id let:id>
                    <SectionItem id=id arranging=arranging />
                </For>
            </ol>
            <ul>
                <li>
                    <PageLink page=Page::Directory(None) name="People and teams" count=None />
                    <PeopleHere page=Page::Directory(None) />
                </li>
                <li>
                    <PageLink page=Page::Owners name="Ownership" count=None />
                </li>
                <li>
                    <PageLink page=Page::Checks name="Checks" count=None />
                </li>
            </ul>
            <div class="sections-actions">
                <button type="button" class="quiet" on:click=move |_| add_section(session, notices)>
                    "Add section"
                </button>
                <button
                    type="button"
                    class="quiet"
                    aria-pressed=move || if arranging.get() { "true" } else { "false" }
                    on:click=move |_| arranging.update(|arranging| *arranging = !*arranging)
                >
                    {move || match (arranging.get(), hidden.get()) {
                        (true, _) => tr!("Done arranging").to_owned(),
                        (false, 0) => tr!("Arrange sections").to_owned(),
                        (false, hidden) => tr!("Arrange sections ({hidden} hidden)"),
                    }}
                </button>
            </div>
        </nav>
    }
}

#[component]
fn SectionItem(id: SectionId, arranging: RwSignal<bool>) -> Html {
    let session = use_session();
    let section = session.section(id);
    let name = memo(move || section.with(|s| s.as_ref().map(|s| s.title().to_owned()).unwrap_or_default()));
    let hidden = memo(move || section.with(|s| s.as_ref().is_some_and(|section| section.hidden)));
    let lists: Vec<_> = id.kinds().iter().map(|kind| session.list(Home::Section(id), *kind)).collect();
    let count = memo(move || lists.iter().map(|list| list.with(Vec::len)).sum::<usize>());
    view! {
        <li class:section-hidden=hidden>
            <PageLink page=Page::Section(id, None) name=name count=Some(count) />
            <PeopleHere page=Page::Section(id, None) />
            <Show when=move || arranging.get()>
                <Arrange id=id name=name hidden=hidden />
            </Show>
        </li>
    }
}

#[component]
fn PageLink(page: Page, name: Signal<String>, count: Option<Signal<usize>>) -> Html {
    let session = use_session();
    let CurrentPage(current) = expect_context();
    view! {
        <a
            href=address(session, page)
            aria-current=move || (current.get().without_entry() == page).then_some("page")
        >
            <span>{name}</span>
            {count
                .map(|count| {
                    view! {
                        <small class="count" aria-hidden="true">
                            {move || Some(count.get()).filter(|count| *count > 0)}
                        </small>
                    }
                })}
        </a>
    }
}

/// Moves a section up and down, hides and shows it.
#[component]
fn Arrange(id: SectionId, name: Signal<String>, hidden: Signal<bool>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    view! {
        <span class="arrange" role="group" aria-label=move || tr!("Arrange {}", name.get())>
            <button
                type="button"
                id=format!("up-{id}")
                aria-label=move || tr!("Move {} up", name.get())
                on:click=move |_| move_section(session, notices, id, true)
            >
                <span aria-hidden="true">"↑"</span>
            </button>
            <button
                type="button"
                id=format!("down-{id}")
                aria-label=move || tr!("Move {} down", name.get())
                on:click=move |_| move_section(session, notices, id, false)
            >
                <span aria-hidden="true">"↓"</span>
            </button>
            <button
                type="button"
                aria-label=move || {
                    if hidden.get() { tr!("Show {}", name.get()) } else { tr!("Hide {}", name.get()) }
                }
                on:click=move |_| {
                    let hide = !hidden.get_untracked();
                    if let Err(error) = session.apply(&Edit::HideSection(id, hide)) {
                        notices.fail(tr!("That was not changed: {error}."));
                    } else {
                        let name = name.get_untracked();
                        notices.announce(if hide { tr!("{name} is hidden now") } else { tr!("{name} is shown now") });
                    }
                }
            >
                {move || if hidden.get() { "Show" } else { "Hide" }}
            </button>
        </span>
    }
}

fn move_section(session: Session, notices: Notices, id: SectionId, up: bool) {
    let sections: Vec<(SectionId, String)> = session.sections().with_untracked(|sections| {
        sections.iter().filter(|s| !s.deleted).map(|s| (s.id, s.title().to_owned())).collect()
    });
    let Some(from) = sections.iter().position(|(other, _)| *other == id) else { return };
    let name = sections.get(from).map(|(_, name)| name.clone()).unwrap_or_default();
    let to = if up { from.checked_sub(1) } else { Some(from + 1).filter(|to| *to < sections.len()) };
    let Some(to) = to else {
        notices.announce(if up { tr!("{name} is already first") } else { tr!("{name} is already last") });
        return;
    };
    let before = if up { sections.get(to) } else { sections.get(to + 1) }.map(|(id, _)| *id);
    match session.apply(&Edit::MoveSection(id, before)) {
        Ok(()) => {
            let (place, all) = (to + 1, sections.len());
            notices.announce(tr!("{name} moved to position {place} of {all}"));
            after_render(move || {
                focus(&format!("{}-{id}", if up { "up" } else { "down" }));
            });
        }
        Err(error) => notices.fail(tr!("{name} was not moved: {error}.")),
    }
}

fn add_section(session: Session, notices: Notices) {
    let id = CustomSectionId::random();
    match session.apply(&Edit::AddSection(id, String::new())) {
        Ok(()) => {
            go_to(&Route::Playbook(session.id(), Page::Section(SectionId::Custom(id), None)));
            // Its name is what comes next.
            after_render(|| {
                after_render(|| {
                    if let Some(button) = document().get_element_by_id("rename-section") {
                        let button: Option<web_sys::HtmlElement> = web_sys::wasm_bindgen::JsCast::dyn_into(button).ok();
                        if let Some(button) = button {
                            button.click();
                        }
                    }
                });
            });
        }
        Err(error) => notices.fail(tr!("No section was added: {error}.")),
    }
}
