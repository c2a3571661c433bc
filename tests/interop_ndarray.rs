//! Arrays of `ndarray`: arithmetic with scalars, products, sums and broadcasting on our numbers.
#![cfg(feature = "ndarray")]

use dual_numbers::interop::ndarray::ArrayParts;
use dual_numbers::{Dual, HyperDual, Taylor};
use ndarray::{Array1, Array2, LinalgScalar, ScalarOperand, arr1, array, linalg::general_mat_mul};

fn variables() -> Array1<Dual<f64, 3>> {
    arr1(&Dual::variables([1.0, 2.0, 3.0]))
}

#[test]
fn numbers_stand_on_either_side_and_primitives_on_the_right() {
    let x = variables();
    let two = Dual::constant(2.0);
    for y in [&x * two, &x * 2.0, x.clone() * 2.0, &x / 0.5] {
        assert_eq!(y.parts().re, array![2.0, 4.0, 6.0]);
        assert_eq!(y.parts().eps[1], array![0.0, 2.0, 0.0]);
    }
    for y in [two * &x, two * x.clone(), Dual::constant(0.0) - &x * -2.0] {
        assert_eq!(y.parts().eps[1], array![0.0, 2.0, 0.0]);
    }
    assert_eq!((two / &x).parts().eps[1], array![0.0, -0.5, 0.0]);
    assert_eq!((two + &x - two).parts().eps[1], array![0.0, 1.0, 0.0]);
    assert_eq!((two * &x.view()).parts().eps[1], array![0.0, 2.0, 0.0]);
    let remainder = Dual::constant(7.0) % &x; // 7 - 3 y
    assert_eq!((remainder.parts().re, remainder.parts().eps[1].clone()), (array![0.0, 1.0, 1.0], array![0.0, -3.0, 0.0]));
    let mut z = x.clone();
    z *= two;
    z += Dual::constant(1.0);
    z -= Dual::constant(1.0);
    assert_eq!((z.parts().re, z[2].eps), (array![2.0, 4.0, 6.0], [0.0, 0.0, 2.0]));
}

#[test]
fn products_and_sums() {
    let x = variables();
    assert_eq!(x.dot(&x).eps, [2.0, 4.0, 6.0]);
    assert_eq!((x.sum().re, x.sum().eps), (6.0, [1.0; 3]));
    assert_eq!((x.product().re, x.product().eps), (6.0, [6.0, 3.0, 2.0]));
    assert_eq!(x.mean().map(|m| m.eps), Some([1.0 / 3.0; 3]));
    let a = Array2::from_shape_fn((2, 3), |(i, j)| Dual::constant((1 + i + 2 * j) as f64));
    assert_eq!(a.dot(&x).parts().eps, [array![1.0, 2.0], array![3.0, 4.0], array![5.0, 6.0]]);
    let mut c = Array2::zeros((2, 2));
    general_mat_mul(Dual::constant(1.0), &a, &a.t(), Dual::constant(0.0), &mut c);
    assert_eq!(c.parts().re, array![[35.0, 44.0], [44.0, 56.0]]);
}

#[test]
fn broadcasting_and_elementary_functions() {
    let rows = array![[1.0], [2.0]].mapv(Dual::<f64, 3>::constant);
    let y = &rows * &variables();
    assert_eq!(y.parts().re, array![[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]);
    assert_eq!(y.parts().eps[2], array![[0.0, 0.0, 1.0], [0.0, 0.0, 2.0]]);
    assert_eq!(variables().mapv(Dual::exp).parts().eps[0], array![1f64.exp(), 0.0, 0.0]);
    assert_eq!(variables().exp().parts().eps[0], array![1f64.exp(), 0.0, 0.0]);
    assert_eq!(Array1::<Dual<f64>>::ones(2).parts().re, array![1.0, 1.0]);
}

#[test]
fn every_number_is_a_scalar() {
    fn scalar<T: ScalarOperand + LinalgScalar>() {}
    scalar::<Dual<f64>>();
    scalar::<Dual<f32, 4>>();
    scalar::<HyperDual<f64, 2, 3>>();
    scalar::<Taylor<f64, 3>>();
    scalar::<Dual<Dual<f64>>>();
    scalar::<HyperDual<Dual<f64>>>();
    let x = arr1(&HyperDual::variables([1.0, 2.0]));
    assert_eq!(x.dot(&x).eps12, [[2.0, 0.0], [0.0, 2.0]]);
    assert_eq!(x.parts().eps12[0][1], array![0.0, 0.0]);
}
