//! What attributes and properties are set to.

use crate::state::signal::{Read as _, RwSignal, Signal};
use std::borrow::Cow;
use web_sys::wasm_bindgen::JsValue;

/// The value of an attribute or a property.
#[derive(Clone, PartialEq)]
pub(crate) enum Value {
    /// None: the attribute is not there.
    Nothing,
    /// There or not; of a property, true or false.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

impl Value {
    /// The text of an attribute; `None` where the attribute is not to be there.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Nothing | Self::Flag(false) => None,
            Self::Flag(true) => Some(""),
            Self::Text(text) => Some(text),
        }
    }

    pub(super) fn js(&self) -> JsValue {
        match self {
            Self::Nothing => JsValue::UNDEFINED,
            Self::Flag(flag) => JsValue::from_bool(*flag),
            Self::Text(text) => JsValue::from_str(text),
        }
    }
}

/// A value, or what gives it at each time.
pub(crate) enum Source {
    /// It stays.
    Fixed(Value),
    /// It is asked again when what it read has changed.
    Live(Box<dyn Fn() -> Value>),
}

impl Source {
    fn now(self) -> Value {
        match self {
            Self::Fixed(value) => value,
            Self::Live(value) => value(),
        }
    }
}

/// What can stand behind the `=` of an attribute.
pub(crate) trait IntoSource {
    /// As a value or as what gives it.
    fn into_source(self) -> Source;
}

impl IntoSource for &'static str {
    fn into_source(self) -> Source {
        Source::Fixed(Value::Text(Cow::Borrowed(self)))
    }
}

impl IntoSource for String {
    fn into_source(self) -> Source {
        Source::Fixed(Value::Text(Cow::Owned(self)))
    }
}

impl IntoSource for bool {
    fn into_source(self) -> Source {
        Source::Fixed(Value::Flag(self))
    }
}

impl<T: IntoSource> IntoSource for Option<T> {
    fn into_source(self) -> Source {
        self.map_or(Source::Fixed(Value::Nothing), T::into_source)
    }
}

impl<F: Fn() -> T + 'static, T: IntoSource> IntoSource for F {
    fn into_source(self) -> Source {
        Source::Live(Box::new(move || self().into_source().now()))
    }
}

macro_rules! signal_source {
    ($($signal:ident),*) => {
        $(impl<T: IntoSource + Clone + 'static> IntoSource for $signal<T> {
            fn into_source(self) -> Source {
                Source::Live(Box::new(move || self.get().into_source().now()))
            }
        })*
    };
}

signal_source!(RwSignal, Signal);
