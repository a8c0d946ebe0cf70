//! A message to the page as plain objects.
//!
//! `serde-wasm-bindgen` does the same, but its steps may fail, and each struct hands that on. Here no step can
//! fail: the types of `wire` have no maps and no 64-bit numbers.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt;

use js_sys::{Array, Object, Reflect};
use serde::ser::{self, Impossible, Serialize};
use wasm_bindgen::{JsValue, UnwrapThrowExt};

/// Makes objects of what `wire` derives `Serialize` for. What is absent becomes `undefined`.
#[derive(Default)]
pub struct Objects {
    /// The names of members and variants met so far, by where they stand in the program: each becomes a string once.
    names: RefCell<Vec<((usize, usize), JsValue)>>,
}

/// The members of an object so far.
pub struct Members<'a> {
    objects: &'a Objects,
    object: Object,
    /// The name of the variant they belong to: the object becomes its only member.
    variant: Option<&'static str>,
}

/// The elements of a list so far.
pub struct Elements<'a> {
    objects: &'a Objects,
    list: Array,
}

/// What cannot happen.
#[derive(Debug)]
pub struct Never(Infallible);

impl Objects {
    /// The value as an object.
    pub fn value(&self, value: &impl Serialize) -> JsValue {
        made(value.serialize(self))
    }

    #[inline(never)]
    fn name(&self, name: &'static str) -> JsValue {
        let mut names = self.names.borrow_mut();
        let place = (name.as_ptr() as usize, name.len());
        match names.binary_search_by(|(known, _)| known.cmp(&place)) {
            Ok(at) => names[at].1.clone(),
            Err(at) => {
                let value = JsValue::from_str(name);
                names.insert(at, (place, value.clone()));
                value
            }
        }
    }

    #[inline(never)]
    fn set(&self, object: &Object, name: &'static str, value: &JsValue) {
        // A new object takes every member.
        Reflect::set(object, &self.name(name), value).unwrap_throw();
    }

    /// An object with one member.
    fn only(&self, name: &'static str, value: &JsValue) -> JsValue {
        let object = Object::new();
        self.set(&object, name, value);
        object.into()
    }
}

impl Never {
    /// Goes on where nothing can arrive.
    pub fn never(self) -> ! {
        match self.0 {}
    }
}

fn made<T>(result: Result<T, Never>) -> T {
    result.unwrap_or_else(|never| never.never())
}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        absent()
    }
}

/// No type of `wire` needs it.
fn absent() -> ! {
    wasm_bindgen::throw_str("a type that is no object")
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Never> {
        self.objects.set(&self.object, key, &made(value.serialize(self.objects)));
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        let Some(variant) = self.variant else { return Ok(self.object.into()) };
        Ok(self.objects.only(variant, &self.object))
    }
}

impl ser::SerializeStructVariant for Members<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Never> {
        ser::SerializeStruct::serialize_field(self, key, value)
    }

    fn end(self) -> Result<JsValue, Never> {
        ser::SerializeStruct::end(self)
    }
}

impl ser::SerializeSeq for Elements<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Never> {
        self.list.push(&made(value.serialize(self.objects)));
        Ok(())
    }

    fn end(self) -> Result<JsValue, Never> {
        Ok(self.list.into())
    }
}

impl ser::SerializeTuple for Elements<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Never> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<JsValue, Never> {
        ser::SerializeSeq::end(self)
    }
}

macro_rules! from {
    ($($name:ident($type:ty);)*) => {
        $(fn $name(self, value: $type) -> Result<JsValue, Never> {
            Ok(JsValue::from(value))
        })*
    };
}

impl<'a> ser::Serializer for &'a Objects {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Impossible<JsValue, Never>;
    type SerializeTupleVariant = Impossible<JsValue, Never>;
    type SerializeMap = Impossible<JsValue, Never>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Members<'a>;

    from! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_str(&str);
    }

    fn serialize_i64(self, value: i64) -> Result<JsValue, Never> {
        Ok(JsValue::from(value as f64))
    }

    fn serialize_u64(self, value: u64) -> Result<JsValue, Never> {
        Ok(JsValue::from(value as f64))
    }

    fn serialize_char(self, value: char) -> Result<JsValue, Never> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<JsValue, Never> {
        Ok(js_sys::Uint8Array::from(value).into())
    }

    fn serialize_none(self) -> Result<JsValue, Never> {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Never> {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Never> {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<JsValue, Never> {
        Ok(self.name(variant))
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<JsValue, Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<JsValue, Never> {
        Ok(self.only(variant, &made(value.serialize(self))))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>, Never> {
        Ok(Elements { objects: self, list: Array::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'a>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Never> {
        absent()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        absent()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Never> {
        absent()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Never> {
        Ok(Members { objects: self, object: Object::new(), variant: None })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'a>, Never> {
        Ok(Members { objects: self, object: Object::new(), variant: Some(variant) })
    }
}
