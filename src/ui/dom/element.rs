//! One element: its attributes, children and events.

use super::effect;
use super::ev::EventDescriptor;
use super::html::{Html, IntoHtml};
use super::value::{IntoSource, Source, Value};
use crate::language::tr;
use leptos_dom::helpers::document;
use reactive_graph::owner::{LocalStorage, Owner, WeakOwner};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{Get as _, GetUntracked as _, Set as _, Track as _};
use std::borrow::Cow;
use std::marker::PhantomData;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, Node};

/// What of an element is set.
#[derive(Clone, Copy)]
pub(crate) enum Aspect {
    /// An attribute.
    Attribute,
    /// A property of its object: what a control holds now.
    Property,
    /// Whether it has a class.
    Class,
    /// A style of its own.
    Style,
}

/// An element or a fragment that is being made.
pub(crate) struct Parts {
    node: Node,
}

/// Whether people read an attribute, or have it read to them.
fn is_read(attribute: &str) -> bool {
    matches!(attribute, "aria-label" | "aria-description" | "alt" | "placeholder" | "title")
}

/// Begins an element with all of it that never changes: its tag, the name and the value of each attribute, and the text
/// that it begins with if there is one, with a NUL between any two.
pub(crate) fn element(fixed: &'static str) -> Parts {
    let mut parts = fixed.split('\0');
    // Browsers refuse only names with signs in them, which `view!` does not take for a name.
    let Ok(element) = document().create_element(parts.next().unwrap_or_default()) else { return fragment() };
    while let Some(name) = parts.next() {
        match parts.next() {
            Some(value) => set_attribute(&element, name, Some(if is_read(name) { tr(value) } else { value })),
            None => name.into_html().append_to(&element),
        }
    }
    Parts { node: element.into() }
}

/// Begins a fragment: several elements in no element of their own.
pub(crate) fn fragment() -> Parts {
    Parts { node: document().create_document_fragment().into() }
}

impl Parts {
    fn element(&self) -> Element {
        self.node.clone().unchecked_into()
    }

    /// Sets something, now or whenever it changes.
    pub(crate) fn bind(&self, aspect: Aspect, name: &'static str, value: impl IntoSource) {
        bind(self.element(), aspect, name, value.into_source());
    }

    /// Lets the closure fill the element, now and whenever something changes that it has read.
    pub(crate) fn draw(&self, mut draw: impl FnMut(&Element) + 'static) {
        let element = self.element();
        effect(Box::new(move || draw(&element)));
    }

    /// Calls the closure with each event.
    pub(crate) fn on<E>(&self, event: E, mut handle: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| handle(event.unchecked_into())));
    }

    /// Calls the closure with the element at each event.
    pub(crate) fn on_target<E, T>(&self, event: E, mut handle: impl FnMut(Targeted<T>) + 'static)
    where
        E: EventDescriptor,
        T: JsCast,
    {
        let element = self.element();
        self.listen(&event.name(), Box::new(move |_| handle(Targeted(element.clone(), PhantomData))));
    }

    fn listen(&self, event: &str, mut handle: Box<dyn FnMut(Event)>) {
        // What the view can ask its context for, its handlers can, too.
        let owner = Owner::current().as_ref().map(Owner::downgrade);
        let handle: Box<dyn FnMut(Event)> = Box::new(move |event| match owner.as_ref().and_then(WeakOwner::upgrade) {
            Some(owner) => owner.with(|| handle(event)),
            None => handle(event),
        });
        // The browser lets go of it when it lets go of the element.
        let handle = Closure::wrap(handle).into_js_value();
        // Never refused.
        let _ = self.node.add_event_listener_with_callback(event, handle.unchecked_ref());
    }

    /// Makes it known.
    pub(crate) fn refer<T: JsCast + 'static>(&self, reference: ElementRef<T>) {
        reference.0.set(Some(self.element()));
    }

    /// Puts a text behind all children.
    pub(crate) fn text(&self, text: &'static str) {
        self.append(text.into_html());
    }

    /// Puts something behind all children.
    pub(crate) fn child(&self, child: impl IntoHtml) {
        self.append(child.into_html());
    }

    fn append(&self, child: Html) {
        child.append_to(&self.node);
    }

    /// It is made.
    pub(crate) fn html(self) -> Html {
        Html::Node(self.node)
    }
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // Refused only where the name has signs in it that no name may have.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn bind(element: Element, aspect: Aspect, name: &'static str, source: Source) {
    match source {
        Source::Fixed(value) => set(&element, aspect, name, &value),
        Source::Live(value) => {
            let mut before = None;
            effect(Box::new(move || {
                let now = Some(value());
                if before != now {
                    before = now;
                    before.iter().for_each(|now| set(&element, aspect, name, now));
                }
            }));
        }
    }
}

fn set(element: &Element, aspect: Aspect, name: &str, value: &Value) {
    match aspect {
        // A text of the program is one of the interface; any other has been composed already, or is what somebody wrote.
        Aspect::Attribute => match value {
            Value::Text(Cow::Borrowed(text)) if is_read(name) => set_attribute(element, name, Some(tr(text))),
            value => set_attribute(element, name, value.text()),
        },
        Aspect::Property => {
            // An element takes any property.
            let _ = web_sys::js_sys::Reflect::set(element, &name.into(), &value.js());
        }
        Aspect::Class => {
            // Refused only where the name is none.
            let _ = element.class_list().toggle_with_force(name, value.text().is_some());
        }
        Aspect::Style => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            // What is no style is ignored.
            let _ = style.set_property(name, value.text().unwrap_or_default());
        }
    }
}

/// What happened to an element, with the type of the element.
pub(crate) struct Targeted<T>(Element, PhantomData<T>);

impl<T: JsCast> Targeted<T> {
    /// The element.
    pub(crate) fn target(&self) -> T {
        self.0.clone().unchecked_into()
    }
}

/// An element of a view, for those who have to reach it: `None` until it is made.
pub(crate) struct ElementRef<T>(RwSignal<Option<Element>, LocalStorage>, PhantomData<fn() -> T>);

impl<T> Clone for ElementRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ElementRef<T> {}

impl<T: JsCast> ElementRef<T> {
    /// Not made yet.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new_local(None), PhantomData)
    }

    /// The element, tracked.
    pub(crate) fn get(self) -> Option<T> {
        self.0.get().map(JsCast::unchecked_into)
    }

    /// Follows whether it is there.
    pub(crate) fn track(self) {
        self.0.track();
    }

    /// The element; `None` also when the view it was in is gone.
    pub(crate) fn get_untracked(self) -> Option<T> {
        self.0.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }
}
