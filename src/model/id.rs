//! Stable random ids: 128 bits, written as 22 characters of URL-safe base64.

use super::base64::URL_SAFE;
use std::fmt;
use std::str::FromStr;

/// A text that is not an id: not 22 characters of URL-safe base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct InvalidId;

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// A fresh id, from the platform's secure random numbers.
            #[must_use]
            pub fn random() -> Self {
                Self(uuid::Uuid::new_v4().as_u128())
            }

            /// The id with these bits. For tests and benchmarks, which need the same ids every time.
            #[must_use]
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// The bits of the id, for who tells many things apart that are not all of one kind.
            #[must_use]
            pub const fn to_bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&URL_SAFE.encode(&self.0.to_be_bytes()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let bytes = URL_SAFE.decode(text).ok_or(InvalidId)?;
                let bytes: [u8; 16] = bytes.try_into().map_err(|_| InvalidId)?;
                Ok(Self(u128::from_be_bytes(bytes)))
            }
        }
    };
}

random_id! {
    /// Names one playbook, in storage, in files and in addresses.
    PlaybookId
}
random_id! {
    /// Names one entry of any kind. References between entries hold this, never a copied name.
    EntryId
}
random_id! {
    /// Names a section that a team added. The nine standard sections have fixed names instead.
    CustomSectionId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef] {
            let id = EntryId::from_bits(bits);
            assert_eq!(id.to_string().len(), 22);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in ["", "hubspot", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAA!", "AAAA"] {
            assert_eq!(text.parse::<EntryId>(), Err(InvalidId), "{text}");
        }
    }

    #[test]
    fn random_ids_differ() {
        assert_ne!(EntryId::random(), EntryId::random());
    }
}
