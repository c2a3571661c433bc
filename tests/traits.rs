//! The traits that `f64` implements, compiled for every number type: the table of `dual_numbers::interop`, line by line.
#![cfg(all(feature = "nalgebra", feature = "ndarray", feature = "num-complex", feature = "serde"))]

use core::fmt::{Debug, Display, LowerExp, UpperExp};
use core::iter::{Product, Sum};
use core::ops::*;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::str::FromStr;

use dual_numbers::sparse::Tracer;
use dual_numbers::{Dual, HyperDual, Taylor};
use num_complex::{Complex, ComplexFloat};
use num_traits::float::{FloatCore, TotalOrder};
use num_traits::real::Real;
use num_traits::*;

macro_rules! implemented {
    ($D:ty: $($bound:tt)*) => {
        const _: fn() = || {
            fn holds<T: $($bound)*>() {}
            holds::<$D>();
        };
    };
}

macro_rules! with_primitives {
    ($D:ty: $($P:ident)*) => { $(
        implemented!($D: FromPrimitive + AsPrimitive<$P> + simba::scalar::SupersetOf<$P>);
        implemented!($P: AsPrimitive<$D>);
    )* };
}

/// What the primitive implements and the numbers over it do as well.
macro_rules! numeric {
    ($P:ident: $($D:ty;)*) => { $(
        implemented!($D: Clone + Copy + Debug + Default + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe);
        implemented!($D: PartialEq + PartialOrd + PartialEq<$P> + PartialOrd<$P>);
        implemented!($P: PartialEq<$D> + PartialOrd<$D>);
        implemented!($D: Add<Output = $D> + Sub<Output = $D> + Mul<Output = $D> + Div<Output = $D> + Rem<Output = $D> + Neg<Output = $D>);
        implemented!($D: for<'a> Add<&'a $D> + for<'a> Sub<&'a $D> + for<'a> Mul<&'a $D> + for<'a> Div<&'a $D> + for<'a> Rem<&'a $D>);
        implemented!(&'static $D: Add<$D> + Sub<$D> + Mul<$D> + Div<$D> + Rem<$D> + Neg + Add<&'static $D> + Sub<&'static $D> + Mul<&'static $D> + Div<&'static $D> + Rem<&'static $D>);
        implemented!($D: AddAssign + SubAssign + MulAssign + DivAssign + RemAssign);
        implemented!($D: for<'a> AddAssign<&'a $D> + for<'a> SubAssign<&'a $D> + for<'a> MulAssign<&'a $D> + for<'a> DivAssign<&'a $D> + for<'a> RemAssign<&'a $D>);
        implemented!($D: Add<$P, Output = $D> + Sub<$P> + Mul<$P> + Div<$P> + Rem<$P>);
        implemented!($D: AddAssign<$P> + SubAssign<$P> + MulAssign<$P> + DivAssign<$P> + RemAssign<$P>);
        implemented!($D: Sum + Product + for<'a> Sum<&'a $D> + for<'a> Product<&'a $D>);
        implemented!($D: Display + LowerExp + UpperExp + FromStr);
        implemented!($D: From<bool> + From<i8> + From<u8> + From<i16> + From<u16> + From<$P>);
        implemented!($D: Zero + One + ConstZero + ConstOne + Num + NumRef + NumAssign + NumAssignRef + Bounded + bounds::LowerBounded + bounds::UpperBounded);
        implemented!(&'static $D: RefNum<$D>);
        implemented!($D: Float + FloatCore + FloatConst + Real + Signed + Euclid + Inv + TotalOrder);
        implemented!(&'static $D: Inv);
        implemented!($D: FromPrimitive + ToPrimitive + NumCast);
        with_primitives!($D: f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
        implemented!($D: Pow<i8> + Pow<u8> + Pow<i16> + Pow<u16> + Pow<i32> + Pow<$P> + Pow<$D> + MulAdd + MulAddAssign);
        implemented!(&'static $D: Pow<i8> + Pow<u8> + Pow<i16> + Pow<u16> + Pow<i32> + Pow<$P> + Pow<$D>);
        implemented!($D: for<'a> Pow<&'a i8> + for<'a> Pow<&'a u8> + for<'a> Pow<&'a i16> + for<'a> Pow<&'a u16> + for<'a> Pow<&'a i32>);
        implemented!($D: for<'a> Pow<&'a $P> + for<'a> Pow<&'a $D>);
        implemented!($D: approx::AbsDiffEq<Epsilon = $D> + approx::RelativeEq + approx::UlpsEq);
        implemented!($D: nalgebra::SimdValue<Element = $D, SimdBool = bool> + simba::simd::PrimitiveSimdValue + nalgebra::Field);
        implemented!($D: nalgebra::ComplexField<RealField = $D>);
        implemented!($D: nalgebra::RealField);
        implemented!($D: nalgebra::SimdComplexField + nalgebra::SimdRealField);
        implemented!($D: simba::simd::SimdSigned + nalgebra::SimdPartialOrd);
        implemented!($D: simba::scalar::SubsetOf<$D> + simba::scalar::SubsetOf<Complex<$D>>);
        implemented!(Complex<$D>: nalgebra::ComplexField<RealField = $D>);
        implemented!($D: nalgebra::Scalar + ndarray::ScalarOperand + ndarray::LinalgScalar + ndarray::NdFloat);
        implemented!($D: ComplexFloat<Real = $D>);
        implemented!(Complex<$D>: ComplexFloat<Real = $D> + ndarray::LinalgScalar);
    )* };
}

/// The same, and to be stored.
macro_rules! common {
    ($P:ident: $($D:ty;)*) => { $(
        numeric!($P: $D;);
        implemented!($D: serde::Serialize + serde::de::DeserializeOwned);
    )* };
}

common! { f32: f32; Dual<f32>; HyperDual<f32, 2, 3>; Taylor<f32, 3>; Dual<Dual<f32>>; Dual<HyperDual<f32>>; }
common! { f64:
    f64;
    Dual<f64>;
    Dual<f64, 3>;
    HyperDual<f64>;
    HyperDual<f64, 2, 3>;
    Taylor<f64, 3>;
    Dual<Dual<f64>>;
    Dual<HyperDual<f64>>;
    HyperDual<Dual<f64>>;
    Taylor<Dual<f64>, 2>;
    Dual<Taylor<f64, 2>>;
}

numeric! { f64:
    Tracer;
    Dual<Tracer>;
    HyperDual<Tracer, 2, 2>;
}

/// Over `f64` alone.
macro_rules! over_f64 {
    ($($D:ty;)*) => { $(
        implemented!($D: From<i32> + From<u32> + From<f32>);
        implemented!(f64: Add<$D, Output = $D> + Sub<$D> + Mul<$D> + Div<$D> + Rem<$D>);
        // On the left of a container, where `f64` is with containers of `f64`.
        implemented!($D: Mul<nalgebra::Matrix2<$D>> + for<'a> Mul<&'a nalgebra::DMatrix<$D>>);
        implemented!($D: Mul<nalgebra::Point3<$D>> + for<'a> Mul<&'a nalgebra::Point2<$D>>);
        implemented!($D: Mul<nalgebra::Quaternion<$D>> + for<'a> Mul<&'a nalgebra::DualQuaternion<$D>>);
        implemented!($D: Add<ndarray::Array2<$D>> + Sub<ndarray::Array1<$D>> + Mul<ndarray::Array2<$D>> + for<'a> Div<&'a ndarray::Array2<$D>> + Rem<ndarray::Array0<$D>>);
        implemented!(ndarray::Array2<$D>: Mul<f64> + Mul<$D> + Div<f64> + Add<$D> + MulAssign<$D>);
        implemented!(nalgebra::Matrix2<$D>: Mul<$D> + Div<$D> + MulAssign<$D>);
        implemented!($D: for<'a> Mul<&'a ndarray::ArrayRef<$D, ndarray::Ix1>> + for<'a> Sub<&'a ndarray::ArrayView1<'a, $D>>);
        implemented!($D: Add<Complex<$D>> + Sub<Complex<$D>> + Mul<Complex<$D>> + Div<Complex<$D>> + Rem<Complex<$D>> + for<'a> Mul<&'a Complex<$D>>);
        implemented!(&'static $D: Add<Complex<$D>> + Sub<Complex<$D>> + Mul<Complex<$D>> + Div<Complex<$D>> + Rem<Complex<$D>> + for<'a> Mul<&'a Complex<$D>>);
        implemented!(Complex<$D>: Add<$D> + Sub<$D> + Mul<$D> + Div<$D> + Rem<$D> + Pow<$D>);
    )* };
}

over_f64! {
    f64;
    Dual<f64>;
    HyperDual<f64, 2, 3>;
    Taylor<f64, 3>;
    Dual<Dual<f64>>;
    Dual<HyperDual<f64>>;
    Taylor<Dual<f64>, 2>;
    Tracer;
}

/// An outer number is a constant of the inner level.
macro_rules! levels {
    ($($Inner:ty => $Outer:ty;)*) => { $( implemented!($Inner: simba::scalar::SubsetOf<$Outer>); )* };
}

levels! {
    Dual<f64> => Dual<Dual<f64>>;
    Dual<f64, 2> => HyperDual<Dual<f64, 2>>;
    HyperDual<f64> => Dual<HyperDual<f64>, 3>;
    Taylor<f64, 2> => Dual<Taylor<f64, 2>>;
    Dual<f64> => Taylor<Dual<f64>, 2>;
    Dual<f32> => Dual<f64>;
    Dual<f64> => Dual<f32>;
}

#[test]
fn the_table_compiles() {}
