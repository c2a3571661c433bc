//! What comparing means: `==` and `<` look at the value, `approx` at every part.

use core::cmp::Ordering;

use crate::{Dual, DualNum, HyperDual, Primitive};

macro_rules! comparisons {
    ($Number:ident<$($C:ident),*>) => {
        impl<T: PartialEq, $(const $C: usize),*> PartialEq for $Number<T, $($C),*> {
            /// Compares the values, so that a program takes the branches that it takes on primitives.
            #[inline(always)]
            fn eq(&self, other: &Self) -> bool {
                self.re == other.re
            }
        }
        impl<T: PartialOrd, $(const $C: usize),*> PartialOrd for $Number<T, $($C),*> {
            /// Compares the values.
            #[inline(always)]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                self.re.partial_cmp(&other.re)
            }
        }

        impl<T: PartialEq<P>, P: Primitive, $(const $C: usize),*> PartialEq<P> for $Number<T, $($C),*> {
            #[inline(always)]
            fn eq(&self, other: &P) -> bool {
                self.re == *other
            }
        }
        impl<T: PartialOrd<P>, P: Primitive, $(const $C: usize),*> PartialOrd<P> for $Number<T, $($C),*> {
            #[inline(always)]
            fn partial_cmp(&self, other: &P) -> Option<Ordering> {
                self.re.partial_cmp(other)
            }
        }

        comparisons!(f32, $Number<$($C),*>);
        comparisons!(f64, $Number<$($C),*>);
    };
    ($P:ty, $Number:ident<$($C:ident),*>) => {
        impl<T: DualNum<Primitive = $P>, $(const $C: usize),*> PartialEq<$Number<T, $($C),*>> for $P {
            #[inline(always)]
            fn eq(&self, other: &$Number<T, $($C),*>) -> bool {
                *self == other.value()
            }
        }
        impl<T: DualNum<Primitive = $P>, $(const $C: usize),*> PartialOrd<$Number<T, $($C),*>> for $P {
            #[inline(always)]
            fn partial_cmp(&self, other: &$Number<T, $($C),*>) -> Option<Ordering> {
                self.partial_cmp(&other.value())
            }
        }
    };
}

comparisons!(Dual<N>);
comparisons!(HyperDual<M, N>);
