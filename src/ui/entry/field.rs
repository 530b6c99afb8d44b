//! One field of an entry, edited in place: which control it has follows from its shape.

use super::control_id;
use super::reference::{ManyReferences, OneReference};
use crate::format::link::allowed_link;
use crate::model::sorting::sort_by;
use crate::model::{self, Choice, Entry, EntryId, FieldSpec, Shape, Value, Weight};
use crate::ui::prelude::*;
use crate::ui::use_session;
use crate::ui::widgets::{Collation, LineInput, Prose, TextArea, WrappingLine};

/// Headings in a long text stand below those of the card it is in.
const HEADING_LEVEL: u8 = 3;

/// The control of a field, with its label.
///
/// It is a form of its own for the sake of the browser's autofill, which at each key looks at every control of the
/// form that is typed into; those without a form count as one, and that would be all of the page.
#[component]
pub(in crate::ui) fn Field(
    /// The entry.
    entry: ArcRwSignal<Entry>,
    /// Which field.
    spec: &'static FieldSpec,
    /// Whether fields that hold nothing are shown, too.
    open: Signal<bool>,
    /// Whether the label is shown; where it is not, the control still has it as its name.
    labelled: bool,
) -> Html {
    let id = entry.with_untracked(|entry| entry.id);
    // While the focus is in it, a field stays even when it was emptied and would no longer be shown.
    let held = RwSignal::new(false);
    let shown = {
        let entry = entry.clone();
        memo(move || {
            spec.weight == Weight::Essential
                || open.get()
                || held.get()
                || entry.with(|entry| entry.value(spec.field).is_some_and(|value| !value.is_empty()))
        })
    };
    view! {
        <Show when=move || shown.get()>
            <form
                class=format!("field field-{}", shape_class(spec.shape))
                data-field=spec.field.key()
                // There is nowhere to send it to: Enter in a line would load the page anew.
                on:submit=move |event| event.prevent_default()
                on:focusin=move |_| held.set(true)
                on:focusout=move |_| held.set(false)
            >
                {labelled
                    .then(|| {
                        view! {
                            <label class="field-label" for=control_id(id, spec.field)>
                                {spec.label}
                            </label>
                        }
                    })}
                <div class="field-value">{control(&entry, spec)}</div>
            </form>
        </Show>
    }
}

fn shape_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Words => "words",
        Shape::Flag => "flag",
        Shape::One(_) | Shape::Many(_) => "reference",
        Shape::Choice(_) => "choice",
        Shape::Line | Shape::Suggested | Shape::Link | Shape::Date => "line",
    }
}

fn control(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let id = entry.with_untracked(|entry| entry.id);
    match spec.shape {
        Shape::Line => wrapping_line(entry, spec),
        Shape::Suggested => suggested(entry, spec),
        Shape::Date => line(entry, spec, "date", None),
        Shape::Link => link(entry, spec),
        Shape::Text => text(entry, spec),
        Shape::Words => words(entry, spec),
        Shape::Choice(choices) => choice(entry, spec, choices),
        Shape::Flag => flag(entry, spec),
        Shape::One(targets) => {
            view! { <OneReference id=id spec=spec targets=targets entry=entry.clone() /> }
        }
        Shape::Many(targets) => {
            view! { <ManyReferences id=id spec=spec targets=targets entry=entry.clone() /> }
        }
    }
}

fn line_value(entry: &ArcRwSignal<Entry>, field: model::Field) -> Signal<String> {
    let entry = entry.clone();
    memo(move || entry.with(|entry| entry.text(field).to_owned()))
}

fn line(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec, kind: &'static str, suggestions: Option<String>) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    view! {
        <LineInput
            id=control_id(id, spec.field)
            class="line"
            value=line_value(entry, spec.field)
            kind=kind
            suggestions=suggestions
            hint=spec.hint
            label=spec.label
            on_input=move |text| session.set_typed(id, spec.field, Value::Line(text))
            on_leave=Callback::new(move |()| session.end_burst())
        />
    }
}

fn wrapping_line(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    view! {
        <WrappingLine
            id=control_id(id, spec.field)
            class="line"
            value=line_value(entry, spec.field)
            hint=spec.hint
            label=spec.label
            on_input=move |text| session.set_typed(id, spec.field, Value::Line(text))
            on_leave=Callback::new(move |()| session.end_burst())
        />
    }
}

/// A line for which the values that other entries of the kind have are suggested, asked when it gets the focus.
fn suggested(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let session = use_session();
    let (id, kind) = entry.with_untracked(|entry| (entry.id, entry.kind));
    let used = RwSignal::new(Vec::new());
    let list = format!("{}-used", control_id(id, spec.field));
    let ask = move |_| {
        let mut values: Vec<String> = session.with_records(|records| {
            let others = records.of_kinds(&[kind]).into_iter().filter(|other| *other != id);
            let values =
                others.filter_map(|other| records.peek(other, |entry| entry.text(spec.field).trim().to_owned()));
            values.filter(|value| !value.is_empty()).collect()
        });
        let order = Collation::new("variant");
        sort_by(&mut values, |a, b| order.compare(&a.as_str().into(), &b.as_str().into()).then_with(|| a.cmp(b)));
        values.dedup();
        used.set(values);
    };
    view! {
        <span on:focusin=ask>
            {line(entry, spec, "text", Some(list.clone()))}
            <datalist id=list>
                {move || used.get().into_iter().map(|value| view! { <option value=value></option> }).collect::<Html>()}
            </datalist>
        </span>
    }
}

