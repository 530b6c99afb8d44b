//! Who else is in the room, where they are, and following one of them.

use super::places::{control_of, page_of, place_words};
use crate::route::{Page, Route};
use crate::state::{Connection, Session};
use crate::sync::Person;
use crate::ui::entry::card_id;
use crate::ui::prelude::*;
use crate::ui::widgets::{after_render, scroll_to};
use crate::ui::{CurrentPage, go_to, use_notices, use_preferences, use_session};

/// Whom one follows, by their number.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Following(RwSignal<Option<u64>>);

impl Following {
    /// Nobody.
    pub(in crate::ui) fn new() -> Self {
        Self(RwSignal::new(None))
    }
}

/// Whether the playbook is live, in words, and behind it who is there. Nothing while it is not shared.
#[component]
pub(in crate::ui) fn PeopleButton() -> Html {
    let session = use_session();
    let (connection, people) = (session.connection(), session.people());
    let words = memo(move || connection.with(|connection| connection.words(people.with(Vec::len))));
    let look = memo(move || match connection.get() {
        Connection::Live { .. } => "live",
        Connection::Connecting | Connection::Offline => "waiting",
        _ => "stopped",
    });
    let open = RwSignal::new(false);
    tell_of_changes(session);
    view! {
        <Show when=move || connection.with(|connection| *connection != Connection::Alone)>
            <button type="button" class="bar-button connection" data-look=look popovertarget="room">
                {words}
            </button>
            <div
                id="room"
                class="popover room"
                popover="auto"
                role="group"
                aria-label="Room"
                on:toggle:target=move |event| open.set(event.target().matches(":popover-open").unwrap_or_default())
            >
                // People move about with every letter: only where somebody looks.
                <Show when=move || open.get()>
                    <p class="room-state">{move || connection.with(Connection::explanation)}</p>
                    <PeopleList />
                </Show>
            </div>
        </Show>
    }
}

/// What one should not miss, said aloud or shown.
fn tell_of_changes(session: Session) {
    let notices = use_notices();
    let connection = session.connection();
    let mut warning = None;
    on_change(move || {
        let now = connection.get();
        warning.take().into_iter().for_each(|id| notices.close(id));
        match now {
            Connection::Alone | Connection::Connecting => {}
            Connection::Live { read_only: false } => {
                notices.announce(tr!("Live: everybody in the room has the same now"))
            }
            Connection::Offline => notices.announce(tr!("No connection. What you type is kept here")),
            _ => warning = Some(notices.warn(now.explanation())),
        }
    });
    on_change(move || {
        session.refused().with(|why| {
            if !why.is_empty() {
                notices.fail(tr!(
                    "Something that came from the room was left out: {why}. Nothing here was changed by it, and \
                     everything else goes on."
                ));
            }
        });
    });
}

#[component]
fn PeopleList() -> Html {
    let people = use_session().people();
    let name = use_preferences().name;
    let numbers = memo(move || people.with(|people| people.iter().map(|person| person.number).collect::<Vec<_>>()));
    view! {
        <ul class="people-here" aria-label="People here">
            <li>
                <span class="person-name">
                    {move || match name.with(|name| name.trim().to_owned()) {
                        name if name.is_empty() => tr!("Guest").to_owned(),
                        name => name,
                    }}
                </span>
                <small>"you"</small>
            </li>
            <For each=move || numbers.get() key=|number| *number let:number>
                <PersonItem number=number />
            </For>
        </ul>
    }
}

fn find(session: Session, number: u64) -> Signal<Option<Person>> {
    memo(move || session.people().with(|people| people.iter().find(|person| person.number == number).cloned()))
}

