//! [`Foreign`]: floating-point numbers of other crates at the bottom of ours. Forwarding, and the few functions that they need not have.

use core::cmp::Ordering;
use core::fmt::{self, Debug, Display, Formatter, LowerExp, UpperExp};
use core::iter::{Product, Sum};
use core::num::FpCategory;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};
use core::str::FromStr;

use num_traits::float::TotalOrder;
use num_traits::{Euclid, Float, FloatConst, FromPrimitive, Num, NumCast, One, Pow, ToPrimitive, Zero};

use crate::float::{constants, float_constants, float_limits, float_methods, from_primitives, to_primitives};
use crate::operators::{assigning, by_left_reference, by_reference};

/// What a floating-point number needs to be a [`Foreign`] one. Every type that has it is one.
///
/// ```
/// use dual_numbers::{Foreign, ForeignFloat, derivative};
/// fn slope<T: ForeignFloat>(x: T) -> T { derivative(|x| x * x, Foreign(x)).1.0 }
/// assert_eq!(slope(3.0), 6.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no floating-point number that `Foreign` takes",
    note = "it takes a type with `Float`, `FloatConst`, `FromPrimitive` of `num_traits`, `Debug`, `Display`, `LowerExp`, `UpperExp`, `Send`, `Sync` and `'static`"
)]
pub trait ForeignFloat: Float + FloatConst + FromPrimitive + Debug + Display + LowerExp + UpperExp + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Float + FloatConst + FromPrimitive + Debug + Display + LowerExp + UpperExp + Send + Sync + 'static> ForeignFloat for T {}

/// A floating-point number of another crate (half precision, double-double, an ordered float) at the bottom of ours: `Dual<Foreign<T>>`.
///
/// The values are those of `T`; the derivatives follow from its functions, with their accuracy. A literal may be an `f64`: on the right of
/// every operator, and on the left of `+ - * / %` beside one of our numbers; a second argument of a function, such as the exponent of
/// `powf`, is a number, as [`DualNum::literal`](crate::DualNum::literal) makes one.
///
/// ```
/// use dual_numbers::{DualNum, Foreign, derivative};
/// type Half = f32; // or `f16` of the crate `half`
/// let x = Foreign(2.0 as Half);
/// let (f, slope) = derivative(|x| 0.5 * x * x + x.powf(Foreign::literal(-1.0)), x);
/// assert_eq!((f.0, slope.0), (2.5, 1.75)); // x - 1/x^2
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Foreign<T>(pub T);

impl<T: ForeignFloat> Foreign<T> {
    #[inline(always)]
    fn constant(x: T) -> Self {
        Self(x)
    }

    /// The number nearest to `x`.
    #[inline]
    pub(crate) fn nearest(x: f64) -> Self {
        Self(<T as NumCast>::from(x).unwrap_or_else(T::nan))
    }

    /// The mean of two numbers; their sum may overflow.
    pub(crate) fn mean(self, other: Self) -> Self {
        let sum = self + other;
        if sum.is_finite() { sum * 0.5 } else { self * 0.5 + other * 0.5 }
    }
}

// ------------------------------------------------------------------------------------------------------- operators

macro_rules! operators {
    ($($Op:ident $op:ident $OpAssign:ident $op_assign:ident;)*) => { $(
        impl<T: ForeignFloat> $Op for Foreign<T> {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: Self) -> Self {
                Self(self.0.$op(other.0))
            }
        }
        impl<T: ForeignFloat> $Op<f64> for Foreign<T> {
            type Output = Self;
            #[inline(always)]
            fn $op(self, other: f64) -> Self {
                self.$op(Self::nearest(other))
            }
        }
        by_reference!([T: ForeignFloat] Foreign<T>, $Op $op, Foreign<T>, Foreign<T>);
        assigning!([T: ForeignFloat] Foreign<T>, $OpAssign $op_assign, $Op $op, Foreign<T>);
        assigning!([T: ForeignFloat] Foreign<T>, $OpAssign $op_assign, $Op $op, &Foreign<T>);
        assigning!([T: ForeignFloat] Foreign<T>, $OpAssign $op_assign, $Op $op, f64);
    )* };
}

operators! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
    Mul mul MulAssign mul_assign;
    Div div DivAssign div_assign;
    Rem rem RemAssign rem_assign;
}

impl<T: ForeignFloat> Neg for Foreign<T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl<T: ForeignFloat> Pow<Self> for Foreign<T> {
    type Output = Self;
    #[inline(always)]
    fn pow(self, exponent: Self) -> Self {
        self.powf(exponent)
    }
}

