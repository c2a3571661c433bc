//! `argmin_testfunctions`: its functions on our numbers, against the gradients and Hessians that it has typed out for them.

use argmin_testfunctions::*;
use dual_numbers::{HessianBlock, hessian};

type Two = [HessianBlock<f64>; 2];

/// `f` at points spread over [-2, 2]^2, away from the kinks of the functions with absolute values.
fn agree(
    name: &str,
    f: impl Fn(&Two) -> HessianBlock<f64>,
    gradient: impl Fn(&[f64; 2]) -> [f64; 2],
    hessian_matrix: impl Fn(&[f64; 2]) -> [[f64; 2]; 2],
) {
    // The typed Hessian of `picheny` cancels; see `hessian_of_picheny_to_the_last_digits`.
    let tolerance = if name == "picheny" { 1e-10 } else { 1e-11 };
    for k in 0..25 {
        let x = [-1.93 + 0.41 * f64::from(k % 5) * 2.0, 1.87 - 0.39 * f64::from(k / 5) * 2.0];
        let (_, g, h) = hessian(|x| f(&x), x);
        let typed = (gradient(&x), hessian_matrix(&x));
        let close = |a: f64, b: f64, scale: f64| (a - b).abs() <= tolerance * (1.0 + scale);
        let largest = |values: &[f64]| values.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
        let (scale_g, scale_h) = (largest(&typed.0), largest(typed.1.as_flattened()));
        for i in 0..2 {
            assert!(close(g[i], typed.0[i], scale_g), "{name}, gradient at {x:?}: {g:?}, typed {:?}", typed.0);
            for j in 0..2 {
                assert!(close(h[i][j], typed.1[i][j], scale_h), "{name}, Hessian at {x:?}: {h:?}, typed {:?}", typed.1);
            }
        }
    }
}

/// Where the typed Hessian is 4.6e-11 off, ours has the digits of a computation with 50.
#[test]
fn hessian_of_picheny_to_the_last_digits() {
    let (_, _, h) = hessian(|x| argmin_testfunctions::picheny(&x), [0.53_f64, 0.31000000000000005]);
    for (ours, exact) in [(h[0][0], -60.89892293403607_f64), (h[0][1], 31.969412072912917), (h[1][1], -107.33309043751057)] {
        assert!((ours - exact).abs() <= 1e-14 * exact.abs(), "{ours} is not {exact}");
    }
}

/// A function of a slice has its gradient as a vector.
fn pair(v: Vec<f64>) -> [f64; 2] {
    v.try_into().expect("two entries")
}

fn square(m: Vec<Vec<f64>>) -> [[f64; 2]; 2] {
    m.into_iter().map(pair).collect::<Vec<_>>().try_into().expect("two rows")
}

macro_rules! functions {
    (arrays { $($f:ident $gradient:ident $hessian:ident;)* } slices { $($g:ident $slice_gradient:ident $slice_hessian:ident;)* }) => {
        $(
            #[test]
            fn $f() {
                agree(stringify!($f), |x| argmin_testfunctions::$f(x), |x| $gradient(x), |x| $hessian(x));
            }
        )*
        $(
            #[test]
            fn $g() {
                agree(stringify!($g), |x| argmin_testfunctions::$g(x), |x| pair($slice_gradient(x)), |x| square($slice_hessian(x)));
            }
        )*
    };
}

functions! {
    arrays {
    beale beale_derivative beale_hessian;
    booth booth_derivative booth_hessian;
    bukin_n6 bukin_n6_derivative bukin_n6_hessian;
    easom easom_derivative easom_hessian;
    eggholder eggholder_derivative eggholder_hessian;
    goldsteinprice goldsteinprice_derivative goldsteinprice_hessian;
    himmelblau himmelblau_derivative himmelblau_hessian;
    holder_table holder_table_derivative holder_table_hessian;
    levy_n13 levy_n13_derivative levy_n13_hessian;
    matyas matyas_derivative matyas_hessian;
    mccormick mccormick_derivative mccormick_hessian;
    picheny picheny_derivative picheny_hessian;
    schaffer_n2 schaffer_n2_derivative schaffer_n2_hessian;
    schaffer_n4 schaffer_n4_derivative schaffer_n4_hessian;
    threehumpcamel threehumpcamel_derivative threehumpcamel_hessian;
    }
    slices {
    ackley ackley_derivative ackley_hessian;
    levy levy_derivative levy_hessian;
    rastrigin rastrigin_derivative rastrigin_hessian;
    rosenbrock rosenbrock_derivative rosenbrock_hessian;
    sphere sphere_derivative sphere_hessian;
    styblinski_tang styblinski_tang_derivative styblinski_tang_hessian;
    zero zero_derivative zero_hessian;
    }
}
