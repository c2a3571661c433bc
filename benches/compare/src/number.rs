//! What the workloads ask of a number, and what the sweeps ask of one that carries derivatives.
//!
//! The workloads are written once, over [`Number`]. A peer's type enters with one implementation of
//! [`Elementary`] (forwarding only) and one of [`FirstOrder`], [`SecondOrder`] or [`ThirdOrder`].

use std::ops::{Add, Div, Mul, Neg, Sub};

use num_traits::Float;

/// The functions that the workloads call, and the way a literal enters.
pub trait Elementary: Copy + PartialOrd {
    fn constant(value: f64) -> Self;
    fn abs(self) -> Self;
    fn powi(self, n: i32) -> Self;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn sqrt(self) -> Self;
    fn sin(self) -> Self;
    fn cos(self) -> Self;
    fn sin_cos(self) -> (Self, Self);
}

/// The four operations among `Self`, and with anything of type `Rhs` on the right.
pub trait Arithmetic<Rhs = Self>:
    Sized + Add<Rhs, Output = Self> + Sub<Rhs, Output = Self> + Mul<Rhs, Output = Self> + Div<Rhs, Output = Self>
{
}

impl<T, Rhs> Arithmetic<Rhs> for T where T: Add<Rhs, Output = T> + Sub<Rhs, Output = T> + Mul<Rhs, Output = T> + Div<Rhs, Output = T> {}

/// A number that a workload computes with: `f64` stands on the right of every operator.
pub trait Number: Elementary + Arithmetic + Arithmetic<f64> + Neg<Output = Self> {}

impl<T: Elementary + Arithmetic + Arithmetic<f64> + Neg<Output = T>> Number for T {}

/// A number with `DIRECTIONS` first derivatives.
pub trait FirstOrder: Number {
    const DIRECTIONS: usize;
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self;
    fn value(&self) -> f64;
    fn partial(&self, direction: usize) -> f64;
}

/// A number with a block of `WIDTH x WIDTH` second derivatives: rows of the Hessian down, columns across.
pub trait SecondOrder: Number {
    const WIDTH: usize;
    /// What the mode is called, where it is not by its width.
    const NAME: Option<&'static str> = None;
    /// A variable that stands in the given row and column of the block, if in any.
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self;
    fn value(&self) -> f64;
    fn row_partial(&self, row: usize) -> f64;
    fn second_partial(&self, row: usize, column: usize) -> f64;
}

/// A number of one variable with its first three derivatives.
pub trait ThirdOrder: Number {
    /// What the mode is called.
    const NAME: &'static str = "nested";
    fn variable(value: f64) -> Self;
    /// `[f, f', f'', f''']`
    fn derivatives(&self) -> [f64; 4];
}

/// Forwards [`Elementary`] to the functions of the same name of a trait, which take the number
/// by value (`self`) or by reference (`&self`); `abs` may come from another trait.
macro_rules! elementary {
    ($functions:ident, $constant:expr) => {
        crate::number::elementary!(@ $functions, $functions, $constant, self, self);
    };
    ($functions:ident and $abs:ident by reference, $constant:expr) => {
        crate::number::elementary!(@ $functions, $abs, $constant, self, &self);
    };
    (@ $functions:ident, $abs:ident, $constant:expr, $self:ident, $argument:expr) => {
        #[inline(always)]
        fn constant(value: f64) -> Self { $constant(value) }
        #[inline(always)]
        fn powi($self, n: i32) -> Self { <Self as $functions>::powi($argument, n) }
        #[inline(always)]
        fn sin_cos($self) -> (Self, Self) { <Self as $functions>::sin_cos($argument) }
        #[inline(always)]
        fn abs($self) -> Self { <Self as $abs>::abs($argument) }
        crate::number::elementary!(@@ $functions, $self, $argument, exp ln sqrt sin cos);
    };
    (@@ $functions:ident, $self:ident, $argument:expr, $($name:ident)*) => {
        $(#[inline(always)] fn $name($self) -> Self { <Self as $functions>::$name($argument) })*
    };
}
pub(crate) use elementary;

impl Elementary for f64 {
    elementary!(Float, std::convert::identity);
}

/// A peer's type whose operators take something else than `f64` on the right.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Lifted<T>(pub T);

/// How a literal stands on the right of a [`Lifted`] number's operators.
pub trait Lift: Elementary + Arithmetic + Arithmetic<Self::Literal> + Neg<Output = Self> {
    type Literal;
    fn literal(value: f64) -> Self::Literal;
}

macro_rules! lift_operators {
    ($($operator:ident $method:ident),*) => {$(
        impl<T: Lift> $operator for Lifted<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self { Self($operator::$method(self.0, other.0)) }
        }
        impl<T: Lift> $operator<f64> for Lifted<T> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self { Self($operator::$method(self.0, T::literal(other))) }
        }
    )*};
}
lift_operators!(Add add, Sub sub, Mul mul, Div div);

impl<T: Lift> Neg for Lifted<T> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

macro_rules! lift_functions {
    ($($name:ident)*) => {
        $(#[inline(always)] fn $name(self) -> Self { Self(self.0.$name()) })*
    };
}

impl<T: Lift> Elementary for Lifted<T> {
    lift_functions!(abs exp ln sqrt sin cos);
    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self(T::constant(value))
    }
    #[inline(always)]
    fn powi(self, n: i32) -> Self {
        Self(self.0.powi(n))
    }
    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        let (sin, cos) = self.0.sin_cos();
        (Self(sin), Self(cos))
    }
}
