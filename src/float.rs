//! The traits of `num_traits`, and [`DualNum`], for every number type; what is an inherent method is forwarded to it.

use core::num::FpCategory;

use num_traits::float::FloatCore;
use num_traits::{
    AsPrimitive, Bounded, ConstOne, ConstZero, Euclid, Float, FloatConst, FromPrimitive, Num, NumCast, One, Signed, ToPrimitive, Zero,
};

use crate::quotient::{is_nan, is_zero_throughout, whole_quotient};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{BinaryRule, Dual, DualNum, HyperDual, Primitive, Rule, Taylor};

/// Methods that the number types have under the same name.
macro_rules! forward {
    ($($name:ident($($argument:ident: $A:ty),*) -> $R:ty;)*) => {
        $(
            #[inline(always)]
            #[track_caller] // `clamp` may panic
            fn $name(self $(, $argument: $A)*) -> $R {
                Self::$name(self $(, $argument)*)
            }
        )*
    };
}

macro_rules! constants {
    ($($name:ident)*) => {
        $(
            #[inline]
            fn $name() -> Self {
                Self::constant(T::$name())
            }
        )*
    };
}

macro_rules! float_limits {
    () => {
        constants!(nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon);
    };
}

macro_rules! float_constants {
    () => {
        constants!(E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8
            LN_10 LN_2 LOG10_E LOG2_E PI SQRT_2 TAU LOG10_2 LOG2_10);
    };
}

/// The methods of [`Float`], but those that look into the representation; `FloatCore` has the first three groups, simba's `ComplexField`
/// the third and the fourth.
macro_rules! float_methods {
    ($forward:ident) => {
        float_methods!(questions $forward);
        float_methods!(comparisons $forward);
        float_methods!(without_library $forward);
        float_methods!(of_library $forward);
        $forward! { atan2(x: Self) -> Self; abs_sub(y: Self) -> Self; copysign(sign: Self) -> Self; }
    };
    (questions $forward:ident) => {
        $forward! {
            is_nan() -> bool; is_infinite() -> bool; is_finite() -> bool; is_normal() -> bool;
            is_sign_positive() -> bool; is_sign_negative() -> bool; classify() -> FpCategory;
        }
    };
    (comparisons $forward:ident) => {
        $forward! {
            max(y: Self) -> Self; min(y: Self) -> Self; clamp(min: Self, max: Self) -> Self; to_degrees() -> Self; to_radians() -> Self;
        }
    };
    (without_library $forward:ident) => {
        $forward! {
            floor() -> Self; ceil() -> Self; round() -> Self; trunc() -> Self; fract() -> Self; signum() -> Self; abs() -> Self;
            recip() -> Self; powi(n: i32) -> Self;
        }
    };
    (of_library $forward:ident) => {
        $forward! {
            sqrt() -> Self; cbrt() -> Self; powf(y: Self) -> Self; hypot(y: Self) -> Self;
            exp() -> Self; exp2() -> Self; exp_m1() -> Self; ln() -> Self; ln_1p() -> Self; log2() -> Self; log10() -> Self; log(base: Self) -> Self;
            sin() -> Self; cos() -> Self; tan() -> Self; sin_cos() -> (Self, Self); asin() -> Self; acos() -> Self; atan() -> Self;
            sinh() -> Self; cosh() -> Self; tanh() -> Self; asinh() -> Self; acosh() -> Self; atanh() -> Self;
            mul_add(a: Self, b: Self) -> Self;
        }
    };
}

