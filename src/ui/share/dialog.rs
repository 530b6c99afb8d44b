//! The dialog in which a playbook is shared, and its room left.

use super::STYLE;
use super::join::TokenField;
use crate::route::Route;
use crate::state::{Connection, Notices, Session};
use crate::sync::Server;
use crate::ui::later::fetch_style;
use crate::ui::prelude::*;
use crate::ui::shell::NameField;
use crate::ui::widgets::{Dialog, after_render, focus_after_render};
use crate::ui::{use_notices, use_session, use_settings};
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

const NAME: &str = "share-name";
const LINK: &str = "share-link";
const TOKEN: &str = "share-token";

/// What the dialog is about.
#[derive(Clone, PartialEq)]
enum Stage {
    /// It is not known yet whether there is a server.
    Unknown,
    NoServer,
    Invitation(Server),
    Room,
}

/// The button in the header, with its dialog.
#[component]
pub(in crate::ui) fn ShareButton() -> Html {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="bar-button" data-does="share" on:click=move |_| {
            fetch_style(STYLE);
            open.set(true);
        }>
            "Share"
        </button>
        <Dialog open=open title="Share">
            <Sharing open=open />
        </Dialog>
    }
}

#[component]
fn Sharing(open: RwSignal<bool>) -> Html {
    let (session, config) = (use_session(), use_settings().config());
    let connection = session.connection();
    let stage = memo(move || {
        if connection.with(|connection| *connection != Connection::Alone) {
            return Stage::Room;
        }
        match config.get() {
            None => Stage::Unknown,
            Some(config) => config.server.map_or(Stage::NoServer, Stage::Invitation),
        }
    });
    let close = move || {
        view! {
            <button type="button" class="secondary" on:click=move |_| open.set(false)>
                "Close"
            </button>
        }
    };
    let shown = move || match stage.get() {
        Stage::Unknown => view! { <progress aria-label="Loading"></progress> },
        Stage::NoServer => view! {
            <p>
                "This site has no server for editing together, so a playbook goes to others as a file: export it as JSON and send it. Whoever imports it can go on writing, and what they send back is merged with what you have."
            </p>
            <p class="hint">
                "Whoever runs this site can name a server in its config.json; any server that speaks the Yjs protocol will do."
            </p>
            <div class="dialog-actions">{close()}</div>
        },
        Stage::Invitation(server) => view! { <Invitation server=server open=open /> },
        Stage::Room => view! { <RoomView open=open /> },
    };
    shown.into_html()
}

/// Before it is shared.
#[component]
fn Invitation(server: Server, open: RwSignal<bool>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let share = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match session.share() {
            Ok(()) => focus_after_render(LINK),
            Err(error) => notices.fail(tr!("It was not shared: {error}. Nothing was sent.")),
        }
    };
    view! {
        <form class="share-form" on:submit=share>
            <p>
                "Sharing makes a room on " <strong>{host(&server)}</strong>
                " and gives you a link. Everybody who opens the link writes in this playbook together with you, live. Send it only to people who may read and change everything in it."
            </p>
            <div>
                <NameField id=NAME hint="Others see it beside what you write." />
            </div>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| open.set(false)>
                    "Cancel"
                </button>
                <button type="submit" class="primary">
                    "Make a room"
                </button>
            </div>
        </form>
    }
}

/// The name of the server, as people know it.
fn host(server: &Server) -> String {
    web_sys::Url::new(&server.url).map_or_else(|_| server.url.clone(), |url| url.host())
}

/// While it is shared.
#[component]
fn RoomView(open: RwSignal<bool>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let connection = session.connection();
    let people = session.people();
    let token = RwSignal::new(String::new());
    let wants_token = memo(move || {
        connection.with(|connection| matches!(connection, Connection::Denied(_) | Connection::Live { read_only: true }))
    });
    let can_try = memo(move || {
        connection
            .with(|connection| matches!(connection, Connection::Broke | Connection::OtherDocument | Connection::Newer))
    });
    // With the token that was given now, or else as before.
    let enter = move |token: Option<String>| {
        let Some(mut membership) = session.membership() else { return };
        membership.token = token.unwrap_or(membership.token);
        if let Err(error) = session.share_in(membership) {
            notices.fail(tr!("That was not kept: {error}."));
        }
    };
    view! {
        <div>
            <label class="field-label" for=LINK>
                "Link"
            </label>
            <div class="share-link">
                <input id=LINK class="line boxed" type="text" readonly prop:value=link(session) />
                <button type="button" class="primary" on:click=move |_| copy_link(session, notices)>
                    "Copy link"
                </button>
            </div>
            <p class="hint">"Whoever has it can read and change this playbook, and gets a copy of it."</p>
        </div>
        <div>
            <p><strong>{move || connection.with(|connection| connection.words(people.with(Vec::len)))}</strong></p>
            <p>{move || connection.with(Connection::explanation)}</p>
        </div>
        <Show when=move || wants_token.get()>
            <form
                class="share-form"
                on:submit=move |event| {
                    event.prevent_default();
                    enter(Some(token.get_untracked()));
                }
            >
                <TokenField token=token id=TOKEN />
                <div class="dialog-actions">
                    <button type="submit" class="secondary">
                        "Use this token"
                    </button>
                </div>
            </form>
        </Show>
        <div class="dialog-actions">
            <button type="button" class="secondary" on:click=move |_| leave(session, notices, open)>
                "Leave the room"
            </button>
            <Show when=move || can_try.get()>
                <button type="button" class="secondary" on:click=move |_| enter(None)>
                    "Try again"
                </button>
            </Show>
            <button type="button" class="primary" on:click=move |_| open.set(false)>
                "Done"
            </button>
        </div>
    }
}

/// The address of the door.
fn link(session: Session) -> String {
    let page = window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}{}", Route::Join(session.membership().map(|membership| membership.room).unwrap_or_default()))
}

fn copy_link(session: Session, notices: Notices) {
    let navigator = window().navigator();
    let has_clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if !has_clipboard {
        select_link(notices);
        return;
    }
    let copied = navigator.clipboard().write_text(&link(session));
    spawn_local(async move {
        let copied: Result<JsValue, JsValue> = copied.await;
        match copied {
            Ok(_) => notices.report(tr!("The link was copied.")),
            Err(_) => select_link(notices),
        }
    });
}

/// Where the browser does not let the page use the clipboard.
fn select_link(notices: Notices) {
    notices.report(tr!("The link is selected: copy it with Ctrl+C or ⌘C."));
    after_render(|| {
        let input =
            document().get_element_by_id(LINK).and_then(|link| link.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            let _ = input.focus();
            input.select();
        }
    });
}

fn leave(session: Session, notices: Notices, open: RwSignal<bool>) {
    let Some(membership) = session.membership() else { return };
    match session.leave_room() {
        Ok(()) => {
            open.set(false);
            let back = move || {
                if let Err(error) = session.share_in(membership.clone()) {
                    notices.fail(tr!("You are still out of the room: {error}."));
                }
            };
            let said = tr!("You left the room. The playbook stays here, and the others keep theirs.");
            notices.offer(said, tr!("Undo"), back);
        }
        Err(error) => notices.fail(tr!("You are still in the room: {error}.")),
    }
}
