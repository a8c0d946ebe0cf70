//! A message of the page as the types of `wire`.
//!
//! `serde-wasm-bindgen` does the same and returns what is wrong with a message. Here that is thrown at once, so that no struct
//! has to hand it on: an unreadable message ends the worker anyway.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::de::{self, DeserializeSeed, Expected, IntoDeserializer, Unexpected, Visitor, value::U32Deserializer};
use serde::{Deserialize, forward_to_deserialize_any};
use wasm_bindgen::{JsCast, JsValue};

use crate::objects::Never;

/// The message; one that cannot be read is thrown.
pub fn read<'de, T: Deserialize<'de>>(message: JsValue) -> T {
    T::deserialize(Value(message)).unwrap_or_else(|never| never.never())
}

/// A value of the page.
struct Value(JsValue);

/// The members of an object that a struct knows.
struct Members {
    object: JsValue,
    names: &'static [&'static str],
    /// The number of the next name.
    next: u32,
    value: JsValue,
}

/// The elements of a list.
struct Elements {
    list: Array,
    next: u32,
}

/// A variant by its number, and what it holds.
struct Variant(u32, Value);

/// Says what is wrong with the message and ends the worker.
#[cold]
#[inline(never)]
fn throw(parts: &[&str]) -> ! {
    wasm_bindgen::throw_val(js_sys::Error::new(&parts.concat()).into())
}

#[inline(never)]
fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_else(|_| throw(&["not an object"]))
}

/// The number of a variant's name.
#[inline(never)]
fn number(name: &str, variants: &[&str]) -> u32 {
    match variants.iter().position(|variant| *variant == name) {
        Some(at) => at as u32,
        None => throw(&["unknown variant `", name, "`, expected `", &variants.join("` or `"), "`"]),
    }
}

impl Value {
    #[inline(never)]
    fn number(&self) -> f64 {
        self.0.as_f64().unwrap_or_else(|| throw(&["not a number"]))
    }

    /// A whole number, not negative.
    #[inline(never)]
    fn index(&self) -> u32 {
        let number = self.number();
        if f64::from(number as u32) != number {
            throw(&["not a number from 0 to 4294967295"]);
        }
        number as u32
    }

    #[inline(never)]
    fn text(&self) -> String {
        self.0.as_string().unwrap_or_else(|| throw(&["not a text"]))
    }

    #[inline(never)]
    fn list(self) -> Elements {
        let list = self.0.dyn_into().unwrap_or_else(|_| throw(&["not a list"]));
        Elements { list, next: 0 }
    }

    #[inline(never)]
    fn members(self, names: &'static [&'static str]) -> Members {
        Members { object: self.0, names, next: 0, value: JsValue::UNDEFINED }
    }

    #[inline(never)]
    fn variant(self, variants: &[&str]) -> Variant {
        if let Some(name) = self.0.as_string() {
            return Variant(number(&name, variants), Value(JsValue::UNDEFINED));
        }
        let Some(object) = self.0.dyn_ref::<Object>() else { throw(&["not an enum"]) };
        let name = Value(Object::keys(object).get(0)).text();
        Variant(number(&name, variants), Value(member(&self.0, &name)))
    }
}

impl Members {
    /// The number of the next member that is there; its value is kept.
    #[inline(never)]
    fn next(&mut self) -> Option<u32> {
        loop {
            let at = self.next;
            self.value = member(&self.object, self.names.get(at as usize)?);
            self.next += 1;
            if !self.value.is_undefined() {
                return Some(at);
            }
        }
    }
}

impl<'de> de::MapAccess<'de> for Members {
    type Error = Never;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Never> {
        let Some(at) = self.next() else { return Ok(None) };
        let name: U32Deserializer<Never> = at.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Never> {
        seed.deserialize(Value(self.value.clone()))
    }
}

impl<'de> de::SeqAccess<'de> for Elements {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        if self.next == self.list.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.list.get(self.next - 1))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.length() as usize)
    }
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Never;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Never> {
        let name: U32Deserializer<Never> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, self.1))
    }
}

impl<'de> de::VariantAccess<'de> for Value {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.list())
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_map(self.members(fields))
    }
}

impl<'de> de::Deserializer<'de> for Value {
    type Error = Never;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        throw(&["a type that no message has"])
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.0.as_bool().unwrap_or_else(|| throw(&["neither true nor false"])))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u32(self.index())
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_byte_buf(Uint8Array::new(&self.0).to_vec())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self.list())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_map(self.members(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(self.variant(variants))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 char str bytes unit unit_struct tuple tuple_struct map identifier ignored_any
    }
}

/// What a visitor refuses. Without the values, whose printing would bring the standard library's decimals along.
impl de::Error for Never {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        throw(&["unreadable"])
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        throw(&["another type than expected"])
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        throw(&["another value than expected"])
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        throw(&["another length than expected"])
    }

    fn unknown_variant(name: &str, _: &'static [&'static str]) -> Self {
        throw(&["unknown variant `", name, "`"])
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        throw(&["unknown field `", name, "`"])
    }

    fn missing_field(name: &'static str) -> Self {
        throw(&["missing field `", name, "`"])
    }

    fn duplicate_field(name: &'static str) -> Self {
        throw(&["duplicate field `", name, "`"])
    }
}
