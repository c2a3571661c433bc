//! `ad_trait`: forward over arrays (`adfn`), and the same nested in itself for second order.
//! A literal stands beside its numbers as `F64`, so they are lifted.

use std::array::from_fn;

use ad_trait::forward_ad::adfn::adfn;
use ad_trait::hyper_ad::hyper::HyperAD_ADFN;
use ad_trait::{AD, F64};
use simba::scalar::ComplexField;

use crate::number::{Elementary, FirstOrder, Lift, Lifted, SecondOrder, elementary};
use crate::sweep::unit;

macro_rules! lift {
    ($($number:ident),*) => {$(
        impl<const N: usize> Elementary for $number<N> {
            elementary!(ComplexField, <Self as AD>::constant);
        }
        impl<const N: usize> Lift for $number<N> {
            type Literal = F64;
            #[inline(always)]
            fn literal(value: f64) -> F64 {
                F64(value)
            }
        }
    )*};
}
lift!(adfn, HyperAD_ADFN);

impl<const N: usize> FirstOrder for Lifted<adfn<N>> {
    const DIRECTIONS: usize = N;
    #[inline(always)]
    fn new(value: f64, partial: impl FnMut(usize) -> f64) -> Self {
        Self(adfn::new(value, from_fn(partial)))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0.value()
    }
    #[inline(always)]
    fn partial(&self, direction: usize) -> f64 {
        self.0.tangent()[direction]
    }
}

impl<const N: usize> SecondOrder for Lifted<HyperAD_ADFN<N>> {
    const WIDTH: usize = N;
    #[inline(always)]
    fn seed(value: f64, row: Option<usize>, column: Option<usize>) -> Self {
        Self(HyperAD_ADFN::new(adfn::new(value, from_fn(unit(column))), from_fn(|k| adfn::new_constant(unit(row)(k)))))
    }
    #[inline(always)]
    fn value(&self) -> f64 {
        self.0.value()
    }
    #[inline(always)]
    fn row_partial(&self, row: usize) -> f64 {
        self.0.inner_tangent()[row].value()
    }
    #[inline(always)]
    fn second_partial(&self, row: usize, column: usize) -> f64 {
        self.0.inner_tangent()[row].tangent()[column]
    }
}
