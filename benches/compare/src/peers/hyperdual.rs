//! `hyperdual`: the value and the partials in one `nalgebra` vector of `M = N + 1` entries; nested in itself for higher orders.

use hyperdual::{Float, Hyperdual};
use nalgebra::Scalar;
use num_traits::{FloatConst, Signed};

use crate::number::{Elementary, FirstOrder, Lift, Lifted, SecondOrder, ThirdOrder, elementary};
use crate::sweep::unit;

/// Two levels: second derivatives.
pub type Twice<const M: usize> = Hyperdual<Hyperdual<f64, M>, M>;

/// Three levels: third derivatives.
pub type Thrice = Hyperdual<Twice<2>, 2>;

impl<T: Elementary + Float + FloatConst + Scalar + Signed, const M: usize> Elementary for Hyperdual<T, M> {
    elementary!(Float, |value| Self::from_real(T::constant(value)));
}

impl<T: Elementary + Float + FloatConst + Scalar + Signed, const M: usize> Lift for Hyperdual<T, M> {
    type Literal = T;
    #[inline(always)]
    fn literal(value: f64) -> T {
        Elementary::constant(value)
    }
}

impl<const M: usize> FirstOrder for Hyperdual<f64, M> {
    const DIRECTIONS: usize = M - 1;
    #[inline(always)]
    fn new(value: f64, mut partial: impl FnMut(usize) -> f64) -> Self {
        Hyperdual::from_fn(|k| if k == 0 { value } else { partial(k - 1) })
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.real()
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self[direction + 1]
    }
}

impl<const M: usize> SecondOrder for Lifted<Twice<M>> {
    const WIDTH: usize = M - 1;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        let inner = Hyperdual::from_fn(|k| if k == 0 { value } else { unit(column)(k - 1) });
        Self(Hyperdual::from_fn(|k| if k == 0 { inner } else { Hyperdual::from_real(unit(row)(k - 1)) }))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0[0][0]
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.0[row + 1][0]
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.0[row + 1][column + 1]
    }
}

impl ThirdOrder for Lifted<Thrice> {
    #[inline(always)]
    fn variable(value: f64) -> Self {
        let once = Hyperdual::from_fn(|k| if k == 0 { value } else { 1.0 });
        let twice = Hyperdual::from_fn(|k| if k == 0 { once } else { Elementary::constant(1.0) });
        Self(Hyperdual::from_fn(|k| if k == 0 { twice } else { Elementary::constant(1.0) }))
    }
    #[inline(always)]
    fn derivatives(&self) -> [f64; 4] {
        let y = self.0;
        [y[0][0][0], y[1][0][0], y[1][1][0], y[1][1][1]]
    }
}
