//! [`Tracer`]: a value that remembers which inputs it depends on.

use core::fmt::{self, Display, Formatter, LowerExp, UpperExp};
use core::str::FromStr;

use num_traits::Num;

use super::tape::{self, Bend, Mark};

/// A number that goes through a generic function as any other of this crate, and records which inputs each result depends on.
///
/// It has every trait that the others have ([the list](crate::interop)), but those of `serde`.
///
/// The functions of [the module](crate::sparse) make it and read the record; see there what each operation does to a pattern. A traced number
/// belongs to the run and the thread that made it; constants belong everywhere.
///
/// ```
/// use dual_numbers::DualNum;
/// use dual_numbers::sparse::jacobian_pattern;
///
/// fn f<D: DualNum<Primitive = f64>>(x: &[D], y: &mut [D]) {
///     y[0] = x[0] * x[2] + 1.0;
///     y[1] = x[1].sin();
/// }
/// let pattern = jacobian_pattern(f, &[1.0, 2.0, 3.0], 2)?;
/// assert_eq!((pattern.row(0), pattern.row(1)), (&[0, 2][..], &[1][..]));
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tracer<T = f64> {
    pub(crate) re: T,
    pub(crate) mark: Mark,
}

// ----------------------------------------------------------------------------------------------------- constructors

impl<T> Tracer<T> {
    /// A constant: depends on no input.
    ///
    /// ```
    /// use dual_numbers::{DualNum, sparse::Tracer};
    /// assert_eq!(Tracer::constant(2.0).value(), 2.0);
    /// ```
    #[must_use]
    #[inline(always)]
    pub fn constant(re: T) -> Self {
        Self::const_constant(re)
    }

    /// The order of the dependencies that it follows: pairs of inputs that interact.
    pub(crate) const OWN_ORDER: usize = 2;

    /// A constant, known at compile time.
    pub(crate) const fn const_constant(re: T) -> Self {
        Self::new(re, Mark::CONSTANT)
    }

    pub(super) const fn new(re: T, mark: Mark) -> Self {
        Self { re, mark }
    }

    /// Notes that a branch looked at `numbers`.
    #[inline(always)]
    pub(crate) fn compared<const N: usize>(numbers: [&Self; N]) {
        tape::compare(numbers.map(|number| number.mark));
    }
}

// ------------------------------------------------------------------------------------------------------- chain rule

impl<T: Copy> Tracer<T> {
    /// Where a rule of one variable is evaluated.
    #[inline(always)]
    pub(crate) fn argument(&self) -> T {
        self.re
    }

    /// A function of one variable: may bend.
    #[inline(always)]
    pub(crate) fn compose(self, (f, _): (T, T)) -> Self {
        Self::new(f, tape::join(self.mark, Mark::CONSTANT, Bend::Full))
    }

    /// Where a rule of two variables is evaluated.
    #[inline(always)]
    pub(crate) fn arguments(&self, other: &Self) -> (T, T) {
        (self.re, other.re)
    }

    /// A function of two variables: may bend in both.
    #[inline(always)]
    pub(crate) fn compose2(self, other: Self, (f, _, _): (T, T, T)) -> Self {
        Self::new(f, tape::join(self.mark, other.mark, Bend::Full))
    }
}

// ---------------------------------------------------------------------------------------------------------- algebra

impl<T: Clone> Tracer<T> {
    /// A linear function: the dependencies stay.
    #[inline(always)]
    pub(crate) fn map(self, f: impl Fn(T) -> T) -> Self {
        Self::new(f(self.re), self.mark)
    }

    /// A linear function of two numbers.
    #[inline(always)]
    pub(crate) fn zip(self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        Self::new(f(self.re, other.re), tape::join(self.mark, other.mark, Bend::Linear))
    }
}

impl<T: Clone + Num> Tracer<T> {
    /// True if `p` holds for the values and for the slopes, where the slope of a traced number counts as 1.
    #[inline(always)]
    pub(crate) fn all(&self, other: &Self, mut p: impl FnMut(&T, &T) -> bool) -> bool {
        let slope = |number: &Self| if number.mark.is_constant() { T::zero() } else { T::one() };
        p(&self.re, &other.re) && p(&slope(self), &slope(other))
    }

    /// A product: the factors interact.
    #[inline(always)]
    pub(crate) fn leibniz(self, other: Self, times: impl Fn(T, T) -> T, _: impl Fn(T, T) -> T) -> Self {
        Self::new(times(self.re, other.re), tape::join(self.mark, other.mark, Bend::Bilinear))
    }

    /// Outside of the domain: the dependencies stay.
    pub(crate) fn undefined(self, nan: &T) -> Self {
        Self { re: nan.clone(), ..self }
    }

    /// A quotient: the divisor interacts with the dividend and with itself.
    #[inline(always)]
    pub(crate) fn quotient(self, other: Self) -> Self {
        Self::new(self.re / other.re, tape::join(self.mark, other.mark, Bend::Quotient))
    }
}

// ------------------------------------------------------------------------------------------------------------- text

macro_rules! text {
    ($($Format:ident)*) => { $(
        impl<T: $Format> $Format for Tracer<T> {
            /// Writes the value.
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.re.fmt(f)
            }
        }
    )* };
}
text!(Display LowerExp UpperExp);

impl<T: FromStr> FromStr for Tracer<T> {
    type Err = T::Err;

    /// Reads a value, as a constant.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::constant)
    }
}
