//! [`Numbers`]: one number or an array of them.

use core::array::from_fn;
use core::fmt::Debug;

use crate::drivers::implicit::{ImplicitError, implicit_array};
use crate::drivers::root::{Root, RootError, root_array};
use crate::{Dual, DualNum, PrimitiveFloat};

/// One number, or an array of `M` numbers: the unknown of [`root`](crate::root) and of [`implicit_derivative`](crate::implicit_derivative),
/// and its parameters.
///
/// | | a number `T` | an array `[T; M]` |
/// |---|---|---|
/// | [`Number`](Numbers::Number) | `T` | `T` |
/// | [`Of<D>`](Numbers::Of) | `D` | `[D; M]` |
/// | [`Partials<D>`](Numbers::Partials) | `Dual<D>` | `Dual<D, M>` |
///
/// Sealed.
///
/// ```
/// use dual_numbers::{Dual, Numbers};
/// fn number<Y: Numbers<Number = f64>>(partials: Y::Partials<f64>) -> Y::Partials<f64> { partials }
/// let (one, two): (Dual, Dual<f64, 2>) = (number::<f64>(Dual::variable(3.0)), number::<[f64; 2]>(Dual::constant(3.0)));
/// assert_eq!((one.eps, two.eps), ([1.0], [0.0, 0.0]));
/// ```
pub trait Numbers: Copy + Debug + PartialEq + sealed::Numbers {
    /// The number.
    type Number: DualNum;

    /// The same shape, over `D`.
    type Of<D: DualNum>: Numbers<Number = D>;

    /// A number over `D` that carries one partial derivative for each of the numbers.
    type Partials<D: DualNum>: DualNum<Primitive = D::Primitive>;

    #[doc(hidden)]
    fn map_each<D: DualNum>(self, f: impl Fn(Self::Number) -> D) -> Self::Of<D>;

    #[doc(hidden)]
    fn root<G>(g: G, start: Self) -> Result<Root<Self>, RootError<Self>>
    where
        Self::Number: PrimitiveFloat,
        G: FnMut(Self::Of<Self::Partials<Self::Number>>) -> Self::Of<Self::Partials<Self::Number>>;

    #[doc(hidden)]
    fn implicit<D, P, G>(g: G, y: Self, p: P) -> Result<Self::Of<D>, ImplicitError<Self>>
    where
        D: DualNum<Primitive = Self::Number>,
        P: Numbers<Number = D>,
        G: FnMut(Self::Of<Self::Partials<D>>, P::Of<Self::Partials<D>>) -> Self::Of<Self::Partials<D>>;
}

mod sealed {
    pub trait Numbers {}
    impl<T: crate::DualNum> Numbers for T {}
    impl<T: crate::DualNum, const M: usize> Numbers for [T; M] {}
}

impl<T: DualNum> Numbers for T {
    type Number = T;
    type Of<D: DualNum> = D;
    type Partials<D: DualNum> = Dual<D>;

    fn map_each<D: DualNum>(self, f: impl Fn(T) -> D) -> D {
        f(self)
    }

    fn root<G>(mut g: G, start: T) -> Result<Root<T>, RootError<T>>
    where
        T: PrimitiveFloat,
        G: FnMut(Dual<T>) -> Dual<T>,
    {
        root_array(|[x]| [g(x)], [start]).map(|root| root.map(|[x]| x)).map_err(|error| error.map(|[x]| x))
    }

    fn implicit<D, P, G>(mut g: G, y: T, p: P) -> Result<D, ImplicitError<T>>
    where
        D: DualNum<Primitive = T>,
        P: Numbers<Number = D>,
        G: FnMut(Dual<D>, P::Of<Dual<D>>) -> Dual<D>,
    {
        implicit_array(|[y], p| [g(y, p)], [y], p).map(|[y]| y).map_err(|error| error.map(|[y]| y))
    }
}

impl<T: DualNum, const M: usize> Numbers for [T; M] {
    type Number = T;
    type Of<D: DualNum> = [D; M];
    type Partials<D: DualNum> = Dual<D, M>;

    fn map_each<D: DualNum>(self, f: impl Fn(T) -> D) -> [D; M] {
        from_fn(|i| f(self[i]))
    }

    fn root<G>(g: G, start: Self) -> Result<Root<Self>, RootError<Self>>
    where
        T: PrimitiveFloat,
        G: FnMut([Dual<T, M>; M]) -> [Dual<T, M>; M],
    {
        root_array(g, start)
    }

    fn implicit<D, P, G>(g: G, y: Self, p: P) -> Result<[D; M], ImplicitError<Self>>
    where
        D: DualNum<Primitive = T>,
        P: Numbers<Number = D>,
        G: FnMut([Dual<D, M>; M], P::Of<Dual<D, M>>) -> [Dual<D, M>; M],
    {
        implicit_array(g, y, p)
    }
}