fn link(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let value = line_value(entry, spec.field);
    // A path is no address that a browser could open.
    let opens = |value: &String| allowed_link(value).filter(|link| link.contains(':')).map(str::to_owned);
    let target = memo(move || value.with(opens));
    let words = match spec.field {
        model::Field::GuideLink => "Open guide link",
        model::Field::Location => "Open location",
        _ => "Open link",
    };
    view! {
        <span class="link-field">
            {line(entry, spec, "text", None)}
            {move || {
                target
                    .get()
                    .map(|target| {
                        view! {
                            <a
                                class="open-link"
                                href=target
                                target="_blank"
                                rel="noopener noreferrer"
                                aria-label=words
                            >
                                "Open"
                            </a>
                        }
                    })
            }}
        </span>
    }
}

fn text(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    let value = line_value(entry, spec.field);
    view! {
        <TextArea
            id=control_id(id, spec.field)
            value=value
            shown=value
            prose=Prose::Markdown(HEADING_LEVEL)
            hint=spec.hint
            label=spec.label
            on_input=move |text| session.set_typed(id, spec.field, Value::Text(text))
            on_leave=Callback::new(move |()| session.end_burst())
        />
    }
}

/// Short texts, one a line while they are edited.
fn words(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    // What stands in the box, which may hold an unfinished empty line that the entry does not.
    let typed = RwSignal::new(entry.with_untracked(|entry| entry.words(spec.field).join("\n")));
    let entry = entry.clone();
    on_change(move || {
        let kept = entry.with(|entry| entry.words(spec.field).to_vec());
        if typed.with_untracked(|typed| words_in(typed)) != kept {
            typed.set(kept.join("\n"));
        }
    });
    view! {
        <TextArea
            id=control_id(id, spec.field)
            value=typed
            shown=memo(move || typed.with(|typed| words_in(typed).join("\n")))
            prose=Prose::Words
            hint=spec.hint
            label=spec.label
            on_input=move |text| {
                session.set_typed(id, spec.field, Value::Words(text.lines().map(str::to_owned).collect()));
                typed.set(text);
            }
            on_leave=Callback::new(move |()| session.end_burst())
        />
    }
}

fn words_in(text: &str) -> Vec<String> {
    match Value::Words(text.lines().map(str::to_owned).collect()).cleaned() {
        Value::Words(words) => words,
        _ => Vec::new(),
    }
}

fn choice(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec, choices: &'static [Choice]) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    let value = line_value(entry, spec.field);
    view! {
        <select
            id=control_id(id, spec.field)
            class="choice"
            aria-label=spec.label
            data-value=move || value.get()
            prop:value=move || value.get()
            on:change:target=move |event| session.set(id, spec.field, Value::Line(event.target().value()))
        >
            <option value="">"—"</option>
            {choices
                .iter()
                .map(|choice| {
                    view! {
                        <option value=choice.code selected=value.with_untracked(|value| value == choice.code)>
                            {choice.label}
                        </option>
                    }
                })
                .collect::<Html>()}
        </select>
    }
}

fn flag(entry: &ArcRwSignal<Entry>, spec: &'static FieldSpec) -> Html {
    let session = use_session();
    let id = entry.with_untracked(|entry| entry.id);
    let entry = entry.clone();
    let value = memo(move || entry.with(|entry| entry.flag(spec.field)));
    view! {
        <span class="flag">
            <input
                id=control_id(id, spec.field)
                type="checkbox"
                aria-label=spec.label
                prop:checked=move || value.get()
                on:change:target=move |event| session.set(id, spec.field, Value::Flag(event.target().checked()))
            />
            <span aria-hidden="true">{move || if value.get() { "Yes" } else { "No" }}</span>
        </span>
    }
}

/// What somebody sees who may want to know who made a change and when; empty before the first.
pub(super) fn changed_words(entry: &Entry, now: model::Timestamp) -> String {
    if entry.changed == model::Timestamp::default() {
        return String::new();
    }
    let ago = crate::ui::widgets::time::ago(entry.changed, now);
    match entry.changed_by.trim() {
        "" => tr!("Changed {ago}"),
        name => tr!("Changed {ago} by {name}"),
    }
}

/// The id of the entry that a cell holds.
pub(super) fn id_of(entry: &ArcRwSignal<Entry>) -> EntryId {
    entry.with_untracked(|entry| entry.id)
}
