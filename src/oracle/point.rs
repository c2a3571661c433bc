//! What the oracle calls a function with: points of every shape, and the derivatives that come back.

use core::array::from_fn;
use core::fmt::Debug;

use super::tolerance::Precision;
use crate::dual_num::to_f64;
use crate::{Dual, DualNum, HyperDual, PrimitiveFloat};

/// A coordinate: `f64` or `f32`. Sealed.
///
/// ```
/// use dual_numbers::oracle::{Oracle, Scalar};
/// fn agrees<T: Scalar>(x: T) -> bool { Oracle::at(x).check_derivative(|x| x * x, |x| x + x).is_ok() }
/// assert!(agrees(3.0_f32) && agrees(3.0_f64));
/// ```
pub trait Scalar: PrimitiveFloat {
    #[doc(hidden)]
    const PRECISION: Precision;
}

impl Scalar for f32 {
    const PRECISION: Precision = Precision::Single;
}

impl Scalar for f64 {
    const PRECISION: Precision = Precision::Double;
}

/// A point: `f64` or `f32`, an array of them, or a `Vec` for sizes known at run time. Sealed.
///
/// ```
/// use dual_numbers::oracle::{Oracle, Point};
/// fn agree<P: Point>(x: P, f: impl Fn(P::Of<P::Number>) -> P::Number, gradient: impl Fn(P) -> Vec<P::Scalar>) -> bool {
///     Oracle::at(x).check_gradient(f, gradient).is_ok()
/// }
/// assert!(agree(3.0, |x| x * x, |x| vec![2.0 * x]) && agree([3.0, 2.0], |[x, y]| x * y, |[x, y]| vec![y, x]));
/// ```
pub trait Point: Clone + Debug + sealed::Sealed {
    /// `f64` or `f32`.
    type Scalar: Scalar;

    /// A point of the same shape with other numbers: `[D; N]` beside `[f64; N]`.
    type Of<D>;

    /// The number for first derivatives: `Dual<T>`, `Dual<T, N>` for `[T; N]`, and `Dual<T, 4>` for `Vec<T>`, four directions a call.
    type Number: Directions<Self::Scalar>;

    /// The coordinates in their order.
    #[doc(hidden)]
    fn coordinates(&self) -> Vec<f64>;

    /// The same shape with other coordinates.
    #[doc(hidden)]
    fn with_coordinates(&self, coordinates: &[f64]) -> Self;

    /// `number(k, x_k)` in the place of each coordinate.
    #[doc(hidden)]
    fn map<D>(&self, number: impl FnMut(usize, Self::Scalar) -> D) -> Self::Of<D>;
}

/// The point `x` with coordinate `axis` moved by `step`, and rounded.
pub(super) fn moved<P: Point>(x: &P, axis: usize, step: f64) -> P {
    let mut coordinates = x.coordinates();
    coordinates[axis] = <P::Scalar>::PRECISION.round(coordinates[axis] + step);
    x.with_coordinates(&coordinates)
}

/// What the function under test receives for first derivatives at a point `P`.
///
/// ```
/// use dual_numbers::Dual;
/// use dual_numbers::oracle::{Oracle, Variables, boxed};
/// let f = |[x, y]: Variables<[f64; 2]>| -> Dual<f64, 2> { x * y };
/// assert!(Oracle::new(boxed([(0.0, 1.0); 2])).check_gradient(f, |[x, y]| [y, x]).is_ok());
/// ```
pub type Variables<P> = <P as Point>::Of<<P as Point>::Number>;

/// What the function under test receives for one derivative along a direction.
///
/// ```
/// use dual_numbers::oracle::{LineVariables, Oracle, boxed};
/// let f = |[x, y]: LineVariables<[f64; 2]>| [x * y];
/// assert!(Oracle::new(boxed([(0.0, 1.0); 2])).check_directional(f, |[x, y], [u, v]| [y * u + x * v]).is_ok());
/// ```
pub type LineVariables<P> = <P as Point>::Of<Dual<<P as Point>::Scalar>>;

/// What the function under test receives for second derivatives.
///
/// ```
/// use dual_numbers::oracle::{HyperVariables, Oracle, boxed};
/// let f = |[x, y]: HyperVariables<[f64; 2]>| x * y;
/// assert!(Oracle::new(boxed([(0.0, 1.0); 2])).check_hessian(f, |_| [[0.0, 1.0], [1.0, 0.0]]).is_ok());
/// ```
pub type HyperVariables<P> = <P as Point>::Of<HyperDual<<P as Point>::Scalar>>;

/// A number that carries several first derivatives: `Dual<T, C>`. Sealed.
pub trait Directions<T>: DualNum + sealed::Sealed {
    /// Directions that one number carries.
    #[doc(hidden)]
    const WIDTH: usize;

