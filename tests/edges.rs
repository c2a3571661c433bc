//! The singular points and the extremes, and the conventions of the crate's page: each row for every number type, at every place of a direction.

mod support;

use std::array::from_fn;
use std::cmp::Ordering;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, PI};
use std::num::FpCategory;

use dual_numbers::{Dual, DualNum, HyperDual, Taylor, hessian, hessian_in_blocks, second_partial_derivative};
use num_traits::{Euclid, Signed};
use support::functions::{Function, functions};
use support::jet::{Jet, Orders};
use support::reference::{Real, ulps};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// A function, the values and the seeds of its arguments, the value and the derivative that it must have.
type Row<D> = (&'static str, [(f64, f64); 2], Function<D>, (f64, f64));

/// One variable at `x`, with a unit seed.
const fn at(x: f64) -> [(f64, f64); 2] {
    [(x, 1.0), (0.0, 0.0)]
}

/// A constant.
const fn constant(x: f64) -> [(f64, f64); 2] {
    [(x, 0.0), (0.0, 0.0)]
}

/// `x^c` for the value `c` of the second number, as a number.
fn to_number<D: DualNum>([x, c]: [D; 2]) -> D {
    x.powf(c)
}

/// `x^c` for the value `c` of the second number, as a primitive.
fn to_primitive<D: DualNum>([x, c]: [D; 2]) -> D {
    x.pow(c.value())
}

/// `x^n` for the value `n` of the second number, as an integer.
fn to_integer<D: DualNum>([x, n]: [D; 2]) -> D {
    x.powi(n.to_i32().unwrap())
}

#[rustfmt::skip]
fn rows<D: DualNum<Primitive = f64>>() -> Vec<Row<D>> {
    let mut rows: Vec<Row<D>> = vec![
        ("powf(0, y=2) d/dy", [(0.0, 0.0), (2.0, 1.0)], |[x, y]| x.powf(y), (0.0, 0.0)),
        ("powf(0, y=2) both seeds", [(0.0, 1.0), (2.0, 1.0)], |[x, y]| x.powf(y), (0.0, 0.0)),
        ("powf(0, y=1) d/dx", [(0.0, 1.0), (1.0, 0.0)], |[x, y]| x.powf(y), (0.0, 1.0)),
        ("powf(0, y=1) both seeds", [(0.0, 1.0), (1.0, 1.0)], |[x, y]| x.powf(y), (0.0, 1.0)),
        ("powf(0, y=0.5) d/dx", [(0.0, 1.0), (0.5, 0.0)], |[x, y]| x.powf(y), (0.0, INF)),
        ("powf(0, y=0) zero seeds", [(0.0, 0.0), (0.0, 0.0)], |[x, y]| x.powf(y), (1.0, 0.0)),
        ("powf(2, y=0) d/dy", [(2.0, 0.0), (0.0, 1.0)], |[x, y]| x.powf(y), (1.0, LN_2)),
        ("powf(-2, y=3 const dual)", [(-2.0, 1.0), (3.0, 0.0)], |[x, y]| x.powf(y), (-8.0, 12.0)),
        ("powf(-355, y=-355) d/dy", [(-355.0, 0.0), (-355.0, 1.0)], |[x, y]| x.powf(y), (-0.0, NAN)),
        ("powf(0.5, y=NaN) d/dy", [(0.5, 0.0), (NAN, 1.0)], |[x, y]| x.powf(y), (NAN, NAN)),
        ("powf(-2, y=3) d/dy", [(-2.0, 0.0), (3.0, 1.0)], |[x, y]| x.powf(y), (-8.0, NAN)),
        ("sqrt(0) zero seed", constant(0.0), |[x, _]| x.sqrt(), (0.0, 0.0)),
        ("sqrt(0) unit seed", at(0.0), |[x, _]| x.sqrt(), (0.0, INF)),
        // -x is -0.0, and the limit of the slope is that at 0
        ("sqrt(-x) at 0", at(0.0), |[x, _]| (-x).sqrt(), (-0.0, -INF)),
        ("ln(-x) at 0", at(0.0), |[x, _]| (-x).ln(), (-INF, -INF)),
        ("log2(-x) at 0", at(0.0), |[x, _]| (-x).log2(), (-INF, -INF)),
        ("log10(-x) at 0", at(0.0), |[x, _]| (-x).log10(), (-INF, -INF)),
        ("log(-x, 3) at 0", at(0.0), |[x, _]| (-x).log(D::literal(3.0)), (-INF, -INF)),
        ("(-x)^0.5 at 0", at(0.0), |[x, _]| (-x).powf(D::literal(0.5)), (0.0, -INF)),
        ("cbrt(0) zero seed", constant(0.0), |[x, _]| x.cbrt(), (0.0, 0.0)),
        ("cbrt(0) unit seed", at(0.0), |[x, _]| x.cbrt(), (0.0, INF)),
        ("abs(0)", at(0.0), |[x, _]| x.abs(), (0.0, 1.0)),
        ("abs(-0.0)", at(-0.0), |[x, _]| x.abs(), (0.0, -1.0)),
        ("hypot(0, 0) d/dx", at(0.0), |[x, y]| x.hypot(y), (0.0, 0.0)),
        ("hypot(0, 0) zero seeds", constant(0.0), |[x, y]| x.hypot(y), (0.0, 0.0)),
        ("atan2(0, 0) d/dy", at(0.0), |[y, x]| y.atan2(x), (0.0, 0.0)),
        ("atan2(0, 0) zero seeds", constant(0.0), |[y, x]| y.atan2(x), (0.0, 0.0)),
        ("hypot(1e200, 1e200) d/dx", [(1e200, 1.0), (1e200, 0.0)], |[x, y]| x.hypot(y), (2f64.sqrt() * 1e200, 0.5f64.sqrt())),
        ("hypot(1e-200, 1e-200) d/dx", [(1e-200, 1.0), (1e-200, 0.0)], |[x, y]| x.hypot(y), (2f64.sqrt() * 1e-200, 0.5f64.sqrt())),
        ("atan2(1e200, 1e200) d/dy", [(1e200, 1.0), (1e200, 0.0)], |[y, x]| y.atan2(x), (FRAC_PI_4, 5e-201)),
        ("atan2(1e-200, 1e-200) d/dy", [(1e-200, 1.0), (1e-200, 0.0)], |[y, x]| y.atan2(x), (FRAC_PI_4, 5e199)),
        ("tanh(20)", at(20.0), |[x, _]| x.tanh(), (1.0, 4.0 * (-40f64).exp())),
        ("tanh(800)", at(800.0), |[x, _]| x.tanh(), (1.0, 0.0)),
        ("tanh(-800)", at(-800.0), |[x, _]| x.tanh(), (-1.0, 0.0)),
        ("asinh(1e200)", at(1e200), |[x, _]| x.asinh(), (2e200f64.ln(), 1e-200)),
        ("acosh(1e200)", at(1e200), |[x, _]| x.acosh(), (2e200f64.ln(), 1e-200)),
        ("atan(1e155)", at(1e155), |[x, _]| x.atan(), (FRAC_PI_2, 1e-310)),
        ("acosh(1) unit seed", at(1.0), |[x, _]| x.acosh(), (0.0, INF)),
        ("x/y at 1e200: d/dx", [(1e200, 1.0), (1e200, 0.0)], |[x, y]| x / y, (1.0, 1e-200)),
        ("x/y at 1e200: d/dy", [(1e200, 0.0), (1e200, 1.0)], |[x, y]| x / y, (1.0, -1e-200)),
        ("x/y at 1e-200: d/dx", [(1e-200, 1.0), (1e-200, 0.0)], |[x, y]| x / y, (1.0, 1e200)),
        ("x/y at 1e-200: d/dy", [(1e-200, 0.0), (1e-200, 1.0)], |[x, y]| x / y, (1.0, -1e200)),
        ("x/y, x=1e200 y=1e-200: d/dx", [(1e200, 1.0), (1e-200, 0.0)], |[x, y]| x / y, (INF, 1e200)),
        ("recip(1e-100)", at(1e-100), |[x, _]| x.recip(), (1e100, -1e200)),
        ("recip(1e-200)", at(1e-200), |[x, _]| x.recip(), (1e200, -INF)),
        ("recip(1e200)", at(1e200), |[x, _]| x.recip(), (1e-200, 0.0)),
        ("0/0 d/dx", at(0.0), |[x, y]| x / y, (NAN, NAN)),
        ("hypot(1, inf): d/dx", [(1.0, 1.0), (INF, 0.0)], |[x, y]| x.hypot(y), (INF, 0.0)),
        ("hypot(1, -inf): d/dy", [(1.0, 0.0), (-INF, 1.0)], |[x, y]| x.hypot(y), (INF, -1.0)),
        ("hypot(inf, inf): d/dx", [(INF, 1.0), (INF, 0.0)], |[x, y]| x.hypot(y), (INF, 0.5f64.sqrt())),
        ("atan2(1, inf): d/dy", [(1.0, 1.0), (INF, 0.0)], |[y, x]| y.atan2(x), (0.0, 0.0)),
        ("powf(inf, y=0.25): d/dx", [(INF, 1.0), (0.25, 0.0)], |[x, y]| x.powf(y), (INF, 0.0)),
        ("powf(inf, y=2): d/dx", [(INF, 1.0), (2.0, 0.0)], |[x, y]| x.powf(y), (INF, INF)),
        ("powf(inf, y=-1): d/dx", [(INF, 1.0), (-1.0, 0.0)], |[x, y]| x.powf(y), (0.0, 0.0)),
        ("0/0 zero seeds", constant(0.0), |[x, y]| x / y, (NAN, 0.0)),
        ("recip(1e200), seed 1e200", [(1e200, 1e200), (0.0, 0.0)], |[x, _]| x.recip(), (1e-200, -1e-200)),
        ("ln(0) unit seed", at(0.0), |[x, _]| x.ln(), (-INF, INF)),
        ("ln(0) zero seed", constant(0.0), |[x, _]| x.ln(), (-INF, 0.0)),
        ("ln(-1)", at(-1.0), |[x, _]| x.ln(), (NAN, NAN)),
        ("atanh(2)", at(2.0), |[x, _]| x.atanh(), (NAN, NAN)),
        ("max(1 seed 2, 1 seed 3)", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.max(y), (1.0, 2.0)),
        ("min(1 seed 2, 1 seed 3)", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.min(y), (1.0, 2.0)),
        ("max(NaN, 1 seed 3)", [(NAN, 2.0), (1.0, 3.0)], |[x, y]| x.max(y), (1.0, 3.0)),
        ("max(1 seed 2, NaN)", [(1.0, 2.0), (NAN, 3.0)], |[x, y]| x.max(y), (1.0, 2.0)),
        ("min(NaN, 1 seed 3)", [(NAN, 2.0), (1.0, 3.0)], |[x, y]| x.min(y), (1.0, 3.0)),
        ("max(-0.0 seed 2, 0 seed 3)", [(-0.0, 2.0), (0.0, 3.0)], |[x, y]| x.max(y), (0.0, 3.0)),
        ("max(0 seed 2, -0.0 seed 3)", [(0.0, 2.0), (-0.0, 3.0)], |[x, y]| x.max(y), (0.0, 2.0)),
        ("max(-0.0 seed 2, -0.0 seed 3)", [(-0.0, 2.0), (-0.0, 3.0)], |[x, y]| x.max(y), (-0.0, 2.0)),
        ("min(-0.0 seed 2, 0 seed 3)", [(-0.0, 2.0), (0.0, 3.0)], |[x, y]| x.min(y), (-0.0, 2.0)),
        ("min(0 seed 2, -0.0 seed 3)", [(0.0, 2.0), (-0.0, 3.0)], |[x, y]| x.min(y), (-0.0, 3.0)),
        ("min(0 seed 2, 0 seed 3)", [(0.0, 2.0), (0.0, 3.0)], |[x, y]| x.min(y), (0.0, 2.0)),
        // ln(1 + e^x), whose two halves meet in `abs` and `max`
        ("softplus at 0", at(0.0), |[x, _]| x.max(D::zero()) + (-x.abs()).exp().ln_1p(), (LN_2, 0.5)),
        ("softplus at -0.0", at(-0.0), |[x, _]| x.max(D::zero()) + (-x.abs()).exp().ln_1p(), (LN_2, 0.5)),
        ("ln(logistic) at 0", at(0.0), |[x, _]| D::zero().min(x) - (-x.abs()).exp().ln_1p(), (-LN_2, 0.5)),
        ("ln(logistic) at -0.0", at(-0.0), |[x, _]| D::zero().min(x) - (-x.abs()).exp().ln_1p(), (-LN_2, 0.5)),
        ("max + min at a tie", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.max(y) + y.min(x), (2.0, 5.0)),
        ("elu at 0", at(0.0), |[x, _]| x.max(D::zero()) + D::zero().min(x.exp_m1()), (0.0, 1.0)),
        ("elu at -0.0", at(-0.0), |[x, _]| x.max(D::zero()) + D::zero().min(x.exp_m1()), (0.0, 1.0)),
        ("ln(e^x + e^y) at a tie", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.max(y) + (y.min(x) - x.max(y)).exp().ln_1p(), (1.0 + LN_2, 2.5)),
        ("max - min - abs at a tie", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.max(y) - y.min(x) - (x - y).abs(), (0.0, 0.0)),
        ("signum(0)", at(0.0), |[x, _]| x.signum(), (1.0, 0.0)),
        ("clamp(0, 0..1)", at(0.0), |[x, _]| x.clamp(D::zero(), D::one()), (0.0, 1.0)),
        ("clamp(1, 0..1)", at(1.0), |[x, _]| x.clamp(D::zero(), D::one()), (1.0, 1.0)),
        ("clamp(2, 0..1)", at(2.0), |[x, _]| x.clamp(D::zero(), D::one()), (1.0, 0.0)),
        ("sin(inf)", at(INF), |[x, _]| x.sin(), (NAN, NAN)),
        ("sin(inf) zero seed", constant(INF), |[x, _]| x.sin(), (NAN, 0.0)),
        ("exp(1000) unit seed", at(1000.0), |[x, _]| x.exp(), (INF, INF)),
        ("exp(1000) zero seed", constant(1000.0), |[x, _]| x.exp(), (INF, 0.0)),
        ("recip(0) zero seed", constant(0.0), |[x, _]| x.recip(), (INF, 0.0)),
        ("7 % 3: d/dx", [(7.0, 1.0), (3.0, 0.0)], |[x, y]| x % y, (1.0, 1.0)),
        ("7 % 3: d/dy", [(7.0, 0.0), (3.0, 1.0)], |[x, y]| x % y, (1.0, -2.0)),
        ("-7 % 3: d/dy", [(-7.0, 0.0), (3.0, 1.0)], |[x, y]| x % y, (-1.0, 2.0)),
        ("1 % 0.1: d/dy", [(1.0, 0.0), (0.1, 1.0)], |[x, y]| x % y, (1.0 % 0.1, -9.0)),
        ("1e300 % -1e-300: d/dy", [(1e300, 0.0), (-1e-300, 1.0)], |[x, y]| x % y, (1e300 % -1e-300, INF)),
        ("-1e300 % -1e-300: d/dy", [(-1e300, 0.0), (-1e-300, 1.0)], |[x, y]| x % y, (-1e300 % -1e-300, -INF)),
        ("7 % 3, a primitive", at(7.0), |[x, _]| x % 3.0, (1.0, 1.0)),
        ("7 % 0, a primitive", at(7.0), |[x, _]| x % 0.0, (NAN, NAN)),
        ("2 * inf, a primitive", at(2.0), |[x, _]| x * INF, (INF, INF)),
        ("0 / 0, a primitive", at(0.0), |[x, _]| x / 0.0, (NAN, NAN)),
        ("2 / 0, a primitive", at(2.0), |[x, _]| x / 0.0, (INF, INF)),
        ("exp_m1(1e-20)", at(1e-20), |[x, _]| x.exp_m1(), (1e-20, 1.0)),
        ("ln_1p(1e-20)", at(1e-20), |[x, _]| x.ln_1p(), (1e-20, 1.0)),
        ("mul_add(2 seed 1, 3, 1)", at(2.0), |[x, _]| x.mul_add(D::literal(3.0), D::one()), (7.0, 3.0)),
        ("log(2, base 0): d/dbase", [(2.0, 0.0), (0.0, 1.0)], |[x, b]| x.log(b), (0.0, -INF)),
        ("log(1/2, base 0): d/dbase", [(0.5, 0.0), (0.0, 1.0)], |[x, b]| x.log(b), (0.0, INF)),
        ("log(1, base 0): d/dbase", [(1.0, 0.0), (0.0, 1.0)], |[x, b]| x.log(b), (0.0, 0.0)),
        ("log(inf, base 0): d/dbase", [(INF, 0.0), (0.0, 1.0)], |[x, b]| x.log(b), (NAN, NAN)),
        ("log(1, base 1): d/dx", [(1.0, 1.0), (1.0, 0.0)], |[x, b]| x.log(b), (NAN, NAN)),
        ("log(8, base 2): d/dbase", [(8.0, 0.0), (2.0, 1.0)], |[x, b]| x.log(b), (3.0, -1.5 / LN_2)),
        ("log(1e-308, base 1e100): d/dx", [(1e-308, 1.0), (1e100, 0.0)], |[x, b]| x.log(b), (1e-308f64.log(1e100), 1.0 / (1e-308 * 1e100f64.ln()))),
        ("inf(const) * y=2 seed 1", [(INF, 0.0), (2.0, 1.0)], |[x, y]| x * y, (INF, INF)),
        // the rest of the conventions
        ("floor(1.5)", at(1.5), |[x, _]| x.floor(), (1.0, 0.0)),
        ("ceil(1.5)", at(1.5), |[x, _]| x.ceil(), (2.0, 0.0)),
        ("round(1.5)", at(1.5), |[x, _]| x.round(), (2.0, 0.0)),
        ("trunc(-1.5)", at(-1.5), |[x, _]| x.trunc(), (-1.0, 0.0)),
        ("to_degrees(2)", at(2.0), |[x, _]| x.to_degrees(), (360.0 / PI, 180.0 / PI)),
        ("to_radians(90)", at(90.0), |[x, _]| x.to_radians(), (FRAC_PI_2, PI / 180.0)),
        ("abs_sub(1 seed 2, 1 seed 3)", [(1.0, 2.0), (1.0, 3.0)], |[x, y]| x.abs_sub(y), (0.0, 0.0)),
        ("-7 rem_euclid 3: d/dx", [(-7.0, 1.0), (3.0, 0.0)], |[x, y]| Euclid::rem_euclid(&x, &y), (2.0, 1.0)),
        ("-7 rem_euclid 3: d/dy", [(-7.0, 0.0), (3.0, 1.0)], |[x, y]| Euclid::rem_euclid(&x, &y), (2.0, 3.0)),
        ("-7 rem_euclid inf: d/dy", [(-7.0, 0.0), (INF, 1.0)], |[x, y]| Euclid::rem_euclid(&x, &y), (INF, 1.0)),
        ("-7 rem_euclid -inf: d/dy", [(-7.0, 0.0), (-INF, 1.0)], |[x, y]| Euclid::rem_euclid(&x, &y), (INF, -1.0)),
        ("-7 div_euclid 3", [(-7.0, 1.0), (3.0, 1.0)], |[x, y]| Euclid::div_euclid(&x, &y), (-3.0, 0.0)),
        ("fract(inf)", at(INF), |[x, _]| x.fract(), (NAN, NAN)),
        ("mul_add(2 seed 1, 3 seed 2, 3 seed 2)", [(2.0, 1.0), (3.0, 2.0)], |[x, y]| x.mul_add(y, y), (9.0, 9.0)),
        ("clamp(2, 1..1)", at(2.0), |[x, _]| x.clamp(D::one(), D::one()), (1.0, 0.0)),
        ("fract(-1.5)", at(-1.5), |[x, _]| x.fract(), (-0.5, 1.0)),
        ("powi(sqrt 0, 0)", at(0.0), |[x, _]| x.sqrt().powi(0), (1.0, 0.0)),
        ("ln(exp(-x)) at 800", at(800.0), |[x, _]| (-x).exp().ln(), (-INF, 0.0)),
    ];
    // A constant exponent is a number or a primitive.
    for (name, x, seed, c, expected) in [
        ("powf const: 0^2.0", 0.0, 1.0, 2.0, (0.0, 0.0)),
        ("powf const: 0^1.0", 0.0, 1.0, 1.0, (0.0, 1.0)),
        ("powf const: 0^0.0", 0.0, 1.0, 0.0, (1.0, 0.0)),
        ("powf const: 0^0.0, infinite seed", 0.0, INF, 0.0, (1.0, 0.0)),
        ("powf const: NaN^0.0", NAN, 1.0, 0.0, (1.0, 0.0)),
        ("powf const: 0^0.5", 0.0, 1.0, 0.5, (0.0, INF)),
        ("powf const: 0^1.5", 0.0, 1.0, 1.5, (0.0, 0.0)),
        ("powf const, zero seed: 0^0.5", 0.0, 0.0, 0.5, (0.0, 0.0)),
        ("powf const: (-2)^2.0", -2.0, 1.0, 2.0, (4.0, -4.0)),
        ("powf const: (-2)^3.0", -2.0, 1.0, 3.0, (-8.0, 12.0)),
        ("powf const: (-2)^-2.0", -2.0, 1.0, -2.0, (0.25, 0.25)),
        ("powf const: (-1)^1e17", -1.0, 1.0, 1e17, (1.0, -1e17)),
        ("powf const: (-2)^0.5", -2.0, 1.0, 0.5, (NAN, NAN)),
        ("powf const: NaN^1.0", NAN, 1.0, 1.0, (NAN, NAN)),
        // y - 1 rounds to -1
        ("powf const: (-0.0)^1e-17", -0.0, 1.0, 1e-17, (0.0, INF)),
        ("powf const: (-0.0)^-1e-17", -0.0, 1.0, -1e-17, (INF, -INF)),
    ] {
        rows.extend([to_number, to_primitive].map(|power: Function<D>| (name, [(x, seed), (c, 0.0)], power, expected)));
    }
    let (least, most) = (f64::from(i32::MIN), f64::from(i32::MAX));
    rows.extend([
        ("powi(0, 0)", 0.0, 0.0, (1.0, 0.0)),
        ("powi(NaN, 0)", NAN, 0.0, (1.0, 0.0)),
        ("powi(0, 1)", 0.0, 1.0, (0.0, 1.0)),
        ("powi(0, 2)", 0.0, 2.0, (0.0, 0.0)),
        ("powi(0, 3)", 0.0, 3.0, (0.0, 0.0)),
        ("powi(0.5, i32::MIN)", 0.5, least, (INF, -INF)),
        ("powi(1, i32::MIN)", 1.0, least, (1.0, least)),
        ("powi(2, i32::MIN)", 2.0, least, (0.0, 0.0)),
        ("powi(0.5, i32::MAX)", 0.5, most, (0.0, 0.0)),
        ("powi(0.5, 1078)", 0.5, 1078.0, (0.0, 1078.0 * 0.5f64.powi(1074) / 8.0)),
        ("powi(1, i32::MAX)", 1.0, most, (1.0, most)),
        ("powi(2, i32::MAX)", 2.0, most, (INF, INF)),
    ].map(|(name, x, n, expected)| (name, [(x, 1.0), (n, 0.0)], to_integer as Function<D>, expected)));
    rows
}

/// The same with `f32` inside.
#[rustfmt::skip]
fn rows_f32<D: DualNum<Primitive = f32>>() -> Vec<Row<D>> {
    vec![
        ("asinh(1e20)", at(1e20), |[x, _]| x.asinh(), (2e20f64.ln(), 1e-20)),
        ("acosh(1e20)", at(1e20), |[x, _]| x.acosh(), (2e20f64.ln(), 1e-20)),
        ("atan(1e19)", at(1e19), |[x, _]| x.atan(), (FRAC_PI_2, 1e-38)),
        ("tanh(30)", at(30.0), |[x, _]| x.tanh(), (1.0, 4.0 * (-60f64).exp())),
        ("tanh(100)", at(100.0), |[x, _]| x.tanh(), (1.0, 0.0)),
        ("x/y at 1e25: d/dx", [(1e25, 1.0), (1e25, 0.0)], |[x, y]| x / y, (1.0, 1e-25)),
        ("hypot(1e25, 1e25): d/dx", [(1e25, 1.0), (1e25, 0.0)], |[x, y]| x.hypot(y), (2f64.sqrt() * 1e25, 0.5f64.sqrt())),
        ("atan2(1e25, 1e25): d/dy", [(1e25, 1.0), (1e25, 0.0)], |[y, x]| y.atan2(x), (FRAC_PI_4, 5e-26)),
        ("recip(1e-15)", at(1e-15), |[x, _]| x.recip(), (1e15, -1e30)),
        ("powf(-1, y=2^24 + 2)", [(-1.0, 1.0), (16777218.0, 0.0)], |[x, y]| x.powf(y), (1.0, -16777218.0)),
    ]
}

/// A function, its argument, the second derivative that it must have.
type SecondRow<D> = (&'static str, f64, Function<D>, f64);

#[rustfmt::skip]
fn second_rows<D: DualNum<Primitive = f64>>() -> Vec<SecondRow<D>> {
    vec![
        ("powi(0, 0)", 0.0, |[x, _]| x.powi(0), 0.0),
        ("powi(0, 1)", 0.0, |[x, _]| x.powi(1), 0.0),
        ("powi(0, 2)", 0.0, |[x, _]| x.powi(2), 2.0),
        ("powi(0, 3)", 0.0, |[x, _]| x.powi(3), 0.0),
        ("(-2)^2, the exponent varying", -2.0, |[x, _]| x.powf(x + 4.0), NAN),
        ("(-355)^-355, the exponent varying", -355.0, |[x, _]| D::literal(-355.0).powf(x), NAN),
        ("log(5, base 0)", 0.0, |[x, _]| D::literal(5.0).log(x), INF),
        ("log(1/5, base 0)", 0.0, |[x, _]| D::literal(0.2).log(x), -INF),
        ("log(5, base inf)", INF, |[x, _]| D::literal(5.0).log(x), 0.0),
        ("log(1, 1), both varying", 1.0, |[x, _]| x.log(x), NAN),
        ("sqrt(0)", 0.0, |[x, _]| x.sqrt(), -INF),
        ("abs(0)", 0.0, |[x, _]| x.abs(), 0.0),
        ("|sqrt(x)| at 0", 0.0, |[x, _]| x.sqrt().abs(), -INF),
        ("sqrt(x)^1 at 0", 0.0, |[x, _]| x.sqrt().powi(1), -INF),
        ("abs(-x*x) at 0", 0.0, |[x, _]| (-x * x).abs(), 2.0),
        ("tanh(800)", 800.0, |[x, _]| x.tanh(), 0.0),
        ("tanh(20)", 20.0, |[x, _]| x.tanh(), -8.0 * (-40f64).exp()),
        ("asinh(1e100)", 1e100, |[x, _]| x.asinh(), -1e-200),
        ("acosh(1e100)", 1e100, |[x, _]| x.acosh(), -1e-200),
        ("atan(1e100)", 1e100, |[x, _]| x.atan(), -2e-300),
        ("recip(1e-100)", 1e-100, |[x, _]| x.recip(), 2e300),
        ("ln(1e-100)", 1e-100, |[x, _]| x.ln(), -1e200),
        // f'' of the outer function underflows, and its product with the inner derivatives does not
        ("recip(1e200 x) at 1", 1.0, |[x, _]| (x * 1e200).recip(), 2e-200),
        ("powi(1e160 x, -1) at 1", 1.0, |[x, _]| (x * 1e160).powi(-1), 2e-160),
        ("sqrt(1e300 x) at 1", 1.0, |[x, _]| (x * 1e300).sqrt(), -2.5e149),
        ("ln(1e200 x) at 1", 1.0, |[x, _]| (x * 1e200).ln(), -1.0),
        ("sqrt(1.5e-206)", 1.5e-206, |[x, _]| x.sqrt(), -0.25 / 1.5e-206 / 1.5e-206f64.sqrt()),
        ("sqrt(1e-150)", 1e-150, |[x, _]| x.sqrt(), -2.5e224),
        ("sqrt(-x) at 0", 0.0, |[x, _]| (-x).sqrt(), -INF),
        ("ln(-x) at 0", 0.0, |[x, _]| (-x).ln(), -INF),
        // f'' of the outer function overflows, and its product with the inner derivatives does not
        ("cbrt(1e-250 x) at 1", 1.0, |[x, _]| (x * 1e-250).cbrt(), -2.0 / 9.0 * 1e-250f64.cbrt()),
        // or underflows
        ("atan2(1e130 x, 1) at 1", 1.0, |[x, _]| (x * 1e130).atan2(D::one()), -2e-130),
        ("atan2(1, 1e130 x) at 1", 1.0, |[x, _]| D::one().atan2(x * 1e130), 2e-130),
        ("hypot(1e130 x, 1) at 1", 1.0, |[x, _]| (x * 1e130).hypot(D::one()), 1e-130),
        ("log(1e-200 x, 2) at 1", 1.0, |[x, _]| (x * 1e-200).log(D::literal(2.0)), -LN_2.recip()),
        ("log(2, 1e-200 x) at 1", 1.0, |[x, _]| D::literal(2.0).log(x * 1e-200), LN_2 * (1e-200f64.ln() + 2.0) / 1e-200f64.ln().powi(3)),
        ("log(2, 1e200 x) at 1", 1.0, |[x, _]| D::literal(2.0).log(x * 1e200), LN_2 * (1e200f64.ln() + 2.0) / 1e200f64.ln().powi(3)),
        ("inf^x at -1", -1.0, |[x, _]| D::literal(INF).powf(x), 0.0),
        ("x^x at -0.0", -0.0, |[x, _]| x.powf(x), INF),
        ("x^x at 1e-10", 1e-10, |[x, _]| x.powf(x), 1e-10f64.powf(1e-10) * (1e10 + (1e-10f64.ln() + 1.0).powi(2))),
    ]
}

/// A power to a constant: base, its factor, exponent, the second derivative that it must have.
type SecondPower = (&'static str, f64, f64, f64, f64);

#[rustfmt::skip]
fn second_powers() -> Vec<SecondPower> {
    vec![
        ("0^2.0", 0.0, 1.0, 2.0, 2.0),
        ("0^1.0", 0.0, 1.0, 1.0, 0.0),
        ("0^0.0", 0.0, 1.0, 0.0, 0.0),
        ("0^3.0", 0.0, 1.0, 3.0, 0.0),
        ("0^1.5", 0.0, 1.0, 1.5, INF),
        ("(-2)^2.0", -2.0, 1.0, 2.0, 2.0),
        ("(-2)^3.0", -2.0, 1.0, 3.0, -12.0),
        ("(-1)^1e17", -1.0, 1.0, 1e17, 1e34),
        // f'' of the power overflows, and its product with the inner derivatives does not
        ("(1e-250 x)^0.5 at 1", 1.0, 1e-250, 0.5, -0.25 * 1e-250f64.sqrt()),
        ("(1e-300 x)^0.75 at 1", 1.0, 1e-300, 0.75, -0.1875 * 1e-300f64.powf(0.75)),
        // or underflows
        ("(1e250 x)^0.5 at 1", 1.0, 1e250, 0.5, -0.25 * 1e250f64.sqrt()),
        ("(1e300 x)^0.75 at 1", 1.0, 1e300, 0.75, -0.1875 * 1e300f64.powf(0.75)),
        // x^(y-1) has a derivative that overflows, y x^(y-1) does not
        ("x^0.5 at 1.5e-206", 1.5e-206, 1.0, 0.5, -0.25 / 1.5e-206 / 1.5e-206f64.sqrt()),
        // the half-powers have derivatives that underflow, the power has not
        ("x^0.05 at 1e162", 1e162, 1.0, 0.05, -0.0475 * 1e162f64.powf(-0.95) / 1e81 / 1e81),
        ("x^0.05 at 1e163", 1e163, 1.0, 0.05, -0.0475 * 1e163f64.powf(-0.95) / 1e81 / 1e82),
    ]
}

/// The parts of a number with their orders, the value first.
fn parts<D: Jet>(y: D) -> Vec<(Orders, D::Primitive)> {
    let mut parts = Vec::new();
    y.parts([0; 3], &mut |order, part| parts.push((order, part)));
    parts
}

/// What is not as it must be.
#[derive(Default)]
struct Failures(Vec<String>);

impl Failures {
    /// Complains unless `found` is within `bound` ulps of the expected number.
    fn expect<R: Real>(&mut self, found: R, expected: f64, bound: u64, what: impl Fn() -> String) {
        if ulps(found, R::literal(expected)).is_none_or(|error| error > bound) {
            self.0.push(format!("{}: {found:e}, not {expected:e}", what()));
        }
    }

    /// Holds `rows` for a number type with a direction: `seeded(x, s)` is `x` with the seed `s` there, which is part `place` of the number.
    /// Every other part is zero: what has no seed has no derivative.
    fn hold<D: Jet<Primitive: Real>>(
        &mut self,
        kind: &str,
        rows: Vec<Row<D>>,
        place: usize,
        seeded: impl Fn(D::Primitive, D::Primitive) -> D,
    ) {
        let number = D::Primitive::literal;
        for (name, arguments, f, (value, slope)) in rows {
            let parts = parts(f(arguments.map(|(x, seed)| seeded(number(x), number(seed)))));
            let ordinary_product = name.starts_with("inf(const) *");
            for (i, (_, part)) in parts.into_iter().enumerate() {
                let (expected, bound) = if i == 0 { (value, 1) } else { (if i == place { slope } else { 0.0 }, 3) };
                if i == 0 || i == place || !ordinary_product {
                    self.expect(part, expected, bound, || format!("{kind}: {name}: part {i}"));
                }
            }
        }
    }

    /// Holds the rows of the second order for a number type with a variable.
    fn hold_second<D: Jet<Primitive = f64>>(&mut self, kind: &str) {
        let powers = |(name, x, k, c, expected): SecondPower| {
            [to_number, to_primitive].map(|power: Function<D>| (name, power([D::variable(x, 0) * k, D::literal(c)]), expected))
        };
        let rows = second_rows::<D>().into_iter().map(|(name, x, f, expected)| (name, f([D::variable(x, 0), D::zero()]), expected));
        for (name, y, expected) in rows.chain(second_powers().into_iter().flat_map(powers)) {
            let parts = parts(y);
            for (_, part) in parts.iter().filter(|(order, _)| *order == [2, 0, 0]) {
                self.expect(*part, expected, 8, || format!("{kind}: second derivative of {name}"));
            }
            assert!(parts.iter().any(|(order, _)| *order == [2, 0, 0]), "{kind} has no second derivative");
        }
    }

    fn conclude(self) {
        assert!(self.0.is_empty(), "{} results are not as they must be:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// Every place of a direction in the number types over a primitive, with its rows.
macro_rules! hold_everywhere {
    ($failures:ident, $R:ty, $rows:ident) => {
        type D = Dual<$R>;
        type H = HyperDual<$R>;
        $failures.hold("Dual", $rows(), 1, |x, s| D::new(x, [s]));
        for lane in 0..3 {
            $failures
                .hold("Dual, one of three", $rows(), 1 + lane, |x, s| Dual::<$R, 3>::new(x, from_fn(|i| if i == lane { s } else { 0.0 })));
        }
        $failures.hold("Dual, last of eight", $rows(), 8, |x, s| Dual::<$R, 8>::new(x, from_fn(|i| if i == 7 { s } else { 0.0 })));
        $failures.hold("Dual^2, inner", $rows(), 1, |x, s| Dual::<D>::constant(D::new(x, [s])));
        $failures.hold("Dual^2, outer", $rows(), 2, |x, s| Dual::<D>::new(D::constant(x), [D::constant(s)]));
        $failures.hold("HyperDual, first", $rows(), 1, |x, s| H::new(x, [s], [0.0], [[0.0]]));
        $failures.hold("HyperDual, second", $rows(), 2, |x, s| H::new(x, [0.0], [s], [[0.0]]));
        $failures.hold("Dual<HyperDual>, inner", $rows(), 1, |x, s| Dual::<H>::constant(H::new(x, [s], [0.0], [[0.0]])));
        $failures.hold("Dual<HyperDual>, outer", $rows(), 4, |x, s| Dual::<H>::new(H::constant(x), [H::constant(s)]));
        $failures.hold("Taylor", $rows(), 1, |x, s| Taylor::<$R, 1>::new(x, [s]));
    };
}

#[test]
fn first_derivatives_over_f64() {
    let mut failures = Failures::default();
    hold_everywhere!(failures, f64, rows);
    failures.conclude();
}

#[test]
fn first_derivatives_over_f32() {
    let mut failures = Failures::default();
    hold_everywhere!(failures, f32, rows_f32);
    failures.conclude();
}

#[test]
fn second_derivatives() {
    let mut failures = Failures::default();
    failures.hold_second::<HyperDual<f64>>("HyperDual");
    failures.hold_second::<Dual<Dual<f64>>>("Dual^2");
    failures.hold_second::<Dual<Dual<Dual<f64>>>>("Dual^3");
    failures.hold_second::<Dual<HyperDual<f64>>>("Dual<HyperDual>");
    failures.hold_second::<HyperDual<Dual<f64>>>("HyperDual<Dual>");
    failures.hold_second::<Taylor<f64, 2>>("Taylor");
    failures.conclude();
}

#[test]
fn length_has_the_same_second_derivatives_in_either_order() {
    for point in [[1.0, INF], [0.0, 1e-310], [1e-310, 0.0], [-INF, 2.0]] {
        let (_, _, h) = hessian(|[x, y]| x.hypot(y), point);
        assert!(h[0][1] == 0.0 && h[1][0] == 0.0 && h.iter().flatten().all(|entry| !entry.is_nan()), "at {point:?}: {h:?}");
        for (i, j) in [(0, 1), (1, 0)] {
            assert_eq!(second_partial_derivative(|[x, y]| x.hypot(y), point, i, j).3, 0.0, "d{i} d{j} at {point:?}");
        }
    }
}

#[test]
fn mixed_derivatives_at_subnormal_arguments_are_finite() {
    let rows: [(Function<HyperDual<f64>>, [f64; 2], f64); 3] = [
        // -x y / (x^2 + y^2)^(3/2), where y is so much larger that the root is y
        (|[x, y]| x.hypot(y), [5e-324, 1e-310], -(5e-324 / 1e-310) / 1e-310),
        // -1 / (x y ln^2 y)
        (|[x, y]| x.log(y), [1e-309, 12.0], -1.0 / 12.0 / 12f64.ln().powi(2) / 1e-309),
        (|[x, y]| x.log(y), [12.0, 1e-308], -1.0 / 12.0 / 1e-308f64.ln().powi(2) / 1e-308),
    ];
    for (f, point, expected) in rows {
        for (i, j) in [(0, 1), (1, 0)] {
            let (_, _, _, mixed) = second_partial_derivative(f, point, i, j);
            assert!(ulps(mixed, expected).is_some_and(|error| error <= 8), "d{i} d{j} at {point:?}: {mixed:e}, not {expected:e}");
        }
    }
}

/// `1 / (x ln b)`, where `1/x` overflows.
#[test]
fn a_logarithm_to_a_large_base_has_a_slope_at_a_subnormal_argument() {
    let (_, [slope, _]) = dual_numbers::gradient(|[x, b]| x.log(b), [1e-309, 1e300]);
    let expected = (1e-309 * 1e300f64.ln()).recip();
    assert!(ulps(slope, expected).is_some_and(|error| error <= 3), "{slope:e}, not {expected:e}");
}

#[test]
fn a_power_has_the_same_mixed_derivative_in_either_order() {
    for (point, expected) in [
        // x^(y-1) (1 + y ln x)
        ([0.0, 0.5], -INF),
        ([0.0, 0.0], INF),
        ([0.0, 1.0], -INF),
        ([0.0, 2.0], 0.0),
        ([0.0, -1.0], INF),
        ([-0.0, -1.0], INF),
        ([-0.0, -2.0], -INF),
        // no slope in the exponent, and none that varies with the base
        ([-2.0, 0.0], NAN),
        ([-2.0, 3.0], NAN),
        ([-2.0, 700.0], NAN),
        ([-2.0, -1e8], NAN),
    ] {
        for (i, j) in [(0, 1), (1, 0)] {
            let (_, _, _, mixed) = second_partial_derivative(|[x, y]| x.powf(y), point, i, j);
            assert!(mixed == expected || mixed.is_nan() && expected.is_nan(), "d{i} d{j} at {point:?}: {mixed}");
        }
    }
}

#[test]
fn a_difference_that_is_nan_stays_so() {
    let nan = Dual::variable(INF) - INF;
    for (x, y) in [(nan, Dual::constant(1.0)), (-nan, Dual::constant(1.0)), (Dual::constant(1.0), nan), (Dual::constant(1.0), -nan)] {
        assert!(Signed::abs_sub(&x, &y).re.is_nan(), "{x} and {y}");
    }
    for (x, y) in GRID.into_iter().flat_map(|x| GRID.map(|y| (x, y))) {
        let (ours, own) = (Signed::abs_sub(&Dual::variable(x), &Dual::variable(y)), Signed::abs_sub(&x, &y));
        assert!(ours.re == own || ours.re.is_nan() && own.is_nan(), "{x} and {y}: {ours}");
    }
    let integers = |x: i64, y: i64| Signed::abs_sub(&Dual::variable(x), &Dual::constant(y));
    assert_eq!([integers(3, 1), integers(1, 3), integers(2, 2)].map(|d| (d.re, d.eps)), [(2, [1]), (0, [0]), (0, [0])]);
    assert_eq!(integers(i64::MIN, i64::MAX).re, Signed::abs_sub(&i64::MIN, &i64::MAX));
}

#[test]
fn length_and_angle_at_the_origin_have_no_derivatives() {
    fn hold<D: Jet<Primitive = f64>>(kind: &str) {
        let [x, y] = [0, 1].map(|i| D::variable(0.0, i));
        for (name, z) in [("hypot", x.hypot(y)), ("atan2", x.atan2(y)), ("atan2 of longer directions", (x * 2.0).atan2(y * 3.0))] {
            assert!(parts(z).iter().all(|(_, part)| *part == 0.0), "{kind}: {name}(0, 0) is {z:?}");
        }
    }
    hold::<HyperDual<f64, 2, 2>>("HyperDual");
    hold::<Dual<Dual<f64, 2>, 2>>("Dual^2");
    hold::<Dual<HyperDual<f64, 2, 2>, 2>>("Dual<HyperDual>");
    hold::<Taylor<f64, 3>>("Taylor");
}

#[test]
fn the_cube_root_is_flat_at_infinity() {
    fn hold<D: Jet<Primitive = f64>>(kind: &str) {
        for x in [INF, -INF] {
            let parts = parts(D::variable(x, 0).cbrt());
            assert!(parts[0].1 == x && parts[1..].iter().all(|(_, part)| *part == 0.0), "{kind}: {parts:?}");
        }
    }
    hold::<Dual<f64>>("Dual");
    hold::<HyperDual<f64>>("HyperDual");
    hold::<Dual<Dual<Dual<f64>>>>("Dual^3");
    hold::<Dual<HyperDual<f64>>>("Dual<HyperDual>");
    hold::<HyperDual<Dual<f64>>>("HyperDual<Dual>");
    hold::<Taylor<f64, 3>>("Taylor");
}

/// Zeros, ones, the ends of the range, and what is beyond.
const GRID: [f64; 15] = [0.0, -0.0, 5e-324, 1e-200, 0.5, 1.0, 2.0, 3.5, 1e200, f64::MAX, -1.0, -2.0, -1e200, INF, NAN];

#[test]
fn a_power_of_nan_has_no_derivative_at_any_order() {
    fn hold<D: Jet<Primitive = f64>>(kind: &str) {
        let [nan, two] = [NAN, 2.0].map(|x| D::variable(x, 0));
        for (name, y) in
            [("NaN^1", nan.pow(1.0)), ("NaN^x", nan.powf(two)), ("2^NaN", two.powf(nan)), ("(1e-250 NaN)^0.5", (nan * 1e-250).pow(0.5))]
        {
            let parts = parts(y);
            assert!(parts.iter().filter(|(orders, _)| orders[1..] == [0, 0]).all(|(_, part)| part.is_nan()), "{kind}: {name} is {parts:?}");
        }
    }
    hold::<Dual<f64>>("Dual");
    hold::<HyperDual<f64>>("HyperDual");
    hold::<Dual<Dual<f64>>>("Dual^2");
    hold::<Dual<HyperDual<f64>>>("Dual<HyperDual>");
    hold::<Taylor<f64, 3>>("Taylor");
}

#[test]
fn what_has_no_direction_has_no_derivative() {
    fn hold<D: Jet<Primitive = f64>>(kind: &str, failures: &mut Failures) {
        // the product rule of `*` is the ordinary one
        for ((name, f), (_, own)) in functions::<D>().into_iter().zip(functions::<f64>()).filter(|((name, _), _)| *name != "mul") {
            for (x, y) in GRID.into_iter().flat_map(|x| GRID.map(|y| (x, y))) {
                let ([x0, y0], [x1, y1]) = ([x, y].map(D::literal), [x, y].map(|x| D::variable(x, 0)));
                // The same values with infinite derivatives.
                let steep = |x: D| if x == 0.0 { D::variable(0.0, 0).sqrt().copysign(x) } else { x + D::variable(0.0, 0).sqrt() };
                for (seeds, arguments) in [
                    ("no seed", [x0, y0]),
                    ("d/dx", [x1, y0]),
                    ("d/dy", [x0, y1]),
                    ("both seeds", [x1, y1]),
                    ("steep x", [steep(x1), y0]),
                    ("steep y", [x0, steep(y1)]),
                ] {
                    // nor does a quotient of nested numbers know more of their parts than that they can be multiplied
                    if kind == "Dual^2" && seeds.starts_with("steep") && ["recip", "powi:-1", "div", "rem"].contains(&name) {
                        continue;
                    }
                    let parts = parts(f(arguments));
                    failures.expect(parts[0].1, own([x, y]), 0, || format!("{kind}: {name}({x:e}, {y:e}), {seeds}"));
                    for (orders, part) in parts.into_iter().filter(|(orders, _)| orders[1] > 0 || seeds == "no seed" && orders[0] > 0) {
                        failures.expect(part, 0.0, 0, || format!("{kind}: {name}({x:e}, {y:e}), {seeds}: part {orders:?}"));
                    }
                }
            }
        }
    }
    let mut failures = Failures::default();
    hold::<Dual<f64, 2>>("Dual", &mut failures);
    hold::<Dual<f64, 8>>("Dual of eight directions", &mut failures);
    hold::<HyperDual<f64, 2, 2>>("HyperDual", &mut failures);
    hold::<Dual<Dual<f64, 2>, 2>>("Dual^2", &mut failures);
    hold::<Dual<HyperDual<f64>>>("Dual<HyperDual>", &mut failures);
    hold::<Taylor<f64, 3>>("Taylor", &mut failures);
    hold::<Dual<Taylor<f64, 2>>>("Dual<Taylor>", &mut failures);
    failures.conclude();
    // Of a nested constant too.
    let root = Taylor::<Dual<f64>, 2>::variable(Dual::constant(-1.0)).sqrt();
    assert!(root.coefficients.iter().all(|part| part.re.is_nan() && part.eps == [0.0]), "{root}");
}

#[test]
fn a_constant_divisor_meets_an_infinite_part_of_a_nested_derivative() {
    let (zero, steep) = (Dual::constant(0.0), Dual::new(1.0, [INF]));
    let x = HyperDual::new(steep, [steep], [zero], [[zero]]);
    let [[mixed]] = (x / HyperDual::constant(Dual::constant(2.0))).eps12;
    assert_eq!((mixed.re, mixed.eps), (0.0, [0.0]));
}

/// The slope of a root at 0 is infinite inside of a nested direction too, in a block of any size.
#[test]
fn an_infinite_part_of_a_nested_direction_meets_a_finite_slope() {
    fn slopes<const B: usize>() -> [Dual<f64>; 2] {
        let f = |[x, y]: [HyperDual<Dual<f64>, B, B>; 2]| x.sqrt().powi(1) + y;
        hessian_in_blocks(f, [Dual::variable(0.0), Dual::constant(1.0)]).1
    }
    let one = slopes::<1>();
    assert_eq!((one[0].re, one[0].eps), (INF, [-INF]));
    for many in [slopes::<2>(), slopes::<4>()] {
        assert_eq!(many.map(|slope| (slope.re, slope.eps)), one.map(|slope| (slope.re, slope.eps)));
    }
}

#[test]
fn euclidean_remainders_do_not_overflow() {
    for (x, y) in (i8::MIN..=i8::MAX).flat_map(|x| (i8::MIN..=i8::MAX).map(move |y| (x, y))) {
        // -n must be an i8 as well.
        let Some(slope) = x.checked_div_euclid(y).and_then(i8::checked_neg) else { continue };
        let [x, y] = Dual::<i8, 2>::variables([x, y]);
        let r = Euclid::rem_euclid(&x, &y);
        assert_eq!((r.re, r.eps), (x.re.rem_euclid(y.re), [1, slope]), "{x} and {y}");
    }
    let far = Dual::<i64>::constant(-5);
    assert_eq!(Euclid::rem_euclid(&far, &Dual::variable(i64::MIN)).eps, [-1]);
}

#[test]
fn outside_of_the_domain_nothing_is_defined() {
    fn hold<D: Jet<Primitive = f64>>(kind: &str) {
        let outside: &[(&str, f64, Function<D>)] = &[
            ("sqrt", -1.0, |[x, _]| x.sqrt()),
            ("ln", -1.0, |[x, _]| x.ln()),
            ("log2", -1.0, |[x, _]| x.log2()),
            ("log10", -1.0, |[x, _]| x.log10()),
            ("ln_1p", -2.0, |[x, _]| x.ln_1p()),
            ("log", -1.0, |[x, _]| x.log(D::literal(2.0))),
            ("asin", 2.0, |[x, _]| x.asin()),
            ("acos", -2.0, |[x, _]| x.acos()),
            ("acosh", 0.5, |[x, _]| x.acosh()),
            ("atanh", 2.0, |[x, _]| x.atanh()),
            ("powf", -2.0, |[x, _]| x.powf(D::literal(0.5))),
            ("powf, the exponent near 0", -2.0, |[x, _]| x.powf(D::literal(1e-20))),
            ("powf, the exponent near -1", -0.1, |[x, _]| x.powf(D::literal(-1.0 - f64::EPSILON))),
            ("x / 0", 0.0, |[x, y]| x / y),
            ("0 / x", 0.0, |[x, y]| y / x),
            ("x % 0", 1.0, |[x, y]| x % y),
            ("x % 0, a primitive", 1.0, |[x, _]| x % D::Primitive::literal(0.0)),
            ("x rem_euclid 0", 1.0, |[x, y]| x.rem_euclid(&y)),
            ("fract", INF, |[x, _]| x.fract()),
        ];
        for (name, x, f) in outside {
            let y = parts(f([D::variable(*x, 0), D::zero()]));
            assert!(y.iter().all(|(_, part)| part.is_nan()), "{kind}: {name}({x}) is {y:?}");
        }
    }
    hold::<Dual<f64>>("Dual");
    hold::<HyperDual<f64>>("HyperDual");
    hold::<Dual<Dual<f64>>>("Dual^2");
    hold::<Taylor<f64, 3>>("Taylor");
}

#[test]
fn comparisons_look_at_the_value_and_zero_at_every_part() {
    fn hold<D: Jet<Primitive = f64>>() {
        let (x, c) = (D::variable(1.0, 0), D::one());
        assert!(x == c && x == 1.0 && x >= c && x <= c && x.partial_cmp(&c) == Some(Ordering::Equal));
        assert!(D::variable(0.5, 0) < c && D::variable(1.5, 0) > c && x < 1.5);
        assert!(D::variable(NAN, 0) != D::variable(NAN, 0) && D::variable(NAN, 0).is_nan());
        assert!(c.is_one() && !x.is_one() && D::zero().is_zero() && !D::variable(0.0, 0).is_zero());
        // A derivative that is NaN says nothing that a shortcut could drop; an infinite one does.
        let (nan, infinite) = (D::zero() * D::variable(0.0, 0).sqrt(), D::variable(0.0, 0).sqrt());
        let kink = D::zero() * (D::variable(0.0, 0) * D::variable(0.0, 0)).sqrt();
        assert!(kink.is_zero() && (kink + D::one()).is_one() == parts(kink).iter().all(|(_, part)| *part == 0.0));
        assert!(nan.is_zero() && !infinite.is_zero() && !(nan + D::one()).is_one() && !D::literal(NAN).is_zero());
        assert!(x.is_finite() && x.is_normal() && D::variable(INF, 0).is_infinite() && D::variable(-0.0, 0).is_sign_negative());
        assert!(x.is_sign_positive() && !D::variable(-0.0, 0).is_sign_positive() && x.classify() == FpCategory::Normal);
    }
    hold::<Dual<f64>>();
    hold::<Dual<f64, 3>>();
    hold::<HyperDual<f64>>();
    hold::<Dual<Dual<f64>>>();
    hold::<Taylor<f64, 2>>();
}

/// One part that is not zero tells a number from zero, and from one.
#[cfg(feature = "approx")]
#[test]
fn each_part_by_itself_counts() {
    fn hold<D: DualNum<Primitive = f64> + approx::RelativeEq<Epsilon = D> + approx::UlpsEq, const P: usize>(
        number: impl Fn([f64; P]) -> D,
    ) {
        for part in 0..P {
            let (zero, one) = (D::zero(), D::one());
            let x = number(from_fn(|k| f64::from(u8::from(k == part))));
            assert!(!x.is_zero() && !(one + x).is_one() && x.abs_diff_eq(&x, D::literal(1e-9)), "{x}");
            let near = [x.abs_diff_eq(&zero, D::literal(1e-9)), x.relative_eq(&zero, zero, D::literal(1e-9)), x.ulps_eq(&zero, zero, 4)];
            assert_eq!(near, [false; 3], "{x}");
        }
    }
    hold(|[a, b, c]| Dual::new(a, [b, c]));
    hold(|[a, b, c]| Taylor::new(a, [b, c]));
    hold(|[a, b, c, d, e, f, g, h, i]| HyperDual::new(a, [b, c], [d, e], [[f, g], [h, i]]));
    hold(|[a, b, c, d]| Dual::new(Dual::<f64>::new(a, [b]), [Dual::new(c, [d])]));
}

#[cfg(feature = "approx")]
#[test]
fn approximate_comparisons_look_at_every_part() {
    let (x, near, off) = (Dual::new(1.0, [2.0]), Dual::new(1.0, [2.0 + 1e-12]), Dual::new(1.0, [2.1]));
    let tolerance = Dual::constant(1e-9);
    assert!(approx::relative_eq!(x, near, max_relative = tolerance) && !approx::relative_eq!(x, off, max_relative = tolerance));
    assert!(approx::abs_diff_eq!(x, near, epsilon = tolerance) && !approx::abs_diff_eq!(x, off, epsilon = tolerance));
    assert!(approx::ulps_eq!(x, near, epsilon = tolerance) && !approx::ulps_eq!(x, off, epsilon = tolerance));
    assert!(approx::ulps_eq!(x, x) && !approx::ulps_eq!(x, off));
    let six = Dual::new(1.0, [2.0 + 12.0 * f64::EPSILON]);
    assert!(approx::ulps_eq!(x, six, max_ulps = 6) && !approx::ulps_eq!(x, six, max_ulps = 5));
    // Without a tolerance, that of the primitive: one epsilon, four ulps.
    let off_by = |ulps: f64| Dual::new(1.0, [2.0 + 2.0 * ulps * f64::EPSILON]);
    assert!(approx::relative_eq!(x, off_by(1.0)) && !approx::relative_eq!(x, off_by(2.0)));
    assert!(approx::ulps_eq!(x, off_by(4.0)) && !approx::ulps_eq!(x, off_by(5.0)));
    let beyond = Dual::new(1.0, [2.0 + 16.0 * f64::EPSILON]);
    assert!(!approx::abs_diff_eq!(x, beyond) && !approx::relative_eq!(x, beyond) && !approx::ulps_eq!(x, beyond));
}

/// Of many directions each is divided as one is, at subnormal, zero and infinite divisors too.
#[test]
fn many_directions_are_divided_as_one_is() {
    fn hold<T: DualNum<Primitive = T>>() {
        let tiny = T::literal(3.0) * T::min_positive_value() * T::epsilon();
        let values = [0.0, 1.0, -2.5, INF].map(T::literal);
        for (a, b) in values.iter().flat_map(|&a| [tiny, -tiny, T::zero(), T::infinity(), T::literal(0.3)].map(|b| (a, b))) {
            let direction = |k: usize| (values[k / 4], values[k % 4]);
            let many = Dual::<T, 16>::new(a, from_fn(|k| direction(k).0)) / Dual::new(b, from_fn(|k| direction(k).1));
            for k in 0..16 {
                let (da, db) = direction(k);
                let one = (Dual::<T>::new(a, [da]) / Dual::new(b, [db])).derivative();
                assert!(
                    many.eps[k] == one || many.eps[k].is_nan() && one.is_nan(),
                    "({a}, {da}) / ({b}, {db}): {}, alone {one}",
                    many.eps[k]
                );
            }
        }
    }
    hold::<f64>();
    hold::<f32>();
}

/// `(a / b)_12 = -q_1 b_2 / b` for the infinite `b_2` and `a_12 = b_1 = b_12 = 0`: nothing where the quotient does not change along 1.
#[test]
fn a_quotient_beside_an_infinite_direction_of_its_divisor() {
    fn hold<T: DualNum<Primitive = T>>() {
        let (zero, one) = (T::zero(), T::one());
        for (slope, expected) in [(zero, zero), (one, T::neg_infinity()), (-one, T::infinity())] {
            let q = HyperDual::<T>::new(one, [slope], [zero], [[zero]]) / HyperDual::new(one, [zero], [T::infinity()], [[zero]]);
            assert_eq!(q.second_derivative(), expected, "{q}");
        }
    }
    hold::<f64>();
    hold::<f32>();
}
