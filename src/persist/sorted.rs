//! A small map in the order of its keys. The library's tree would take ten times the room in the bundle.

/// Texts by which something is found.
#[derive(Debug, Clone)]
pub(super) struct Sorted<T>(Vec<(String, T)>);

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Sorted<T> {
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(key))
    }

    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    pub(super) fn insert(&mut self, key: &str, value: T) {
        match self.place(key) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (key.to_owned(), value)),
        }
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<T> {
        self.place(key).ok().map(|place| self.0.remove(place).1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it, in the order of the keys.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, (String, T)> {
        self.0.iter()
    }
}
