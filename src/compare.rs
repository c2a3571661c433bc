//! What comparing means: `==` and `<` look at the value, `approx` at every part.

use core::cmp::Ordering;

#[cfg(feature = "approx")]
use approx::{AbsDiffEq, RelativeEq, UlpsEq};
#[cfg(feature = "approx")]
use num_traits::Num;
use num_traits::float::TotalOrder;

#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Primitive, Taylor};

/// The comparisons of a number type.
macro_rules! comparisons {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: PartialEq, $(const $C: usize),*> PartialEq for $Number<T, $($C),*> {
            /// Compares the values, so that a program takes the branches that it takes on primitives.
            #[inline(always)]
            fn eq(&self, other: &Self) -> bool {
                $(Self::$seen([self, other]);)?
                self.re == other.re
            }
        }
        impl<T: PartialOrd, $(const $C: usize),*> PartialOrd for $Number<T, $($C),*> {
            /// Compares the values.
            #[inline(always)]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                $(Self::$seen([self, other]);)?
                self.re.partial_cmp(&other.re)
            }
        }

        impl<T: PartialEq<P>, P: Primitive, $(const $C: usize),*> PartialEq<P> for $Number<T, $($C),*> {
            #[inline(always)]
            fn eq(&self, other: &P) -> bool {
                $(Self::$seen([self]);)?
                self.re == *other
            }
        }
        impl<T: PartialOrd<P>, P: Primitive, $(const $C: usize),*> PartialOrd<P> for $Number<T, $($C),*> {
            #[inline(always)]
            fn partial_cmp(&self, other: &P) -> Option<Ordering> {
                $(Self::$seen([self]);)?
                self.re.partial_cmp(other)
            }
        }

        impl<T: Eq, $(const $C: usize),*> Eq for $Number<T, $($C),*> {}
        impl<T: Ord, $(const $C: usize),*> Ord for $Number<T, $($C),*> {
            /// Compares the values.
            #[inline(always)]
            fn cmp(&self, other: &Self) -> Ordering {
                $(Self::$seen([self, other]);)?
                self.re.cmp(&other.re)
            }
        }
        impl<T: TotalOrder, $(const $C: usize),*> $Number<T, $($C),*> {
            /// The order of the values that has a place for every `f64`, as [`f64::total_cmp`]: -NaN, -inf, ..., -0, 0, ..., inf, NaN.
            ///
            /// ```
            /// use dual_numbers::Dual;
            /// let mut numbers = [3.0, f64::NAN, -1.0].map(Dual::variable);
            /// numbers.sort_by(Dual::total_cmp);
            /// assert!(numbers[0] == -1.0 && numbers[1] == 3.0 && numbers[2].is_nan());
            /// ```
            #[must_use]
            #[inline]
            pub fn total_cmp(&self, other: &Self) -> Ordering {
                $(Self::$seen([self, other]);)?
                self.re.total_cmp(&other.re)
            }
        }
        impl<T: TotalOrder, $(const $C: usize),*> TotalOrder for $Number<T, $($C),*> {
            #[inline]
            fn total_cmp(&self, other: &Self) -> Ordering {
                Self::total_cmp(self, other)
            }
        }

        comparisons!(f32, $Number<$($C),*> $($seen)?);
        comparisons!(f64, $Number<$($C),*> $($seen)?);
    };
    ($P:ty, $Number:ident<$($C:ident),*> $($seen:ident)?) => {
        impl<T: DualNum<Primitive = $P>, $(const $C: usize),*> PartialEq<$Number<T, $($C),*>> for $P {
            #[inline(always)]
            fn eq(&self, other: &$Number<T, $($C),*>) -> bool {
                $($Number::$seen([other]);)?
                *self == other.value()
            }
        }
        impl<T: DualNum<Primitive = $P>, $(const $C: usize),*> PartialOrd<$Number<T, $($C),*>> for $P {
            #[inline(always)]
            fn partial_cmp(&self, other: &$Number<T, $($C),*>) -> Option<Ordering> {
                $($Number::$seen([other]);)?
                self.partial_cmp(&other.value())
            }
        }
    };
}

for_every_number! { comparisons }

/// The `approx` traits compare every part; of a tolerance given as a number of the type the value counts, so that `1e-9.into()` will do.
#[cfg(feature = "approx")]
macro_rules! approximate {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: Clone + Num + AbsDiffEq<Epsilon = T>, $(const $C: usize),*> AbsDiffEq for $Number<T, $($C),*> {
            type Epsilon = Self;
            fn default_epsilon() -> Self {
                Self::constant(T::default_epsilon())
            }
            fn abs_diff_eq(&self, other: &Self, epsilon: Self) -> bool {
                $(Self::$seen([self, other]);)?
                self.all(other, |a, b| a.abs_diff_eq(b, epsilon.re.clone()))
            }
        }
        impl<T: Clone + Num + RelativeEq<Epsilon = T>, $(const $C: usize),*> RelativeEq for $Number<T, $($C),*> {
            fn default_max_relative() -> Self {
                Self::constant(T::default_max_relative())
            }
            fn relative_eq(&self, other: &Self, epsilon: Self, max_relative: Self) -> bool {
                $(Self::$seen([self, other]);)?
                self.all(other, |a, b| a.relative_eq(b, epsilon.re.clone(), max_relative.re.clone()))
            }
        }
        impl<T: Clone + Num + UlpsEq<Epsilon = T>, $(const $C: usize),*> UlpsEq for $Number<T, $($C),*> {
            fn default_max_ulps() -> u32 {
                T::default_max_ulps()
            }
            fn ulps_eq(&self, other: &Self, epsilon: Self, max_ulps: u32) -> bool {
                $(Self::$seen([self, other]);)?
                self.all(other, |a, b| a.ulps_eq(b, epsilon.re.clone(), max_ulps))
            }
        }
    };
}
#[cfg(feature = "approx")]
for_every_number! { approximate }
