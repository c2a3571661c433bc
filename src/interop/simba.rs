//! The fields of `simba`, on which `nalgebra` stands, for every number type, nested ones included.

use nalgebra::{Complex, ComplexField, Field, RealField, SimdValue};
use num_traits::{FloatConst, Num, One, Zero};
use simba::scalar::{SubsetOf, SupersetOf};
use simba::simd::PrimitiveSimdValue;

use super::cardinal::{Cosc, Coshc, Sinc, Sinhc};
use super::parts::Parts;
use crate::float::{float_methods, forward};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Taylor};

// ------------------------------------------------------------------------------------------------------------- lanes

macro_rules! simd_value {
    ($Number:ident<$($C:ident),*>) => {
        /// One lane, the number itself.
        #[allow(unsafe_code, reason = "the trait demands two unsafe signatures; the bodies are safe for every index")]
        impl<T: Clone, $(const $C: usize),*> SimdValue for $Number<T, $($C),*> {
            const LANES: usize = 1;
            type Element = Self;
            type SimdBool = bool;

            #[inline(always)]
            fn splat(val: Self) -> Self {
                val
            }
            #[inline(always)]
            fn extract(&self, _: usize) -> Self {
                self.clone()
            }
            #[inline(always)]
            unsafe fn extract_unchecked(&self, _: usize) -> Self {
                self.clone()
            }
            #[inline(always)]
            fn replace(&mut self, _: usize, val: Self) {
                *self = val;
            }
            #[inline(always)]
            unsafe fn replace_unchecked(&mut self, _: usize, val: Self) {
                *self = val;
            }
            #[inline(always)]
            fn select(self, cond: bool, other: Self) -> Self {
                if cond { self } else { other }
            }
        }

        impl<T: Copy, $(const $C: usize),*> PrimitiveSimdValue for $Number<T, $($C),*> {}

        impl<T: DualNum, $(const $C: usize),*> Field for $Number<T, $($C),*> {}
    };
}

// ----------------------------------------------------------------------------------------------------------- subsets

/// `$Sub` is the set of constants of `$Number`: it enters as a constant, and the way back drops the derivatives.
///
/// Every number counts as an element: algorithms leave for `f64` to choose a branch, and must not panic there.
macro_rules! constants_of {
    ([$($generics:tt)*] $Number:ty, $Sub:ty) => {
        impl<$($generics)*> SubsetOf<$Number> for $Sub {
            #[inline]
            fn to_superset(&self) -> $Number {
                <$Number>::constant(SupersetOf::from_subset(self))
            }
            #[inline]
            fn from_superset_unchecked(number: &$Number) -> Self {
                number.re.to_subset_unchecked()
            }
            #[inline]
            fn is_in_subset(number: &$Number) -> bool {
                SupersetOf::<$Sub>::is_in_subset(&number.re)
            }
        }
    };
}

/// The primitives as subsets of a number type.
macro_rules! primitive_subsets {
    ($Number:ident<$($C:ident),*>:) => {};
    ($Number:ident<$($C:ident),*>: $P:ident $($others:ident)*) => {
        constants_of!([T: Clone + Num + SupersetOf<$P>, $(const $C: usize),*] $Number<T, $($C),*>, $P);
        primitive_subsets!($Number<$($C),*>: $($others)*);
    };
}

/// Numbers over `f32` and over `f64`, into each other: every part.
macro_rules! cast_parts {
    ($Number:ident<$($C:ident),*>) => {
        cast_parts!($Number<$($C),*> f32 f64);
        cast_parts!($Number<$($C),*> f64 f32);
    };
    ($Number:ident<$($C:ident),*> $From:ident $To:ident) => {
        impl<$(const $C: usize),*> SubsetOf<$Number<$To, $($C),*>> for $Number<$From, $($C),*> {
            #[inline]
            fn to_superset(&self) -> $Number<$To, $($C),*> {
                Self::each_part(|part| part(self) as $To)
            }
            #[inline]
            fn from_superset_unchecked(number: &$Number<$To, $($C),*>) -> Self {
                $Number::each_part(|part| part(number) as $From)
            }
            #[inline]
            fn is_in_subset(_: &$Number<$To, $($C),*>) -> bool {
                true
            }
        }
    };
}

