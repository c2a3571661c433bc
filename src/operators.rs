//! The operators of every number type: by value from the type's algebra; references, primitives, assigning forms forwarded to them.

use core::iter::{Product, Sum};
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

use num_traits::{Inv, MulAdd, MulAddAssign, Num, One, Pow};

use crate::dual::rare;
use crate::quotient::{is_nan, minus_product, whole_quotient};
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Primitive, PrimitiveFloat, Taylor};

// ------------------------------------------------------------------------------------------------------- forwarding

/// `&value op value`.
macro_rules! by_left_reference {
    ([$($generics:tt)*] $A:ty, $Op:ident $op:ident, $B:ty, $Output:ty) => {
        impl<$($generics)*> $Op<$B> for &$A {
            type Output = $Output;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, rhs: $B) -> $Output {
                $Op::$op(self.clone(), rhs)
            }
        }
    };
}

/// `&value op value`, `value op &value`, `&value op &value`.
macro_rules! by_reference {
    ([$($generics:tt)*] $A:ty, $Op:ident $op:ident, $B:ty, $Output:ty) => {
        by_left_reference!([$($generics)*] $A, $Op $op, $B, $Output);
        by_left_reference!([$($generics)*] $A, $Op $op, &$B, $Output);
        impl<$($generics)*> $Op<&$B> for $A {
            type Output = $Output;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, rhs: &$B) -> $Output {
                $Op::$op(self, rhs.clone())
            }
        }
    };
}

/// `value op= value`.
macro_rules! assigning {
    ([$($generics:tt)*] $A:ty, $OpAssign:ident $op_assign:ident, $Op:ident $op:ident, $B:ty) => {
        impl<$($generics)*> $OpAssign<$B> for $A {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op_assign(&mut self, rhs: $B) {
                *self = $Op::$op(self.clone(), rhs);
            }
        }
    };
}

pub(crate) use {assigning, by_left_reference, by_reference};

/// What stands on the right of an operator `O` beside a number with parts `T`: a primitive that `T` takes there. One bound for both facts, so that
/// where it does not hold, the error names the operand, and nothing of the operators between parts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand on the right of an operator beside a number over `{T}`",
    label = "neither a primitive that `{T}` takes, nor of the same type as the other operand",
    note = "a literal is a float, `2.0`, not `2`; a variable of another primitive type is converted: `n as f64`",
    note = "a value of another crate's type stands on the left, `q * x`, where that crate has the operator",
    note = "a number of another type enters as a constant, `Dual::constant(..)`; in a nested derivative, the outer number does: `Dual::constant(outer)`; into `root`, which works on plain floats, it enters by its value: `outer.value()`"
)]
pub trait RightOperand<T, O>: Primitive {
    /// `left O self`.
    fn after(self, left: T) -> T;
}

/// The operators by name.
mod named {
    pub struct Add;
    pub struct Sub;
    pub struct Mul;
    pub struct Div;
    pub struct Rem;
}

macro_rules! right_operands {
    ($($Op:ident $op:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<P: Primitive, T: $Op<P, Output = T>> RightOperand<T, named::$Op> for P {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn after(self, left: T) -> T {
                left.$op(self)
            }
        }
    )* };
}

right_operands! { Add add Sub sub Mul mul Div div Rem rem }