macro_rules! float_traits {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: DualNum, $(const $C: usize),*> Float for $Number<T, $($C),*> {
            float_limits!();
            float_methods!(forward);
            #[inline]
            fn integer_decode(self) -> (u64, i16, i8) {
                self.re.integer_decode()
            }
        }

        impl<T: DualNum, $(const $C: usize),*> FloatCore for $Number<T, $($C),*> {
            float_limits!();
            float_methods!(questions forward);
            float_methods!(comparisons forward);
            float_methods!(without_library forward);
            #[inline]
            fn integer_decode(self) -> (u64, i16, i8) {
                self.re.integer_decode()
            }
        }

        impl<T: Clone + Num + FloatConst, $(const $C: usize),*> FloatConst for $Number<T, $($C),*> {
            float_constants!();
        }

        impl<T: DualNum, $(const $C: usize),*> DualNum for $Number<T, $($C),*> {
            type Primitive = T::Primitive;
            const ORDER: usize = Self::OWN_ORDER + T::ORDER;

            #[inline(always)]
            fn literal(x: f64) -> Self {
                Self::constant(T::literal(x))
            }
            #[inline(always)]
            fn value(&self) -> T::Primitive {
                self.re.value()
            }
            #[inline(always)]
            fn from_value(x: T::Primitive) -> Self {
                Self::constant(T::from_value(x))
            }
            #[inline(always)]
            fn round_ties_even(self) -> Self {
                Self::round_ties_even(self)
            }
            #[inline(always)]
            fn midpoint(self, other: Self) -> Self {
                self.zip(other, T::midpoint)
            }
            #[inline(always)]
            fn apply<R: Rule>(self, rule: R) -> Self {
                Self::apply(self, rule)
            }
            #[inline(always)]
            fn apply2<R: BinaryRule>(self, other: Self, rule: R) -> Self {
                Self::apply2(self, other, rule)
            }
        }
    };
}

#[cfg(feature = "nalgebra")]
pub(crate) use forward;
pub(crate) use {constants, float_constants, float_limits, float_methods};

for_every_number! { float_traits }

macro_rules! from_primitives {
    () => {
        from_primitives!(from_i8: i8, from_i16: i16, from_i32: i32, from_i64: i64, from_i128: i128, from_isize: isize,
            from_u8: u8, from_u16: u16, from_u32: u32, from_u64: u64, from_u128: u128, from_usize: usize, from_f32: f32, from_f64: f64);
    };
    ($($name:ident: $P:ty),*) => {
        $(
            #[inline]
            fn $name(x: $P) -> Option<Self> {
                T::$name(x).map(Self::constant)
            }
        )*
    };
}

macro_rules! to_primitives {
    ($value:tt) => {
        to_primitives!($value; to_i8: i8, to_i16: i16, to_i32: i32, to_i64: i64, to_i128: i128, to_isize: isize,
            to_u8: u8, to_u16: u16, to_u32: u32, to_u64: u64, to_u128: u128, to_usize: usize, to_f32: f32, to_f64: f64);
    };
    ($value:tt; $($name:ident: $P:ty),*) => {
        $(
            #[inline]
            fn $name(&self) -> Option<$P> {
                self.$value.$name()
            }
        )*
    };
}

pub(crate) use {from_primitives, to_primitives};

/// Each primitive as a number.
macro_rules! as_number {
    ($Number:ident<$($C:ident),*>:) => {};
    ($Number:ident<$($C:ident),*>: $P:ident $($others:ident)*) => {
        impl<T: DualNum, $(const $C: usize),*> AsPrimitive<$Number<T, $($C),*>> for $P {
            /// A constant.
            #[inline]
            fn as_(self) -> $Number<T, $($C),*> {
                <$Number<T, $($C),*> as NumCast>::from(self).expect("floats hold every primitive number, rounded")
            }
        }
        as_number!($Number<$($C),*>: $($others)*);
    };
}

