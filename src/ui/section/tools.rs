//! Tools and channels: filtered by category, owner and status, as cards or as a table.

use super::list::{AddButton, EmptyList, follow_additions, follow_address};
use crate::language::{number, tr};
use crate::model::sorting::sort_by;
use crate::model::{Entry, EntryId, Field as FieldName, Home, Kind, Shape};
use crate::state::{Session, ToolView};
use crate::ui::entry::{EntryRow, Field, JustAdded, card_id};
use crate::ui::prelude::*;
use crate::ui::widgets::{Collation, ListOrder, Progressive, after_render, focus, scroll_to};
use crate::ui::{CurrentPage, use_preferences, use_session};
use web_sys::wasm_bindgen::JsValue;

/// The columns of the table, after the name.
const COLUMNS: [FieldName; 5] =
    [FieldName::Category, FieldName::Manager, FieldName::Status, FieldName::Cost, FieldName::RenewalDate];

/// What tools are filtered by: the text of each field, empty for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    category: String,
    manager: String,
    status: String,
}

impl Filter {
    fn lets_through(&self, entry: &Entry) -> bool {
        let is = |wanted: &str, text: &str| wanted.is_empty() || wanted == text.trim();
        let manager = entry.refs(FieldName::Manager).first().map(EntryId::to_string).unwrap_or_default();
        is(&self.category, entry.text(FieldName::Category))
            && is(&self.manager, &manager)
            && is(&self.status, entry.text(FieldName::Status))
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The tools of a section.
#[component]
pub(super) fn ToolList(home: Home, kind: Kind) -> Html {
    let (session, preferences) = (use_session(), use_preferences());
    let all: Signal<Vec<EntryId>> = session.list(home, kind).into();
    let filter = RwSignal::new(Filter::default());
    let view_as = preferences.tool_view;
    // What is let through is decided when the filter or the list changes, not while somebody types: an entry
    // must not vanish under the hands of the person who changes its category. One just added is always shown.
    let added = use_context::<JustAdded>();
    let ids: Signal<Vec<EntryId>> = memo(move || {
        let filter = filter.get();
        let new = added.and_then(|JustAdded(added)| added.get_untracked());
        let lets_through = |id: &EntryId| {
            Some(*id) == new
                || session.with_records(|records| records.peek(*id, |entry| filter.lets_through(entry))) == Some(true)
        };
        all.with(|all| all.iter().copied().filter(lets_through).collect())
    });
    // An address that points at a tool which is filtered away shows it all the same.
    if let Some(CurrentPage(page)) = use_context() {
        on_change(move || {
            if let Some(id) = page.get().entry()
                && all.with_untracked(|all| all.contains(&id))
                && !ids.with_untracked(|ids| ids.contains(&id))
            {
                filter.set(Filter::default());
            }
        });
    }
    let progressive = Progressive::new();
    follow_address(ids, progressive);
    follow_additions(ids, progressive);
    let is_empty = memo(move || all.with(Vec::is_empty));
    let none_match = memo(move || !is_empty.get() && ids.with(Vec::is_empty));
    let as_table = memo(move || view_as.get() == ToolView::Table);
    view! {
        <section class="entries" data-kind=kind.key()>
            <h2 class="visually-hidden">{kind.list_name()}</h2>
            <div class="toolbar" hidden=is_empty>
                <Filters kind=kind all=all filter=filter />
                <p class="filter-count" role="status">
                    {move || {
                        let (shown, count) = (ids.with(Vec::len), all.with(Vec::len));
                        let noun = match (kind, count) {
                            (Kind::Channel, 1) => tr!("channel"),
                            (Kind::Channel, _) => tr!("channels"),
                            (_, 1) => tr!("tool"),
                            _ => tr!("tools"),
                        };
                        if filter.with(Filter::is_empty) {
                            format!("{} {noun}", number(count as u64))
                        } else {
                            tr!("{shown} of {count} {noun}", shown = number(shown as u64), count = number(count as u64))
                        }
                    }}
                </p>
                <div class="switch" role="group" aria-label="View as">
                    <ViewButton label="Cards" view=ToolView::Cards current=view_as />
                    <ViewButton label="Table" view=ToolView::Table current=view_as />
                </div>
            </div>
            <Show when=move || is_empty.get()>
                <EmptyList home=home kind=kind />
            </Show>
            <Show when=move || none_match.get()>
                <p class="empty">
                    "Nothing matches this filter. "
                    <button type="button" class="quiet" on:click=move |_| clear(filter)>
                        "Clear filters"
                    </button>
                </p>
            </Show>
            {progressive.beginning(ids)}
            <Show
                when=move || as_table.get()
                fallback=move || view! { <Cards kind=kind all=all ids=ids progressive=progressive /> }
            >
                <Table kind=kind ids=ids progressive=progressive view_as=view_as />
            </Show>
            {progressive.end(ids)}
            <AddButton home=home kind=kind />
        </section>
    }
}

#[component]
fn Cards(kind: Kind, all: Signal<Vec<EntryId>>, ids: Signal<Vec<EntryId>>, progressive: Progressive) -> Html {
    // Moved in the whole list, also while a part of it is shown.
    let order = ListOrder::new(all);
    let rows = progressive.rows(ids);
    view! {
        <ol class="entry-list" aria-label=kind.list_name() hidden=move || ids.with(Vec::is_empty)>
            <For each=move || rows.get() key=|id| *id let:id>
                <EntryRow id=id order=Some(order) />
            </For>
        </ol>
    }
}

#[component]
fn ViewButton(label: &'static str, view: ToolView, current: RwSignal<ToolView>) -> Html {
    view! {
        <button
            type="button"
            aria-pressed=move || if current.get() == view { "true" } else { "false" }
            on:click=move |_| current.set(view)
        >
            {label}
        </button>
    }
}

/// Shows everything again. The button that does it goes away, so the focus goes to the first filter.
fn clear(filter: RwSignal<Filter>) {
    filter.set(Filter::default());
    after_render(|| {
        focus(&filter_id("Category"));
    });
}

fn filter_id(label: &str) -> String {
    format!("filter-{}", label.to_ascii_lowercase())
}

/// The values to filter by are read when somebody goes to choose one.
#[component]
fn Filters(kind: Kind, all: Signal<Vec<EntryId>>, filter: RwSignal<Filter>) -> Html {
    let (session, added) = (use_session(), use_context::<JustAdded>());
    let asked = RwSignal::new(0u32);
    let options = move |field: FieldName| {
        memo(move || {
            asked.track();
            all.with(|all| values(session, kind, all, field))
        })
    };
    let choices = [
        ("Category", options(FieldName::Category), Part { get: |f| &f.category, set: |f, value| f.category = value }),
        ("Owner", options(FieldName::Manager), Part { get: |f| &f.manager, set: |f, value| f.manager = value }),
        ("Status", options(FieldName::Status), Part { get: |f| &f.status, set: |f, value| f.status = value }),
    ];
    view! {
        <div class="filters" role="group" aria-label="Filter" on:focusin=move |_| asked.update(|asked| *asked += 1)>
            {choices
                .into_iter()
                .map(|(label, options, part)| {
                    view! {
                        <label class="filter">
                            <span>{label}</span>
                            <select
                                id=filter_id(label)
                                prop:value=move || filter.with(|filter| (part.get)(filter).clone())
                                on:change:target=move |event| {
                                    // Whoever filters now has finished with what was just added.
                                    if let Some(JustAdded(added)) = added {
                                        added.set(None);
                                    }
                                    filter.update(|filter| (part.set)(filter, event.target().value()));
                                }
                            >
                                <option value="">"All"</option>
                                {move || {
                                    let chosen = filter.with(|filter| (part.get)(filter).clone());
                                    options
                                        .get()
                                        .into_iter()
                                        .map(|(value, label)| {
                                            let selected = value == chosen;
                                            view! {
                                                <option value=value selected=selected>
                                                    {label}
                                                </option>
                                            }
                                        })
                                        .collect::<Html>()
                                }}
                            </select>
                        </label>
                    }
                })
                .collect::<Html>()}
            <Show when=move || !filter.with(Filter::is_empty)>
                <button type="button" class="quiet" on:click=move |_| clear(filter)>
                    "Clear filters"
                </button>
            </Show>
        </div>
    }
}

/// One of the three things to filter by.
#[derive(Clone, Copy)]
struct Part {
    get: fn(&Filter) -> &String,
    set: fn(&mut Filter, String),
}

/// The values that a field has in these entries, with what is shown for each, sorted by that.
fn values(session: Session, kind: Kind, all: &[EntryId], field: FieldName) -> Vec<(String, String)> {
    let mut found: Vec<(JsValue, String, String)> = Vec::new();
    session.with_records(|records| {
        for id in all {
            let text = records.peek(*id, |entry| {
                let target = entry.refs(field).first().copied();
                (target, entry.text(field).trim().to_owned())
            });
            match text {
                Some((Some(target), _)) => {
                    let name = records.peek(target, Entry::title).unwrap_or_default();
                    found.push((name.as_str().into(), target.to_string(), name));
                }
                Some((None, text)) if !text.is_empty() => {
                    let label = choice_label(kind, field, &text).to_owned();
                    found.push((label.as_str().into(), text, label));
                }
                _ => {}
            }
        }
    });
    let order = Collation::new("variant");
    sort_by(&mut found, |a, b| order.compare(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|(_, value, label)| (value, label)).collect()
}

fn choice_label(kind: Kind, field: FieldName, code: &str) -> &str {
    match kind.field(field).map(|spec| spec.shape) {
        Some(Shape::Choice(choices)) => {
            choices.iter().find(|choice| choice.code == code).map_or(code, |choice| tr(choice.label))
        }
        _ => code,
    }
}

/// The tools as rows, each field edited in place.
#[component]
fn Table(kind: Kind, ids: Signal<Vec<EntryId>>, progressive: Progressive, view_as: RwSignal<ToolView>) -> Html {
    let session = use_session();
    let rows = progressive.rows(ids);
    let specs = move || COLUMNS.into_iter().filter_map(move |field| kind.field(field));
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=tr!("{} as a table", tr(kind.list_name())) hidden=move || ids.with(Vec::is_empty)>
            <table class="tool-table">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        {specs().map(|spec| view! { <th scope="col">{spec.label}</th> }).collect::<Html>()}
                        <th scope="col">
                            <span class="visually-hidden">"Card"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|id| *id let:id>
                        {session
                            .entry(id)
                            .map(|entry| {
                                let cells = specs()
                                    .map(|spec| {
                                        view! {
                                            <td data-label=spec.label>
                                                <Field entry=entry.clone() spec=spec open=true labelled=false />
                                            </td>
                                        }
                                    })
                                    .collect::<Html>();
                                let name = kind.field(FieldName::Name).map(|spec| {
                                    view! { <Field entry=entry.clone() spec=spec open=true labelled=false /> }
                                });
                                view! {
                                    <tr>
                                        <th scope="row">{name}</th>
                                        {cells}
                                        <td>
                                            <button
                                                type="button"
                                                class="quiet"
                                                aria-label=move || tr!("Show the card of {}", session.name_of(id))
                                                on:click=move |_| {
                                                    view_as.set(ToolView::Cards);
                                                    let place = ids.with_untracked(|ids| ids.iter().position(|o| *o == id));
                                                    progressive.show(place.unwrap_or_default());
                                                    after_render(move || {
                                                        scroll_to(&card_id(id));
                                                        focus(&card_id(id));
                                                    });
                                                }
                                            >
                                                "Card"
                                            </button>
                                        </td>
                                    </tr>
                                }
                            })}
                    </For>
                </tbody>
            </table>
        </div>
    }
}