impl<T: ForeignFloat> Sum for Foreign<T> {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::neg_zero(), |a, b| a + b)
    }
}
impl<'a, T: ForeignFloat> Sum<&'a Self> for Foreign<T> {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.copied().sum()
    }
}
impl<T: ForeignFloat> Product for Foreign<T> {
    fn product<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::one(), |a, b| a * b)
    }
}
impl<'a, T: ForeignFloat> Product<&'a Self> for Foreign<T> {
    fn product<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.copied().product()
    }
}

/// As `f64`: NaN, which an ordered float has for equal to itself, is equal to nothing. By that the ring operations know it.
impl<T: ForeignFloat> PartialEq for Foreign<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 && !self.is_nan()
    }
}
impl<T: ForeignFloat> PartialOrd for Foreign<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.is_nan() || other.is_nan() { None } else { self.0.partial_cmp(&other.0) }
    }
}

impl<T: ForeignFloat> PartialEq<f64> for Foreign<T> {
    #[inline]
    fn eq(&self, other: &f64) -> bool {
        *self == Self::nearest(*other)
    }
}
impl<T: ForeignFloat> PartialOrd<f64> for Foreign<T> {
    #[inline]
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.partial_cmp(&Self::nearest(*other))
    }
}

// ---------------------------------------------------------------------------------------------------------- numbers

impl<T: ForeignFloat> Zero for Foreign<T> {
    #[inline(always)]
    fn zero() -> Self {
        Self(T::zero())
    }
    #[inline(always)]
    fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
}

impl<T: ForeignFloat> Default for Foreign<T> {
    #[inline]
    fn default() -> Self {
        Self::zero()
    }
}

impl<T: ForeignFloat> One for Foreign<T> {
    #[inline(always)]
    fn one() -> Self {
        Self(T::one())
    }
}

impl<T: ForeignFloat> Num for Foreign<T> {
    type FromStrRadixErr = T::FromStrRadixErr;
    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        T::from_str_radix(text, radix).map(Self)
    }
}

impl<T: ForeignFloat> FromPrimitive for Foreign<T> {
    from_primitives!();
}

impl<T: ForeignFloat> ToPrimitive for Foreign<T> {
    to_primitives!(0);
}

impl<T: ForeignFloat> NumCast for Foreign<T> {
    #[inline]
    fn from<X: ToPrimitive>(x: X) -> Option<Self> {
        <T as NumCast>::from(x).map(Self)
    }
}

/// As the standard library defines them for `f64`.
impl<T: ForeignFloat> Euclid for Foreign<T> {
    fn div_euclid(&self, other: &Self) -> Self {
        let whole = (*self / *other).trunc();
        if *self % *other < Self::zero() { whole - other.signum() } else { whole }
    }
    fn rem_euclid(&self, other: &Self) -> Self {
        let remainder = *self % *other;
        if remainder < Self::zero() { remainder + other.abs() } else { remainder }
    }
}

/// The order of [`f64::total_cmp`], in which all NaN of one sign are equal.
impl<T: ForeignFloat> TotalOrder for Foreign<T> {
    fn total_cmp(&self, other: &Self) -> Ordering {
        let place = |x: &Self| match (x.is_nan(), x.is_sign_negative()) {
            (true, true) => -1,
            (true, false) => 1,
            (false, _) => 0,
        };
        let by_value = self.partial_cmp(other).unwrap_or(Ordering::Equal);
        let by_sign = other.is_sign_negative().cmp(&self.is_sign_negative());
        place(self).cmp(&place(other)).then(by_value).then(by_sign)
    }
}

macro_rules! argument {
    (Self $x:ident) => {
        $x.0
    };
    (i32 $x:ident) => {
        $x
    };
}

macro_rules! answer {
    (Self $answer:expr) => {
        Self($answer)
    };
    ((Self, Self) $answer:expr) => {{
        let (a, b) = $answer;
        (Self(a), Self(b))
    }};
    ($Answer:tt $answer:expr) => {
        $answer
    };
}

macro_rules! forward {
    ($($name:ident($($argument:ident: $A:tt),*) -> $R:tt;)*) => {
        $(
            #[inline(always)]
            #[track_caller] // `clamp` may panic
            fn $name(self $(, $argument: $A)*) -> $R {
                answer!($R Float::$name(self.0 $(, argument!($A $argument))*))
            }
        )*
    };
}

impl<T: ForeignFloat> Float for Foreign<T> {
    float_limits!();
    float_methods!(forward);
    #[inline]
    fn integer_decode(self) -> (u64, i16, i8) {
        self.0.integer_decode()
    }
}

impl<T: ForeignFloat> FloatConst for Foreign<T> {
    float_constants!();
}

// ------------------------------------------------------------------------------------------------------------- text

macro_rules! text {
    ($($Format:ident)*) => { $(
        impl<T: $Format> $Format for Foreign<T> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}
text!(Debug Display LowerExp UpperExp);

impl<T: FromStr> FromStr for Foreign<T> {
    type Err = T::Err;
    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self)
    }
}