/// The traits of a number type.
macro_rules! number_traits {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: Clone + Num, $(const $C: usize),*> Zero for $Number<T, $($C),*> {
            #[inline(always)]
            fn zero() -> Self {
                Self::constant(T::zero())
            }
            /// True if the value is zero and every derivative zero or NaN: a shortcut for zeros never drops a derivative.
            ///
            /// One that is NaN holds nothing that a shortcut could lose. It is what `0 * inf` leaves of the norm of a vector that is zero
            /// in its values, and where `f64` skips such a vector, a division by its norm would make the values NaN too.
            #[inline]
            fn is_zero(&self) -> bool {
                self.re.is_zero() && self.all(self, |part, _| part.is_zero() || is_nan(part))
            }
        }

        impl<T: Clone + Num, $(const $C: usize),*> One for $Number<T, $($C),*> {
            #[inline(always)]
            fn one() -> Self {
                Self::constant(T::one())
            }
            /// True if the value is one and every derivative zero.
            #[inline]
            fn is_one(&self) -> bool {
                self.re.is_one() && self.all(&Self::one(), |a, b| is_zero_throughout(&(a.clone() - b.clone())))
            }
        }

        impl<T: Clone + Num + ConstZero, $(const $C: usize),*> ConstZero for $Number<T, $($C),*> {
            const ZERO: Self = Self::const_constant(T::ZERO);
        }
        impl<T: Clone + Num + ConstZero + ConstOne, $(const $C: usize),*> ConstOne for $Number<T, $($C),*> {
            const ONE: Self = Self::const_constant(T::ONE);
        }

        impl<T: Clone + Num, $(const $C: usize),*> Default for $Number<T, $($C),*> {
            /// Zero.
            #[inline]
            fn default() -> Self {
                Self::zero()
            }
        }

        impl<T: From<P> + Clone + Num, P: Primitive, $(const $C: usize),*> From<P> for $Number<T, $($C),*> {
            /// A constant.
            #[inline]
            fn from(x: P) -> Self {
                Self::constant(T::from(x))
            }
        }

        impl<T: Clone + Num, $(const $C: usize),*> Num for $Number<T, $($C),*> {
            type FromStrRadixErr = T::FromStrRadixErr;
            /// A constant.
            fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
                T::from_str_radix(text, radix).map(Self::constant)
            }
        }

        impl<T: Clone + Signed, $(const $C: usize),*> Signed for $Number<T, $($C),*> {
            #[inline]
            fn abs(&self) -> Self {
                if self.is_negative() { -self.clone() } else { self.clone() }
            }
            #[inline]
            fn abs_sub(&self, other: &Self) -> Self {
                $(Self::$seen([self, other]);)?
                let re = self.re.abs_sub(&other.re);
                // NaN is not zero, and stays.
                if re.is_zero() { Self::constant(re) } else { self.clone() - other.clone() }
            }
            #[inline]
            fn signum(&self) -> Self {
                Self::constant(self.re.signum())
            }
            #[inline]
            fn is_positive(&self) -> bool {
                self.re.is_positive()
            }
            #[inline]
            fn is_negative(&self) -> bool {
                self.re.is_negative()
            }
        }

        impl<T: Clone + Num + Bounded, $(const $C: usize),*> Bounded for $Number<T, $($C),*> {
            constants!(min_value max_value);
        }

        impl<T: Clone + Num + FromPrimitive, $(const $C: usize),*> FromPrimitive for $Number<T, $($C),*> {
            from_primitives!();
        }

        impl<T: Clone + Num + Euclid, $(const $C: usize),*> Euclid for $Number<T, $($C),*> {
            #[inline]
            fn div_euclid(&self, other: &Self) -> Self {
                Self::constant(self.re.div_euclid(&other.re))
            }
            #[inline]
            fn rem_euclid(&self, other: &Self) -> Self {
                let (x, y) = (self.re.clone(), other.re.clone());
                let (truncated, euclidean) = (x.clone() % y.clone(), x.rem_euclid(&y));
                // The remainders differ by one multiple at most; their difference may overflow.
                let n = whole_quotient(x, y.clone(), truncated.clone()) + truncated.div_euclid(&y);
                self.clone().minus_whole_multiple(other.clone(), n, euclidean)
            }
        }

        impl<T: ToPrimitive, $(const $C: usize),*> ToPrimitive for $Number<T, $($C),*> {
            to_primitives!(re);
        }

        impl<T: AsPrimitive<P>, P: Primitive + 'static, $(const $C: usize),*> AsPrimitive<P> for $Number<T, $($C),*> {
            /// The value.
            #[inline]
            fn as_(self) -> P {
                self.re.as_()
            }
        }
        impl<T: Copy + 'static, $(const $C: usize),*> AsPrimitive<Self> for $Number<T, $($C),*> {
            /// Itself: the derivatives stay.
            #[inline]
            fn as_(self) -> Self {
                self
            }
        }
        as_number!($Number<$($C),*>: f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

        impl<T: Clone + Num + NumCast, $(const $C: usize),*> NumCast for $Number<T, $($C),*> {
            /// A constant, of a number too: the trait sees a primitive alone. [`AsPrimitive`] keeps the derivatives.
            #[inline]
            fn from<X: ToPrimitive>(x: X) -> Option<Self> {
                T::from(x).map(Self::constant)
            }
        }
    };
}

for_every_number! { number_traits }
