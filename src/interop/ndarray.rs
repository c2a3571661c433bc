//! Arrays of `ndarray`: arithmetic, and arrays of numbers taken apart.
//!
//! Every number type is a `ScalarOperand` and a `LinalgScalar`: arithmetic, `dot`, `sum` and broadcasting run on arrays of them. A number
//! stands on either side of an array, a primitive on the right (`array * 2.0`): the language lets nobody but `ndarray` write `2.0 * array`.
//!
//! ```
//! use dual_numbers::{Dual, interop::ndarray::ArrayParts};
//! use ndarray::{array, Array1};
//!
//! let a = array![[1.0, 2.0], [3.0, 4.0]];
//! let x = Array1::from(Dual::variables([5.0, 6.0]).to_vec());
//! let y = a.mapv(Dual::constant).dot(&x) * 2.0;
//! assert_eq!(y.parts().re, array![34.0, 78.0]);
//! assert_eq!(y.parts().eps, [array![2.0, 6.0], array![4.0, 8.0]]); // the columns of 2 a
//! ```
//!
//! The drivers take slices, and a view of a slice is an array:
//!
//! ```
//! use dual_numbers::{Chunked, DualNum};
//! use ndarray::{Array2, ArrayView1, LinalgScalar, ScalarOperand, array};
//!
//! /// `|a w|^2`
//! fn model<D: DualNum<Primitive = f64> + LinalgScalar + ScalarOperand>(w: ArrayView1<D>, a: &Array2<f64>) -> D {
//!     a.mapv(D::literal).dot(&w).mapv(|residual| residual * residual).sum()
//! }
//! let (a, w, mut gradient) = (array![[1.0, 2.0], [3.0, 4.0]], array![1.0, -1.0], array![0.0, 0.0]);
//! Chunked::<8>::new(2).gradient(|w| model(w.into(), &a), w.as_slice().unwrap(), gradient.as_slice_mut().unwrap())?;
//! assert_eq!(gradient, array![-8.0, -12.0]); // 2 a'a w
//! # Ok::<(), dual_numbers::ShapeError>(())
//! ```

use core::ops::{Add, Div, Mul, Rem, Sub};

#[cfg(feature = "std")]
use ndarray::NdFloat;
use ndarray::{Array, ArrayBase, ArrayRef, Data, DataMut, DataOwned, Dimension, ScalarOperand};

use super::Parts;
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HyperDual, Taylor};

macro_rules! scalar_operand {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        impl<T: Clone + 'static, $(const $C: usize),*> ScalarOperand for $Number<T, $($C),*> {}
        #[cfg(feature = "std")]
        impl<T: DualNum, $(const $C: usize),*> NdFloat for $Number<T, $($C),*> {}

        left_scalar!($Number<$($C),*> Add add);
        left_scalar!($Number<$($C),*> Sub sub);
        left_scalar!($Number<$($C),*> Mul mul);
        left_scalar!($Number<$($C),*> Div div);
        left_scalar!($Number<$($C),*> Rem rem);
    };
}

/// `number op array`.
macro_rules! left_scalar {
    ($Number:ident<$($C:ident),*> $Op:ident $op:ident) => {
        impl<T: DualNum, $(const $C: usize,)* S: DataOwned<Elem = $Number<T, $($C),*>> + DataMut, D: Dimension> $Op<ArrayBase<S, D>> for $Number<T, $($C),*> {
            type Output = ArrayBase<S, D>;

            fn $op(self, array: ArrayBase<S, D>) -> ArrayBase<S, D> {
                array.mapv_into(|x| $Op::$op(self, x))
            }
        }
        impl<T: DualNum, $(const $C: usize,)* S: Data<Elem = $Number<T, $($C),*>>, D: Dimension> $Op<&ArrayBase<S, D>> for $Number<T, $($C),*> {
            type Output = Array<Self, D>;

            fn $op(self, array: &ArrayBase<S, D>) -> Array<Self, D> {
                $Op::$op(self, &**array)
            }
        }
        impl<T: DualNum, $(const $C: usize,)* D: Dimension> $Op<&ArrayRef<$Number<T, $($C),*>, D>> for $Number<T, $($C),*> {
            type Output = Array<Self, D>;

            fn $op(self, array: &ArrayRef<Self, D>) -> Array<Self, D> {
                array.mapv(|x| $Op::$op(self, x))
            }
        }
    };
}

for_every_number! { scalar_operand }

/// An array of numbers, taken apart.
pub trait ArrayParts {
    /// One number of the array.
    type Number: Parts;
    /// An array of one part of each number.
    type Array;

    /// The array of values and the arrays of partial derivatives, in the fields that one number has.
    ///
    /// ```
    /// use dual_numbers::{Dual, interop::ndarray::ArrayParts};
    /// use ndarray::array;
    /// let squares = array![1.0, 2.0].mapv(|x| Dual::variable(x).powi(2));
    /// assert_eq!(squares.parts().re, array![1.0, 4.0]);
    /// assert_eq!(squares.parts().derivative(), array![2.0, 4.0]);
    /// ```
    fn parts(&self) -> <Self::Number as Parts>::Of<Self::Array>;
}

impl<D: Parts, I: Dimension> ArrayParts for ArrayRef<D, I> {
    type Number = D;
    type Array = Array<D::Part, I>;

    fn parts(&self) -> D::Of<Self::Array> {
        D::each_part(|part| self.map(part))
    }
}
