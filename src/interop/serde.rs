//! `Serialize` and `Deserialize` of every number type: a struct with the fields of the number, for any number of directions.
//!
//! In JSON `Dual::new(1.5, [2.0, 3.0])` is `{"re":1.5,"eps":[2.0,3.0]}`, and `HyperDual::new(1.0, [2.0], [3.0], [[4.0]])` is
//! `{"re":1.0,"eps1":[2.0],"eps2":[3.0],"eps12":[[4.0]]}`; a `Taylor` has `re` and `coefficients`. Formats without names get the same parts
//! in the same order. A missing, repeated or unknown field, and an array of the wrong length, are serde's own errors.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Dual, HyperDual, Taylor};

macro_rules! numbers {
    ($($Number:ident<$($C:ident),*> as $name:literal $Form:ident { $($(#[$attribute:meta])* $field:ident: $Field:ty),* })*) => { $(
        #[derive(Serialize, Deserialize)]
        #[serde(remote = $name, rename = $name, deny_unknown_fields)]
        struct $Form<T, $(const $C: usize),*> {
            $($(#[$attribute])* $field: $Field),*
        }

        impl<T: Serialize, $(const $C: usize),*> Serialize for $Number<T, $($C),*> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $Form::serialize(self, serializer)
            }
        }
        impl<'de, T: Deserialize<'de>, $(const $C: usize),*> Deserialize<'de> for $Number<T, $($C),*> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $Form::deserialize(deserializer)
            }
        }
    )* };
}

numbers! {
    Dual<N> as "Dual" DualForm {
        re: T,
        #[serde(with = "list")] eps: [T; N]
    }
    HyperDual<M, N> as "HyperDual" HyperDualForm {
        re: T,
        #[serde(with = "list")] eps1: [T; M],
        #[serde(with = "list")] eps2: [T; N],
        #[serde(with = "rows")] eps12: [[T; N]; M]
    }
    Taylor<K> as "Taylor" TaylorForm {
        re: T,
        #[serde(with = "list")] coefficients: [T; K]
    }
}

/// Arrays of any length; serde's own end at 32.
mod list {
    use core::fmt::{self, Formatter};
    use core::marker::PhantomData;

    use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
    use serde::ser::SerializeTuple;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(items: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(items.len())?;
        for item in items {
            tuple.serialize_element(item)?;
        }
        tuple.end()
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, const N: usize, D: Deserializer<'de>>(deserializer: D) -> Result<[T; N], D::Error> {
        deserializer.deserialize_tuple(N, Items(PhantomData))
    }

    struct Items<T, const N: usize>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for Items<T, N> {
        type Value = [T; N];

        fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
            write!(f, "an array of length {N}")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<[T; N], A::Error> {
            let mut items = [const { None }; N];
            for (i, item) in items.iter_mut().enumerate() {
                *item = sequence.next_element()?;
                if item.is_none() {
                    return Err(A::Error::invalid_length(i, &self));
                }
            }
            if sequence.next_element::<IgnoredAny>()?.is_some() {
                return Err(A::Error::invalid_length(N + 1, &self));
            }
            Ok(items.map(|item| item.expect("every item was read")))
        }
    }
}

/// Arrays of arrays.
mod rows {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::list;

    pub(super) fn serialize<T: Serialize, S: Serializer, const N: usize, const M: usize>(
        rows: &[[T; N]; M],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        list::serialize(&rows.each_ref().map(|row| Row(row.each_ref())), serializer)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, const N: usize, const M: usize, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[[T; N]; M], D::Error> {
        list::deserialize(deserializer).map(|rows: [Row<T, N>; M]| rows.map(|Row(row)| row))
    }

    #[derive(Serialize, Deserialize)]
    #[serde(transparent, bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
    struct Row<T, const N: usize>(#[serde(with = "list")] [T; N]);
}