/// One operator of a number type: between two numbers `|x, y|`, with a primitive on the right `|x, p|`, with an `f64` on the left: as the
/// same operator with the primitive on the right if it is `commuted`, else as between two numbers.
macro_rules! operator {
    ($Number:ident<$($C:ident),*> $Op:ident $op:ident $OpAssign:ident $op_assign:ident $left:ident |$x:ident, $y:ident| $both:expr; |$n:ident, $p:ident| $right:expr) => {
        impl<T: Clone + Num, $(const $C: usize),*> $Op for $Number<T, $($C),*> {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, other: Self) -> Self {
                let ($x, $y) = (self, other);
                $both
            }
        }
        by_reference!([T: Clone + Num, $(const $C: usize),*] $Number<T, $($C),*>, $Op $op, $Number<T, $($C),*>, $Number<T, $($C),*>);
        assigning!([T: Clone + Num, $(const $C: usize),*] $Number<T, $($C),*>, $OpAssign $op_assign, $Op $op, $Number<T, $($C),*>);
        assigning!([T: Clone + Num, $(const $C: usize),*] $Number<T, $($C),*>, $OpAssign $op_assign, $Op $op, &$Number<T, $($C),*>);

        impl<T: Clone + Num, P: RightOperand<T, named::$Op>, $(const $C: usize),*> $Op<P> for $Number<T, $($C),*> {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, primitive: P) -> Self {
                let (mut $n, $p) = (self, primitive);
                $right;
                $n
            }
        }
        by_left_reference!([T: Clone + Num, P: RightOperand<T, named::$Op>, $(const $C: usize),*] $Number<T, $($C),*>, $Op $op, P, $Number<T, $($C),*>);
        assigning!([T: Clone + Num, P: RightOperand<T, named::$Op>, $(const $C: usize),*] $Number<T, $($C),*>, $OpAssign $op_assign, $Op $op, P);

        impl<T: DualNum, $(const $C: usize),*> $Op<$Number<T, $($C),*>> for f64 {
            type Output = $Number<T, $($C),*>;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn $op(self, number: $Number<T, $($C),*>) -> $Number<T, $($C),*> {
                from_left!($left $Op::$op, $Number::constant(T::literal(self)), T::Primitive::literal(self), number)
            }
        }
        by_reference!([T: DualNum, $(const $C: usize),*] f64, $Op $op, $Number<T, $($C),*>, $Number<T, $($C),*>);
    };
}

/// `constant op number`.
macro_rules! from_left {
    (commuted $op:path, $constant:expr, $primitive:expr, $number:ident) => {
        $op($number, $primitive)
    };
    (constant $op:path, $constant:expr, $primitive:expr, $number:ident) => {
        $op($constant, $number)
    };
}

/// `x.pow(n)` for an exponent type that `f64` takes, `$by_reference` what a reference to either stands for.
macro_rules! power {
    ($by_reference:ident [$($generics:tt)*] $Number:ty, $Exponent:ty, |$x:ident, $n:ident| $power:expr) => {
        impl<$($generics)*> Pow<$Exponent> for $Number {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn pow(self, exponent: $Exponent) -> Self {
                let ($x, $n) = (self, exponent);
                $power
            }
        }
        $by_reference!([$($generics)*] $Number, Pow pow, $Exponent, $Number);
    };
}

