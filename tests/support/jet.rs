//! The number types seen alike: each carries the partial derivatives of a function along x and y, up to some order.

use dual_numbers::{Dual, DualNum, Foreign, ForeignFloat, HyperDual, Taylor};

/// How often a part is differentiated along the first direction, along the second, and along any other.
pub type Orders = [usize; 3];

/// A number whose parts are partial derivatives along the variables of its directions.
pub trait Jet: DualNum {
    /// Variable number `i`, seeded in direction `i` at every level; a constant, where there is no direction `i`.
    fn variable(x: Self::Primitive, i: usize) -> Self;

    /// Hands over every part with its orders; those of the whole number are `order`.
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, Self::Primitive));
}

/// One more derivative along direction `i`.
fn along(mut order: Orders, i: usize) -> Orders {
    order[i.min(2)] += 1;
    order
}

fn unit<T: DualNum, const N: usize>(i: usize) -> [T; N] {
    std::array::from_fn(|k| if k == i { T::one() } else { T::zero() })
}

impl Jet for f64 {
    fn variable(x: f64, _: usize) -> Self {
        x
    }
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, f64)) {
        each(order, *self);
    }
}

impl Jet for f32 {
    fn variable(x: f32, _: usize) -> Self {
        x
    }
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, f32)) {
        each(order, *self);
    }
}

impl<T: ForeignFloat> Jet for Foreign<T> {
    fn variable(x: Self, _: usize) -> Self {
        x
    }
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, Self)) {
        each(order, *self);
    }
}

impl<T: Jet, const N: usize> Jet for Dual<T, N>
where
    Self: DualNum<Primitive = T::Primitive>,
{
    fn variable(x: T::Primitive, i: usize) -> Self {
        Self::new(T::variable(x, i), unit(i))
    }
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, T::Primitive)) {
        self.re.parts(order, each);
        for (i, part) in self.eps.iter().enumerate() {
            part.parts(along(order, i), each);
        }
    }
}

impl<T: Jet, const M: usize, const N: usize> Jet for HyperDual<T, M, N>
where
    Self: DualNum<Primitive = T::Primitive>,
{
    fn variable(x: T::Primitive, i: usize) -> Self {
        Self::new(T::variable(x, i), unit(i), unit(i), [[T::zero(); N]; M])
    }
    fn parts(&self, order: Orders, each: &mut impl FnMut(Orders, T::Primitive)) {
        self.re.parts(order, each);
        for (i, part) in self.eps1.iter().enumerate() {
            part.parts(along(order, i), each);
        }
        for (j, part) in self.eps2.iter().enumerate() {
            part.parts(along(order, j), each);
        }
        for (i, row) in self.eps12.iter().enumerate() {
            for (j, part) in row.iter().enumerate() {
                part.parts(along(along(order, i), j), each);
            }
        }
    }
}

impl<T: Jet, const K: usize> Jet for Taylor<T, K>
where
    Self: DualNum<Primitive = T::Primitive>,
{
    fn variable(x: T::Primitive, i: usize) -> Self {
        let x = T::variable(x, i);
        if i == 0 { Self::variable(x) } else { Self::constant(x) }
    }
    fn parts(&self, mut order: Orders, each: &mut impl FnMut(Orders, T::Primitive)) {
        self.re.parts(order, each);
        for part in self.derivatives() {
            order = along(order, 0);
            part.parts(order, each);
        }
    }
}
