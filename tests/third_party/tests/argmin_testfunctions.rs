//! Every gradient and Hessian of `argmin_testfunctions`, held against exact ones.
//!
//! The functions are generic over `num_traits::Float`: the crate's own code runs on our numbers. `cross_in_tray` alone goes through `f64`; it
//! stands here again, generic, and is compared with the original by its value.

use argmin_testfunctions as argmin;
use dual_numbers::DualNum;
use dual_numbers::oracle::{Oracle, Points, Tolerance, boxed};

/// Points of the box `[-size, size]^2`.
fn square(size: f64) -> Oracle<Points<[f64; 2]>> {
    Oracle::new(boxed([(-size, size); 2])).cases(2000)
}

/// The boxes `[-size, size]^5` for slices and `[-size, size]^4` for arrays.
fn vectors(size: f64) -> Oracle<Points<Vec<f64>>> {
    Oracle::new(boxed(vec![(-size, size); 5])).cases(1000)
}

fn arrays(size: f64) -> Oracle<Points<[f64; 4]>> {
    Oracle::new(boxed([(-size, size); 4])).cases(1000)
}

/// Gradient and Hessian of a function of two variables.
macro_rules! two_variables {
    ($($name:ident: $f:path, $gradient:path, $hessian:path, $size:expr;)*) => { $(
        mod $name {
            use super::*;

            #[test]
            fn gradient() {
                println!("{}", square($size).check_gradient(|x| $f(&x), |x| $gradient(&x)).unwrap());
            }

            #[test]
            fn hessian() {
                println!("{}", square($size).check_hessian(|x| $f(&x), |x| $hessian(&x)).unwrap());
            }
        }
    )* };
}

two_variables! {
    beale: argmin::beale, argmin::beale_derivative, argmin::beale_hessian, 4.5;
    booth: argmin::booth, argmin::booth_derivative, argmin::booth_hessian, 10.0;
    bukin_n6: argmin::bukin_n6, argmin::bukin_n6_derivative, argmin::bukin_n6_hessian, 15.0;
    cross_in_tray: super::cross, argmin::cross_in_tray_derivative, argmin::cross_in_tray_hessian, 10.0;
    easom: argmin::easom, argmin::easom_derivative, argmin::easom_hessian, 10.0;
    eggholder: argmin::eggholder, argmin::eggholder_derivative, argmin::eggholder_hessian, 512.0;
    goldsteinprice: argmin::goldsteinprice, argmin::goldsteinprice_derivative, argmin::goldsteinprice_hessian, 2.0;
    himmelblau: argmin::himmelblau, argmin::himmelblau_derivative, argmin::himmelblau_hessian, 5.0;
    holder_table: argmin::holder_table, argmin::holder_table_derivative, argmin::holder_table_hessian, 10.0;
    levy_n13: argmin::levy_n13, argmin::levy_n13_derivative, argmin::levy_n13_hessian, 10.0;
    matyas: argmin::matyas, argmin::matyas_derivative, argmin::matyas_hessian, 10.0;
    mccormick: argmin::mccormick, argmin::mccormick_derivative, argmin::mccormick_hessian, 4.0;
    schaffer_n2: argmin::schaffer_n2, argmin::schaffer_n2_derivative, argmin::schaffer_n2_hessian, 100.0;
    schaffer_n4: argmin::schaffer_n4, argmin::schaffer_n4_derivative, argmin::schaffer_n4_hessian, 100.0;
    threehumpcamel: argmin::threehumpcamel, argmin::threehumpcamel_derivative, argmin::threehumpcamel_hessian, 5.0;
}

/// Gradient and Hessian of a function of any number of variables, in the forms for slices and for arrays.
macro_rules! many_variables {
    ($($name:ident: $f:path, $gradient:path, $hessian:path, $array_gradient:path, $array_hessian:path, $size:expr;)*) => { $(
        mod $name {
            use super::*;

            #[test]
            fn gradient() {
                println!("{}", vectors($size).check_gradient(|x| $f(&x), |x: Vec<f64>| $gradient(&x)).unwrap());
                println!("{}", arrays($size).check_gradient(|x| $f(&x), |x| $array_gradient(&x)).unwrap());
            }

            #[test]
            fn hessian() {
                println!("{}", vectors($size).check_hessian(|x| $f(&x), |x: Vec<f64>| $hessian(&x)).unwrap());
                println!("{}", arrays($size).check_hessian(|x| $f(&x), |x| $array_hessian(&x)).unwrap());
            }
        }
    )* };
}