#[component]
fn PersonItem(number: u64) -> Html {
    let session = use_session();
    let Following(following) = expect_context();
    let person = find(session, number);
    let name = memo(move || person.with(|person| person.as_ref().map(|p| p.name.clone()).unwrap_or_default()));
    let place = move || person.with(|person| person.as_ref().map(|p| place_words(session, &p.standing)));
    let colour = move || person.with(|person| person.as_ref().map_or(0, Person::shown_colour));
    let is_followed = move || following.get() == Some(number);
    view! {
        <li class=move || format!("person-{}", colour())>
            <span class="person-name">{name}</span>
            <small>{place}</small>
            <button
                type="button"
                class="quiet"
                aria-label=move || tr!("Follow {}", name.get())
                aria-pressed=move || if is_followed() { "true" } else { "false" }
                on:click=move |_| following.update(|following| {
                    *following = (*following != Some(number)).then_some(number);
                })
            >
                {move || if is_followed() { "Following" } else { "Follow" }}
            </button>
        </li>
    }
}

/// Says whom one follows, and how to stop; and goes where they go.
#[component]
pub(in crate::ui) fn FollowBar() -> Html {
    let (session, notices) = (use_session(), use_notices());
    let Following(following) = expect_context();
    let CurrentPage(page) = expect_context();
    let person = memo(move || {
        let number = following.get()?;
        session.people().with(|people| people.iter().find(|person| person.number == number).cloned())
    });
    let name = memo(move || person.with(|person| person.as_ref().map(|person| person.name.clone())));
    let standing = memo(move || person.with(|person| person.as_ref().map(|person| person.standing.clone())));
    let mut last = None;
    on_change(move || {
        if let Some(standing) = standing.get() {
            // Within one text box, nobody has to be moved.
            let place = (standing.page.clone(), standing.entry.clone(), standing.field.clone());
            if last.replace(place.clone()) != Some(place)
                && let Some(to) = page_of(&standing)
            {
                follow(session, page.get_untracked(), to, &standing);
            }
        } else {
            last = None;
        }
    });
    // Somebody who writes themselves stays where they write.
    let typing = window_event_listener_untyped("input", move |_| following.set(None));
    on_cleanup(move || typing.remove());
    let mut followed = None::<String>;
    on_change(move || match (followed.take(), name.get()) {
        (before, Some(name)) => {
            if before.as_ref() != Some(&name) {
                notices.announce(tr!("Following {name}"));
            }
            followed = Some(name);
        }
        (Some(gone), None) => notices.announce(tr!("No longer following {gone}")),
        (None, None) => {}
    });
    view! {
        <Show when=move || name.with(Option::is_some)>
            <section class="follow-bar" aria-label="Following">
                <span>{move || tr!("Following {name}", name = name.get().unwrap_or_default())}</span>
                <button type="button" class="quiet" on:click=move |_| following.set(None)>
                    "Stop following"
                </button>
            </section>
        </Show>
    }
}

fn follow(session: Session, here: Page, to: Page, standing: &crate::sync::Standing) {
    let target = control_of(standing);
    let card = standing.entry.parse().ok().map(card_id);
    if here.without_entry() != to {
        go_to(&Route::Playbook(session.id(), to));
    }
    // The page is drawn with the next frame.
    after_render(move || {
        after_render(move || {
            if !target.is_some_and(|target| scroll_to(&target))
                && let Some(card) = card
            {
                scroll_to(&card);
            }
        });
    });
}

/// Who is on a page, as dots beside its link.
#[component]
pub(in crate::ui) fn PeopleHere(
    /// Which.
    page: Page,
) -> Html {
    let session = use_session();
    let path = page.without_entry().path();
    let here = memo(move || {
        session.people().with(|people| {
            let here = people.iter().filter(|person| person.standing.page == path);
            here.map(|person| (person.name.clone(), person.shown_colour())).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || here.with(|here| !here.is_empty())>
            <span class="dots" title=move || names(&here.get())>
                {move || {
                    here.get()
                        .iter()
                        .take(5)
                        .map(|(_, colour)| view! { <span class=format!("dot person-{colour}") aria-hidden="true"></span> })
                        .collect::<Html>()
                }}
                <span class="visually-hidden">{move || tr!("Here: {}", names(&here.get()))}</span>
            </span>
        </Show>
    }
}

fn names(people: &[(String, usize)]) -> String {
    people.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}
