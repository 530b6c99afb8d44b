//! Signals: values that tell those who read them when they change.
//!
//! The graph of who reads what is that of `reactive_graph`, the library under Leptos. It makes all of its code anew for
//! each type of value, and we have some sixty types, so what it holds here is of one type, and only these thin
//! handles know which value is in it. The size of the bundle is what this module exists for.

use reactive_graph::computed::Memo;
use reactive_graph::signal as graph;
use reactive_graph::traits::{Get as _, GetUntracked as _, Set as _};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value of any type.
type Held = Arc<dyn Any + Send + Sync>;

/// What can be read. Whoever reads it in an effect or a memo runs again when it changes, unless they say *untracked*.
pub trait Read {
    /// What it holds.
    type Value: 'static;

    /// The value as it is now, tracked or not. `None` when the owner of the signal is gone.
    fn held(&self, tracked: bool) -> Option<Held>;

    /// Looks at the value.
    ///
    /// # Panics
    /// When the owner of the signal is gone, as all that follow without `try`.
    fn with<T>(&self, read: impl FnOnce(&Self::Value) -> T) -> T {
        read(value(self.held(true).as_ref()))
    }

    /// Looks at the value, without being told of changes.
    fn with_untracked<T>(&self, read: impl FnOnce(&Self::Value) -> T) -> T {
        read(value(self.held(false).as_ref()))
    }

    /// The value.
    fn get(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        clone(self.held(true))
    }

    /// The value, without being told of changes.
    fn get_untracked(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        clone(self.held(false))
    }

    /// The value, without being told of changes. `None` when the owner of the signal is gone.
    fn try_get_untracked(&self) -> Option<Self::Value>
    where
        Self::Value: Clone,
    {
        self.held(false)?.downcast_ref().cloned()
    }

    /// Runs again when the value changes, without looking at it.
    fn track(&self) {
        self.held(true);
    }
}

fn clone<T: Clone + 'static>(held: Option<Held>) -> T {
    value::<T>(held.as_ref()).clone()
}

fn value<T: 'static>(held: Option<&Held>) -> &T {
    match held.and_then(|held| held.downcast_ref()) {
        Some(value) => value,
        None => gone(),
    }
}

#[cold]
fn gone() -> ! {
    panic!("a signal was read after its owner was gone")
}

/// A value that somebody else keeps, or that is computed from others.
pub struct Signal<T>(Source, PhantomData<fn() -> T>);

#[derive(Clone, Copy)]
enum Source {
    Kept(graph::RwSignal<Held>),
    Computed(Memo<Held>),
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Read for Signal<T> {
    type Value = T;

    fn held(&self, tracked: bool) -> Option<Held> {
        match &self.0 {
            Source::Kept(signal) => held(*signal, tracked),
            Source::Computed(memo) if tracked => memo.try_get(),
            Source::Computed(memo) => memo.try_get_untracked(),
        }
    }
}

fn held(signal: graph::RwSignal<Held>, tracked: bool) -> Option<Held> {
    if tracked { signal.try_get() } else { signal.try_get_untracked() }
}

/// A value that is computed from others when somebody asks for it. It tells of a change only when it is another one.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    fn new(compute: Box<dyn Fn() -> Held + Send + Sync>, same: fn(&dyn Any, &dyn Any) -> bool) -> Source {
        Source::Computed(Memo::new_owning(move |before: Option<Held>| {
            let now = compute();
            let changed = before.is_none_or(|before| !same(&*before, &*now));
            (now, changed)
        }))
    }
    fn same<T: PartialEq + 'static>(before: &dyn Any, now: &dyn Any) -> bool {
        matches!((before.downcast_ref::<T>(), now.downcast_ref()), (Some(before), Some(now)) if before == now)
    }
    Signal(new(Box::new(move || Arc::new(compute())), same::<T>), PhantomData)
}

/// A value that can be set. It belongs to the owner that was current when it was made, and is gone with it.
pub struct RwSignal<T>(graph::RwSignal<Held>, PhantomData<fn(T) -> T>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> Read for RwSignal<T> {
    type Value = T;

    fn held(&self, tracked: bool) -> Option<Held> {
        held(self.0, tracked)
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// With its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(graph::RwSignal::new(Arc::new(value)), PhantomData)
    }

    /// Sets the value, and tells everybody. Nothing happens when its owner is gone.
    pub fn set(self, value: T) {
        self.0.try_set(Arc::new(value));
    }

    /// Changes the value, and tells everybody. Nothing happens when its owner is gone.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(Source::Kept(signal.0), PhantomData)
    }
}

/// A value that stays as it is.
impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        RwSignal::new(value).into()
    }
}

/// A text of the interface, in the reader's language.
impl From<&'static str> for Signal<String> {
    fn from(value: &'static str) -> Self {
        crate::language::tr(value).to_owned().into()
    }
}

/// A value that can be set, and lives for as long as somebody has it.
pub struct ArcRwSignal<T>(graph::ArcRwSignal<Held>, PhantomData<fn(T) -> T>);

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: Default + Send + Sync + 'static> Default for ArcRwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: 'static> Read for ArcRwSignal<T> {
    type Value = T;

    fn held(&self, tracked: bool) -> Option<Held> {
        if tracked { self.0.try_get() } else { self.0.try_get_untracked() }
    }
}

impl<T: Send + Sync + 'static> ArcRwSignal<T> {
    /// With its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(graph::ArcRwSignal::new(Arc::new(value)), PhantomData)
    }

    /// Sets the value, and tells everybody.
    pub fn set(&self, value: T) {
        self.0.set(Arc::new(value));
    }
}

impl<T> From<ArcRwSignal<T>> for Signal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        Self(Source::Kept(signal.0.into()), PhantomData)
    }
}