many_variables! {
    ackley: argmin::ackley, argmin::ackley_derivative, argmin::ackley_hessian, argmin::ackley_derivative_const, argmin::ackley_hessian_const, 32.0;
    levy: argmin::levy, argmin::levy_derivative, argmin::levy_hessian, argmin::levy_derivative_const, argmin::levy_hessian_const, 10.0;
    rastrigin: argmin::rastrigin, argmin::rastrigin_derivative, argmin::rastrigin_hessian, argmin::rastrigin_derivative_const, argmin::rastrigin_hessian_const, 5.0;
    rosenbrock: argmin::rosenbrock, argmin::rosenbrock_derivative, argmin::rosenbrock_hessian, argmin::rosenbrock_derivative_const, argmin::rosenbrock_hessian_const, 5.0;
    sphere: argmin::sphere, argmin::sphere_derivative, argmin::sphere_hessian, argmin::sphere_derivative_const, argmin::sphere_hessian_const, 10.0;
    styblinski_tang: argmin::styblinski_tang, argmin::styblinski_tang_derivative, argmin::styblinski_tang_hessian, argmin::styblinski_tang_derivative_const, argmin::styblinski_tang_hessian_const, 5.0;
    zero: argmin::zero, argmin::zero_derivative, argmin::zero_hessian, argmin::zero_derivative_const, argmin::zero_hessian_const, 10.0;
}

/// `-1e-4 (|sin x sin y exp |100 - r / pi|| + 1)^0.1`
fn cross<D: DualNum<Primitive = f64>>(&[x, y]: &[D; 2]) -> D {
    let distance = (x.powi(2) + y.powi(2)).sqrt() / std::f64::consts::PI;
    ((x.sin() * y.sin() * (-distance + 100.0).abs().exp()).abs() + 1.0).powf(D::literal(0.1)) * -0.0001
}

#[test]
fn cross_in_tray_is_the_one_of_the_crate() {
    let value = |x: [f64; 2]| (argmin::cross_in_tray(&x), argmin::cross_in_tray_derivative(&x));
    square(10.0).tolerance(Tolerance::relative(1e-9)).check_value_and_gradient(|x| cross(&x), value).unwrap();
}

/// The Hessian is an expanded quotient that cancels. At (1, 0.56), computed with 60 digits, it begins 19.9032351713839688, and theirs is
/// 19.90323516831947.
#[test]
fn picheny() {
    let hessian = |oracle: Oracle<_>| oracle.check_hessian(|x| argmin::picheny(&x), |x| argmin::picheny_hessian(&x));
    square(1.0).check_gradient(|x| argmin::picheny(&x), |x| argmin::picheny_derivative(&x)).unwrap();
    hessian(square(1.0)).unwrap_err();
    println!("{}", hessian(square(1.0).tolerance(Tolerance::relative(1e-8))).unwrap());
}

/// Wrong at the origin: `f = 1/2 + (cos^2 sin |x^2 - y^2| - 1/2) / (1 + (x^2 + y^2)/1000)^2` is `1 - (x^2 + y^2)/1000` up to terms of the
/// fourth order there, smooth, with the gradient 0 and the Hessian -1/500 times the unit matrix. Theirs are NaN and 0.
#[test]
fn schaffer_n4_is_wrong_at_the_origin() {
    let origin = || Oracle::at([0.0, 0.0]);
    let gradient = origin().check_gradient(|x| argmin::schaffer_n4(&x), |x| argmin::schaffer_n4_derivative(&x)).unwrap_err();
    let entry = gradient.entry().unwrap();
    assert!(entry.expected == 0.0 && entry.found.is_nan(), "{gradient}");
    let hessian = origin().check_hessian(|x| argmin::schaffer_n4(&x), |x| argmin::schaffer_n4_hessian(&x)).unwrap_err();
    let entry = hessian.entry().unwrap();
    assert!((entry.expected + 0.002).abs() < 1e-15 && entry.found == 0.0, "{hessian}");
}

/// Within 2.2e-16 of their kinks and cusps the crate sets gradients to 0. The functions have large ones there, as on either side.
#[test]
fn next_to_a_kink_gradients_are_set_to_zero() {
    let ackley = Oracle::at([0.0, 2e-16]).check_gradient(|x| argmin::ackley(&x), |x| argmin::ackley_derivative(&x));
    let bukin = Oracle::at([0.0, 2e-17]).check_gradient(|x| argmin::bukin_n6(&x), |x| argmin::bukin_n6_derivative(&x));
    let holder = Oracle::at([2e-16, 0.0]).check_gradient(|x| argmin::holder_table(&x), |x| argmin::holder_table_derivative(&x));
    for mismatch in [ackley, bukin, holder].map(Result::unwrap_err) {
        let entry = mismatch.entry().unwrap();
        assert!(entry.expected.abs() > 1.0 && entry.found.abs() < 1e-10, "{mismatch}");
    }
}
