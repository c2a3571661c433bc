//! Every part of a number, one after the other.

use dual_numbers::{Dual, HyperDual, Taylor};
use num_rational::Ratio;

/// What `==` does not see: every part.
pub trait Parts: Clone {
    type Part: PartialEq + std::fmt::Debug;
    /// Each part with its order: 0 for the value, 1 for first derivatives.
    fn parts(&self) -> Vec<(usize, Self::Part)>;
}

macro_rules! primitive_parts {
    ($($T:ty)*) => { $(
        impl Parts for $T {
            type Part = $T;
            fn parts(&self) -> Vec<(usize, $T)> {
                vec![(0, *self)]
            }
        }
    )* };
}
primitive_parts!(i64 f32 f64 Ratio<i64>);

/// The parts of `numbers`, each `order` orders up.
fn up<'a, T: Parts + 'a>(order: usize, numbers: impl IntoIterator<Item = &'a T>) -> impl Iterator<Item = (usize, T::Part)> {
    numbers.into_iter().flat_map(T::parts).map(move |(inner, part)| (order + inner, part))
}

impl<T: Parts, const N: usize> Parts for Dual<T, N> {
    type Part = T::Part;
    fn parts(&self) -> Vec<(usize, T::Part)> {
        up(0, [&self.re]).chain(up(1, &self.eps)).collect()
    }
}

impl<T: Parts, const K: usize> Parts for Taylor<T, K> {
    type Part = T::Part;
    fn parts(&self) -> Vec<(usize, T::Part)> {
        let derivatives = (1..).zip(&self.coefficients).flat_map(|(k, part)| up(k, [part]));
        up(0, [&self.re]).chain(derivatives).collect()
    }
}

impl<T: Parts, const M: usize, const N: usize> Parts for HyperDual<T, M, N> {
    type Part = T::Part;
    fn parts(&self) -> Vec<(usize, T::Part)> {
        up(0, [&self.re]).chain(up(1, self.eps1.iter().chain(&self.eps2))).chain(up(2, self.eps12.as_flattened())).collect()
    }
}