/// Every operator trait of a number type with parts `T`, from its `map`, `zip`, `leibniz` and `quotient`.
macro_rules! operators {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        operator!($Number<$($C),*> Add add AddAssign add_assign commuted |x, y| x.zip(y, T::add); |x, p| x.re = p.after(x.re.clone()));
        operator!($Number<$($C),*> Sub sub SubAssign sub_assign constant |x, y| x.zip(y, T::sub); |x, p| x.re = p.after(x.re.clone()));
        operator!($Number<$($C),*> Mul mul MulAssign mul_assign commuted |x, y| x.product(y, T::mul); |x, p| x = x.linear(|a| p.after(a)));
        operator!($Number<$($C),*> Div div DivAssign div_assign constant |x, y| x.quotient(y); |x, p| x = x.fraction(|a| p.after(a)));
        operator!($Number<$($C),*> Rem rem RemAssign rem_assign constant |x, y| x.remainder(y); |x, p| { let r = p.after(x.re.clone()); x = x.with_value(r) });

        impl<T: Clone + Num, $(const $C: usize),*> $Number<T, $($C),*> {
            /// The product rule, with `times` for the products of the parts.
            #[cfg_attr(not(debug_assertions), inline(always))]
            pub(crate) fn product(self, other: Self, times: impl Fn(T, T) -> T + Copy) -> Self {
                self.leibniz(other, times, times)
            }

            /// `x - n y` with the whole `n` of `x % y` in the values.
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn remainder(self, y: Self) -> Self {
                let r = self.re.clone() % y.re.clone();
                let n = whole_quotient(self.re.clone(), y.re.clone(), r.clone());
                self.minus_whole_multiple(y, n, r)
            }

            /// `x - n y` in every part, with the whole `n` that leaves the remainder `r` in the value; `n y` itself may overflow.
            #[cfg_attr(not(debug_assertions), inline(always))]
            pub(crate) fn minus_whole_multiple(self, y: Self, n: T, r: T) -> Self {
                let y = Self { re: T::zero(), ..y };
                let linear = self.zip(y, |a, b| minus_product(a, n.clone(), b));
                linear.with_value(r)
            }

            /// The parts with another value; where that is NaN, outside of the domain, so is every derivative that is not zero.
            #[cfg_attr(not(debug_assertions), inline(always))]
            pub(crate) fn with_value(self, re: T) -> Self {
                let parts = if is_nan(&re) { self.undefined(&re) } else { self };
                Self { re, ..parts }
            }

            /// A linear function of every part, where a direction that is zero stays zero.
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn linear(self, f: impl Fn(T) -> T) -> Self {
                // A factor that is not infinite, a divisor that is not zero.
                if f(T::zero()).is_zero() {
                    self.map(f)
                } else {
                    rare();
                    Self { re: f(self.re.clone()), ..self.map(|a| if a.is_zero() { a } else { f(a) }) }
                }
            }

            /// Every part `over` a primitive.
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn fraction(self, over: impl Fn(T) -> T) -> Self {
                if over(T::zero()).is_zero() { self.map(over) } else { self.over_zero(over) }
            }

            /// Every part `over` a primitive that is zero: 0/0 is outside of the domain.
            #[cold]
            #[inline(never)]
            fn over_zero(self, over: impl Fn(T) -> T) -> Self {
                let re = over(self.re.clone());
                self.linear(over).with_value(re)
            }
        }

        impl<T: Clone + Neg<Output = T>, $(const $C: usize),*> Neg for $Number<T, $($C),*> {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn neg(self) -> Self {
                self.map(T::neg)
            }
        }
        impl<T: Clone + Neg<Output = T>, $(const $C: usize),*> Neg for &$Number<T, $($C),*> {
            type Output = $Number<T, $($C),*>;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn neg(self) -> Self::Output {
                -self.clone()
            }
        }

        impl<T: Clone + Num, $(const $C: usize),*> Inv for $Number<T, $($C),*> {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn inv(self) -> Self {
                Self::one() / self
            }
        }
        impl<T: Clone + Num, $(const $C: usize),*> Inv for &$Number<T, $($C),*> {
            type Output = $Number<T, $($C),*>;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn inv(self) -> Self::Output {
                self.clone().inv()
            }
        }

        impl<T: DualNum, $(const $C: usize),*> MulAdd for $Number<T, $($C),*> {
            type Output = Self;
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn mul_add(self, a: Self, b: Self) -> Self {
                Self::mul_add(self, a, b)
            }
        }
        impl<T: DualNum, $(const $C: usize),*> MulAddAssign for $Number<T, $($C),*> {
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn mul_add_assign(&mut self, a: Self, b: Self) {
                *self = Self::mul_add(*self, a, b);
            }
        }

        // An empty sum is T's own, which for floats is -0.0.
        impl<T: Clone + Num + Sum, $(const $C: usize),*> Sum for $Number<T, $($C),*> {
            fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
                numbers.fold(Self::constant(core::iter::empty::<T>().sum()), |a, b| a + b)
            }
        }
        impl<'a, T: Clone + Num + Sum, $(const $C: usize),*> Sum<&'a Self> for $Number<T, $($C),*> {
            fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
                numbers.cloned().sum()
            }
        }
        impl<T: Clone + Num, $(const $C: usize),*> Product for $Number<T, $($C),*> {
            fn product<I: Iterator<Item = Self>>(numbers: I) -> Self {
                numbers.reduce(|a, b| a * b).unwrap_or_else(Self::one)
            }
        }
        impl<'a, T: Clone + Num, $(const $C: usize),*> Product<&'a Self> for $Number<T, $($C),*> {
            fn product<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
                numbers.cloned().product()
            }
        }

        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, $Number<T, $($C),*>, |x, y| x.powf(y));
        power!(by_left_reference [P: PrimitiveFloat, T: DualNum<Primitive = P>, $(const $C: usize),*] $Number<T, $($C),*>, P, |x, c| x.powf(c));
        // For the compiler a reference to any `P` might be one to a number.
        power!(by_left_reference [T: DualNum<Primitive = f32>, $(const $C: usize),*] $Number<T, $($C),*>, &f32, |x, c| x.powf(*c));
        power!(by_left_reference [T: DualNum<Primitive = f64>, $(const $C: usize),*] $Number<T, $($C),*>, &f64, |x, c| x.powf(*c));
        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, i8, |x, n| x.powi(n.into()));
        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, u8, |x, n| x.powi(n.into()));
        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, i16, |x, n| x.powi(n.into()));
        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, u16, |x, n| x.powi(n.into()));
        power!(by_reference [T: DualNum, $(const $C: usize),*] $Number<T, $($C),*>, i32, |x, n| x.powi(n));
    };
}

for_every_number! { operators }