    /// Coordinate `k`, where the directions of this number are the coordinates from `first` on, each of the length `seed`.
    #[doc(hidden)]
    fn seeded(x: T, k: usize, first: usize, seed: T) -> Self;

    #[doc(hidden)]
    fn real(&self) -> T;

    #[doc(hidden)]
    fn partials(&self) -> &[T];
}

pub(super) mod sealed {
    pub trait Sealed {}
}

macro_rules! point {
    ([$($generics:tt)*] $T:ty, $P:ty, $D:ident $Of:ty, $Number:ty, |$self:ident| $coordinates:expr, |$x:ident| $with:expr, |$number:ident| $map:expr) => {
        impl<$($generics)*> sealed::Sealed for $P {}
        impl<$($generics)*> Point for $P {
            type Scalar = $T;
            type Of<$D> = $Of;
            type Number = $Number;

            fn coordinates(&self) -> Vec<f64> {
                let $self = self;
                $coordinates
            }
            fn with_coordinates(&self, $x: &[f64]) -> Self {
                $with
            }
            fn map<$D>(&self, mut $number: impl FnMut(usize, $T) -> $D) -> $Of {
                let $self = self;
                $map
            }
        }
    };
}

point!([T: Scalar] T, T, D D, Dual<T>, |p| vec![to_f64(*p)], |x| T::literal(x[0]), |number| number(0, *p));
point!([T: Scalar, const N: usize] T, [T; N], D [D; N], Dual<T, N>,
    |p| p.iter().copied().map(to_f64).collect(), |x| from_fn(|k| T::literal(x[k])), |number| from_fn(|k| number(k, p[k])));
point!([T: Scalar] T, Vec<T>, D Vec<D>, Dual<T, 4>,
    |p| p.iter().copied().map(to_f64).collect(), |x| x.iter().copied().map(T::literal).collect(),
    |number| p.iter().enumerate().map(|(k, &x)| number(k, x)).collect());

impl<T: Scalar, const C: usize> sealed::Sealed for Dual<T, C> {}

impl<T: Scalar, const C: usize> Directions<T> for Dual<T, C> {
    const WIDTH: usize = C;

    fn seeded(x: T, k: usize, first: usize, seed: T) -> Self {
        Dual::new(x, from_fn(|i| if first + i == k { seed } else { T::zero() }))
    }

    fn real(&self) -> T {
        self.re
    }

    fn partials(&self) -> &[T] {
        &self.eps
    }
}

/// A number, a list of numbers, or a table given by its rows: what a derivative is written as, and what a function returns.
///
/// Implemented for numbers, arrays, `Vec`s, and arrays and `Vec`s of them; with the feature `nalgebra` for matrices. A gradient, or a
/// derivative along a direction, may be a row or a column. Implement it for a matrix type of your own:
///
/// ```
/// use dual_numbers::oracle::Table;
///
/// struct Diagonal(Vec<f64>);
/// impl Table<f64> for Diagonal {
///     fn into_rows(self) -> Vec<Vec<f64>> {
///         let n = self.0.len();
///         (0..n).map(|i| (0..n).map(|j| if i == j { self.0[i] } else { 0.0 }).collect()).collect()
///     }
/// }
/// assert_eq!(Diagonal(vec![1.0, 2.0]).into_rows(), [[1.0, 0.0], [0.0, 2.0]]);
/// ```
pub trait Table<T> {
    /// The rows. A number is one row with one entry, a list is one row.
    fn into_rows(self) -> Vec<Vec<T>>;
}

impl<T: DualNum> Table<T> for T {
    fn into_rows(self) -> Vec<Vec<T>> {
        vec![vec![self]]
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $List:ty;)*) => { $(
        impl<T: DualNum, $($generics)*> Table<T> for $List {
            fn into_rows(self) -> Vec<Vec<T>> {
                vec![self.into_iter().collect()]
            }
        }
    )* };
}
lists!([const N: usize] [T; N]; [] Vec<T>;);

macro_rules! tables {
    ($([$($generics:tt)*] $Rows:ty;)*) => { $(
        impl<T: DualNum, $($generics)*> Table<T> for $Rows {
            fn into_rows(self) -> Vec<Vec<T>> {
                self.into_iter().map(|row| row.into_iter().collect()).collect()
            }
        }
    )* };
}
tables!([const N: usize, const M: usize] [[T; N]; M]; [const N: usize] Vec<[T; N]>; [const M: usize] [Vec<T>; M]; [] Vec<Vec<T>>;);

#[cfg(feature = "nalgebra")]
impl<T: DualNum, R: nalgebra::Dim, C: nalgebra::Dim, S: nalgebra::RawStorage<T, R, C>> Table<T> for nalgebra::Matrix<T, R, C, S> {
    fn into_rows(self) -> Vec<Vec<T>> {
        self.row_iter().map(|row| row.iter().copied().collect()).collect()
    }
}