macro_rules! subsets {
    ($Number:ident<$($C:ident),*>) => {
        impl<T: Clone, $(const $C: usize),*> SubsetOf<Self> for $Number<T, $($C),*> {
            #[inline]
            fn to_superset(&self) -> Self {
                self.clone()
            }
            #[inline]
            fn from_superset_unchecked(number: &Self) -> Self {
                number.clone()
            }
            #[inline]
            fn is_in_subset(_: &Self) -> bool {
                true
            }
        }

        impl<T: Clone, U: Zero + SupersetOf<Self>, $(const $C: usize),*> SubsetOf<Complex<U>> for $Number<T, $($C),*> {
            #[inline]
            fn to_superset(&self) -> Complex<U> {
                Complex::new(U::from_subset(self), U::zero())
            }
            #[inline]
            fn from_superset_unchecked(number: &Complex<U>) -> Self {
                number.re.to_subset_unchecked()
            }
            #[inline]
            fn is_in_subset(number: &Complex<U>) -> bool {
                number.re.is_in_subset() && number.im.is_zero()
            }
        }

        primitive_subsets!($Number<$($C),*>: f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
    };
}

cast_parts!(Dual<N>);
cast_parts!(HyperDual<M, N>);
cast_parts!(Taylor<K>);

/// An outer number is a constant of the inner level.
macro_rules! nested_subsets {
    ($($Outer:ident<$($O:ident),*> of $Inner:ident<$($I:ident),*>;)*) => {
        $( constants_of!([T: Clone + Num, $(const $O: usize,)* $(const $I: usize),*] $Outer<$Inner<T, $($I),*>, $($O),*>, $Inner<T, $($I),*>); )*
    };
}

nested_subsets! {
    Dual<N> of Dual<A>;
    Dual<N> of HyperDual<A, B>;
    HyperDual<M, N> of Dual<A>;
    HyperDual<M, N> of HyperDual<A, B>;
    Dual<N> of Taylor<K>;
    HyperDual<M, N> of Taylor<K>;
    Taylor<K> of Dual<N>;
    Taylor<K> of HyperDual<M, N>;
    Taylor<K> of Taylor<L>;
}

// ------------------------------------------------------------------------------------------------------------ fields

/// The value of the part type, the derivatives of the rule.
macro_rules! cardinal {
    ($($name:ident: $Rule:ident;)*) => {
        $(
            #[inline]
            fn $name(self) -> Self {
                Self { re: ComplexField::$name(self.re), ..self.apply($Rule) }
            }
        )*
    };
}

macro_rules! real_constants {
    ($($name:ident: $CONSTANT:ident;)*) => {
        $(
            #[inline]
            fn $name() -> Self {
                <Self as FloatConst>::$CONSTANT()
            }
        )*
    };
}

macro_rules! fields {
    ($Number:ident<$($C:ident),*>) => {
        impl<T: DualNum + RealField, $(const $C: usize),*> ComplexField for $Number<T, $($C),*> {
            type RealField = Self;

            float_methods!(without_library forward);
            float_methods!(of_library forward);
            cardinal! { sinc: Sinc; sinhc: Sinhc; cosc: Cosc; coshc: Coshc; }

            #[inline(always)]
            fn from_real(re: Self) -> Self {
                re
            }
            #[inline(always)]
            fn real(self) -> Self {
                self
            }
            #[inline(always)]
            fn conjugate(self) -> Self {
                self
            }
            #[inline(always)]
            fn imaginary(self) -> Self {
                Self::zero()
            }
            #[inline(always)]
            fn modulus(self) -> Self {
                Self::abs(self)
            }
            #[inline(always)]
            fn norm1(self) -> Self {
                Self::abs(self)
            }
            #[inline(always)]
            fn modulus_squared(self) -> Self {
                self * self
            }
            /// 0 or pi, a constant.
            #[inline(always)]
            fn argument(self) -> Self {
                Self::constant(ComplexField::argument(self.re))
            }
            #[inline(always)]
            fn to_exp(self) -> (Self, Self) {
                if self >= Self::zero() { (self, Self::one()) } else { (-self, -Self::one()) }
            }
            #[inline(always)]
            fn scale(self, factor: Self) -> Self {
                self * factor
            }
            #[inline(always)]
            fn unscale(self, factor: Self) -> Self {
                self / factor
            }
            #[inline(always)]
            fn powc(self, n: Self) -> Self {
                Self::powf(self, n)
            }
            #[inline(always)]
            fn is_finite(&self) -> bool {
                Self::is_finite(*self)
            }
            #[inline]
            fn try_sqrt(self) -> Option<Self> {
                (self >= Self::zero()).then(|| Self::sqrt(self))
            }
        }

        impl<T: DualNum + RealField, $(const $C: usize),*> RealField for $Number<T, $($C),*> {
            forward! { copysign(sign: Self) -> Self; max(other: Self) -> Self; min(other: Self) -> Self; atan2(x: Self) -> Self; }
            real_constants! {
                pi: PI; two_pi: TAU; frac_pi_2: FRAC_PI_2; frac_pi_3: FRAC_PI_3; frac_pi_4: FRAC_PI_4; frac_pi_6: FRAC_PI_6; frac_pi_8: FRAC_PI_8;
                frac_1_pi: FRAC_1_PI; frac_2_pi: FRAC_2_PI; frac_2_sqrt_pi: FRAC_2_SQRT_PI;
                e: E; log2_e: LOG2_E; log10_e: LOG10_E; ln_2: LN_2; ln_10: LN_10;
            }

            #[inline(always)]
            fn is_sign_positive(&self) -> bool {
                Self::is_sign_positive(*self)
            }
            #[inline(always)]
            fn is_sign_negative(&self) -> bool {
                Self::is_sign_negative(*self)
            }
            /// Never panics: bounds in the wrong order give one of them, as for `f64` in this trait.
            #[inline]
            fn clamp(self, min: Self, max: Self) -> Self {
                self.between(min, max)
            }
            #[inline]
            fn min_value() -> Option<Self> {
                <T as RealField>::min_value().map(Self::constant)
            }
            #[inline]
            fn max_value() -> Option<Self> {
                <T as RealField>::max_value().map(Self::constant)
            }
        }
    };
}

macro_rules! simba {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        simd_value!($Number<$($C),*>);
        subsets!($Number<$($C),*>);
        fields!($Number<$($C),*>);
    };
}

for_every_number! { simba }
